package org.vzlab.vp.model;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Purse;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.exit.Exit;
import org.vzlab.vp.exit.ExitLog;
import org.vzlab.vp.exit.ExitReason;
import org.vzlab.vp.exit.ExitTable;
import org.vzlab.vp.exit.Outcome;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Schedule;
import org.vzlab.vp.layout.Supervision;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.vdev.ConsolePort;
import org.vzlab.vp.vdev.Mailboxes;
import org.vzlab.vp.vdev.RootClock;
import org.vzlab.vp.vdev.SharedConsole;
import org.vzlab.vp.vdev.Watches;

/**
 * The running hypervisor, from its start on: what tinyVP's vectors and its scheduler do. An
 * exception is looked at, its guest dealt with, and the processor given to the next guest or to the
 * root's idle loop. Everything is allocated before the first guest runs. Making it touches nothing:
 * its state may come from a snapshot instead of {@link #start}.
 */
final class Hypervisor implements ExitLog, Stateful {
  private static final int REFILL_VECTOR = 0;
  private static final int INTERRUPT_VECTOR = 0x200;

  private final RootPort port;
  private final Layout layout;
  private final Platform platform;
  private final VpListener listener;
  private final RootClock clock;
  private final SharedConsole console;
  private final List<Guest> guests = new ArrayList<>();
  private final List<HypervisorThread> threads = new ArrayList<>();
  private final Tasks tasks;
  private final RegisterSets sets;
  private final Units units;
  private final Watches watches;
  private final Mailboxes mailboxes;
  private final TaskMemory memory;
  private final RootTick tick;
  private final TaskScheduler scheduler;
  private final Dispatcher dispatcher;
  private final Chores chores;

  /** Tasks are kept from each other's time. */
  private final boolean guarded;

  /** Tasks have it in windows of a major frame. */
  private final boolean strict;

  private final RootInterrupts interrupts;
  private final Dumps dumps;
  private final ExitTable guestExits = ExitTable.ofGuests();
  private final ExitTable threadExits = ExitTable.ofThreads();
  private final Exit exit;
  private boolean failed;

  /** A hypervisor that has not started. */
  Hypervisor(
      RootPort port, Layout layout, Platform platform, ConsolePort uart, VpListener listener) {
    this.port = port;
    this.listener = listener;
    this.layout = layout;
    this.platform = platform;
    chores = new Chores(port, this::begin);
    strict = layout.schedule() instanceof Schedule.MajorFrame;
    guarded = !(layout.schedule() instanceof Schedule.Turns);
    Purse purse = guarded ? chores : port::charge;
    console = new SharedConsole(port, uart, purse, listener::printed, strict);
    clock = new RootClock(port);
    sets = new RegisterSets(port);
    units = new Units(port);
    watches = new Watches(layout.supervisions(), port, clock);
    mailboxes = new Mailboxes(layout.mailboxes(), port, clock, listener::message);
    for (Partition partition : layout.partitions()) {
      Guest guest = new Guest(port, partition, console, mailboxes, watches, sets);
      guest.machine().interrupts().onRaise(irq -> listener.raised(guest.id(), irq));
      guest.onPresent(irq -> listener.presented(guest.id(), irq));
      guests.add(guest);
    }
    for (Supervision supervision : layout.supervisions()) {
      watches.connect(supervision, GuestWard.of(supervision, guests, this, console, listener));
    }
    for (RootThread thread : layout.threads()) {
      threads.add(new HypervisorThread(port, thread, sets));
    }
    tasks = Tasks.of(guests, threads);
    memory = new TaskMemory(port, layout, purse, listener);
    dumps = new Dumps(port, console, sets);
    exit = new Exit(port, clock, this);
    tick = new RootTick(port, clock, console);
    ConsoleInput input =
        new ConsoleInput(guests, new Monitor(tasks, console, dumps, this), listener);
    BusViolations violations = new BusViolations(port, console, listener);
    interrupts = new RootInterrupts(port, guests, console, input, violations, listener, strict);
    scheduler = TaskScheduler.of(layout.schedule(), tasks.all());
    tasks.all().forEach(task -> task.servedBy(scheduler, listener));
    if (strict) {
      guests.forEach(Guest::holdInterrupts);
    }
    dispatcher = new Dispatcher(port, clock, console, guests, scheduler, units, tick, chores);
  }

  /** Starts up: ends with the root idle and all guests ready to run. */
  void start() {
    Boot boot = new Boot(port, console);
    boot.prepare(platform.exceptionBase(), layout.setup());
    clock.start();
    mailboxes.start();
    tick.start();
    interrupts.start();
    boot.report(clock);
    memory.start();
    guests.forEach(guest -> guest.reset(clock.now()));
    platform.started().forEach(write -> port.store(write.address(), 4, write.value()));
    threads.forEach(HypervisorThread::reset);
    sets.giveBackToRoot();
    if (guarded) {
      clock.synchronise();
    }
    scheduler.start(clock.now());
    guests.forEach(guest -> guest.machine().begins());
  }

  List<HypervisorThread> threads() {
    return threads;
  }

  List<Guest> guests() {
    return guests;
  }

  boolean failed() {
    return failed || watches.anyFailed();
  }

  long interruptCount(int irq) {
    return interrupts.count(irq);
  }

  /** An exception or interrupt; ends with ERET. */
  void exception(int vector) {
    Task from = dispatcher.takeBack(port.cp0(Cp0Register.EPC));
    if (from instanceof HypervisorThread thread) {
      exit.takeThread(thread.reach());
      exception(thread, threadExits, vector);
    } else if (from instanceof Guest guest) {
      exit.take(guest.machine());
      exception(guest, guestExits, vector);
    } else {
      port.charge(vector == INTERRUPT_VECTOR ? Work.INTERRUPT_EXIT : Work.EXIT);
      expire();
      if (vector == INTERRUPT_VECTOR) {
        interrupt();
      } else {
        rootFault();
      }
      expire();
      dispatcher.dispatch();
    }
  }

  private void exception(Task task, ExitTable exits, int vector) {
    if (vector == REFILL_VECTOR && exits.refill(exit)) {
      task.count(exit.reason(), Outcome.RESUME);
      dispatcher.resume(task);
      return;
    }
    port.charge(vector == INTERRUPT_VECTOR ? Work.INTERRUPT_EXIT : Work.EXIT);
    if (vector == INTERRUPT_VECTOR) {
      task.count(exit.reason(), Outcome.RESUME);
      sets.giveBackToRoot();
      expire();
      if (exits.hasWaited(exit)) {
        dispatcher.endSlice();
      }
      interrupt();
    } else {
      if (exit.isOfGuest()) {
        expire();
      }
      if (task.runnable()) {
        // A thread's registers may be in the root's set until it has been dealt with.
        handle(task, exits);
      }
      sets.giveBackToRoot();
    }
    expire();
    dispatcher.dispatch();
  }

  /**
   * A guest's SDBBP: the root goes on at exception level, and the guest ends. tinyVP leaves the
   * debug vector to boot code that never comes back (its boot.S); one guest shall not end the
   * others.
   */
  void debugException() {
    int address = port.cp0(Cp0Register.DEPC);
    Task from = dispatcher.takeBack(address);
    port.cp0(Cp0Register.STATUS, Dispatcher.STATUS_EXL);
    port.deret();
    if (from == null) {
      rootFault();
    } else {
      port.charge(Work.EXIT);
      Outcome.StopGuest stop =
          new Outcome.StopGuest(String.format("debug breakpoint near %08x", address));
      sets.giveBackToRoot();
      from.count(ExitReason.DEBUG, stop);
      fault(from, stop.reason());
    }
    expire();
    dispatcher.dispatch();
  }

  /** The root outside any exception. */
  void background() {
    expire();
    dispatcher.background();
  }

  /** Back to the entry, with RAM that is clear but for initialised data. */
  void restart(Task task) {
    final Task loaded = dispatcher.unload();
    int shadow = port.cp0(Cp0Register.SRS_CTL);
    units.clear(task);
    if (task instanceof Guest guest) {
      guest.clearTlb();
      guest.reset(clock.observe());
      chores.of(guest, () -> memory.restart(guest.id(), guest.machine().partition().data()));
      listener.guestRestarted(guest);
    } else if (task instanceof HypervisorThread thread) {
      thread.reset();
      memory.restart(thread.id(), thread.thread().data());
    }
    port.cp0(Cp0Register.SRS_CTL, shadow);
    sets.giveBackToRoot();
    dispatcher.putBack(loaded == task ? null : loaded);
    task.restarting(watches.supervise(task.id()));
    if (guarded) {
      chores.thenBegins(task);
    } else {
      task.begin();
    }
  }

  private void begin(int task) {
    tasks.of(task).begin();
  }

  /** It does not run until it is told to go on or begins anew. */
  void stop(Task task) {
    task.stop();
    listener.stopped(task);
  }

  /** Somebody at the console has done something to a task: its supervisor is to know. */
  void lookedAfter(Task task) {
    watches.lookedAfter(task.id());
  }

  private void interrupt() {
    port.charge(Work.INTERRUPT);
    interrupts.serve();
    for (int i = 0; i < threads.size(); i++) {
      threads.get(i).wake(port.now());
    }
    port.charge(Work.SCHEDULE);
  }

  /** Its registers are those that RDPGPR and WRPGPR reach until it has been dealt with. */
  private void handle(Task task, ExitTable exits) {
    final long behind = exits.behind(exit);
    Outcome outcome = exits.handle(exit);
    task.count(exit.reason(), outcome);
    if (task.traces().exceptions()) {
      int guestExcCode = (port.cp0(Cp0Register.GUEST_CTL0) >> 2) & 0x1F;
      String guests = exit.isOfGuest() ? String.format(", gcause=%d", guestExcCode) : "";
      line("Thread%d: exception %d%s", task.id(), exit.excCode(), guests);
    }
    if (outcome instanceof Outcome.StopGuest stop) {
      fault(task, stop.reason());
    } else if (outcome instanceof Outcome.Inject exception) {
      task.goTo(exits.inject(exit, exception));
    } else if (outcome instanceof Outcome.Lend lend) {
      units.lend(lend.unit(), task);
    } else if (outcome instanceof Outcome.Skip) {
      skip(task, behind);
    } else if (outcome instanceof Outcome.Switch) {
      skip(task, behind);
      port.charge(Work.SCHEDULE);
      if (task.runnable()) {
        task.await();
      }
    }
  }

  private void skip(Task task, long next) {
    if (next < 0) {
      fault(task, "exit in the delay slot of a branch that cannot be evaluated");
    } else {
      task.goTo((int) next);
    }
  }

  /** It ends. Of a guest that is to be restarted, the registers are not printed each time. */
  void fault(Task task, String reason) {
    task.fault(reason);
    if (watches.supervise(task.id())) {
      notice("PANIC_THREAD: Thread%d: %s", task.id(), reason);
      listener.guestFailed(task, reason);
      return;
    }
    line("PANIC_THREAD: Thread%d: %s", task.id(), reason);
    dumps.registers(task);
    failed = true;
    if (task instanceof Guest) {
      listener.guestFaulted(task, reason);
    } else {
      listener.threadFaulted(task, reason);
    }
  }

  /** An exception of the root itself: a fault of this model or of the machine, not of a guest. */
  private void rootFault() {
    line(
        "PANIC: do_EXC: cause=%08x epc=%08x badvaddr=%08x",
        port.cp0(Cp0Register.CAUSE), port.cp0(Cp0Register.EPC), port.cp0(Cp0Register.BAD_VADDR));
    failed = true;
  }

  private void expire() {
    dispatcher.expireTimers();
    if (!guarded) {
      tick.expire();
    }
  }

  @Override
  public void writeIgnored(int task, int address, int size, int value) {
    line("Thread%d: write %x (%d bytes) to %08x ignored", task, value, size, address);
    listener.writeIgnored(task, address, size, value);
  }

  @Override
  public void accessed(int task, Window window, int address, int size, boolean store) {
    listener.accessed(task, window, address, size, store);
  }

  @Override
  public void timeAccess(int guest, String access, int value) {
    if (traced(guest)) {
      line("%s: %08x", access, value);
    }
  }

  private boolean traced(int id) {
    for (Guest guest : guests) {
      if (guest.id() == id) {
        return guest.traces().time();
      }
    }
    return false;
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void line(String format, Object... values) {
    console.line(String.format(format, values));
  }

  /** A line that guests can cause again and again. */
  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void notice(String format, Object... values) {
    console.notice(String.format(format, values));
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("clock", clock);
    visitor.enter("console", console);
    visitor.enter("sets", sets);
    visitor.enter("units", part -> units.visit(part, tasks));
    visitor.enter("watches", watches);
    visitor.enter("mailboxes", mailboxes);
    visitor.enter("interrupts", interrupts);
    visitor.enter("tick", tick);
    visitor.enter("dispatcher", part -> dispatcher.visit(part, tasks));
    visitor.enter("chores", chores);
    tasks.all().forEach(task -> visitor.enter("task" + task.id(), task));
    failed = visitor.flag("failed", failed);
  }
}
