package org.vzlab.vp.model;

import java.util.function.IntConsumer;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.vdev.Mailboxes;
import org.vzlab.vp.vdev.Pic32mz;
import org.vzlab.vp.vdev.RootClock;
import org.vzlab.vp.vdev.SharedConsole;
import org.vzlab.vp.vdev.VirtualMachine;
import org.vzlab.vp.vdev.Watches;

/** A guest at run time: its virtual machine, its place in the schedule, and what to tell of it. */
final class Guest extends Task {
  /** GuestCtl0Ext: NCC = 1, CGI, and FCD: no exits for field changes. */
  private static final int FIELD_CHANGES_QUIET = 0x58;

  /** The same with FCD = 0: the delivery of an interrupt is reported as GHFC. */
  private static final int FIELD_CHANGES_REPORTED = 0x50;

  private final RootPort port;
  private final VirtualMachine machine;
  private final GuestContext context;
  private boolean loaded;
  private boolean presenting;
  private IntConsumer onPresent = irq -> {};
  private final boolean softwareInterrupts;

  /** Its timer's when last looked at: another one was set when it left last, maybe too late. */
  private long knownDeadline;

  /** Its own interrupts come in while it has the processor only. */
  private boolean holdsInterrupts;

  Guest(
      RootPort port,
      Partition partition,
      SharedConsole console,
      Mailboxes mailboxes,
      Watches watches,
      RegisterSets sets) {
    super(sets, partition.id(), partition.id());
    this.port = port;
    this.machine = new VirtualMachine(port, partition, console, mailboxes, watches);
    machine.connect(this::ring);
    softwareInterrupts =
        partition.emulatedInterrupts().get(Pic32mz.SOFTWARE_IRQ)
            || partition.emulatedInterrupts().get(Pic32mz.SOFTWARE_IRQ + 1);
    this.context = new GuestContext(partition.id());
  }

  /** To the guest's entry, with nothing left of what it did before. It must not be loaded. */
  void reset(long now) {
    context.reset();
    machine.reset(now);
    start(machine.partition().entry());
  }

  /** Who hears which interrupt is requested of it anew. */
  void onPresent(IntConsumer listener) {
    onPresent = listener;
  }

  /** From now on interrupts for it are held while others have the processor. */
  void holdInterrupts() {
    holdsInterrupts = true;
  }

  VirtualMachine machine() {
    return machine;
  }

  boolean polling() {
    return machine.partition().polling();
  }

  /** It gets the hardware's guest context. */
  void load() {
    if (holdsInterrupts) {
      machine.interrupts().unmask();
    }
    context.restore(port, machine.timer());
    port.cp0(Cp0Register.GUEST_CTL0_EXT, FIELD_CHANGES_QUIET);
    port.cp0(Cp0Register.GUEST_CTL2, 0);
    presenting = false;
    loaded = true;
  }

  /** It gives the hardware's guest context back. */
  void unload() {
    if (holdsInterrupts) {
      machine.interrupts().maskAll();
    }
    port.cp0(Cp0Register.GUEST_CTL2, 0);
    context.save(port);
    loaded = false;
    presenting = false;
    port.clearGuestLlbit();
  }

  /** Takes its entries out of the guest TLB. Nobody is loaded. */
  void clearTlb() {
    context.clearTlb(port);
  }

  /** When something is due for it by itself, in counts of the root's clock. */
  long deadline() {
    return Math.min(machine.timer().deadline(), machine.deadline());
  }

  /** What is due for it happens. Times are counts. */
  void expire(long now, RootClock clock) {
    expireTimer(now, clock);
    machine.expire(now);
  }

  /** An interrupt that the hypervisor makes for it. */
  private void ring(int irq) {
    interrupt(irq, port.now());
  }

  /** Compare has matched if it is time: Cause.TI, and interrupt 0. Times are counts. */
  private void expireTimer(long now, RootClock clock) {
    long deadline = machine.timer().deadline();
    long due = clock.cycleOf(deadline);
    if (deadline != knownDeadline) {
      due = Math.max(due, leftAt());
      knownDeadline = deadline;
    }
    if (machine.timer().expire(now)) {
      port.charge(Work.TIMER_MATCH);
      if (loaded) {
        int cause = port.guestCp0(Cp0Register.CAUSE);
        port.guestCp0(Cp0Register.CAUSE, cause | GuestContext.CAUSE_TI);
      } else {
        context.setTimerInterrupt();
      }
      interrupt(Pic32mz.CORE_TIMER_IRQ, due);
    }
  }

  /** An interrupt of its own is raised, that has come up at a board time in SYSCLK cycles. */
  void interrupt(int irq, long time) {
    machine.interrupts().raise(irq);
    answer(time);
  }

  /** Something has been raised for it at a board time in SYSCLK cycles. */
  void answer(long time) {
    wake();
    if (runnable() && (polling() || machine.interrupts().requested())) {
      requestedAt(time);
    }
  }

  /** Something happened: a WAIT ends if it is an interrupt, for a polling guest in any case. */
  void wake() {
    if (state() == GuestState.WAITING && (polling() || machine.interrupts().requested())) {
      ready();
    }
  }

  /**
   * Whether it has the software interrupts, as interrupts 1 and 2 (devices sw0 and sw1): a write of
   * Cause.IP0 or IP1 does not leave for root, which therefore has to look from time to time.
   */
  boolean hasSoftwareInterrupts() {
    return softwareInterrupts;
  }

  /** Cause.IP0 and IP1 of the loaded guest are requests of interrupts 1 and 2. */
  private void lookForSoftwareInterrupts() {
    if (!softwareInterrupts || !loaded) {
      return;
    }
    port.charge(Work.SOFTWARE_INTERRUPT);
    int cause = port.guestCp0(Cp0Register.CAUSE);
    for (int number = 0; number < 2; number++) {
      if ((cause & GuestContext.CAUSE_IP0 << number) != 0) {
        machine.interrupts().raise(Pic32mz.SOFTWARE_IRQ + number);
      }
    }
  }

  /** It has executed WAIT, which ends at once if something is requested already. */
  @Override
  void await() {
    lookForSoftwareInterrupts();
    boolean timer =
        loaded
            ? (port.guestCp0(Cp0Register.CAUSE) & GuestContext.CAUSE_TI) != 0
            : context.timerInterrupt();
    if (!machine.interrupts().requested() && !(polling() && timer)) {
      pause();
    }
  }

  @Override
  void restarting(boolean itself) {
    super.restarting(itself);
    machine.held();
  }

  @Override
  void begin() {
    if (isRestarting()) {
      super.begin();
      machine.begins();
    }
  }

  @Override
  void stop() {
    super.stop();
    machine.interrupts().maskAll();
    machine.stopped();
  }

  @Override
  void proceed() {
    super.proceed();
    if (!holdsInterrupts || loaded) {
      machine.interrupts().unmask();
    }
    machine.begins();
  }

  @Override
  void fault(String why) {
    super.fault(why);
    machine.interrupts().maskAll();
    machine.faulted();
  }

  /**
   * Makes GuestCtl2 say what the virtual interrupt controller presents. The hardware zeroes GRIPL
   * when the guest takes the interrupt; the request stands, as with a real controller, until the
   * guest clears its flag.
   *
   * @return the interrupt that is presented anew, or -1
   */
  int present() {
    lookForSoftwareInterrupts();
    int irq = polling() ? -1 : machine.interrupts().best();
    if (irq < 0) {
      if (presenting) {
        port.cp0(Cp0Register.GUEST_CTL2, 0);
        port.cp0(Cp0Register.GUEST_CTL0_EXT, FIELD_CHANGES_QUIET);
        port.charge(Work.INJECT);
        presenting = false;
      }
      return -1;
    }
    int level = machine.interrupts().priority(irq);
    int wanted = level << 24 | (machine.interrupts().vector(irq) & 0xFFFF);
    if (presenting && port.cp0(Cp0Register.GUEST_CTL2) == wanted) {
      return -1;
    }
    port.cp0(Cp0Register.GUEST_CTL2, wanted);
    port.cp0(Cp0Register.GUEST_CTL0_EXT, FIELD_CHANGES_REPORTED);
    port.charge(Work.INJECT);
    presenting = true;
    onPresent.accept(irq);
    return irq;
  }

  @Override
  public int id() {
    return machine.partition().id();
  }

  @Override
  public String name() {
    return machine.partition().name();
  }

  @Override
  public void visit(StateVisitor visitor) {
    super.visit(visitor);
    visitor.enter("machine", machine);
    visitor.enter("context", context);
    loaded = visitor.flag("loaded", loaded);
    presenting = visitor.flag("presenting", presenting);
    knownDeadline = visitor.int64("knownDeadline", knownDeadline);
  }
}
