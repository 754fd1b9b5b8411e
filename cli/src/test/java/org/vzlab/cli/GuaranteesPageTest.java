package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.isolation.guarantee.Quantity;
import picocli.CommandLine;

/** docs/guarantees.md has what there is; its figures are held by .ci/isolation. */
final class GuaranteesPageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\./vzlab guarantees (.*)$");
  private static final Pattern BUDGET = Pattern.compile("(?m)^\\| `([a-z0-9.-]+=[^`]+)` \\|");

  private String page;

  @BeforeEach
  void read() throws Exception {
    page = Files.readString(DOCS.resolve("guarantees.md"));
  }

  @Test
  void itHasAllOptions() {
    assertThat(new CommandLine(new GuaranteesCommand()).getCommandSpec().options())
        .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
        .allSatisfy(
            option -> assertThat(page).containsPattern("\\| `" + option.longestName() + "[ `]"));
  }

  @Test
  void everyCommandCanBeTyped() {
    List<String> commands = COMMAND.matcher(page).results().map(one -> one.group(1)).toList();
    assertThat(commands).hasSizeGreaterThan(3);
    for (String command : commands) {
      String[] words = command.split(" +", -1);
      new CommandLine(new GuaranteesCommand()).parseArgs(words);
      assertThat(Path.of("..").resolve(words[0])).exists();
    }
  }

  @Test
  void everyQuantityIsExplainedAndHasABudget() {
    List<Quantity> budgets =
        BUDGET
            .matcher(page)
            .results()
            .map(one -> GuaranteesBudget.parse(one.group(1)).budget().quantity())
            .toList();
    assertThat(budgets).containsExactlyInAnyOrder(Quantity.values());
    assertThat(Arrays.asList(Quantity.values()))
        .allSatisfy(quantity -> assertThat(page).contains("| `" + quantity.word() + "` | "));
  }

  /** What is promised is known before anything has run. */
  @ParameterizedTest
  @ValueSource(strings = {"control-loop", "priorities"})
  void theExamplesHaveThePromisesOfTheirSchedules(String name) throws Exception {
    FakeHost host = new FakeHost();
    host.interrupted = true;
    Path config = Path.of("..", "configs", name + ".config");
    new Vzlab(host, setup -> null).execute("guarantees", config.toString());

    String begin = "<!-- configs/" + name + ".config -->\n";
    int from = page.indexOf(begin);
    assertThat(from).isPositive();
    String shown = page.substring(from, page.indexOf("<!-- end -->", from));
    assertThat(promises(shown)).hasSize(8).isEqualTo(promises(host.outText()));
    assertThat(shown).doesNotContain("BROKEN");
  }

  private static List<String> promises(String table) {
    Pattern row =
        Pattern.compile("(?m)^  ([a-z-]+) .* ([0-9.]+(?: %)?(?= +(?:kept|unseen)\\b)|nothing\\b)");
    return row.matcher(table).results().map(one -> one.group(1) + " " + one.group(2)).toList();
  }

  @Test
  void thePictureIsThatOfTheExample() throws Exception {
    Path file = DOCS.resolve("guarantees.svg");
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(page).contains("](guarantees.svg)");
    assertThat(Files.readString(file))
        .contains("configs/control-loop.config", ">promised 8072 us<", ">promised 69.288 %<");
  }
}
