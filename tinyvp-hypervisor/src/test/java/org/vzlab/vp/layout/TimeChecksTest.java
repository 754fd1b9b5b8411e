package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.Findings;

/** What is wrong with a schedule is said with its line and its arithmetic. */
class TimeChecksTest {
  @TempDir private Path folder;

  /** What two guests with keys of their own are told; the keys are in lines 4 and 9. */
  private List<String> found(String first, String second, String rest) throws Exception {
    StringBuilder text = new StringBuilder();
    int id = 1;
    for (String keys : List.of(first, second)) {
      text.append(".vm\nid = ").append(id++).append("\nelf = g.elf\n").append(keys).append("\n.\n");
    }
    text.append(rest);
    Path file = folder.resolve("t.config");
    Files.writeString(file, text.toString().replace('~', '\n'));
    Findings findings = new Findings();
    Configuration configuration = Configuration.read(file, findings);
    Configurator.inspect(
        configuration,
        BoardFile.named("DigilentChipKitWiFire"),
        new TestImages().withGuest("g.elf", 0x400),
        findings);
    List<String> found = new ArrayList<>();
    findings.mistakes().stream().map(ConfigException::getMessage).forEach(found::add);
    findings.warnings().forEach(warning -> found.add("warning: " + warning));
    found.replaceAll(message -> message.replace(file.toString(), "T"));
    return found;
  }

  @Test
  void budgetsThatCanBeHadAreNoMistake() throws Exception {
    assertThat(
            found(
                "priority = 2~budget = 1000~period = 10000",
                "priority = 1~budget = 3000~period = 10000",
                ""))
        .isEmpty();
  }

  @Test
  void aFrameThatFitsIsNoMistake() throws Exception {
    assertThat(found("", "", ".schedule~frame = 10000~window = 1 0 2000~window = 2 2000 7000~."))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "budget = 1000~period = 5000~priority = 2 | budget = 3000~period = 5000~priority = 1 |"
            + " T:11: found a budget of guest 2 that takes 3000 + 2 x 1000 + 65 = 5065 us > 5000"
            + " us, expected at most its period, with what is as urgent or more so and 4301 cycles"
            + " for each change; make a budget smaller, its period longer, or its priority higher",
        "'' | budget = 3000~period = 5000~priority = 1 | ''",
        "budget = 3000~period = 5000 | priority = 3 | T:4: guest 1 may wait for ever: no budget"
            + " limits guest 2",
        "budget = 3000~period = 5000 | '' | T:4: guest 1 may wait for ever: no budget limits"
            + " guest 2",
        "priority = 1 | priority = 3 | T:4: guest 1 may wait for ever: no budget limits guest 2",
        "priority = 1 | priority = 1 | ''",
        "priority = 2~budget = 10~period = 5000 | '' | T:4: a budget of 10 us is 2000 cycles and a"
            + " change of guests up to 4301: nothing of it may be left for instructions of guest 1",
        "budget = 5001~period = 5000 | '' | T:4: found a budget of 5001 us in a period of 5000 us,"
            + " expected a budget that is no longer than its period; make the budget smaller or"
            + " the period longer",
        "budget = 5 | '' | T:4: found a budget without a period, expected both; add \"period ="
            + " MICROSECONDS\"",
        "period = 5 | '' | T:4: found a period without a budget, expected both; add \"budget ="
            + " MICROSECONDS\"",
        "priority = 256 | '' | T:4: found priority = 256, expected a number from 1 to 255; choose"
            + " one in that range",
        "budget = 0~period = 5 | '' | T:4: found budget = 0, expected a number from 1 to"
            + " 10000000; choose one in that range",
      })
  void aMistakeInBudgetsIsFoundInItsLine(String first, String second, String expected)
      throws Exception {
    List<String> found = found(first, second, "");

    assertThat(String.join(" & ", found).replace("warning: ", "")).startsWith(expected);
    assertThat(found.isEmpty()).isEqualTo(expected.isEmpty());
  }

  @Test
  void moreThanAllOfTheTimeIsToldWithTheSum() throws Exception {
    assertThat(
            found(
                "priority = 1~budget = 3000~period = 5000",
                "priority = 2~budget = 1000~period = 2000",
                ""))
        .first()
        .isEqualTo(
            "T:4: found budgets that are 1000 / 2000 + 3000 / 5000 = 110.00 % of the time with the"
                + " one of guest 1, expected at most 100 %; make budgets smaller or periods"
                + " longer");
  }

  @Test
  void whatHasNoBoundIsAWarningOnly() throws Exception {
    assertThat(found("priority = 1", "priority = 3", ""))
        .singleElement()
        .asString()
        .startsWith("warning: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frame = 10000~switch = 21~window = 1 0 2000~window = 2 2000 7000 | T:13: found a switch of"
            + " 21 us, expected at least 63 us: 1633 cycles that the hypervisor may be busy with at"
            + " a window's beginning + 2668 for the change + 8144 for caches and TLBs to be emptied"
            + " = 12445 at 200 a microsecond; take the line out or write \"switch = 63\"",
        "frame = 10000~window = 1 0 22~window = 2 2000 7000 | T:13: found a window of 22 us, of"
            + " which the switch takes 63 us, expected more than 63 us; make it longer",
        "frame = 10000~switch = 2000~window = 1 0 2000~window = 2 2000 7000 | T:14: found a window"
            + " of 2000 us, of which the switch takes 2000 us, expected more than 2000 us; make it"
            + " longer",
        "frame = 10000~window = 1 0 2000~window = 2 2000 8000 | T:11: windows of 10000 us leave"
            + " nothing of the frame's 10000 us to the hypervisor: the console and its monitor are"
            + " served only when a guest waits in its window",
        "frame = 10000~window = 1 0 2000~window = 2 1500 7000 | T:14: found a window that begins at"
            + " 1500 us, 500 us before the one at T:13 ends at 2000 us, expected windows one after"
            + " another; let it begin at 2000 or end the other at 1500",
        "frame = 10000~window = 1 0 2000~window = 2 4000 7000 | T:14: found a window that ends at"
            + " 4000 + 7000 = 11000 us, expected at most the frame's 10000 us; make it shorter or"
            + " the frame longer",
        "frame = 10000~window = 1 0 2000~window = 2 2000 0 | T:14: found a window of 0 us, expected"
            + " at least one microsecond; make it longer",
        "frame = 10000~window = 1 0 2000~window = 3 2000 100~window = 2 3000 100 | T:14: found a"
            + " window for 3, expected the id of a guest or a thread; write one of 1, 2",
        "frame = 10000~window = 1 0 2000 | T:6: found guest 2 without a window, expected a window in"
            + " the frame for everybody; add \"window = 2 START LENGTH\" to the .schedule block",
        "window = 1 0 2000 | T:11: found a schedule without the length of its frame, expected one;"
            + " add \"frame = MICROSECONDS\"",
        "frame = 10000~window = 1 0 | T:13: found \"1 0\", expected ID START LENGTH, times in"
            + " microseconds; for example window = 1 0 2000",
        "frame = 10000~windows = 1 0 5 | T:13: found key \"windows\", expected a key of a .schedule"
            + " block; use frame, switch or window",
      })
  void aMistakeInAFrameIsFoundInItsLine(String keys, String expected) throws Exception {
    List<String> found = found("", "", ".schedule~" + keys + "~.");

    assertThat(found.get(0).replace("warning: ", "")).isEqualTo(expected);
  }

  @Test
  void aFrameWithoutTimeForRootIsAWarningOnly() throws Exception {
    assertThat(found("", "", ".schedule~frame = 9000~window = 1 0 2000~window = 2 2000 7000~."))
        .singleElement()
        .asString()
        .startsWith("warning: ");
  }

  @Test
  void budgetsHaveNoEffectInAFrame() throws Exception {
    String frame = ".schedule~frame = 9500~window = 1 0 2000~window = 2 2000 7000~.";
    assertThat(found("budget = 3~period = 5", "", frame))
        .containsExactly(
            "warning: T:4: budget and period have no effect; guest 1 has the windows of the"
                + " .schedule block");
  }
}
