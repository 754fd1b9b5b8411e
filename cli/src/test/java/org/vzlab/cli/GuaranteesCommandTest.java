package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.board.Setup;
import org.vzlab.board.Variant;
import org.vzlab.isolation.guarantee.Guarantee;
import org.vzlab.isolation.guarantee.GuaranteePlan;
import org.vzlab.isolation.guarantee.GuaranteeRuns;
import org.vzlab.isolation.history.Neighbours;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Schedule;

/**
 * {@code vzlab guarantees}: what it prints; what is measured is a matter of isolation's tests. Runs
 * are made once, for all tests.
 */
class GuaranteesCommandTest {
  private static final String CONFIG = "../configs/control-loop.config";

  /** Of a frame of 1 ms, so that runs are short. */
  private static GuaranteesResult kept;

  /** Guest 2 has most of guest 1's window. */
  private static GuaranteesResult broken;

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  @BeforeAll
  static void measure() throws Exception {
    String text = Files.readString(Path.of(CONFIG));
    Path small = shared.resolve("small.config");
    Files.writeString(
        small,
        text.replace("frame = 10000", "frame = 1000")
            .replace("1 0 2000", "1 0 300")
            .replace("2 2000 7000", "2 300 600")
            .replace("elf = ..", "elf = " + Path.of("..").toRealPath()));
    kept = measure(small.toString(), Variant.NONE);
    broken = measure(small.toString(), Variant.NONE.withLayout(GuaranteesCommandTest::starving));
  }

  private static GuaranteesResult measure(String target, Variant variant) throws Exception {
    long cycles = 500_000;
    GuaranteePlan plan =
        GuaranteePlan.of(1, 1, cycles)
            .of(List.of(1))
            .beside(
                Neighbours.programs().stream().filter(one -> one.name().equals("spins")).toList());
    GuaranteeRuns runs = GuaranteeRuns.of(Setup.standard(target), variant, plan);
    for (int i = 0; i < runs.size(); i++) {
      runs.run(i);
    }
    return new GuaranteesResult(
        target,
        runs.size(),
        runs.size(),
        cycles,
        runs.cycles(),
        new SeedRange(1, 1),
        runs.guarantees(),
        List.of());
  }

  private static Layout starving(Layout tables) {
    Schedule.MajorFrame frame = (Schedule.MajorFrame) tables.schedule();
    long left = 10_000;
    return new Layout(
        tables.partitions(),
        tables.threads(),
        tables.loads(),
        tables.setup(),
        new Schedule.MajorFrame(
            frame.length(),
            frame.switching(),
            List.of(
                new Schedule.TimeWindow(1, 0, left),
                new Schedule.TimeWindow(2, left, frame.windows().get(1).end() - left))),
        tables.mailboxes(),
        tables.supervisions());
  }

  private static GuaranteesResult with(GuaranteesResult result, String... budgets) {
    return new GuaranteesResult(
        result.target(),
        result.done(),
        result.planned(),
        result.asked(),
        result.cycles(),
        result.seeds(),
        result.guarantees(),
        Stream.of(budgets).map(GuaranteesBudget::parse).toList());
  }

  private int guarantees(String... words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("it opens its boards itself");
            })
        .execute(Stream.concat(Stream.of("guarantees"), Stream.of(words)).toArray(String[]::new));
  }

  @Test
  void theTableHasWhatWasMeasuredAndPromised() {
    assertThat(GuaranteesText.of(kept))
        .first()
        .isEqualTo(
            kept.target()
                + ": 6 runs of 3.000 ms (2.500 rounded up to whole frames or periods), attacks of"
                + " the seeds 1 to 1");
    assertThat(GuaranteesText.of(kept).stream().map(line -> line.replaceAll(" {2,}", "|")))
        .contains("Worst, in us|quiet|attacked|promised|verdict|when", "guest 1")
        .anyMatch(
            line -> line.matches("\\|busy-latency\\|7\\d\\d\\.\\d{3}\\|.*\\|772\\.000\\|kept\\|.*"))
        .anyMatch(
            line ->
                line.matches(
                    "\\|share\\|23\\.\\d{3} %\\|23\\.\\d{3} %\\|22\\.884 %\\|kept"
                        + "\\|.* at \\d\\.\\d{3} ms"))
        .anyMatch(line -> line.matches("\\|busy-latency\\|\\d+\\|\\d+\\|\\d+\\|[0-9,]+\\|[0-9,]+"));
    assertThat(kept.complaints()).isEmpty();
  }

  @Test
  void aBrokenPromiseIsSaidLoudly() {
    assertThat(broken.holds()).isFalse();
    assertThat(GuaranteesText.of(broken))
        .anyMatch(line -> line.matches("  share .* 22\\.884 % +BROKEN  .*"))
        .anyMatch(
            line ->
                line.matches(
                    "BROKEN: guest 1's share was \\d+\\.\\d{3} % (beside '.*'|with the others as"
                        + " they are), promised are 22\\.884 %"));
    assertThat(GuaranteesSvg.of(broken)).contains(">guest 1: BROKEN<");
    assertThat(JsonParser.parseString(GuaranteesJson.of(broken)).getAsJsonObject())
        .matches(json -> !json.get("holds").getAsBoolean());
  }

  @Test
  void aBudgetIsKeptOrNot() {
    assertThat(with(kept, "guest1.share=20%", "guest1.busy-latency=772us").complaints()).isEmpty();
    assertThat(with(kept, "guest1.share=50%", "guest1.busy-latency=100000cycles").complaints())
        .satisfiesExactly(
            share ->
                assertThat(share)
                    .matches("over budget: guest 1's share was 23\\..*, wanted are 50\\.000 %"),
            latency ->
                assertThat(latency)
                    .matches(
                        "over budget: guest 1's busy-latency was 7\\d\\d\\..*, allowed are 500\\.000"
                            + " us"));
  }

  @Test
  void whatWasNeverSeenKeepsNoBudget() {
    Guarantee guest = kept.guarantees().get(0);
    GuaranteesResult none = with(kept, "guest1.latency=1h");
    boolean seen = guest.latencies().count() > 0;
    assertThat(none.holds()).isEqualTo(seen);
    assertThat(seen).isFalse();
    assertThat(none.complaints())
        .singleElement()
        .asString()
        .startsWith("over budget: guest 1's latency was never seen, allowed are 3600000000.000 us");
    assertThat(none.keeps(none.budgets().get(0))).isFalse();
  }

  @Test
  void jsonHasEverything() {
    String text = GuaranteesJson.of(with(kept, "guest1.share=20%", "guest1.busy-latency=1us"));
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();
    assertThat(json.get("runs").getAsInt()).isEqualTo(6);
    assertThat(json.get("cycles").getAsLong()).isEqualTo(600_000);
    assertThat(json.get("holds").getAsBoolean()).isFalse();
    JsonObject guest = json.getAsJsonArray("tasks").get(0).getAsJsonObject();
    assertThat(guest.get("holds").getAsBoolean()).isTrue();
    JsonObject busy = guest.getAsJsonObject("busy-latency");
    assertThat(busy.get("promised").getAsLong()).isEqualTo(154_400);
    assertThat(busy.getAsJsonObject("distribution").get("max").getAsLong())
        .isEqualTo(busy.get("attacked").getAsLong());
    assertThat(busy.getAsJsonObject("worst").get("time").getAsLong()).isPositive();
    assertThat(guest.getAsJsonObject("share").get("promised").getAsDouble())
        .isBetween(0.2288, 0.2289);
    assertThat(guest.getAsJsonObject("latency").get("attacked").isJsonNull()).isTrue();
    assertThat(json.getAsJsonArray("budgets"))
        .extracting(one -> one.getAsJsonObject().get("kept").getAsBoolean())
        .containsExactly(true, false);
  }

  @Test
  void thePictureIsXmlWithThePromisesAndAlwaysTheSame() throws Exception {
    String svg = GuaranteesSvg.of(kept);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(svg)
        .isEqualTo(GuaranteesSvg.of(kept))
        .contains(">promised 772 us<", ">promised 22.884 %<", ">guest 1<", "<title>busy-latency: ")
        .doesNotContain("BROKEN");
  }

  @Test
  void theCommandRunsAndPrintsAndDraws() throws Exception {
    Path file = folder.resolve("picture.svg");
    String[] words = {
      "../configs/threads.config",
      "--guest",
      "8",
      "--seeds",
      "1..1",
      "--for",
      "200us",
      "--budget",
      "thread8.switch=10s",
      "--svg",
      file.toString(),
      "--json"
    };
    host.step = 1_000_000_000;
    assertThat(guarantees(words)).isZero();
    JsonObject json = JsonParser.parseString(host.outText()).getAsJsonObject();
    assertThat(json.getAsJsonArray("tasks")).hasSize(1);
    assertThat(json.get("runs")).isEqualTo(json.get("planned"));
    assertThat(Files.readString(file)).contains(">thread 8<", "not replaced by a busy one");
    assertThat(host.errText())
        .contains("vzlab: 2 of 19 runs in 2.0 s\n", "vzlab: 12 of 19 runs in 12.0 s\n");
  }

  @Test
  void aBrokenBudgetIsStatus1() {
    host.interrupted = true;
    assertThat(guarantees(CONFIG, "--budget", "guest1.share=20%")).isEqualTo(ExitStatus.FAILED);
    assertThat(host.errText()).isEqualTo("vzlab: interrupted after 0 runs\n");
    assertThat(host.outText())
        .startsWith(CONFIG + ": 0 of 112 runs of 50.000 ms, attacks of the seeds 1 to 10\n")
        .contains("over budget: guest 1's share was never seen, allowed are 20.000 %");
  }

  @Test
  void controlCEndsIt() {
    host.interrupted = true;
    assertThat(guarantees(CONFIG, "--guest", "2")).isZero();
    assertThat(host.errText()).isEqualTo("vzlab: interrupted after 0 runs\n");
    assertThat(host.outText()).contains("0 of 56 runs").doesNotContain("guest 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --budget guest1         | 'guest1' is not a budget; expected such as guest1.latency=500us
          --budget vm1.share=1%   | 'vm1.share=1%' is not a budget
          --budget guest1.time=1s | 'time' is not measured; expected one of latency, busy-latency, switch, share
          --budget guest1.share=5ms | '5ms' is not a part of the time; expected such as 20%
          --budget guest1.share=101% | '101%' is not a part of the time
          --budget guest1.switch=5% | '5%' is not a time; expected a number and us, ms, s, m or h, such as 500ms, or 1600cycles
          --budget guest9.share=5% | --budget guest9.share=5%: guest9 is not measured; expected one of [guest1, guest2]
          --budget thread1.share=5% | thread1 is not measured; expected one of [guest1, guest2]
          --guest 2 --budget guest1.share=5% | guest1 is not measured; expected one of [guest2]
          --guest 9 | control-loop.config: --guest: found 9, expected one of [1, 2]
          --guest one | 'one' is not an int
          --seeds 5 | '5' are not two seeds such as 1..1000
          --seeds 1..999999 | --seeds: found 999999 seeds, expected at most 100000
          --for 0ms | --for: found no time at all, expected some, such as 50ms
          --for soon | 'soon' is not a time
          --svg ../no/such.svg | --svg: cannot write ../no/such.svg: there is no such folder
          """)
  void mistakesAreExplained(String options, String message) {
    host.interrupted = true;
    String[] words = (CONFIG + " " + options).split(" ", -1);
    assertThat(guarantees(words)).isEqualTo(ExitStatus.USAGE);
    assertThat(host.errText()).contains(message).doesNotContain("\tat ");
    assertThat(host.outText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ../firmware/guest1/guest1.elf | found an image, expected a configuration (.config) with guests
          ../configs/none.config | no such file; expected a tinyVP configuration
          ../README.md | expected an ELF file
          """)
  void aTargetThatIsNoConfigurationIsRefused(String target, String message) {
    assertThat(guarantees(target)).isEqualTo(ExitStatus.USAGE);
    assertThat(host.errText()).startsWith("vzlab: ").contains(message).doesNotContain("\tat ");
  }

  @Test
  void aThreadHasNoBudgetOfAShare() {
    assertThat(guarantees("../configs/threads.config", "--budget", "thread8.share=1%"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(host.errText())
        .contains(
            "no busy program can take the place of thread 8; expected a budget of latency or"
                + " switch");
  }
}
