package org.vzlab.vp.vdev;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.layout.Schedule;
import org.vzlab.vp.layout.Supervision;

/**
 * A supervision at run time: what its guest is doing, why it has failed, and how often it was
 * restarted. Whatever the guest does, its supervisor hears of it by one interrupt for each failure,
 * and there is one failure more than there are restarts at most.
 *
 * <p>Time is the root's, in counts, as of its last look at the clock; a heartbeat is worth a look
 * of its own.
 */
final class Watch implements Stateful {
  private static final long NEVER = Long.MAX_VALUE;

  /** Why a guest has failed, or was started. */
  enum Cause {
    /** It has not failed, or was started with the board. */
    NONE(0),
    /** The hypervisor has stopped it for what it has done. */
    FAULT(1),
    /** No heartbeat in time. */
    LATE(2),
    /** A heartbeat with another token than the next. */
    SEQUENCE(3),
    /** It says so itself. */
    DECLARED(4),
    /** It was restarted without having failed. */
    COMMAND(5);

    private final int number;

    Cause(int number) {
      this.number = number;
    }

    /** Its number in SVSTAT and HBSTAT. */
    int number() {
      return number;
    }
  }

  /** What a guest is doing, with its number in SVSTAT. */
  private enum State {
    STOPPED(0),
    RUNNING(1),
    FAILED(2),
    GIVEN_UP(3);

    private final int number;

    State(int number) {
      this.number = number;
    }
  }

  private final Supervision supervision;
  private final RootPort port;
  private final RootClock clock;

  /** When it was restarted, the last times; a ring. */
  private final long[] restarts;

  private int restarted;
  private int failures;
  private State state = State.STOPPED;
  private Cause startedFor = Cause.NONE;
  private Cause failure = Cause.NONE;
  private int code;
  private int token;
  private boolean refused;
  private boolean begun;

  /** The state is another than the supervisor has been told or knows of. */
  private boolean changed;

  private long deadline = NEVER;
  private Ward ward;
  private Runnable tellSupervisor = () -> {};

  /** A guest that has not started yet. */
  Watch(Supervision supervision, RootPort port, RootClock clock) {
    this.supervision = supervision;
    this.port = port;
    this.clock = clock;
    this.restarts = new long[supervision.restarts()];
  }

  Supervision supervision() {
    return supervision;
  }

  /** Who stops and restarts the guest. */
  void ward(Ward guest) {
    ward = guest;
  }

  /** Who raises the supervisor's interrupt. */
  void supervisor(Runnable tell) {
    tellSupervisor = tell;
  }

  /** When a heartbeat is late; far away if none is asked for, or the guest does not run. */
  long deadline() {
    return deadline;
  }

  /** The guest has failed if a heartbeat is late. */
  void expire(long now) {
    if (now >= deadline) {
      port.charge(Work.HEARTBEAT_LATE);
      fail(Cause.LATE, 0, "no heartbeat in " + period() + " us");
    }
  }

  /** The guest is as after power-on. */
  void started() {
    Cause why = state == State.FAILED ? failure : Cause.COMMAND;
    startedFor = begun ? why : Cause.NONE;
    token = 0;
    begins();
    changed = begun;
    begun = true;
  }

  /** The guest runs, or would if the processor were free. */
  void begins() {
    become(State.RUNNING);
    deadline = supervision.heartbeat() > 0 ? clock.observe() + supervision.heartbeat() : NEVER;
  }

  /** The guest's memory is being cleared: no heartbeat is asked for yet. */
  void held() {
    deadline = NEVER;
  }

  /** The guest was stopped and may go on. */
  void stopped() {
    become(State.STOPPED);
    deadline = NEVER;
  }

  /** The hypervisor has stopped the guest for what it has done, or for a failure noted here. */
  void faulted() {
    if (state == State.RUNNING) {
      note(Cause.FAULT, 0);
      tell();
    }
  }

  /** Somebody at the console may have stopped the guest, or restarted it. */
  void lookedAfter() {
    if (changed) {
      tell();
    }
  }

  /** A token of the guest's. */
  void beat(int number) {
    port.charge(Work.HEARTBEAT);
    if (state != State.RUNNING) {
      return;
    }
    if (number == token + 1) {
      token = number;
      begins();
    } else {
      fail(
          Cause.SEQUENCE,
          0,
          String.format(
              "heartbeat %s instead of %s",
              Integer.toUnsignedString(number), Integer.toUnsignedString(token + 1)));
    }
  }

  /** The guest says that it has failed, and why. */
  void declare(int number) {
    if (state == State.RUNNING) {
      fail(Cause.DECLARED, number, "it declares failure " + number);
    }
  }

  /** The last token. */
  int token() {
    return token;
  }

  /** Microseconds within which a heartbeat is asked for; 0 for none. */
  int period() {
    return (int) (supervision.heartbeat() / Schedule.COUNTS_PER_MICROSECOND);
  }

  Cause startedFor() {
    return startedFor;
  }

  /** The number of what the guest is doing. */
  int state() {
    boolean givenUp = state == State.FAILED && left() == 0;
    return (givenUp ? State.GIVEN_UP : state).number;
  }

  /** Why the guest has failed last. */
  Cause failure() {
    return failure;
  }

  /** The guest's own code of its last failure. */
  int code() {
    return code;
  }

  boolean failed() {
    return state == State.FAILED;
  }

  int failures() {
    return failures;
  }

  /** Whether the supervisor's last command was a restart that was not allowed. */
  boolean refused() {
    return refused;
  }

  /** The supervisor begins anew; the guest does not notice. */
  void resetSupervisor() {
    refused = false;
  }

  /** How often the supervisor has restarted the guest. */
  int restarted() {
    return restarted;
  }

  /** How often the supervisor may restart the guest now. */
  int left() {
    int left = restarts.length;
    for (int i = 0; i < Math.min(restarted, restarts.length); i++) {
      left -= clock.now() - restarts[i] < supervision.interval() ? 1 : 0;
    }
    return left;
  }

  /** The supervisor restarts the guest, if it may. */
  void restart() {
    port.charge(Work.SUPERVISOR_COMMAND);
    int left = left();
    refused = left == 0;
    if (!refused) {
      restarts[restarted % restarts.length] = clock.now();
      restarted++;
      ward.restart(restarts.length - left + 1);
      changed = false;
    }
  }

  /** The supervisor stops the guest, if it runs. */
  void stop() {
    port.charge(Work.SUPERVISOR_COMMAND);
    refused = false;
    if (state == State.RUNNING) {
      ward.stop();
      changed = false;
    }
  }

  private void fail(Cause cause, int number, String reason) {
    note(cause, number);
    ward.fail(reason);
    tell();
  }

  private void note(Cause cause, int number) {
    port.charge(Work.GUEST_FAILS);
    become(State.FAILED);
    deadline = NEVER;
    failure = cause;
    code = number;
    failures++;
  }

  private void become(State next) {
    changed |= state != next;
    state = next;
  }

  private void tell() {
    changed = false;
    tellSupervisor.run();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("restarts", restarts);
    restarted = visitor.int32("restarted", restarted);
    failures = visitor.int32("failures", failures);
    state = visitor.value("state", state);
    startedFor = visitor.value("startedFor", startedFor);
    failure = visitor.value("failure", failure);
    code = visitor.int32("code", code);
    token = visitor.int32("token", token);
    refused = visitor.flag("refused", refused);
    begun = visitor.flag("begun", begun);
    changed = visitor.flag("changed", changed);
    deadline = visitor.int64("deadline", deadline);
  }
}
