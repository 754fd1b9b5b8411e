package org.vzlab.isolation.attack;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.vzlab.board.Bench;
import org.vzlab.board.End;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Violation;
import org.vzlab.isolation.monitor.OwnershipMonitor;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.model.GuestView;

/**
 * Runs attacks on a board, one after another, each from the moment at which the hypervisor has
 * started and no guest has executed anything; and looks at what is left. An attack's result depends
 * on the attack only.
 */
public final class AttackRunner {
  /** 10 ms of board time, in SYSCLK cycles. */
  public static final long CYCLES = 2_000_000;

  private static final int MOST_VIOLATIONS = 3;

  private final Bench bench;
  private final long cycles;
  private final Attacks attacks;
  private final Company company;
  private final Memories memories;
  private final ChipRegisters chip;
  private final RootRegisters root;
  private final Bystanders bystanders;
  private final OwnershipMonitor monitor;
  private final TrapCounts traps;
  private final Snapshot start;
  private final long startTime;

  /**
   * Prepares a board, which belongs to this from now on.
   *
   * @param bench as it was opened: nothing has run on it
   * @param guest id of the guest whose place the attacks take
   * @param cycles how long each of them runs, in SYSCLK cycles of board time
   * @throws IllegalArgumentException if the board has no such guest or has run already
   */
  public AttackRunner(Bench bench, int guest, long cycles) {
    if (bench.now() != 0) {
      throw new IllegalArgumentException("the board has run already");
    }
    this.bench = bench;
    this.cycles = cycles;
    attacks = new Attacks(Survey.of(bench, guest));
    Layout granted = bench.granted().map(Inspection::layout).or(bench::layout).orElseThrow();
    Policy policy = Policy.of(bench);
    company = new Company(granted, guest);
    memories = new Memories(bench, policy, company);
    chip = new ChipRegisters(bench, policy, company);
    root = new RootRegisters(bench.hart().root);
    bystanders = new Bystanders(bench, company);
    monitor = OwnershipMonitor.watch(bench);
    traps = new TrapCounts(bench.hart(), guest, attacks.instructionSet());
    bench.run(1);
    start = bench.snapshot();
    startTime = bench.now();
    memories.take();
    chip.take();
    root.take();
    learn(any -> {}, 2 * cycles);
    learn(scout -> scout.noisy(bench), 2 * cycles);
    learn(scout -> scout.idle(bench), 2 * cycles);
    reference();
  }

  /** What happens to others while the guest does something that is no attack. */
  private void learn(Consumer<Scout> program, long howLong) {
    restore();
    program.accept(attacks.scout());
    bench.run(startTime + howLong);
    memories.learn();
    chip.learn();
    bystanders.learn();
    restore();
  }

  private void reference() {
    restore();
    attacks.scout().idle(bench);
    bench.run(startTime + cycles);
    bystanders.take(startTime + cycles);
    restore();
  }

  private void restore() {
    bench.restore(start);
    memories.begin();
    bystanders.begin();
    monitor.clear();
    traps.clear();
  }

  /** What the attacks are made for. */
  public Target target() {
    return attacks.target();
  }

  /** The attack of a seed. */
  public Attack attack(long seed) {
    return attacks.of(seed);
  }

  /** The attack of a seed and a class. */
  public Attack attack(long seed, AttackClass attackClass) {
    return attacks.of(seed, attackClass);
  }

  /** Runs the attack of a seed. */
  public AttackResult run(long seed) {
    return run(attack(seed));
  }

  /** Runs an attack. */
  public AttackResult run(Attack attack) {
    restore();
    attack.load(bench);
    byte[] before = memories.expect(attack.target().physical(), attack.bytes());
    List<Finding> findings = new ArrayList<>();
    try {
      bench.run(startTime + cycles);
      look(findings);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      findings.add(new Finding(Finding.Kind.CRASH, text(e)));
    }
    memories.expect(attack.target().physical(), before);
    return result(attack, findings);
  }

  private void look(List<Finding> findings) {
    if (bench.end() != End.RUNNING) {
      findings.add(new Finding(Finding.Kind.HYPERVISOR, "the board has ended: " + bench.end()));
    }
    findings.addAll(memories.check());
    findings.addAll(chip.check());
    findings.addAll(root.check());
    findings.addAll(bystanders.check(startTime + cycles));
    List<Violation> violations = monitor.violations();
    violations.stream()
        .limit(MOST_VIOLATIONS)
        .forEach(each -> findings.add(new Finding(Finding.Kind.VIOLATION, each.toString())));
  }

  private static String text(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().lines().limit(12).reduce((a, b) -> a + "\n" + b).orElse("");
  }

  private AttackResult result(Attack attack, List<Finding> findings) {
    GuestView view = bystanders.attacker();
    Map<String, Long> exits = new TreeMap<>(view.exits());
    return new AttackResult(
        attack.seed(),
        attack.attackClass(),
        view.id(),
        List.copyOf(findings),
        view.state().name().toLowerCase(Locale.ROOT),
        view.reason(),
        view.reason().isEmpty() ? "" : traps.lastExit(),
        bench.hart().usage.instructions(view.id()),
        exits,
        traps.exceptions(),
        traps.rows());
  }
}
