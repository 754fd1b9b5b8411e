package org.vzlab.kit.timing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The table of constants in {@code docs/models/timing.md} is the one that counts. */
class TimingPageTest {
  private static final Path PAGE = Path.of("..", "docs", "models", "timing.md");
  private static final String BEGIN = "<!-- constants -->\n";
  private static final String END = "<!-- /constants -->";
  private static final String COMMAND =
      "mvn -q -Dquick -DskipTests=false -pl machine-kit test -Dtest=TimingPageTest"
          + " -Dvzlab.write=true";

  private static String table() {
    return Arrays.stream(TimingConstant.values())
        .map(
            c ->
                String.format(
                    "| `%s` | %d | %s | %s |\n", c.key(), c.standard(), c.source(), c.meaning()))
        .collect(
            joining("", "| constant | value | taken from | what it is |\n|---|---|---|---|\n", ""));
  }

  @Test
  void thePageOfTheTimingModelHasTheTableOfConstants() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
    if (Boolean.getBoolean("vzlab.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
      return;
    }
    assertThat(page.substring(begin, end))
        .as("docs/models/timing.md does not fit the constants any more; run\n%s\n", COMMAND)
        .isEqualTo(table());
  }
}
