package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vzlab.isolation.attack.AttackClass;
import org.vzlab.isolation.attack.Finding;
import picocli.CommandLine;

/** docs/attack.md has what there is. */
final class AttackPageTest {
  private String page;

  @BeforeEach
  void read() throws Exception {
    page = Files.readString(Path.of("..", "docs", "attack.md"));
  }

  @Test
  void itHasAllClassesAndNoOthers() {
    List<String> rows =
        Stream.of(AttackClass.values())
            .map(each -> "| `" + AttackReport.word(each) + "` | " + each.about() + " |")
            .toList();
    assertThat(page.substring(page.indexOf("## Classes"), page.indexOf("## One attack")).lines())
        .filteredOn(line -> line.startsWith("| `"))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void itHasAllOptions() {
    assertThat(new CommandLine(new AttackCommand()).getCommandSpec().options())
        .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
        .allSatisfy(option -> assertThat(page).contains("| `" + option.longestName() + " "));
  }

  @Test
  void itHasARowForEachKindOfFinding() {
    String table =
        page.substring(page.indexOf("| what is looked at"), page.indexOf("An attack that"));
    assertThat(table.lines().filter(line -> line.startsWith("| ")).skip(1).count())
        .isEqualTo(Finding.Kind.values().length);
  }
}
