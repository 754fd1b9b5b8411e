package org.vzlab.vp.vdev;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Supervision;
import org.vzlab.vp.layout.Window;

/** What a guest finds around its processor: its interrupt controller, its time, its windows. */
public final class VirtualMachine implements Stateful {
  /** The highest guest id: GuestIDs have three bits on the M5150, and 0 is the root. */
  public static final int MAX_ID = 7;

  private final Partition partition;
  private final VirtualInterruptController interrupts;
  private final VirtualTimer timer = new VirtualTimer();
  private final VirtualUart uart;
  private final Reach reach;
  private final List<GuestEnd> ends = new ArrayList<>();

  /**
   * Builds the devices of a guest.
   *
   * @throws IllegalArgumentException for a window that names an emulator which does not exist, a
   *     console which is not the hypervisor's, or a mailbox or a supervision which is not this
   *     guest's
   */
  public VirtualMachine(
      RootPort port,
      Partition partition,
      SharedConsole console,
      Mailboxes mailboxes,
      Watches watches) {
    this.partition = partition;
    this.interrupts =
        new VirtualInterruptController(
            port, partition.ownInterrupts(), partition.emulatedInterrupts());
    this.uart = new VirtualUart(partition.id(), console, interrupts);
    List<Window> windows = partition.windows();
    VirtualDevice[] devices = new VirtualDevice[windows.size()];
    int[] offsets = new int[devices.length];
    for (int i = 0; i < devices.length; i++) {
      devices[i] = device(port, windows.get(i), console, mailboxes, watches);
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
    ends.forEach(GuestEnd::reset);
  }

  /** Who raises the interrupts of the guest's mailboxes and of those it supervises. */
  public void connect(Bell bell) {
    ends.forEach(end -> end.connect(bell));
  }

  /** When something is due for it besides its timer, in counts of the root's clock. */
  public long deadline() {
    long deadline = Long.MAX_VALUE;
    for (int i = 0; i < ends.size(); i++) {
      deadline = Math.min(deadline, ends.get(i).deadline());
    }
    return deadline;
  }

  /** What is due for it besides its timer happens. */
  public void expire(long now) {
    for (int i = 0; i < ends.size(); i++) {
      ends.get(i).expire(now);
    }
  }

  /** It does not run until it begins: its memory is being cleared. */
  public void held() {
    ends.forEach(GuestEnd::held);
  }

  /** It begins, or goes on after it was stopped. */
  public void begins() {
    ends.forEach(GuestEnd::begins);
  }

  /** It was stopped and may go on. */
  public void stopped() {
    ends.forEach(GuestEnd::stopped);
  }

  /** It has ended for a fault. */
  public void faulted() {
    ends.forEach(GuestEnd::faulted);
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
      RootPort port, Window window, SharedConsole console, Mailboxes mailboxes, Watches watches) {
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
        GuestEnd end = mailboxes.end(partition.id(), window.device());
        ends.add(end);
        yield end;
      }
      case Supervision.EMULATOR -> {
        GuestEnd end = watches.end(partition.id(), window.device());
        ends.add(end);
        yield end;
      }
      default ->
          throw new IllegalArgumentException(
              String.format(
                  "guest %d: device %s wants emulator %s; there are console, ic_emulator,"
                      + " mailbox and supervision",
                  partition.id(), window.device(), window.emulator()));
    };
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("interrupts", interrupts);
    visitor.enter("timer", timer);
    visitor.enter("uart", uart);
    for (int i = 0; i < ends.size(); i++) {
      visitor.enter("end" + i, ends.get(i));
    }
  }
}
