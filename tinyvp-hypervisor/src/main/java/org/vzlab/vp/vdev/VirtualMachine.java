package org.vzlab.vp.vdev;

import java.util.List;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Window;

/** What a guest finds around its processor: its interrupt controller, its time, its windows. */
public final class VirtualMachine {
  /** The highest guest id: GuestIDs have three bits on the M5150, and 0 is the root. */
  public static final int MAX_ID = 7;

  private final Partition partition;
  private final VirtualInterruptController interrupts;
  private final VirtualTimer timer = new VirtualTimer();
  private final VirtualUart uart;
  private final Reach reach;

  /**
   * Builds the devices of a guest.
   *
   * @throws IllegalArgumentException for a window that names an emulator which does not exist or a
   *     console which is not the hypervisor's
   */
  public VirtualMachine(RootPort port, Partition partition, SharedConsole console) {
    this.partition = partition;
    this.interrupts =
        new VirtualInterruptController(
            port, partition.ownInterrupts(), partition.emulatedInterrupts());
    this.uart = new VirtualUart(partition.id(), console, interrupts);
    List<Window> windows = partition.windows();
    VirtualDevice[] devices = new VirtualDevice[windows.size()];
    int[] offsets = new int[devices.length];
    for (int i = 0; i < devices.length; i++) {
      devices[i] = device(port, windows.get(i), console);
      boolean controller = devices[i] == interrupts;
      offsets[i] = controller ? windows.get(i).physical() - Pic32mz.INTERRUPTS : 0;
    }
    reach = new Reach(partition.id(), partition.pages(), windows, devices, offsets);
    interrupts.levels(uart::updateLines);
  }

  /** Everything as after reset. */
  public void reset(long now) {
    interrupts.reset();
    timer.reset(now);
    uart.reset();
  }

  public Partition partition() {
    return partition;
  }

  public VirtualInterruptController interrupts() {
    return interrupts;
  }

  public VirtualTimer timer() {
    return timer;
  }

  /** A character was typed for this guest. */
  public void receive(int character) {
    uart.receive(character);
  }

  /**
   * The console has sent something.
   *
   * @return whether the guest's transmitter was full and is not any more
   */
  public boolean transmitted() {
    return uart.transmitted();
  }

  /** What the guest reaches. */
  public Reach reach() {
    return reach;
  }

  private VirtualDevice device(RootPort port, Window window, SharedConsole console) {
    return switch (window.emulator()) {
      case "" -> new RealWindow(port, window.physical());
      case "ic_emulator" -> interrupts;
      case "console" -> {
        if (window.physical() != console.uart().base()) {
          throw new IllegalArgumentException(
              String.format(
                  "guest %d: device %s is a console at %08x, but the hypervisor's console is at %08x",
                  partition.id(), window.device(), window.physical(), console.uart().base()));
        }
        yield uart;
      }
      default ->
          throw new IllegalArgumentException(
              String.format(
                  "guest %d: device %s wants emulator %s; there are console and ic_emulator",
                  partition.id(), window.device(), window.emulator()));
    };
  }
}
