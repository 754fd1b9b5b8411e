package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.vzlab.isolation.fault.FaultTarget;
import org.vzlab.isolation.fault.Outcome;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code docs/fault-injection.md} names is there, and what is there it names. */
class FaultInjectionPageTest {
  private static final Path PAGE = Path.of("../docs/fault-injection.md");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\./vzlab (inject .*)$");

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  @Test
  void everyTargetHasItsLineWithWhatItIs() throws IOException {
    for (FaultTarget target : FaultTarget.values()) {
      assertThat(page())
          .contains("| `" + target.word() + "` | " + Choice.word(target.owner()) + " | ");
    }
    Matcher named = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (own|common) \\|").matcher(page());
    assertThat(named.results().count()).isEqualTo(FaultTarget.values().length);
  }

  @Test
  void everyOutcomeIsExplained() throws IOException {
    for (Outcome outcome : Outcome.values()) {
      assertThat(page()).contains("| " + outcome.word() + " | ");
    }
  }

  @Test
  void everyOptionIsNamedAndEveryOneThatIsNamedExists() throws IOException {
    List<String> options = new ArrayList<>();
    for (OptionSpec option : new CommandLine(new InjectCommand()).getCommandSpec().options()) {
      options.add(option.longestName());
    }
    options.removeAll(List.of("--help", "--version"));

    assertThat(page()).contains(options);
    Matcher named = Pattern.compile("--[a-z]+").matcher(page());
    assertThat(named.results().map(result -> result.group()).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(options);
  }

  @Test
  void everyCommandCanBeTyped() throws IOException {
    List<String> commands =
        COMMAND.matcher(page()).results().map(result -> result.group(1)).toList();
    assertThat(commands).hasSizeGreaterThan(1);
    for (String command : commands) {
      CommandLine line = new CommandLine(new InjectCommand());
      String[] words = command.split(" +");
      line.parseArgs(List.of(words).subList(1, words.length).toArray(String[]::new));
      assertThat(Path.of("..").resolve(words[1])).exists();
    }
  }

  @Test
  void theTableHasTheCommandsColumnsAndTargets() throws IOException {
    String table = page().substring(page().indexOf("\ntarget "));
    List<String> lines = table.strip().lines().takeWhile(line -> !line.startsWith("```")).toList();

    assertThat(lines.get(0).split(" {2,}"))
        .startsWith("target", "runs", "masked")
        .endsWith("emulator failed", "absent");
    for (String line : lines.subList(1, lines.size())) {
      assertThat(line.split(" +")).hasSize(9);
    }
    assertThat(lines.get(lines.size() - 1)).startsWith("common ");
  }
}
