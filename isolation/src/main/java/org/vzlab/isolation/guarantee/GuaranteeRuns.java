package org.vzlab.isolation.guarantee;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.attack.Attacks;
import org.vzlab.isolation.attack.Survey;
import org.vzlab.isolation.history.Experiment;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Schedule;

/**
 * Measures what each guest and thread of a configuration has of the processor while all others are
 * hostile: a board for each of them and each hostile program, which takes the place of all others
 * at once. Each guest is measured as it is, and again with a program in its place that is always
 * busy.
 *
 * <p>A guest's supervisor, which may stop it, is not replaced, nor are threads, and guests without
 * code and RAM of their own.
 */
public final class GuaranteeRuns {
  private static final int CYCLES_PER_COUNT = 2;

  /** What the others are: as they are, or a program, or the attack of a seed. */
  private record Others(String name, Optional<Neighbour> program, OptionalLong seed) {
    boolean hostile() {
      return program.isPresent() || seed.isPresent();
    }
  }

  private record Run(Guarantee guarantee, boolean busy, Others others) {}

  private final Setup setup;
  private final Variant variant;
  private final GuaranteePlan plan;
  private final Bench first;
  private final Layout tables;
  private final long cycles;
  private final Map<Integer, Optional<Attacks>> attackers = new LinkedHashMap<>();
  private final List<Guarantee> guarantees = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();

  private GuaranteeRuns(Setup setup, Variant variant, GuaranteePlan plan, Bench first) {
    this.setup = setup;
    this.variant = variant;
    this.plan = plan;
    this.first = first;
    this.tables = first.granted().map(Inspection::layout).orElseThrow();
    this.cycles = length(plan.cycles(), tables.schedule());
  }

  /**
   * Prepares the runs.
   *
   * @param setup the board; its target is a configuration
   * @param variant what is different from the configuration in every run; what is promised is what
   *     the configuration promises
   * @throws UserError if the board cannot be opened
   * @throws IllegalArgumentException if the target is no configuration, or has none of the guests
   *     and threads of the plan
   */
  public static GuaranteeRuns of(Setup setup, Variant variant, GuaranteePlan plan)
      throws UserError {
    Bench first = Boards.bench(setup, variant);
    if (first.granted().isEmpty()) {
      throw new IllegalArgumentException(setup.target() + " is no configuration");
    }
    GuaranteeRuns runs = new GuaranteeRuns(setup, variant, plan, first);
    runs.prepare();
    return runs;
  }

  private List<Others> others() {
    List<Others> all = new ArrayList<>();
    all.add(new Others(Occasion.AS_THEY_ARE, Optional.empty(), OptionalLong.empty()));
    for (Neighbour neighbour : plan.programs()) {
      all.add(new Others(neighbour.name(), Optional.of(neighbour), OptionalLong.empty()));
    }
    for (long seed = plan.firstSeed(); seed <= plan.lastSeed(); seed++) {
      all.add(new Others("attack " + seed, Optional.empty(), OptionalLong.of(seed)));
    }
    return all;
  }

  /**
   * How long a run is: until its schedule begins anew, of all budgets that with the longest period.
   * Under a major frame what comes between windows is not looked at before the next one, so one
   * frame would show no latency.
   */
  private static long length(long cycles, Schedule schedule) {
    if (schedule instanceof Schedule.MajorFrame frame) {
      long length = frame.length() * CYCLES_PER_COUNT;
      return Math.max(2 * length, roundUp(cycles, length));
    }
    if (schedule instanceof Schedule.Priorities priorities) {
      long longest = priorities.shares().stream().mapToLong(Schedule.Share::period).max().orElse(0);
      return roundUp(cycles, longest * CYCLES_PER_COUNT);
    }
    return cycles;
  }

  private static long roundUp(long cycles, long unit) {
    return unit == 0 ? cycles : (cycles + unit - 1) / unit * unit;
  }

  private void prepare() {
    List<Others> all = others();
    for (Partition partition : tables.partitions()) {
      attackers.put(partition.id(), attacks(partition.id()));
    }
    for (Partition partition : tables.partitions()) {
      if (plan.includes(partition.id())) {
        boolean replaceable = canBe(Probe.of(partition), partition.id());
        add(partition.id(), "guest " + partition.id(), replaceable, all);
      }
    }
    for (RootThread thread : tables.threads()) {
      if (plan.includes(thread.id())) {
        add(thread.id(), "thread " + thread.id(), false, all);
      }
    }
    for (int task : plan.tasks()) {
      if (guarantees.stream().noneMatch(guarantee -> guarantee.task() == task)) {
        throw new IllegalArgumentException(
            "there is no guest or thread " + task + " in " + setup.target());
      }
    }
  }

  private void add(int task, String title, boolean replaceable, List<Others> all) {
    Guarantee guarantee = new Guarantee(task, title, replaceable, Promise.of(tables, task));
    guarantees.add(guarantee);
    all.forEach(others -> runs.add(new Run(guarantee, false, others)));
    if (replaceable) {
      all.forEach(others -> runs.add(new Run(guarantee, true, others)));
    }
  }

  private Optional<Attacks> attacks(int guest) {
    try {
      return Optional.of(new Attacks(Survey.of(first, guest)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean canBe(Neighbour neighbour, int guest) {
    try {
      neighbour.in(Variant.NONE, first, guest);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** How many runs there are. */
  public int size() {
    return runs.size();
  }

  /** Whether in a run the guest that is measured is a program that is always busy. */
  public boolean isBusy(int index) {
    return runs.get(index).busy;
  }

  /** How long each of them is, in SYSCLK cycles of board time. */
  public long cycles() {
    return cycles;
  }

  /**
   * Does one.
   *
   * @param index from 0
   * @throws UserError if the board cannot be opened with what is to be in its guests
   */
  public void run(int index) throws UserError {
    Run run = runs.get(index);
    int task = run.guarantee.task();
    Variant made = variant;
    for (Partition partition : tables.partitions()) {
      int id = partition.id();
      if (id == task) {
        made = run.busy ? Probe.of(partition).in(made, first, id) : made;
      } else if (isOpponent(id, task) && run.others.program.isPresent()) {
        Neighbour program = run.others.program.get();
        made = canBe(program, id) ? program.in(made, first, id) : made;
      }
    }
    Bench bench = Boards.bench(setup, made);
    for (Experiment.Typed typed : plan.input()) {
      bench.type(
          typed.cycles(), bench.consoleUart(), typed.text().getBytes(StandardCharsets.ISO_8859_1));
    }
    bench.run(1);
    run.others.seed.ifPresent(seed -> load(bench, seed, task));
    Service service = run.guarantee.service(run.busy, run.others.hostile());
    Meter meter = new Meter(bench, task, run.others.name, service);
    bench.run(bench.now() + cycles);
    meter.end();
  }

  private void load(Bench bench, long seed, int task) {
    attackers.forEach(
        (id, attacks) -> {
          if (id != task && isOpponent(id, task)) {
            attacks.ifPresent(some -> some.of(seed).load(bench));
          }
        });
  }

  private boolean isOpponent(int id, int task) {
    return tables.supervisions().stream()
        .noneMatch(one -> one.guest() == task && one.supervisor() == id);
  }

  /** What has been measured so far, guests first. */
  public List<Guarantee> guarantees() {
    return List.copyOf(guarantees);
  }
}
