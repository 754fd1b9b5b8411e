package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code vzlab ledger} on the first 20 ms of the demo, of which the guests' reports are a part. */
class LedgerCommandTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String MODELLED = ROOT.resolve("configs/two-guests.config").toString();
  private static final String NANO =
      ROOT.resolve("firmware/nano-hypervisor/nano-mips32.elf").toString();
  private static final String BARE = ROOT.resolve("firmware/guest1/guest1.elf").toString();

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int ledger(String target, String... options) {
    List<String> words = new ArrayList<>(List.of("ledger", target, "--for", "20ms"));
    words.addAll(List.of(options));
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("the ledger opens its boards itself");
            })
        .execute(words.toArray(String[]::new));
  }

  @Test
  void everyKindIsALineOfStandardOutput() {
    assertThat(ledger(MODELLED)).isZero();
    assertThat(host.outText())
        .contains("Cycles of hypervisor work in 0.020000000 s of board time, approximate timing.")
        .containsPattern("\\| gpsi +\\| +\\d+ \\| +\\d+ \\| +\\d+ \\| +\\d+ \\| +\\d+ \\|")
        .containsPattern("\\| device ")
        .containsPattern("\\| refill ")
        .doesNotContain("Ratio");
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void twoRunsPrintTheSameBytesAndAgainstItselfEveryRatioIsOne() {
    assertThat(ledger(NANO, "--against", NANO)).isZero();
    String first = host.outText();
    assertThat(first.substring(first.indexOf("Ratio")))
        .containsPattern("\\| gpsi +\\| +1\\.00 \\| +1\\.00 \\|")
        .doesNotContainPattern(" [02-9]\\.\\d\\d \\|");
    ledger(NANO, "--against", NANO);
    assertThat(host.outText()).isEqualTo(first + first);
  }

  @Test
  void theLedgerIsWrittenAsJsonToo() throws Exception {
    Path file = folder.resolve("ledger.json");
    assertThat(ledger(MODELLED, "--against", NANO, "--json", file.toString())).isZero();
    assertThat(Files.readString(file))
        .contains("\"timing\": \"approximate\"", "\"kinds\": {", "\"kindsAgainst\": {")
        .containsPattern("\"device\": \\{\\s+\"count\": \\d+,\\s+\"sum\": \\d+,\\s+\"min\": ")
        .contains("\"handling\": {");
  }

  @Test
  void aBudgetThatIsKeptIsNoNews() {
    assertThat(ledger(MODELLED, "--budget", "device=100000", "--budget", "entry=50")).isZero();
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aWorstCaseAboveItsBudgetFails() {
    int status = ledger(MODELLED, "--timing", "functional", "--budget", "entry=22");
    assertThat(status).isEqualTo(ExitStatus.FAILED);
    assertThat(host.errText())
        .isEqualTo(
            "vzlab: budget of entry exceeded: the worst case took 23 cycles, allowed are 22\n");
    assertThat(ledger(MODELLED, "--timing", "functional", "--budget", "entry=23")).isZero();
  }

  @Test
  void aBudgetOfWhatDidNotHappenFails() {
    assertThat(ledger(MODELLED, "--budget", "hypercall=500")).isEqualTo(ExitStatus.FAILED);
    assertThat(host.errText()).isEqualTo("vzlab: budget of hypercall: there was none to measure\n");
  }

  @Test
  void aProgramWithoutGuestsHasNothingToMeasure() {
    assertThat(ledger(BARE)).isZero();
    assertThat(host.errText()).contains("guest1.elf: no guest has left to root");
  }

  @ParameterizedTest
  @CsvSource({
    "--budget, exit=100, 'exit' is not a kind of the ledger; expected one of entry",
    "--budget, gpsi, 'gpsi' is not a budget; expected KIND=CYCLES",
    "--budget, gpsi=few, 'few' is not a number of cycles",
    "--budget, gpsi=-1, '-1' is not a number of cycles",
    "--entry, enter, --entry goes with an image",
    "--against, nowhere.elf, nowhere.elf",
    "--timing, exact, 'exact' is not known"
  })
  void mistakesAreExplained(String option, String value, String message) {
    assertThat(ledger(MODELLED, option, value)).isEqualTo(ExitStatus.USAGE);
    assertThat(host.errText()).contains(message);
    assertThat(host.outText()).isEmpty();
  }
}
