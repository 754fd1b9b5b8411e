package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Boards;
import org.vzlab.cli.line.Client;

/** {@code --record} and {@code vzlab replay}, on the demo's guests. */
@Timeout(120)
class ReplayTest {
  private static final String TWO_GUESTS =
      Path.of("../configs/two-guests.config").toAbsolutePath().normalize().toString();

  @TempDir private static Path classFolder;

  /** A journal of 10 ms. */
  private static Path whole;

  @TempDir private Path folder;

  @BeforeAll
  static void recordShortly() {
    whole = classFolder.resolve("whole");
    vzlab(
        0,
        "run",
        TWO_GUESTS,
        "--board",
        "wifire",
        "--record",
        whole.toString(),
        "--type",
        "1ms=x",
        "--for",
        "10ms");
  }

  private String name(String file) {
    return folder.resolve(file).toString();
  }

  private static FakeHost vzlab(int status, String... words) {
    FakeHost host = new FakeHost();
    assertThat(new Vzlab(host, Boards::open).execute(words)).as(host.errText()).isEqualTo(status);
    return host;
  }

  private FakeHost record(String... options) {
    List<String> words = new ArrayList<>(List.of("run", TWO_GUESTS, "--record", name("journal")));
    words.addAll(List.of(options));
    return vzlab(0, words.toArray(String[]::new));
  }

  private List<String> journal() throws Exception {
    return Files.readAllLines(folder.resolve("journal"));
  }

  @Test
  void whatTheOptionsTypeIsInTheJournalAndTheReplayIsTheSameToTheByte() throws Exception {
    FakeHost recorded = record("--type", "1500ms=^E1=", "--type", "500ms=^E2+", "--for", "2500ms");

    assertThat(journal().get(0)).isEqualTo("vzlab journal 1");
    assertThat(journal())
        .contains(
            "target " + TWO_GUESTS, "type 300000000 4 05313d", "type 100000000 4 05322b", "run");
    assertThat(journal().get(journal().size() - 1)).matches("end 500000000 \\d+");
    FakeHost replayed = vzlab(0, "replay", name("journal"));
    assertThat(recorded.outText()).contains("=+");
    assertThat(replayed.outBytes.toByteArray()).isEqualTo(recorded.outBytes.toByteArray());
    assertThat(replayed.errText()).isEqualTo(recorded.errText());
  }

  @Test
  void whichButtonsTheOptionsPressIsInTheJournalToo() throws Exception {
    String image = Path.of("../firmware/buttons/buttons.elf").toAbsolutePath().normalize() + "";
    FakeHost recorded =
        vzlab(
            0,
            "run",
            image,
            "--press",
            "btn2=50ms+30ms",
            "--press",
            "BTN1=20ms",
            "--leds",
            "--for",
            "200ms",
            "--record",
            name("journal"));

    assertThat(recorded.outText()).isEqualTo("BTN1 down\r\nBTN2 down\r\nBTN2 up\r\nBTN1 up\r\n");
    assertThat(journal()).contains("press 10000000 16000000 btn2", "press 4000000 24000000 BTN1");
    FakeHost replayed = vzlab(0, "replay", name("journal"), "--leds");
    assertThat(replayed.outBytes.toByteArray()).isEqualTo(recorded.outBytes.toByteArray());
    assertThat(replayed.errText()).contains("LD2 on").isEqualTo(recorded.errText());
  }

  @Test
  void whatAClientTypesIsReplayedAtTheSameTimes() throws Exception {
    try (ConsoleRun run =
            new ConsoleRun(
                Boards::open,
                "run",
                TWO_GUESTS,
                "--uart",
                "4=tcp:0",
                "--record",
                name("journal"),
                "--trace",
                "uart=" + name("recorded"));
        Client client = new Client(run.port())) {
      client.readUntil("\r[-.]*#");
      client.type("\005" + "1=");
      client.readUntil("\r[-.#]*=");
      client.type("\005" + "2+\005" + "0T");
      client.readUntil("TLB15");
      assertThat(run.interrupt()).isZero();
    }
    for (String again : List.of("first", "second")) {
      FakeHost host =
          vzlab(0, "replay", name("journal"), "--trace", "uart=" + name(again), "--leds");
      assertThat(host.outText()).contains("TLB15");
      assertThat(host.errText()).contains("LD1 on");
      assertThat(folder.resolve(again)).hasSameBinaryContentAs(folder.resolve("recorded"));
    }
  }

  @Test
  void aRunWithOtherOptionsIsReplayedWithThose() throws Exception {
    FakeHost recorded =
        record("--timing", "functional", "--stale-caches", "--unmodelled", "quiet", "--for", "1s");

    FakeHost replayed = vzlab(0, "replay", name("journal"), "--stats");

    assertThat(journal()).contains("timing functional", "stale-caches true", "unmodelled quiet");
    assertThat(replayed.outText()).isEqualTo(recorded.outText());
    assertThat(replayed.errText()).contains("functional timing").doesNotContain("not modelled");
  }

  @Test
  void anImageIsRecordedWithItsStartAndItsHash() throws Exception {
    String image = Path.of("../firmware/guest1/guest1.elf").toAbsolutePath().normalize().toString();
    String[] words = {
      "run", image, "--start", "0x9FC00000", "--for", "1500ms", "--record", name("journal")
    };
    FakeHost recorded = vzlab(0, words);

    assertThat(journal())
        .contains("target " + image, "start 0x9FC00000")
        .contains("file " + Journal.hash(Path.of(image)) + " " + image);
    assertThat(vzlab(0, "replay", name("journal")).outText()).isEqualTo(recorded.outText());
  }

  @Test
  void aRecordingThatWasCutShortIsReplayedAsFarAsItGoesOrAsFarAsWanted() throws Exception {
    try (ConsoleRun run =
            new ConsoleRun(
                Boards::open, "run", TWO_GUESTS, "--uart", "4=tcp:0", "--record", name("journal"));
        Client client = new Client(run.port())) {
      client.readUntil("\r[-.]*#");
      client.type("\005" + "1=");
      client.readUntil("\r[-.#]*=");
    }
    List<String> lines = journal();
    String text = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
    Files.writeString(folder.resolve("journal"), text + "4321 4 6");
    String last = lines.get(lines.size() - 2).split(" ", 2)[0];

    assertThat(vzlab(0, "replay", name("journal")).errText())
        .contains("cut short; its last input is at " + new BoardTime(Long.parseLong(last)));
    assertThat(vzlab(0, "replay", name("journal"), "--for", "60s").outText())
        .containsPattern("\r[-.#]*=");
  }

  @Test
  void aClientMayWatchAReplayAndWhatItTypesDoesNotCount() throws Exception {
    FakeHost recorded = record("--for", "3s");
    try (ConsoleRun run =
            new ConsoleRun(Boards::open, "replay", name("journal"), "--uart", "4=tcp:0");
        Client client = new Client(run.port())) {
      client.type("\005" + "1=\005" + "2+");
      assertThat(client.readToEnd()).isEqualTo(recorded.outText());
      assertThat(run.status()).isZero();
    }
  }

  @Test
  void aFileThatHasChangedIsAnErrorWithTheLineThatNamesIt() throws Exception {
    Path image = folder.resolve("guest.elf");
    Files.copy(Path.of("../firmware/guest1/guest1.elf"), image);
    vzlab(0, "run", image.toString(), "--for", "10ms", "--record", name("journal"));
    byte[] bytes = Files.readAllBytes(image);
    bytes[bytes.length - 1] ^= 1;
    Files.write(image, bytes);
    int line = journal().indexOf("run");

    assertThat(vzlab(2, "replay", name("journal")).errText())
        .isEqualTo(
            ("vzlab: %s:%d: %s is not the file that was recorded: found %s, expected SHA-256 %s; put"
                    + " that file back, or record the run again\n")
                .formatted(
                    name("journal"),
                    line,
                    image,
                    Journal.hash(image),
                    journal().get(line - 1).substring(5, 69)));
    Files.delete(image);
    assertThat(vzlab(2, "replay", name("journal")).errText()).contains("found nothing there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vzlab journal 1   | vzlab journal 2    | 1: found 'vzlab journal 2', expected vzlab journal 1;
          target [^\\n]*\\n |                    | found 'run', expected a line 'target' before it
          board wifire      | bord wifire        | 3: found 'bord wifire', expected one of target, board,
          board wifire      | board              | 3: found 'board', expected a key and its value
          board wifire      | target x           | 3: found 'target x', expected 'target' once
          timing \\w+       | timing exact       | 'exact' is not known; expected one of functional, approximate
          stale-caches \\w+ | stale-caches maybe | expected true or false
          file [0-9a-f]     | file z             | expected file SHA256 PATH
          type 2            | type x2            | expected type CYCLES UART BYTES
          type 2            | press x2           | expected press CYCLES CYCLES BUTTON
          type .*           | press 9 5 BTN1     | found 'press 9 5 BTN1', expected a second time that is later
          type .*           | press 5 5 BTN1     | expected a second time that is later
          type .*           | press 5 9 BTN9     | 10: found button 'BTN9', expected one that the chipKIT WiFire has: BTN1, BTN2
          \\nrun\\n(?s:.*)  |                    | expected a line 'run'
          \\nend            | \\n5 7 00\\nend    | found '5 7 00', expected CYCLES UART BYTES, or end CYCLES INSTRUCTIONS
          \\nend            | \\n5 4 0\\nend     | found '5 4 0', expected CYCLES UART BYTES
          \\nend            | \\n9 4 00\\n5 4 00\\nend | found '5 4 00', expected a time of at least 9, as before
          \\nend 2000000    | \\n3000000 4 00\\nend 2000000 | expected a time of at least 3000000
          end (.*)          | end $1\\n5 4 00    | found '5 4 00', expected nothing after the line 'end'
          \\nend            | \\n5 4 00\\nend    | the run is not the one that was recorded: found it at cycle
          end (\\d+) (\\d)  | end $1 7$2         | of this run, expected 7
          """)
  void aDamagedLineIsAnErrorThatNamesIt(String found, String instead, String message)
      throws Exception {
    Path damaged = folder.resolve("damaged");
    String text = Files.readString(whole);
    Files.writeString(
        damaged, text.replaceFirst(found, instead == null ? "" : instead.replace("\\n", "\n")));
    assertThat(damaged).content().isNotEqualTo(text);

    assertThat(vzlab(2, "replay", damaged.toString()).errText())
        .contains("vzlab: " + damaged + ":")
        .contains(message);
  }

  @Test
  void whatIsNoJournalIsAnErrorThatSaysSo() throws Exception {
    assertThat(vzlab(2, "replay", name("nothing")).errText())
        .isEqualTo(
            "vzlab: "
                + name("nothing")
                + ": there is no such file; expected a journal of --record\n");
    Files.write(folder.resolve("binary"), new byte[] {'a', -1, -2});
    assertThat(vzlab(2, "replay", name("binary")).errText()).contains("binary: it is no text");
    Files.writeString(folder.resolve("empty"), "");
    assertThat(vzlab(2, "replay", name("empty")).errText())
        .contains("empty:1: found 'the end of the file', expected vzlab journal 1");
  }

  @Test
  void aJournalIsAFileLikeTheOthersThatARunWrites() throws Exception {
    FakeHost host =
        vzlab(
            2, "run", TWO_GUESTS, "--record", name("same"), "--json", name("same"), "--for", "1ms");
    assertThat(host.errText()).contains("--json and --record both write " + name("same"));
  }

  @Test
  void theKeysOfTheTerminalAreRecordedForTheUartThatHasIt() throws Exception {
    FakeHost host = new FakeHost();
    host.terminal = true;
    FakeSession session = new FakeSession();
    session.does(3, () -> host.screen.type("ab")).does(6, () -> host.screen.type("c"));
    session.does(8, () -> host.screen.type("\035"));
    Path image = Path.of("../firmware/guest1/guest1.elf").toAbsolutePath().normalize();
    String[] words = {"run", image.toString(), "--uart", "2=stdio", "--record", name("journal")};

    assertThat(new Vzlab(host, setup -> session).execute(words)).isZero();

    assertThat(journal().subList(journal().indexOf("run"), journal().size()))
        .containsExactly("run", "600000 2 6162", "1200000 2 63", "end 1600000 1000000");
    FakeSession again = new FakeSession();
    assertThat(new Vzlab(new FakeHost(), setup -> again).execute("replay", name("journal")))
        .isZero();
    assertThat(again.log).containsExactly("3 ms, UART2: ab", "6 ms, UART2: c");
    assertThat(new String(Files.readAllBytes(folder.resolve("journal")), StandardCharsets.UTF_8))
        .endsWith("\n");
  }
}
