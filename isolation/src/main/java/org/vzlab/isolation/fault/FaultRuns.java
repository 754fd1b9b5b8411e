package org.vzlab.isolation.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.vzlab.board.Bench;
import org.vzlab.board.UserError;
import org.vzlab.isolation.fault.FaultTarget.Owner;
import org.vzlab.isolation.fault.Territory.Range;
import org.vzlab.isolation.history.Criterion;
import org.vzlab.isolation.history.HistoryRecorder;
import org.vzlab.isolation.monitor.OwnershipMonitor;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.vp.layout.Partition;

/**
 * Runs a board again and again with one fault each, and compares with the run without: what a seed
 * leads to depends on nothing else than the configuration, the plan and the seed.
 */
public final class FaultRuns {
  /** SYSCLK cycles in which the first guest must have been entered: a second. */
  private static final long LONGEST_START = 200_000_000;

  /** In place of a guest's id for what is not one guest's own. */
  private static final int NOBODY = 0;

  private static final long START_STEP = 1000;
  private static final double CYCLES_PER_MILLISECOND = 200_000;

  private final Bench bench;
  private final FaultPlan plan;
  private final List<Integer> guests;
  private final Criterion criterion;
  private final HistoryRecorder recorder;
  private final OwnershipMonitor monitor;
  private final Witness witness;
  private final Injector injector;
  private final Elements elements;
  private final Relations relations;
  private final Reference reference;

  /** The targets that there are at some time, and of which guests. */
  private final Map<FaultTarget, Set<Integer>> aims = new EnumMap<>(FaultTarget.class);

  private boolean entered;

  private FaultRuns(Bench bench, FaultPlan plan, List<Integer> all) throws UserError {
    this.bench = bench;
    this.plan = plan;
    guests = plan.guests().isEmpty() ? all : plan.guests();
    criterion = Criterion.of(bench.layout().orElseThrow());
    recorder = HistoryRecorder.record(bench);
    monitor = OwnershipMonitor.watch(bench);
    witness = Witness.of(bench);
    injector = Injector.of(bench);
    elements = new Elements(bench);
    relations = new Relations(bench);
    bench.hart().crossings().listen(this::crossed);
    boot();
    note();
    reference = new Reference(bench, plan, recorder, monitor, witness);
    note();
  }

  /** Notes which targets there are now: a guest's TLB entries or RAM may come later. */
  private void note() {
    for (FaultTarget target : plan.targets()) {
      for (int guest : owners(target)) {
        if (!elements.of(target, guest).isEmpty()) {
          aims.computeIfAbsent(target, any -> new TreeSet<>()).add(guest);
        }
      }
    }
  }

  /**
   * Runs the board until its guests run, and on without a fault, to compare with.
   *
   * @param bench a board as it was opened
   * @throws UserError if the modelled hypervisor is not on it, it has no such guest, no guest runs
   *     within a second, or the plan's time is before that
   */
  public static FaultRuns of(Bench bench, FaultPlan plan) throws UserError {
    if (bench.layout().isEmpty()) {
      throw new UserError(
          "found an image without guests, expected a configuration (.config) or what 'vzlab build'"
              + " has made of one");
    }
    List<Integer> all = bench.layout().get().partitions().stream().map(Partition::id).toList();
    if (all.isEmpty()) {
      throw new UserError("found no guest, expected a configuration with one at least");
    }
    for (int guest : plan.guests()) {
      if (!all.contains(guest)) {
        throw new UserError("found guest " + guest + ", expected one of " + all);
      }
    }
    return new FaultRuns(bench, plan, all);
  }

  private Set<Integer> owners(FaultTarget target) {
    return target.owner() == Owner.OWN ? new TreeSet<>(guests) : Set.of(NOBODY);
  }

  private void crossed(Crossing crossing) {
    entered |= crossing instanceof Crossing.Entered;
  }

  private void boot() throws UserError {
    while (!entered) {
      if (bench.now() >= LONGEST_START) {
        throw new UserError("no guest runs within a second of board time");
      }
      bench.run(bench.now() + START_STEP);
    }
    if (plan.at().isPresent() && plan.at().getAsLong() < bench.now()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "a fault at %.3f ms is too early: expected one at %.3f ms or later, when guests run",
              plan.at().getAsLong() / CYCLES_PER_MILLISECOND,
              bench.now() / CYCLES_PER_MILLISECOND));
    }
  }

  /** How histories of other guests are compared: as the schedule promises. */
  public Criterion criterion() {
    return criterion;
  }

  /** The first time that a fault can have, in SYSCLK cycles of board time: guests run. */
  public long start() {
    return reference.start();
  }

  /** A fault that a seed chooses, and what it leads to. */
  public FaultResult run(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FaultTarget target = any(random, aims.isEmpty() ? plan.targets() : List.copyOf(aims.keySet()));
    FaultKind kind = any(random, plan.kinds());
    int guest = any(random, List.copyOf(aims.getOrDefault(target, owners(target))));
    long drawn = reference.start() + random.nextLong(reference.window());
    long time = plan.at().orElse(drawn);
    goTo(time);
    List<Element> some = elements.of(target, guest);
    long bits = some.stream().mapToLong(Element::bits).sum();
    if (bits == 0) {
      String cause = "there is no " + target.word() + (guest == NOBODY ? "" : " of guest " + guest);
      return new FaultResult(
          target, Optional.empty(), Optional.empty(), cause, List.of(cause + " at this time"));
    }
    long number = random.nextLong(bits);
    for (Element element : some) {
      if (number < element.bits()) {
        return strike(
            new Fault(
                target,
                guest,
                element.path(),
                element.index(number),
                element.bit(number),
                kind,
                time));
      }
      number -= element.bits();
    }
    throw new IllegalStateException("a bit is in no element");
  }

  private static <T> T any(SplittableRandom random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /**
   * What a fault leads to.
   *
   * @throws IllegalArgumentException if the board has no such element, or the fault's time is none
   *     of the plan's
   */
  public FaultResult run(Fault fault) {
    if (fault.time() < reference.start()) {
      throw new IllegalArgumentException("no guest runs yet at the time of " + fault);
    }
    goTo(fault.time());
    return strike(fault);
  }

  private void goTo(long time) {
    injector.release();
    bench.restore(reference.before(time).snapshot());
    recorder.clear();
    monitor.clear();
    witness.clear();
    bench.run(time);
  }

  private FaultResult strike(Fault fault) {
    Reference.Moment end = reference.endOf(fault);
    Verdict verdict = new Verdict(reference, relations, criterion, fault);
    Injector.Change change = injector.inject(fault);
    List<String> story = new ArrayList<>(List.of(fault.toString(), change.toString()));
    try {
      runOn(verdict, fault, end);
    } catch (RuntimeException | Error e) {
      injector.release();
      String cause = e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
      story.add(cause);
      return new FaultResult(
          fault.target(),
          Optional.of(fault),
          Optional.of(Outcome.EMULATOR_FAILED),
          cause,
          List.copyOf(story));
    }
    Verdict.Judgement judgement = verdict.judge();
    story.addAll(judgement.reasons());
    String cause =
        judgement.reasons().isEmpty()
            ? Outcome.MASKED.meaning()
            : judgement.reasons().get(0).lines().findFirst().orElseThrow();
    return new FaultResult(
        fault.target(),
        Optional.of(fault),
        Optional.of(judgement.outcome()),
        cause,
        List.copyOf(story));
  }

  private void runOn(Verdict verdict, Fault fault, Reference.Moment end) {
    injector.run(end.target());
    byte[] ram = bench.chip().ram().bytes();
    verdict.compareRam(end.ram(), ram, elements.otherRam(), "nobody");
    verdict.compareFlash(bench.chip().flash().bytes());
    if (criterion == Criterion.EXACT) {
      verdict.compareExactly(task -> recorder.of(task, end.target()));
      for (int other : othersOf(fault)) {
        List<Range> own = elements.ownRam(other);
        verdict.compareRam(end.ram(), ram, own, "guest " + other);
      }
    }
    if (verdict.compare(recorder::of, end.target())) {
      injector.run(end.target() + reference.patience());
      verdict.compare(recorder::of, end.target());
    }
    injector.release();
    verdict.violations(monitor.violations());
    verdict.noticed(witness.notes(), witness.taken(), bench.failed());
  }

  /** Guests whose memory must be as without the fault. */
  private List<Integer> othersOf(Fault fault) {
    return fault.guest() == 0
        ? List.of()
        : bench.layout().orElseThrow().partitions().stream()
            .map(Partition::id)
            .filter(guest -> !relations.around(fault.guest()).contains(guest))
            .toList();
  }
}
