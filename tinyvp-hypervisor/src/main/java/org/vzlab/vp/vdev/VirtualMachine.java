package org.vzlab.vp.vdev;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.Mailbox;
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
  private final List<MailboxEnd> ends = new ArrayList<>();

  /**
   * Builds the devices of a guest.
   *
   * @throws IllegalArgumentException for a window that names an emulator which does not exist, a
   *     console which is not the hypervisor's, or a mailbox which is not this guest's
   */
  public VirtualMachine(
      RootPort port, Partition partition, SharedConsole console, Mailboxes mailboxes) {
    this.partition = partition;
    this.interrupts =
        new VirtualInterruptController(
            port, partition.ownInterrupts(), partition.emulatedInterrupts());
    this.uart = new VirtualUart(partition.id(), console, interrupts);
    List<Window> windows = partition.windows();
    VirtualDevice[] devices = new VirtualDevice[windows.size()];
    int[] offsets = new int[devices.length];
    for (int i = 0; i < devices.length; i++) {
      devices[i] = device(port, windows.get(i), console, mailboxes);
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
    ends.forEach(MailboxEnd::reset);
  }

  /** Who raises the interrupts of the guest's mailboxes. */
  public void connect(Bell bell) {
    ends.forEach(end -> end.connect(bell));
  }

  /** When a mailbox has something to tell this guest by itself, in counts of the root's clock. */
  public long mailboxDeadline() {
    long deadline = Long.MAX_VALUE;
    for (int i = 0; i < ends.size(); i++) {
      deadline = Math.min(deadline, ends.get(i).deadline());
    }
    return deadline;
  }

  /** Mailboxes tell this guest what is due. */
  public void expireMailboxes(long now) {
    for (int i = 0; i < ends.size(); i++) {
      ends.get(i).expire(now);
    }
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

  private VirtualDevice device(
      RootPort port, Window window, SharedConsole console, Mailboxes mailboxes) {
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
      case Mailbox.EMULATOR -> {
        MailboxEnd end = mailboxes.end(partition.id(), window.device());
        ends.add(end);
        yield end;
      }
      default ->
          throw new IllegalArgumentException(
              String.format(
                  "guest %d: device %s wants emulator %s; there are console, ic_emulator and"
                      + " mailbox",
                  partition.id(), window.device(), window.emulator()));
    };
  }
}
