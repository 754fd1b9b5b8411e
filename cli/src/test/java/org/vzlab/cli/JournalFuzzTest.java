package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.Boards;
import org.vzlab.board.UserError;

/** Journals that nobody has recorded: each is read, or refused with its name. */
final class JournalFuzzTest {
  private static final String SOUND =
      """
      vzlab journal 1
      target configs/two-guests.config
      board wifire
      unmodelled report
      stale-caches false
      timing approximate
      file 405f6b5e9579fcca2f20395c6f70e91c335142130de93f6b2cc3d23b2c848df2 configs/a.config
      type 300000000 4 05313d
      press 200000000 420000000 BTN1
      run
      412600000 4 05322b
      412600000 1 00ff
      end 600000000 1234567
      """;

  private static final List<String> SCRAPS =
      List.of(
          "\0",
          "\n",
          " ",
          "",
          "-1",
          "0",
          "7",
          "99999999999999999999",
          "999999999999999999",
          "zz",
          "\33",
          "run",
          "end",
          "file",
          "/dev/zero",
          ".",
          "\u00E9",
          "4 ",
          "true");

  @TempDir Path folder;

  private static String damaged(SplittableRandom random) {
    List<String> lines = new ArrayList<>(Arrays.asList(SOUND.split("\n", -1)));
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      int from = random.nextInt(line.length() + 1);
      int to = from + random.nextInt(line.length() + 1 - from);
      String scrap = SCRAPS.get(random.nextInt(SCRAPS.size()));
      switch (random.nextInt(4)) {
        case 0 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 1 -> lines.set(at, line.substring(0, from) + scrap + line.substring(to));
        case 2 -> lines.set(at, line.substring(0, from) + scrap + line.substring(from));
        default -> lines.set(at, line.replaceFirst("\\d+", scrap));
      }
    }
    return String.join("\n", lines);
  }

  @Test
  void anyTextIsAJournalOrAnError() throws Exception {
    int read = 0;
    for (int seed = 0; seed < 2000; seed++) {
      Path file = folder.resolve("journal");
      Files.writeString(file, damaged(new SplittableRandom(seed)));
      try {
        Journal journal = JournalReader.read(file);
        read++;
        journal.checkFiles();
      } catch (UserError e) {
        assertThat(e).as("seed %d", seed).hasMessageStartingWith(file.toString());
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(read).isBetween(250, 1750);
  }

  /** What is wrong with a name shows when it is opened. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "target a\0b", "target a\0.config", "target @", "target b.bin@9", "image a\0b",
        "board a\0b", "start \0", "start 0x", "image ", "board .config"
      })
  void aNameThatIsNoneIsTheUsersMistake(String line) throws Exception {
    String text =
        line.startsWith("target")
            ? SOUND.replaceFirst("target .*", line)
            : SOUND.replaceFirst("(board|start|image) .*", line);
    Path file = folder.resolve("journal");
    Files.writeString(
        file,
        text.replaceFirst("file .*\n", "")
            .replace("configs/", Path.of("..").toAbsolutePath().normalize() + "/configs/"));
    FakeHost host = new FakeHost();
    assertThat(new Vzlab(host, Boards::open).execute("replay", file.toString()))
        .as(host.errText())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aLineOfAMillionBytesIsALine() throws Exception {
    Path file = folder.resolve("journal");
    String line = "412600000 4 " + "41".repeat(1_000_000);
    Files.write(file, SOUND.replace("412600000 1 00ff", line).getBytes(StandardCharsets.US_ASCII));
    assertThat(JournalReader.read(file).inputs().get(1).bytes()).hasSize(1_000_000);
  }
}
