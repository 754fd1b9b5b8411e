package org.vzlab.vp.model;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.vdev.RootClock;
import org.vzlab.vp.vdev.SharedConsole;
import org.vzlab.vp.vdev.Work;

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

  private final RootPort port;
  private final RootClock clock;
  private final SharedConsole console;
  private final List<Guest> guests;
  private final Units units;
  private final RootTick tick;
  private final TaskScheduler scheduler;
  private Task loaded;
  private Task running;
  private boolean waited;

  Dispatcher(
      RootPort port,
      RootClock clock,
      SharedConsole console,
      List<Guest> guests,
      List<HypervisorThread> threads,
      Units units,
      RootTick tick) {
    this.port = port;
    this.clock = clock;
    this.console = console;
    this.guests = guests;
    this.units = units;
    this.tick = tick;
    List<Task> tasks = new ArrayList<>(guests);
    tasks.addAll(threads);
    scheduler = new TaskScheduler(tasks);
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

  /** Outside any exception: waits for an interrupt, and gives way to tasks. */
  void background() {
    Task next = scheduler.pick(clock.now());
    if (next != null) {
      enter(next);
    } else if (waited) {
      // The wait is over. With IE the interrupt that has ended it is taken.
      waited = false;
      port.cp0(Cp0Register.STATUS, STATUS_IE);
    } else {
      waited = true;
      port.cp0(Cp0Register.STATUS, 0);
      tick.program(earliest());
      port.await();
    }
  }

  /** The end of an exception: to the task whose turn it is, or back to the root's wait. */
  void dispatch() {
    Task next = scheduler.pick(clock.now());
    if (next != null) {
      enter(next);
      return;
    }
    port.charge(Work.ENTRY);
    tick.program(earliest());
    port.cp0(Cp0Register.GUEST_CTL0, GUEST_CTL0 & ~GM);
    port.cp0(Cp0Register.STATUS, STATUS_EXL);
    port.eret();
  }

  /** Nobody has the processor's registers. */
  void unload() {
    if (loaded instanceof Guest guest) {
      guest.unload();
    } else if (loaded instanceof HypervisorThread thread) {
      thread.unload();
    }
    loaded = null;
  }

  private long earliest() {
    boolean look =
        loaded instanceof Guest guest && guest.hasSoftwareInterrupts() && guest.runnable();
    long earliest = scheduler.deadline();
    earliest = look ? Math.min(earliest, clock.now() + TaskScheduler.SLICE) : earliest;
    for (int i = 0; i < guests.size(); i++) {
      earliest = Math.min(earliest, guests.get(i).machine().timer().deadline());
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
    if (take(thread)) {
      thread.load();
    }
    port.charge(Work.ENTRY);
    tick.program(earliest());
    thread.selectRegisters();
    port.cp0(Cp0Register.EPC, thread.pc());
    port.cp0(Cp0Register.GUEST_CTL0, GUEST_CTL0 & ~GM);
    int mode = thread.mode() | units.status(thread.units());
    port.cp0(Cp0Register.STATUS, STATUS_EXL | STATUS_IE | mode);
    resume(thread);
  }

  private void enter(Guest guest) {
    port.cp0(Cp0Register.STATUS, STATUS_EXL);
    if (take(guest)) {
      guest.load();
    }
    int presented = guest.present();
    if (presented >= 0 && guest.traces().interrupts()) {
      int level = guest.machine().interrupts().priority(presented);
      console.line(String.format("Thread%d: interrupt %d, ipl %d", guest.id(), presented, level));
    }
    port.charge(Work.ENTRY);
    tick.program(earliest());
    guest.selectRegisters();
    port.cp0(Cp0Register.EPC, guest.pc());
    port.cp0(Cp0Register.GUEST_CTL0, GUEST_CTL0);
    port.cp0(Cp0Register.STATUS, STATUS_EXL | STATUS_IE | units.status(guest.units()));
    resume(guest);
  }

  /**
   * The processor goes to a task; who has had it gives it back.
   *
   * @return whether the task has to load what is its own
   */
  private boolean take(Task task) {
    if (loaded == task) {
      return false;
    }
    unload();
    loaded = task;
    port.charge(Work.SWITCH);
    return true;
  }
}
