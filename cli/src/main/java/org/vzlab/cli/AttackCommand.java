package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.vzlab.board.Bench;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.attack.Attack;
import org.vzlab.isolation.attack.AttackClass;
import org.vzlab.isolation.attack.AttackResult;
import org.vzlab.isolation.attack.AttackRunner;
import org.vzlab.isolation.attack.Campaign;
import org.vzlab.isolation.attack.Shrinker;
import org.vzlab.vp.layout.Partition;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Runs hostile programs in the place of a guest, many of them. */
@Command(
    name = "attack",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs hostile programs in the place of one guest of a configuration after the other, each on a"
          + " board that has just started, and looks at what has become of everybody else: their"
          + " memory, their histories, the hypervisor, the chip.",
      "A program is a function of its seed; one that isolation does not hold against is made small"
          + " and printed."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:isolation held against all of them",
      "1:it did not, or the emulator failed",
      "2:usage, configuration or image error",
      "70:a bug of vzlab"
    })
final class AttackCommand {
  /** How many failing attacks are made small. */
  private static final int SHRUNK = 3;

  @Parameters(
      paramLabel = "CONFIG",
      arity = "1..*",
      description =
          "A tinyVP configuration (.config); with --merge, files that --json has written.")
  private List<String> targets;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      defaultValue = "1..1000",
      converter = SeedRange.Converter.class,
      description = "One attack for each seed from A to B. Default: ${DEFAULT-VALUE}.")
  private SeedRange seeds;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = SeedRange.Shard.Converter.class,
      description = "Every N-th of these seeds only, beginning with the I-th.")
  private SeedRange.Shard shard = SeedRange.Shard.ALL;

  @Option(
      names = "--guest",
      paramLabel = "ID",
      description = "Which guest attacks. Repeatable. Default: each in turn, as the seed says.")
  private List<Integer> guests = new ArrayList<>();

  @Option(
      names = "--class",
      paramLabel = "NAME",
      converter = ClassConverter.class,
      description =
          "The class of all attacks: ${COMPLETION-CANDIDATES}. Default: each in turn, as the seed"
              + " says.",
      completionCandidates = ClassNames.class)
  private AttackClass only;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "10ms",
      converter = ObserveOptions.TimeConverter.class,
      description = "Board time of each attack. Default: ${DEFAULT-VALUE}.")
  private BoardTime duration;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write a line of JSON for each attack, too.")
  private Path json;

  @Option(
      names = "--merge",
      description = "Run nothing: report what the lines of some files, of shards, say together.")
  private boolean merge;

  private final Map<Integer, AttackRunner> runners = new TreeMap<>();

  /**
   * Runs and prints.
   *
   * @return the exit status
   * @throws UserError if the configuration or an option cannot be used
   */
  int execute(Host host) throws UserError {
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    Campaign campaign = new Campaign();
    if (merge) {
      for (String file : targets) {
        AttackLines.read(Path.of(file), campaign);
      }
    } else {
      run(host, campaign);
    }
    AttackReport.lines(campaign).forEach(out::println);
    if (!merge) {
      shrink(out, campaign);
    }
    out.flush();
    return campaign.failures().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private void run(Host host, Campaign campaign) throws UserError {
    if (targets.size() != 1) {
      throw new UserError(
          "found " + targets.size() + " configurations, expected one; files of lines need --merge");
    }
    if (duration.cycles() == 0) {
      throw new UserError("--for: found no time at all, expected some, such as 10ms");
    }
    List<Integer> attackers = attackers();
    try (OutputFile file = json == null ? null : OutputFile.open("--json", json)) {
      Progress progress = new Progress(host.nanoTime());
      PrimitiveIterator.OfLong each = seeds.of(shard).iterator();
      long done = 0;
      while (each.hasNext() && !host.interrupted()) {
        long seed = each.nextLong();
        AttackRunner runner = runner(attacker(seed, attackers));
        AttackResult result = runner.run(attack(runner, seed));
        campaign.add(result);
        done++;
        if (file != null) {
          file.line(AttackLines.line(result));
        }
        String so =
            campaign.failures().isEmpty() ? "" : ", " + campaign.failures().size() + " failed";
        progress
            .of(host.nanoTime(), done, "of " + seeds.count(shard) + " attacks" + so)
            .ifPresent(host.err()::println);
      }
      if (each.hasNext()) {
        host.err().println("vzlab: interrupted after " + done + " attacks");
      }
    }
  }

  private static int attacker(long seed, List<Integer> attackers) {
    return attackers.get((int) Math.floorMod(seed, (long) attackers.size()));
  }

  private Attack attack(AttackRunner runner, long seed) {
    return only == null ? runner.attack(seed) : runner.attack(seed, only);
  }

  private void shrink(PrintStream out, Campaign campaign) throws UserError {
    for (AttackResult failure : campaign.failures().stream().limit(SHRUNK).toList()) {
      AttackRunner runner = runner(failure.guest());
      new Shrinker(runner)
          .shrink(attack(runner, failure.seed()))
          .ifPresent(small -> out.printf("%nMade small, in %d runs:%n%s%n", small.runs(), small));
    }
  }

  private List<Integer> attackers() throws UserError {
    List<Integer> all =
        open().layout().stream()
            .flatMap(layout -> layout.partitions().stream())
            .map(Partition::id)
            .toList();
    for (int guest : guests) {
      if (!all.contains(guest)) {
        throw new UserError(
            "--guest " + guest + ": expected one that " + targets.get(0) + " has: " + all);
      }
    }
    if (all.isEmpty()) {
      throw new UserError(targets.get(0) + ": expected a configuration with guests");
    }
    return guests.isEmpty() ? all : guests;
  }

  private AttackRunner runner(int guest) throws UserError {
    AttackRunner known = runners.get(guest);
    if (known == null) {
      known = new AttackRunner(open(), guest, duration.cycles());
      runners.put(guest, known);
    }
    return known;
  }

  private Bench open() throws UserError {
    Setup setup = Setup.standard(targets.get(0));
    return Boards.bench(setup, Variant.NONE);
  }

  static final class ClassConverter implements ITypeConverter<AttackClass> {
    @Override
    public AttackClass convert(String text) {
      return Stream.of(AttackClass.values())
          .filter(each -> AttackReport.word(each).equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is not known; expected one of "
                          + String.join(", ", new ClassNames())));
    }
  }

  /** The names of classes, for help. */
  static final class ClassNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(AttackClass.values()).map(AttackReport::word).iterator();
    }
  }
}
