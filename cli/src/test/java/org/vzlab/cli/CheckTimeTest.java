package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.TimeMap;

/** {@code vzlab check} of configurations that divide the processor's time. */
class CheckTimeTest {
  private static final Path CONFIGS = Path.of("../configs");
  private static final Path PAGE = Path.of("../docs/scheduling.md");
  private static final Path PICTURE = Path.of("../docs/schedule.svg");
  private static final boolean WRITE = Boolean.getBoolean("vzlab.write");

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int vzlab(String... words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("no board is run");
            })
        .execute(words);
  }

  /** The section on time, without the empty line behind it. */
  private String time() {
    String text = host.outText();
    int from = text.indexOf("\nTime, in microseconds\n") + 1;
    assertThat(from).isPositive();
    return text.substring(from, text.indexOf("\nSizes in tinyVP's formats", from));
  }

  /** The page shows what the command prints; -Dvzlab.write=true writes it into the page. */
  @ParameterizedTest
  @ValueSource(strings = {"control-loop", "priorities"})
  void theDocumentationShowsTheTimeOfTheExamples(String name) throws IOException {
    assertThat(vzlab("check", CONFIGS + "/" + name + ".config")).isZero();
    assertThat(host.outText()).endsWith("\nAll checks passed.\n");
    assertThat(host.outText().lines()).allMatch(line -> line.length() < 100);

    String begin = "<!-- configs/" + name + ".config -->\n";
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin) + begin.length();
    String shown = "```text\n" + time() + "```\n";
    if (WRITE) {
      Files.writeString(
          PAGE,
          page.substring(0, from) + shown + page.substring(page.indexOf("<!-- end -->", from)));
    }
    assertThat(Files.readString(PAGE))
        .as("docs/scheduling.md; to write it anew, run this test with -Dvzlab.write=true")
        .contains(begin + shown + "<!-- end -->");
  }

  @Test
  void theDocumentationShowsTheFrameAsAPicture() throws IOException {
    Path file = WRITE ? PICTURE : folder.resolve("schedule.svg");
    assertThat(vzlab("check", CONFIGS + "/control-loop.config", "--svg", file.toString())).isZero();

    assertThat(Files.readString(file))
        .as("docs/schedule.svg; to write it anew, run this test with -Dvzlab.write=true")
        .isEqualTo(Files.readString(PICTURE))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ")
        .contains(
            "<title>switch to guest 1, 0 to 63 us</title>",
            "<title>guest 1, 63 to 2000 us</title>",
            "<title>root, 9000 to 10000 us</title>")
        .endsWith("</svg>\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two-guests", "priorities"})
  void thereIsNoPictureWithoutAFrame(String name) {
    String config = CONFIGS + "/" + name + ".config";
    Path file = folder.resolve("none.svg");

    assertThat(vzlab("check", config, "--svg", file.toString())).isEqualTo(2);
    assertThat(host.errText())
        .isEqualTo(
            "vzlab: --svg "
                + file
                + " draws a major frame; "
                + config
                + " has no .schedule block with one: add it, or leave --svg out\n");
    assertThat(file).doesNotExist();
  }

  @Test
  void aPictureThatCannotBeWrittenIsAUsageError() {
    Path file = folder.resolve("no/such.svg");

    assertThat(vzlab("check", CONFIGS + "/control-loop.config", "--svg", file.toString()))
        .isEqualTo(2);
    assertThat(host.errText())
        .isEqualTo("vzlab: --svg: cannot write " + file + ": there is no such folder\n");
  }

  @Test
  void withoutAScheduleOfItsOwnAConfigurationHasNoTime() {
    assertThat(vzlab("check", CONFIGS + "/two-guests.config", "--json", "-")).isZero();
    assertThat(host.outText()).doesNotContain("\"time\":");
  }

  @Test
  void jsonHasTheFrame() {
    assertThat(vzlab("check", CONFIGS + "/control-loop.config", "--json", "-")).isZero();
    assertThat(host.outText().replaceAll("\\s+", " "))
        .contains(
            "\"time\": { \"section\": 1633, \"change\": 4301, \"frame\": { \"length\": 10000,"
                + " \"switching\": 63, \"windows\": [ { \"task\": \"guest 1\", \"start\": 0,"
                + " \"length\": 2000 },",
            "\"tasks\": [ { \"task\": \"guest 1\", \"share\": 20.0, \"windows\": 1, \"net\": 1937,"
                + " \"gap\": 8000, \"latency\": 8072 },",
            "\"priorities\": [] }");
  }

  @Test
  void jsonHasThePriorities() {
    assertThat(vzlab("check", CONFIGS + "/priorities.config", "--json", "-")).isZero();
    assertThat(host.outText().replaceAll("\\s+", " "))
        .contains(
            "\"task\": \"guest 1\", \"priority\": 1, \"budget\": 6000, \"period\": 20000,"
                + " \"utilisation\": 30.0, \"response\": 10065, \"arithmetic\": \"6000 + 2 x 2000 +"
                + " 65 = 10065 us\"");
  }

  @Test
  void whatIsUnboundedSaysSo() throws IOException {
    String firmware = Path.of("../firmware").toAbsolutePath().normalize().toString();
    String text = Files.readString(CONFIGS.resolve("priorities.config"));
    Path file =
        Files.writeString(
            folder.resolve("p.config"),
            text.replace("../firmware", firmware)
                .replaceFirst(
                    "(?s)priority = 2\n    budget = 2000\n    period = 10000", "priority = 2"));

    assertThat(vzlab("check", file.toString())).isZero();
    assertThat(time().lines())
        .contains(
            "  guest 2             2        -        -      0.00 %         -        46           -"
                + "  no budget",
            "  guest 1             1     6000    20000     30.00 %         - unbounded   unbounded"
                + "  unbounded");
    assertThat(host.outText())
        .contains("\n  warning budgets", ": guest 1 may wait for ever: no budget\n");
  }

  @Test
  void aMistakeIsShownWithTheTimeLine() throws IOException {
    String firmware = Path.of("../firmware").toAbsolutePath().normalize().toString();
    String text = Files.readString(CONFIGS.resolve("control-loop.config"));
    Path file =
        Files.writeString(
            folder.resolve("f.config"),
            text.replace("../firmware", firmware).replace("2 2000 7000", "2 1000 7000"));

    assertThat(vzlab("check", file.toString())).isEqualTo(2);
    assertThat(time()).contains("  guest 1      .###", "  root         ");
    assertThat(host.outText()).contains("\n  failed  schedule", "f.config:7: found a window that");
  }

  @ParameterizedTest
  @CsvSource({"10000, 10, 1000", "10001, 10, 2000", "1, 10, 1", "11, 10, 2", "30, 10, 5"})
  void ticksAreAtRoundTimes(long length, long ticks, long step) {
    assertThat(FrameRuler.step(length, ticks)).isEqualTo(step);
  }

  @Test
  void aColumnThatIsLessThanHalfAGuestsHasADot() {
    List<TimeMap.Window> windows =
        List.of(new TimeMap.Window("guest 1", 0, 30), new TimeMap.Window("guest 2", 40, 760));
    List<TimeMap.Served> tasks =
        List.of(
            new TimeMap.Served("guest 1", 3.75, 1, 29, 770, 800),
            new TimeMap.Served("guest 2", 95, 1, 759, 40, 50));
    TimeMap map =
        new TimeMap(1, 2, Optional.of(new TimeMap.Frame(800, 1, windows, tasks)), List.of());

    String lines = CheckTime.of(map).stream().collect(Collectors.joining("\n"));
    assertThat(lines)
        .contains(
            "\n  guest 1      ###\n",
            "\n  guest 2          " + "#".repeat(76) + "\n",
            "\n  root         .  #.\n");
  }
}
