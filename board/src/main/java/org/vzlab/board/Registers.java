package org.vzlab.board;

import java.util.List;
import org.vzlab.kit.bus.Bus;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;

/** What the hypervisor accesses itself must be there: root has nobody to report a bus error to. */
final class Registers {
  private Registers() {}

  /**
   * Checks the set-up list and the windows.
   *
   * @param target the configuration or image, for the message
   * @throws UserError if the board has nothing at one of their addresses
   */
  static void require(Bus bus, Layout layout, String target) throws UserError {
    for (RegisterWrite write : layout.setup()) {
      if (!bus.answers(write.address(), 4)) {
        throw new UserError(
            String.format(
                "%s: the board set-up list writes 0x%08X, where the board has nothing; expected the"
                    + " address of a register: correct the setup line",
                target, write.address()));
      }
    }
    for (Partition guest : layout.partitions()) {
      require(bus, guest.windows(), "guest " + guest.id(), target);
    }
    for (RootThread thread : layout.threads()) {
      require(bus, thread.windows(), "thread " + thread.id(), target);
    }
  }

  private static void require(Bus bus, List<Window> windows, String whose, String target)
      throws UserError {
    for (Window window : windows) {
      if (!window.isVirtual() && !bus.answers(window.physical(), window.size())) {
        throw new UserError(
            String.format(
                "%s: device %s of %s has 0x%X bytes of registers at 0x%08X, where the board has"
                    + " nothing or not so many; correct its addresses",
                target, window.device(), whose, window.size(), window.physical()));
      }
    }
  }
}
