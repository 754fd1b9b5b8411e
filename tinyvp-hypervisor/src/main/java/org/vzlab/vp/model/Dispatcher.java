package org.vzlab.vp.model;

import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.vdev.RootClock;
import org.vzlab.vp.vdev.SharedConsole;

/**
 * The way from root to a task: whom the scheduler picks gets the processor with what is its own,
 * and with nobody to run the root waits for an interrupt.
 */
final class Dispatcher {
  /** GuestCtl0.GM. */
  static final int GM = 1 << 31;

  /**
   * GM, MC = 1 and CP0 = 1; AT = 3: the guest has its own TLB; GT = 0: its timer is emulated; CG =
   * 1 and CF = 0; SFC1 = 1.
   */
  static final int GUEST_CTL0 = 0xBD000001;

  static final int STATUS_EXL = 1 << 1;
  private static final int STATUS_IE = 1;
  private static final int STATUS_IPL_SHIFT = 10;

  private final RootPort port;
  private final RootClock clock;
  private final SharedConsole console;
  private final List<Guest> guests;
  private final Units units;
  private final RootTick tick;
  private final TaskScheduler scheduler;
  private final Residue residue;
  private final Chores chores;
  private Task loaded;
  private Task running;
  private boolean waited;

  Dispatcher(
      RootPort port,
      RootClock clock,
      SharedConsole console,
      List<Guest> guests,
      TaskScheduler scheduler,
      Units units,
      RootTick tick,
      Chores chores) {
    this.port = port;
    this.clock = clock;
    this.console = console;
    this.guests = guests;
    this.units = units;
    this.tick = tick;
    this.scheduler = scheduler;
    this.chores = chores;
    residue = new Residue(port);
  }

  /**
   * The processor is root's again.
   *
   * @param address where the task that has left goes on
   * @return that task, or null if it was the root itself
   */
  Task takeBack(int address) {
    waited = false;
    Task from = running;
    running = null;
    if (from != null) {
      from.left(address, port.now());
    }
    return from;
  }

  /** The task that runs waits, and the others come first, if there are any. */
  void endSlice() {
    scheduler.endSlice(clock.now());
  }

  /** It runs: at once if the refill vector has entered a page, as nobody else has a say then. */
  void resume(Task task) {
    running = task;
    task.enteredAt(port.now());
    if (task instanceof HypervisorThread) {
      port.eretToCode(task.id());
    } else {
      port.eret();
    }
  }

  /** Compare of the guests has matched if it is time, of those that matter now. */
  void expireTimers() {
    long now = clock.observe();
    for (int i = 0; i < guests.size(); i++) {
      if (scheduler.concerns(guests.get(i), now)) {
        expire(guests.get(i), now);
      }
    }
  }

  private void expire(Guest guest, long now) {
    boolean waits = !guest.runnable();
    long due = guest.deadline();
    guest.expire(now, clock);
    if (waits && guest.runnable()) {
      scheduler.woken(guest, due);
    }
  }

  /** Outside any exception: gives way to tasks, does the chores, waits for an interrupt. */
  void background() {
    tick.expire();
    if (waited && scheduler.isGuarded()) {
      takeInterrupt();
      return;
    }
    Task next = next();
    if (next != null && next.isRestarting()) {
      chores.doOneOf(next);
      port.cp0(Cp0Register.STATUS, STATUS_IE);
    } else if (next != null) {
      enter(next);
    } else if (!chores.isEmpty() && hasTimeFor(Chores.PIECE)) {
      chores.doOne();
      port.cp0(Cp0Register.STATUS, STATUS_IE);
    } else if (waited) {
      takeInterrupt();
    } else {
      waited = true;
      port.cp0(Cp0Register.STATUS, 0);
      program(false);
      port.await();
    }
  }

  /** The wait is over. With IE the interrupt that has ended it is taken. */
  private void takeInterrupt() {
    waited = false;
    port.cp0(Cp0Register.STATUS, STATUS_IE);
  }

  /** The end of an exception: to the task whose turn it is, or back to the root's wait. */
  void dispatch() {
    Task next = next();
    if (next != null && !next.isRestarting()) {
      enter(next);
      return;
    }
    port.charge(Work.ENTRY);
    program(false);
    port.cp0(Cp0Register.GUEST_CTL0, GUEST_CTL0 & ~GM);
    port.cp0(Cp0Register.STATUS, STATUS_EXL);
    port.eret();
  }

  /**
   * Nobody has the processor's registers.
   *
   * @return who has had them, or null
   */
  Task unload() {
    final Task from = loaded;
    if (loaded instanceof Guest guest) {
      guest.unload();
    } else if (loaded instanceof HypervisorThread thread) {
      thread.unload();
    }
    loaded = null;
    return from;
  }

  /**
   * After {@link #unload}, who has had the registers has them again, if it is to have its
   * interrupts in the rest of its window.
   */
  void putBack(Task task) {
    if (scheduler.isStrict() && task != null) {
      load(task);
    }
  }

  /**
   * Whose turn it is. A window of a major frame begins with the hypervisor's part: its owner gets
   * the processor's registers, and what is due before it is to be entered counts as due.
   */
  private Task next() {
    long now = clock.now();
    Task next = scheduler.pick(now);
    if (scheduler.isGuarded()) {
      // With another one running, or nobody, timers matter that have not mattered before.
      expireTimers();
      // The last look at the clock may have been in the window before.
      now = clock.now();
      next = scheduler.pick(now);
    }
    Task owner = scheduler.preparing(now);
    if (owner != null) {
      take(owner);
      if (owner instanceof Guest guest) {
        guest.expire(scheduler.entry(), clock);
      }
      next = scheduler.pick(now);
    }
    return next;
  }

  private boolean hasTimeFor(long cycles) {
    return scheduler.deadline() == TaskScheduler.NEVER
        || clock.cycleOf(scheduler.deadline()) - port.now() > cycles;
  }

  /** Sets Compare for what is due next. */
  private void program(boolean somebodyRuns) {
    boolean mayPrint = !scheduler.isGuarded() || !somebodyRuns;
    tick.program(mayPrint ? Math.min(earliest(), tick.nextLine()) : earliest());
  }

  /** Waits until the task may be entered. */
  private void hold() {
    if (scheduler.entry() > clock.now()) {
      long cycles = clock.cycleOf(scheduler.entry()) - port.now();
      port.charge(Work.HOLD, (int) Math.max(0, cycles));
    }
  }

  private long earliest() {
    boolean look =
        loaded instanceof Guest guest && guest.hasSoftwareInterrupts() && guest.runnable();
    long earliest = scheduler.deadline();
    earliest = look ? Math.min(earliest, clock.now() + TurnTaking.SLICE) : earliest;
    for (int i = 0; i < guests.size(); i++) {
      if (scheduler.concerns(guests.get(i), clock.now())) {
        earliest = Math.min(earliest, guests.get(i).deadline());
      }
    }
    return earliest;
  }

  private void enter(Task task) {
    if (task instanceof HypervisorThread thread) {
      enter(thread);
    } else if (task instanceof Guest guest) {
      enter(guest);
    }
  }

  private void enter(HypervisorThread thread) {
    port.cp0(Cp0Register.STATUS, STATUS_EXL);
    take(thread);
    hold();
    port.charge(Work.ENTRY);
    program(true);
    thread.selectRegisters();
    port.cp0(Cp0Register.EPC, thread.pc());
    port.cp0(Cp0Register.GUEST_CTL0, GUEST_CTL0 & ~GM);
    int mode = thread.mode() | units.status(thread);
    port.cp0(Cp0Register.STATUS, running() | mode);
    thread.answersAt(port.now());
    resume(thread);
  }

  private void enter(Guest guest) {
    port.cp0(Cp0Register.STATUS, STATUS_EXL);
    take(guest);
    int presented = guest.present();
    if (presented >= 0 && guest.traces().interrupts()) {
      int level = guest.machine().interrupts().priority(presented);
      console.line(String.format("Thread%d: interrupt %d, ipl %d", guest.id(), presented, level));
    }
    hold();
    port.charge(Work.ENTRY);
    program(true);
    guest.selectRegisters();
    port.cp0(Cp0Register.EPC, guest.pc());
    port.cp0(Cp0Register.GUEST_CTL0, GUEST_CTL0);
    port.cp0(Cp0Register.STATUS, running() | units.status(guest));
    guest.answersAt(port.now());
    resume(guest);
  }

  /** Root's Status bits with which a task runs. */
  private int running() {
    int level = scheduler.isStrict() ? RootInterrupts.DEFERRED : 0;
    return STATUS_EXL | STATUS_IE | level << STATUS_IPL_SHIFT;
  }

  /** The processor goes to a task with what is its own; who has had it gives it back. */
  private void take(Task task) {
    if (loaded == task) {
      return;
    }
    unload();
    if (scheduler.isStrict()) {
      units.takeBack();
      residue.clear();
    }
    load(task);
  }

  private void load(Task task) {
    loaded = task;
    task.switchedTo();
    port.charge(Work.SWITCH);
    if (task instanceof Guest guest) {
      guest.load();
    } else if (task instanceof HypervisorThread thread) {
      thread.load();
    }
  }

  /** Shows who has the processor. */
  void visit(StateVisitor visitor, Tasks tasks) {
    visitor.enter("scheduler", scheduler);
    loaded = tasks.visit(visitor, "loaded", loaded);
    running = tasks.visit(visitor, "running", running);
    waited = visitor.flag("waited", waited);
  }
}
