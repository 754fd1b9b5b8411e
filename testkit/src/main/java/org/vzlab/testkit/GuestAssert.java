package org.vzlab.testkit;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Summary;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.isolation.history.Neighbours;
import org.vzlab.isolation.history.NonInterference;
import org.vzlab.vp.model.GuestState;

/** Assertions about a guest, since power-on. */
public final class GuestAssert extends AbstractAssert<GuestAssert, Guest> {
  /** How many attacks there are if nobody says. */
  private static final int SEEDS = 5;

  GuestAssert(Guest guest) {
    super(guest, GuestAssert.class);
  }

  /** What it has printed. */
  public ConsoleAssert console() {
    isNotNull();
    return new ConsoleAssert(actual.console());
  }

  /** Its physical address space. */
  public MemoryAssert memory() {
    isNotNull();
    return new MemoryAssert(actual.memory());
  }

  /** It runs, or would if the processor were free. */
  public GuestAssert isRunning() {
    return is(GuestState.RUNNING);
  }

  /** It has executed WAIT, and nothing has ended that yet. */
  public GuestAssert isWaiting() {
    return is(GuestState.WAITING);
  }

  /** It was stopped, from the console or by its supervisor. */
  public GuestAssert isStopped() {
    return is(GuestState.STOPPED);
  }

  private GuestAssert is(GuestState state) {
    isNotNull();
    if (actual.state() != state) {
      failWithMessage("Expected %s to be %s, but it is %s%s", actual, state, actual.state(), why());
    }
    return this;
  }

  /** The hypervisor has not stopped it for a fault. */
  public GuestAssert hasNotFaulted() {
    isNotNull();
    if (actual.fault().isPresent()) {
      failWithMessage("Expected %s not to have faulted, but it has%s", actual, why());
    }
    return this;
  }

  /**
   * The hypervisor has stopped it for a fault.
   *
   * @param reason a part of the message that says why
   */
  public GuestAssert hasFaulted(String reason) {
    isNotNull();
    if (actual.fault().isEmpty()) {
      failWithMessage(
          "Expected %s to have faulted (%s), but it is %s", actual, reason, actual.state());
    } else if (!actual.fault().get().contains(reason)) {
      failWithMessage(
          "Expected %s to have faulted (%s), but the reason is another%s", actual, reason, why());
    }
    return this;
  }

  private String why() {
    return actual.fault().map(reason -> ": " + reason).orElse("");
  }

  /** It was started anew so often. */
  public GuestAssert wasRestarted(int times) {
    isNotNull();
    if (actual.restarts() != times) {
      failWithMessage(
          "Expected %s to have been restarted %d times, but it was %d times",
          actual, times, actual.restarts());
    }
    return this;
  }

  /** It has touched nothing that the part has and vzlab's model has not. */
  public GuestAssert touchedModelledRegistersOnly() {
    isNotNull();
    List<Summary.Touch> touched =
        actual.board().summary().unmodelled().stream()
            .filter(touch -> touch.guest() == actual.id())
            .toList();
    if (!touched.isEmpty()) {
      failWithMessage(
          "Expected %s to touch modelled registers only, but it has touched %s", actual, touched);
    }
    return this;
  }

  /** Its part of all time. */
  public ShareAssert cpuShare() {
    isNotNull();
    return new ShareAssert(actual.cpuShare(), actual + "'s part of the processor's time");
  }

  /**
   * How often it has left for the hypervisor for a reason.
   *
   * @param reason as {@link Guest#exits} has it: GPSI, HC, REFILL, DEVICE
   */
  public CountAssert exits(String reason) {
    isNotNull();
    Map<String, Long> exits = actual.exits();
    return new CountAssert(
        exits.getOrDefault(reason, 0L), actual + "'s exits by " + reason + " of " + exits, "");
  }

  /**
   * The longest from an interrupt for it, or from when its timer is due, to its first instruction
   * thereafter. Fails if there was no interrupt.
   */
  public CountAssert latency() {
    isNotNull();
    if (actual.service().worstLatency().isEmpty()) {
      failWithMessage("Expected %s to have answered an interrupt, but there was none", actual);
    }
    return new CountAssert(
        actual.service().worstLatency().orElseThrow(),
        actual + "'s worst latency",
        CountAssert.CYCLES);
  }

  /**
   * The longest from the flag of an interrupt in the guest's interrupt controller, which the
   * hypervisor sets, to the first instruction of the guest's handler. Fails if it was never
   * delivered.
   *
   * @param irq the interrupt's number
   */
  public CountAssert latency(int irq) {
    isNotNull();
    long worst = actual.board().recording().latencies().worst(actual.id(), irq);
    if (worst < 0) {
      failWithMessage(
          "Expected %s to have taken interrupt %d, but it has taken: %s",
          actual, irq, actual.board().recording().latencies().taken(actual.id()));
    }
    return new CountAssert(
        worst, actual + "'s worst latency of interrupt " + irq, CountAssert.CYCLES);
  }

  /**
   * It has not written to physical memory or registers, neither by stores nor by what the
   * hypervisor carries out for it. Exact for registers, and for memory in whole pages of 4 KB: it
   * fails as soon as the guest stores anywhere in a page that the range has a part of. DMA is not
   * looked at: {@link BoardAssert#hasNoViolations} does that.
   */
  public GuestAssert neverWrote(Range range) {
    return never(range, Footprint.Kind.WRITE, "written");
  }

  /** The same of several ranges, such as another guest's {@link Guest#ram}. */
  public GuestAssert neverWrote(List<Range> ranges) {
    ranges.forEach(this::neverWrote);
    return this;
  }

  /** It has not read physical memory or registers; as exact as {@link #neverWrote}. */
  public GuestAssert neverRead(Range range) {
    return never(range, Footprint.Kind.READ, "read");
  }

  /** The same of several ranges. */
  public GuestAssert neverRead(List<Range> ranges) {
    ranges.forEach(this::neverRead);
    return this;
  }

  /**
   * It does not notice what another guest is: 30 ms of board time from power-on are run as they
   * are, and again with each of some thirty hostile programs, memory contents and inputs in the
   * other's place, and its histories are compared. Under a major frame they have to be the same to
   * the cycle, otherwise in content and order. What the test has typed is typed again; then nothing
   * else is.
   *
   * @param other the other guest's id
   */
  public GuestAssert isUnaffectedBy(int other) {
    return isUnaffectedBy(other, "30ms");
  }

  /**
   * The same for other board time.
   *
   * @param time board time from power-on
   */
  public GuestAssert isUnaffectedBy(int other, String time) {
    isNotNull();
    NonInterference result =
        actual.board().nonInterference(actual.id(), other, RunningBoard.cycles(time));
    if (!result.holds()) {
      failWithMessage(
          "Expected %s to be unaffected by guest %d, but it is not:%n%s", actual, other, result);
    }
    return this;
  }

  /**
   * What it has of the processor's time, whatever the others do. For that it is run for 20 ms from
   * power-on beside the others as they are, beside each of some seventeen hostile programs in the
   * place of all others, and beside the attacks of the seeds 1 to 5; and all that again with a
   * program in its own place that is always busy. What the test has typed is typed again. A
   * supervisor of it, and threads, are left as they are.
   */
  public AttackedAssert underAttack() {
    return underAttack("20ms");
  }

  /**
   * The same for other board time.
   *
   * @param time board time of each run, rounded up to whole major frames, or periods of budgets
   */
  public AttackedAssert underAttack(String time) {
    return underAttack(time, 1, SEEDS);
  }

  /**
   * The same with other attacks.
   *
   * @param firstSeed of the attacks, each of them a run
   * @param lastSeed of them; there are none if it is before the first
   */
  public AttackedAssert underAttack(String time, long firstSeed, long lastSeed) {
    return underAttack(Neighbours.programs(), time, firstSeed, lastSeed);
  }

  /** The same beside other programs. */
  AttackedAssert underAttack(List<Neighbour> programs, String time, long firstSeed, long lastSeed) {
    isNotNull();
    return new AttackedAssert(
        actual, actual.board().guarantee(actual.id(), programs, firstSeed, lastSeed, time));
  }

  private GuestAssert never(Range range, Footprint.Kind kind, String what) {
    isNotNull();
    actual
        .board()
        .recording()
        .footprint()
        .first(actual.id(), kind, range)
        .ifPresent(
            touch ->
                failWithMessage(
                    "Expected %s never to have %s %s, but at %s it did at %s: pc %s, virtual"
                        + " address %s",
                    actual,
                    what,
                    range,
                    new BoardTime(touch.time()),
                    Texts.hex(touch.physical()),
                    Texts.hex(touch.pc() & ~1),
                    Texts.hex(touch.virtual())));
    return this;
  }
}
