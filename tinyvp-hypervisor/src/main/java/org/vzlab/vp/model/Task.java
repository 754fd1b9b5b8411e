package org.vzlab.vp.model;

import java.util.Map;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.vp.exit.ExitReason;
import org.vzlab.vp.exit.Outcome;

/** Who takes turns on the processor: a guest, or a thread of the hypervisor. */
abstract class Task implements GuestView, Stateful {
  private final Traces traces = new Traces();
  private final RegisterSets sets;
  private final RegisterSets.Registers registers;
  private final Units.Contents units = new Units.Contents();
  private final ExitCounts exits = new ExitCounts();
  private long cycles;
  private long entered;
  private long left;
  private long switches;
  private long worstLatency = -1;

  /** When what it is to answer has happened; -1 if there is nothing, or it has begun to. */
  private long requested = -1;

  private TaskScheduler scheduler;
  private VpListener listener = VpListener.QUIET;
  private GuestState state = GuestState.RUNNING;
  private String reason = "";
  private boolean usesOwnTime;
  private int pc;

  /** A task with the registers of a shadow set. */
  Task(RegisterSets sets, int id, int shadowSet) {
    this.sets = sets;
    registers = sets.of(id, shadowSet);
  }

  /** To an entry, with zeros in all general registers. */
  final void start(int entry) {
    pc = entry;
    state = GuestState.RUNNING;
    reason = "";
    requested = -1;
    sets.clear(registers);
  }

  final Traces traces() {
    return traces;
  }

  /** What it has in the FPU and the DSP. */
  final Units.Contents units() {
    return units;
  }

  /** Where it goes on. */
  final int pc() {
    return pc;
  }

  final void goTo(int address) {
    pc = address;
  }

  final boolean runnable() {
    return state == GuestState.RUNNING;
  }

  /** Whether others are to be interrupted for it when their slice is over. */
  boolean wantsTurn() {
    return isBusy();
  }

  /** Its general registers are those that RDPGPR and WRPGPR reach, and that it runs with. */
  final void selectRegisters() {
    sets.select(registers);
  }

  /** Who says how it is served, and who hears how it was. */
  final void servedBy(TaskScheduler by, VpListener heardBy) {
    scheduler = by;
    listener = heardBy;
  }

  final void enteredAt(long time) {
    entered = time;
  }

  /** It gets the processor from another task. */
  final void switchedTo() {
    switches++;
  }

  /** There is something for it to answer, at a board time. */
  final void requestedAt(long time) {
    requested = requested < 0 ? time : requested;
  }

  /** It is about to answer. */
  final void answersAt(long time) {
    if (requested >= 0) {
      worstLatency = Math.max(worstLatency, time - requested);
      listener.answers(id(), requested, time);
      requested = -1;
    }
  }

  @Override
  public final TimeUse timeUse() {
    return new TimeUse(switches, scheduler.overruns(this), worstLatency, requested);
  }

  /** It has left for the root. */
  final void left(int epc, long time) {
    pc = epc;
    cycles += time - entered;
    left = time;
  }

  /** When it has left last, in SYSCLK cycles. */
  final long leftAt() {
    return left;
  }

  final void count(ExitReason reason, Outcome outcome) {
    exits.count(reason, outcome);
  }

  /** It has given the processor away. */
  abstract void await();

  /** It runs when it is its turn. */
  final void ready() {
    state = GuestState.RUNNING;
  }

  /**
   * It is not to run before {@link #begin}.
   *
   * @param itself whether it uses its own time for what is to be done until then, if it may
   */
  void restarting(boolean itself) {
    state = GuestState.RESTARTING;
    usesOwnTime = itself;
  }

  final boolean isRestarting() {
    return state == GuestState.RESTARTING;
  }

  /** Whether it has a use for the processor: it can run, or begins anew in its own time. */
  final boolean isBusy() {
    return runnable() || (isRestarting() && usesOwnTime);
  }

  /** Goes on after {@link #restarting}, if nothing has happened to it meanwhile. */
  void begin() {
    state = isRestarting() ? GuestState.RUNNING : state;
  }

  /** It waits for something to happen. */
  final void pause() {
    state = GuestState.WAITING;
  }

  /** It has been stopped from the console, or by its supervisor. */
  void stop() {
    state = GuestState.STOPPED;
    requested = -1;
  }

  /** Goes on after {@link #stop}. A WAIT it was in is over: WAIT may end for any reason. */
  void proceed() {
    ready();
  }

  /** It has ended, and has not come to the end of what it does. */
  void fault(String why) {
    state = GuestState.FAULTED;
    reason = why;
  }

  @Override
  public final GuestState state() {
    return state;
  }

  @Override
  public final String reason() {
    return reason;
  }

  @Override
  public final long cycles() {
    return cycles;
  }

  @Override
  public final Map<String, Long> exits() {
    return exits.byName();
  }

  /** Its general registers are shown by the register sets. */
  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("traces", traces);
    visitor.enter("units", units);
    visitor.enter("exits", exits);
    cycles = visitor.int64("cycles", cycles);
    entered = visitor.int64("entered", entered);
    left = visitor.int64("left", left);
    switches = visitor.int64("switches", switches);
    worstLatency = visitor.int64("worstLatency", worstLatency);
    requested = visitor.int64("requested", requested);
    state = visitor.value("state", state);
    reason = visitor.value("reason", reason);
    usesOwnTime = visitor.flag("usesOwnTime", usesOwnTime);
    pc = visitor.int32("pc", pc);
  }
}
