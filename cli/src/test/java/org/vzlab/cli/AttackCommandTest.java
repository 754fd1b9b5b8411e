package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.isolation.attack.AttackClass;
import org.vzlab.isolation.attack.AttackResult;
import org.vzlab.isolation.attack.Campaign;
import org.vzlab.isolation.attack.Finding;
import org.vzlab.isolation.attack.TrapRow;

/** {@code vzlab attack} with few seeds, and what files of lines say together. */
final class AttackCommandTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String CONFIG = ROOT.resolve("configs/two-guests.config").toString();

  private static final AttackResult ESCAPE =
      new AttackResult(
          77,
          AttackClass.TLB,
          2,
          List.of(new Finding(Finding.Kind.MEMORY, "RAM of guest 1 at 0x00000010 is \"5A\"")),
          "faulted",
          "read of 1f8229b4 denied",
          "root TLBL",
          1092,
          Map.of("REFILL", 2L, "TLB_LOAD", 1L),
          Map.of("TLBL", 9L),
          Map.of(TrapRow.ROOT_LOAD, 3L));

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int attack(String... options) {
    List<String> words = new ArrayList<>(List.of("attack"));
    words.addAll(List.of(options));
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("attacks open their boards themselves");
            })
        .execute(words.toArray(String[]::new));
  }

  @Test
  void shardsTogetherSayWhatTheWholeCampaignSays() throws Exception {
    Path first = folder.resolve("1.jsonl");
    Path second = folder.resolve("2.jsonl");
    assertThat(attack(CONFIG, "--seeds", "5..10", "--for", "1ms")).isZero();
    String whole = host.outText();
    attack(CONFIG, "--seeds", "5..10", "--for", "1ms", "--shard", "1/2", "--json", first + "");
    attack(CONFIG, "--seeds", "5..10", "--for", "1ms", "--shard", "2/2", "--json", second + "");
    assertThat(Files.readAllLines(first)).hasSize(3).allMatch(l -> l.startsWith("{\"seed\":"));
    int before = host.outText().length();

    assertThat(attack("--merge", first.toString(), second.toString())).isZero();

    assertThat(host.outText().substring(before)).isEqualTo(whole);
    assertThat(whole).endsWith("isolation held against all 6 attacks\n");
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aSeedIsTheSameAttackAlone() throws Exception {
    Path some = folder.resolve("some.jsonl");
    Path alone = folder.resolve("alone.jsonl");
    attack(CONFIG, "--seeds", "40..43", "--for", "1ms", "--json", some.toString());
    attack(CONFIG, "--seeds", "43..43", "--for", "1ms", "--json", alone.toString());
    assertThat(Files.readAllLines(some).get(3)).isEqualTo(Files.readString(alone).strip());
  }

  @Test
  void guestAndClassAreThoseAskedFor() throws Exception {
    Path lines = folder.resolve("lines.jsonl");
    attack(
        CONFIG,
        "--seeds",
        "1..2",
        "--for",
        "1ms",
        "--guest",
        "1",
        "--class",
        "mixed-isa",
        "--json",
        lines.toString());
    assertThat(Files.readAllLines(lines))
        .hasSize(2)
        .allMatch(line -> line.contains("\"class\":\"mixed_isa\",\"guest\":1,"));
  }

  @Test
  void anEscapeInALineIsAFailureOfTheWhole() throws Exception {
    Path lines = folder.resolve("lines.jsonl");
    Files.writeString(lines, AttackLines.line(ESCAPE) + "\n");
    assertThat(attack("--merge", lines.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(host.outText())
        .contains("ISOLATION DID NOT HOLD against 1 of 1")
        .contains("seed 77, TLB, guest 2: faulted (read of 1f8229b4 denied)")
        .contains("MEMORY: RAM of guest 1 at 0x00000010 is \"5A\"");
  }

  @Test
  void aLineHoldsAllOfAResult() throws Exception {
    Path lines = folder.resolve("lines.jsonl");
    Files.writeString(lines, AttackLines.line(ESCAPE) + "\n");
    Campaign campaign = new Campaign();
    AttackLines.read(lines, campaign);
    assertThat(campaign.failures()).containsExactly(ESCAPE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no.config                     | no.config: no such file; expected a tinyVP configuration",
        "CONFIG --guest 9              | --guest 9: expected one that CONFIG has: [1, 2]",
        "CONFIG CONFIG                 | found 2 configurations, expected one",
        "CONFIG --for 0ms              | --for: found no time at all, expected some, such as 10ms",
        "CONFIG --class foo            | 'foo' is not known; expected one of random-stream, priv",
        "CONFIG --seeds 9..1           | '9..1': the first seed is behind the last",
        "CONFIG --shard 3/2            | '3/2' is not a part; expected one such as 2/8",
        "--merge none.jsonl            | none.jsonl: no such file; expected lines that attack",
        "--merge CONFIG                | CONFIG:1: expected the result of an attack",
      })
  void aMistakeIsSaid(String words, String message) {
    assertThat(attack(words.replace("CONFIG", CONFIG).split(" +", -1))).isEqualTo(ExitStatus.USAGE);
    assertThat(host.errText()).contains(message.replace("CONFIG", CONFIG));
  }
}
