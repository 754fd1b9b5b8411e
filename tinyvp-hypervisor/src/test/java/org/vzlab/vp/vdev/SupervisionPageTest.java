package org.vzlab.vp.vdev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceLibrary;
import org.vzlab.vp.config.SupervisionConfig;

/** {@code docs/supervision.md} has the registers, the failures and the example of the code. */
class SupervisionPageTest {
  private static final Pattern REGISTER =
      Pattern.compile("^\\| 0x(\\d\\d) \\| `(\\w+)` \\| \\S", Pattern.MULTILINE);

  private static final Pattern FAILURE =
      Pattern.compile("^\\| (\\d) \\| ([A-Z]+) \\| \\S", Pattern.MULTILINE);

  private final String page;

  SupervisionPageTest() throws Exception {
    page = Files.readString(Path.of("../docs/supervision.md"));
  }

  @Test
  void theRegistersAreWhereThePageHasThem() {
    List<Map.Entry<String, Integer>> rows = new ArrayList<>();
    for (MatchResult row : REGISTER.matcher(page).results().toList()) {
      rows.add(Map.entry(row.group(2), Integer.parseInt(row.group(1), 16)));
    }
    assertThat(rows)
        .containsExactly(
            Map.entry("HBSTAT", SupervisedEnd.HBSTAT),
            Map.entry("HBBEAT", SupervisedEnd.HBBEAT),
            Map.entry("HBFAIL", SupervisedEnd.HBFAIL),
            Map.entry("HBPERIOD", SupervisedEnd.HBPERIOD),
            Map.entry("SVSTAT", SupervisorEnd.SVSTAT),
            Map.entry("SVCMD", SupervisorEnd.SVCMD),
            Map.entry("SVCOUNT", SupervisorEnd.SVCOUNT),
            Map.entry("SVLEFT", SupervisorEnd.SVLEFT),
            Map.entry("SVBEAT", SupervisorEnd.SVBEAT),
            Map.entry("SVFAILS", SupervisorEnd.SVFAILS));
  }

  @Test
  void theFailuresHaveTheNumbersOfThePage() {
    List<String> rows = new ArrayList<>();
    FAILURE.matcher(page).results().forEach(row -> rows.add(row.group(1) + " " + row.group(2)));
    List<String> causes = new ArrayList<>();
    for (Watch.Cause cause : Watch.Cause.values()) {
      causes.add(causes.size() + " " + cause);
    }
    assertThat(causes).startsWith("0 NONE").endsWith("5 COMMAND");
    assertThat(rows).isEqualTo(causes.subList(1, 5));
  }

  @Test
  void theExampleIsWhatItSays() throws Exception {
    int start = page.indexOf("```\n") + "```\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    String guests = ".vm\nid = 1\n.\n.vm\nid = 3\n.\n";
    assertThat(
            Configuration.parse(
                    Path.of("c"), guests + example, DeviceLibrary.parse(Path.of("l"), ""))
                .supervisions())
        .singleElement()
        .extracting(
            SupervisionConfig::guest,
            SupervisionConfig::supervisor,
            SupervisionConfig::heartbeat,
            SupervisionConfig::restarts,
            SupervisionConfig::interval)
        .containsExactly(
            3, 1, 500_000, SupervisionConfig.DEFAULT_RESTARTS, SupervisionConfig.DEFAULT_INTERVAL);
  }
}
