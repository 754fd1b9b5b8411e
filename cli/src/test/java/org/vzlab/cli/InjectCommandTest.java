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

/** {@code vzlab inject}: what it prints; what faults lead to is a matter of isolation's tests. */
class InjectCommandTest {
  private static final String CONFIG = "../configs/control-loop.config";

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int inject(String target, String... options) {
    List<String> words = new ArrayList<>(List.of("inject", target, "--for", "200us"));
    words.addAll(List.of(options));
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("it opens its boards itself");
            })
        .execute(words.toArray(String[]::new));
  }

  @Test
  void eachTargetIsALineAndTheOwnersAreTheirSums() {
    assertThat(inject(CONFIG, "--seeds", "1..6", "--target", "guest-cp0", "--target", "other-ram"))
        .isZero();

    assertThat(host.outText().lines().map(line -> line.replaceAll(" {2,}", "|")))
        .hasSize(5)
        .contains(
            "target|runs|masked|corrupted|guest stopped|detected|isolation lost|emulator"
                + " failed|absent")
        .anyMatch(line -> line.matches("guest-cp0\\|(\\d)\\|\\1\\|0\\|0\\|0\\|0\\|0\\|0"))
        .anyMatch(line -> line.matches("own\\|(\\d)\\|\\1\\|0\\|0\\|0\\|0\\|0\\|0"))
        .anyMatch(line -> line.matches("other-ram\\|(\\d)\\|\\1\\|0\\|0\\|0\\|0\\|0\\|0"))
        .anyMatch(line -> line.matches("common\\|(\\d)\\|\\1\\|0\\|0\\|0\\|0\\|0\\|0"));
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void ofOneSeedTheWholeStoryIsTold() {
    assertThat(inject(CONFIG, "--seeds", "7..7", "--target", "other-ram", "--kind", "flip"))
        .isZero();

    assertThat(host.outText().lines())
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .matches("other-ram: chip/ram/bytes\\[\\d+] bit \\d, flip at cycle \\d+"),
            change ->
                assertThat(change)
                    .matches("chip/ram/bytes\\[\\d+]: 0x00000000 becomes 0x000000(0|1|2|4|8){2}"),
            outcome -> assertThat(outcome).isEqualTo("masked: nothing observable differs"));
  }

  @Test
  void theLinesOfAllPartsAreThoseOfTheWhole() throws Exception {
    List<String> parts = new ArrayList<>();
    for (String part : List.of("1/2", "2/2")) {
      Path file = folder.resolve("part.json");
      inject(CONFIG, "--seeds", "1..5", "--shard", part, "--json", file.toString());
      parts.addAll(Files.readAllLines(file));
    }
    Path whole = folder.resolve("whole.json");
    inject(CONFIG, "--seeds", "1..5", "--json", whole.toString());

    assertThat(parts).containsExactlyInAnyOrderElementsOf(Files.readAllLines(whole)).hasSize(5);
    assertThat(parts.get(0))
        .startsWith("{\"seed\":1,\"target\":\"")
        .containsPattern("\"kind\":\"(flip|stuck-0|stuck-1)\",\"cycle\":\\d+,\"outcome\":\"");
  }

  @Test
  void progressIsToldOnceItTakesLong() {
    host.step = 1_000_000_000;

    inject(CONFIG, "--seeds", "1..3", "--target", "other-ram");

    assertThat(host.errText()).isEqualTo("vzlab: 2 of 3 runs in 2.0 s\n");
  }

  @Test
  void controlCEndsIt() {
    host.interrupted = true;

    assertThat(inject(CONFIG, "--target", "other-ram")).isZero();
    assertThat(host.errText()).isEqualTo("vzlab: interrupted after 0 runs\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --target everything | 'everything' is not known; expected one of own, common, guest-registers,
          --kind melted       | 'melted' is not known; expected one of flip, stuck-0, stuck-1
          --seeds 5           | '5' are not two seeds such as 1..1000
          --seeds 5..4        | '5..4': the first seed is behind the last
          --shard 3/2         | '3/2' is not a part; expected one such as 2/8, the second of eight
          --guest 9           | control-loop.config: found guest 9, expected one of [1, 2]
          --at 1us            | control-loop.config: a fault at 0.001 ms is too early: expected one at
          --at soon           | 'soon' is not a time
          """)
  void mistakesAreExplained(String options, String message) {
    assertThat(inject(CONFIG, options.split(" "))).isEqualTo(ExitStatus.USAGE);
    assertThat(host.errText()).contains(message);
    assertThat(host.outText()).isEmpty();
  }

  @Test
  void anImageWithoutGuestsHasNothingToLose() {
    assertThat(inject("../firmware/guest1/guest1.elf")).isEqualTo(ExitStatus.USAGE);
    assertThat(host.errText())
        .contains("guest1.elf: found an image without guests, expected a configuration (.config)");
  }
}
