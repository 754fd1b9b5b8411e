package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.svm.format.ProgramWriter;
import org.vzlab.svm.format.SvmAssembler;

/** {@code vzlab svm run}. */
class SvmRunTest {
  private static final String FIRMWARE = "../firmware/svm/";
  private static final String FIB = FIRMWARE + "bench/fib.svm";

  /** What every line of JSON has behind its end when the file has not run. */
  private static final String NOT_RUN =
      "\"trap\":null,\"steps\":0,\"value\":null,\"allocations\":0,\"collections\":0,\"trace\":null,"
          + "\"context\":null,\"pc\":null,\"missed\":0,\"error\":";

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int vzlab(String... words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("no board is needed");
            })
        .execute(words);
  }

  private int run(String words) {
    return vzlab(("svm run " + words).split(" "));
  }

  private String program(String name, String text) throws Exception {
    return Files.write(folder.resolve(name), ProgramWriter.bytes(SvmAssembler.assemble(name, text)))
        .toString();
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1).toString();
  }

  private String inFolder(String text) {
    return text.replace(folder + "/", "");
  }

  @Test
  void aProgramRunsToItsEnd() {
    assertThat(run(FIB)).isZero();

    assertThat(host.outText()).isEmpty();
    assertThat(host.errText())
        .isEqualTo(
            "vzlab: ../firmware/svm/bench/fib.svm: stop after 218909 steps, value 6765, 0 allocations,"
                + " 0 collections\n");
  }

  @Test
  void theConsoleIsStandardOutputAndHearsWhatIsTyped() {
    assertThat(vzlab("svm", "run", FIRMWARE + "echo.svm", "--type", "1s=hello\\x2e")).isZero();

    assertThat(host.outText()).isEqualTo("hello.");
    assertThat(host.errText())
        .isEqualTo(
            "vzlab: ../firmware/svm/echo.svm: stop after 125 steps, value (0,46), 48 allocations, 0"
                + " collections\n");
  }

  @Test
  void ledsFollowButtonsAndAreToldWithTheirTime() {
    assertThat(run(FIRMWARE + "button.svm --press btn1=100ms+50ms")).isEqualTo(1);

    assertThat(host.outText()).isEmpty();
    assertThat(host.errText())
        .isEqualTo(
            """
            vzlab: ../firmware/svm/button.svm: 0.100001000 s LD1 on
            vzlab: ../firmware/svm/button.svm: 0.150000000 s LD1 off
            vzlab: ../firmware/svm/button.svm: blocked after 29 steps, value (((256,-1),-1),-1), 18\
             allocations, 0 collections
            """);
  }

  @Test
  void jsonIsOneLineForEachFileAndNothingElse() throws Exception {
    String trap = program("trap.svm", "LOADI 7\nPUSH\nFST\n");
    String wild = FIRMWARE + "wild.svm";
    String badop = program("badop.svm", "CLEAR\n.byte 0x80\n");
    String nothing = file("nothing.svm", "");

    int status =
        run(
            String.join(
                " ",
                FIRMWARE + "channel.svm",
                trap,
                badop,
                wild,
                nothing,
                "--json --max-steps 500"));

    assertThat(status).isEqualTo(2);
    assertThat(inFolder(host.outText()))
        .isEqualTo(
            """
            {"file":"../firmware/svm/channel.svm","end":"stop","trap":null,"steps":414,"value":"55",\
            "allocations":112,"collections":0,"trace":"e58ed630","context":null,"pc":null,"missed":0}
            {"file":"trap.svm","end":"trap","trap":"bad-pointer","steps":3,"value":"7","allocations":0,\
            "collections":0,"trace":"82eb5f3e","context":0,"pc":23,"missed":0}
            {"file":"badop.svm","end":"badop","trap":null,"steps":2,"value":"0","allocations":0,\
            "collections":0,"trace":"fac558dc","context":0,"pc":16,"missed":0}
            {"file":"../firmware/svm/wild.svm","end":"limit","trap":null,"steps":500,"value":"(0,0)",\
            "allocations":125,"collections":0,"trace":"30574911","context":null,"pc":null,"missed":0}
            {"file":"nothing.svm","end":"badformat",%s"nothing.svm: byte 0x0: found the end of the\
             file, expected the magic number, 4 bytes"}
            """
                .formatted(NOT_RUN));
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void jsonIsTheSameInEachRun() {
    run(FIB + " " + FIRMWARE + "blink.svm --max-steps 50000 --json");
    String first = host.outText();
    host.outBytes.reset();
    run(FIB + " " + FIRMWARE + "blink.svm --max-steps 50000 --json");

    assertThat(host.outText()).isEqualTo(first).hasLineCount(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STOP  STOP | 0
          STOP  WILD | 3
          WILD  TRAP | 1
          TRAP  WILD | 1
          NONE  TRAP | 2
          TRAP  NONE | 2
          WILD  NONE | 2
          STUCK STOP | 1
          BADOP STOP | 1
          """)
  void theStatusIsThatOfTheWorstProgram(String programs, int status) throws Exception {
    String words =
        programs
            .replaceAll(" +", " ")
            .replace("STOP", FIRMWARE + "channel.svm")
            .replace("WILD", FIRMWARE + "wild.svm")
            .replace("TRAP", FIRMWARE + "receiver.svm")
            .replace("STUCK", FIRMWARE + "echo.svm")
            .replace("BADOP", program("badop.svm", ".byte 0x80"))
            .replace("NONE", folder.resolve("none.svm").toString());

    assertThat(run(words + " --max-steps 1000")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none.svm | none.svm: found no such file; expected a Sense-VM program (.svm)
          .        | FOLDER: found a folder; expected a Sense-VM program (.svm)
          -        | -: found standard input, which is not read; expected a Sense-VM program (.svm)
          empty    | empty: byte 0x0: found the end of the file, expected the magic number, 4 bytes
          words    | words:1: found "hello", expected a byte: 0x00 to 0xff, or 0 to 255 without zeros before it; a file is text if its first byte is not 0xfe
          short    | short: byte 0x4: found the end of the file, expected the version, 1 byte
          magic    | magic: byte 0x0: found feedcaff, expected the magic number feedcafe
          huge     | huge: found more than 16777216 bytes, expected a program
          """)
  void aFileThatIsNoProgramIsToldAndTheOthersRun(String name, String message) throws Exception {
    file("empty", "");
    file("words", "hello");
    file("short", "\u00fe\u00ed\u00ca\u00fe");
    file("magic", "\u00fe\u00ed\u00ca\u00ff");
    Files.write(folder.resolve("huge"), new byte[(1 << 24) + 1]);
    String file = name.equals("-") ? name : folder.resolve(name).normalize().toString();

    assertThat(run(file + " " + FIB)).isEqualTo(2);

    assertThat(inFolder(host.errText()).lines())
        .containsExactly(
            "vzlab: " + message.replace("FOLDER", folder.toString()),
            "vzlab: "
                + FIB
                + ": stop after 218909 steps, value 6765, 0 allocations, 0 collections");
    assertThat(host.outText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-steps 0         | --max-steps 0: expected a whole number from 1 on
          --max-steps many      | --max-steps many: expected a whole number from 1 on
          --heap-cells 0        | --heap-cells 0: expected a whole number from 1 to 65535
          --heap-cells 65536    | --heap-cells 65536: expected a whole number from 1 to 65535
          --stack-entries 0     | --stack-entries 0: expected a whole number from 1 to 65535
          --contexts 17         | --contexts 17: expected a whole number from 1 to 16
          --channels 101        | --channels 101: expected a whole number from 1 to 100
          --array-bytes -1      | --array-bytes -1: expected a whole number from 0 to 65535
          --press BTN3=1s       | --press BTN3: no such button; expected BTN1 or BTN2
          --type hello          | 'hello' has no '='; expected TIME=TEXT
          --frobnicate          | Unknown option: '--frobnicate'
          """)
  void aMistakeInAnOptionIsToldBeforeAnythingRuns(String option, String message) {
    assertThat(run(FIB + " " + option)).isEqualTo(2);

    assertThat(host.errText()).startsWith("vzlab: ").contains(message);
    assertThat(host.outText()).isEmpty();
  }

  @Test
  void withoutAFileItIsSaidThatOneIsMissing() {
    assertThat(vzlab("svm", "run")).isEqualTo(2);

    assertThat(host.errText()).startsWith("vzlab: Missing required parameter: 'FILE'");
  }

  @Test
  void resourcesAreWhatTheOptionsSay() {
    String list = FIRMWARE + "bench/list.svm";
    assertThat(run(list + " --heap-cells 20")).isEqualTo(1);
    assertThat(run(list + " --stack-entries 1")).isEqualTo(1);
    assertThat(run(FIRMWARE + "channel.svm --contexts 1")).isEqualTo(1);
    assertThat(run(FIRMWARE + "channel.svm --channels 1")).isEqualTo(1);
    assertThat(run(FIRMWARE + "fragile.svm")).isEqualTo(1);
    assertThat(run(FIRMWARE + "fragile.svm --array-bytes 8")).isEqualTo(1);

    assertThat(host.errText().lines().map(line -> line.replaceAll(" after.*", "")))
        .containsExactly(
            "vzlab: ../firmware/svm/bench/list.svm: trap heap-exhausted at 0x0057 in context 0",
            "vzlab: ../firmware/svm/bench/list.svm: trap stack-overflow at 0x001F in context 0",
            "vzlab: ../firmware/svm/channel.svm: trap contexts-exhausted at 0x002C in context 0",
            "vzlab: ../firmware/svm/channel.svm: trap channels-exhausted at 0x0021 in context 0",
            "vzlab: ../firmware/svm/fragile.svm: trap arrays-exhausted at 0x003A in context 0",
            "vzlab: ../firmware/svm/fragile.svm: trap bad-array at 0x006E in context 0");
    assertThat(host.outText()).isEqualTo("abcdefgh");
  }

  @Test
  void maxStepsIsExact() {
    assertThat(run(FIB + " --max-steps 218908")).isEqualTo(3);
    assertThat(run(FIB + " --max-steps 218909")).isZero();

    assertThat(host.errText().lines().toList().get(0)).contains(": limit after 218908 steps,");
  }

  @Test
  void verifyRefusesBeforeAnythingRuns() throws Exception {
    String wrong = program("wrong.svm", "LOADI 1\nFST\nGOTO 0x99\n");

    assertThat(run(wrong)).isEqualTo(1);
    assertThat(inFolder(host.errText()))
        .isEqualTo(
            "vzlab: wrong.svm: trap bad-pointer at 0x0016 in context 0 after 2 steps, value 1, 0"
                + " allocations, 0 collections\n");
    host.errBytes.reset();

    assertThat(run(wrong + " " + FIB + " --verify")).isEqualTo(1);
    assertThat(inFolder(host.errText()))
        .isEqualTo(
            """
            vzlab: wrong.svm: 0x0016: FST: always traps, bad-pointer: E is a plain word here
            vzlab: wrong.svm: 0x0017: GOTO 153: the label, 0x0099, is outside of the code, which is\
             0x0013 to 0x0019
            vzlab: ../firmware/svm/bench/fib.svm: stop after 218909 steps, value 6765, 0 allocations, 0\
             collections
            """);
    assertThat(run(wrong + " --verify --json")).isEqualTo(1);
    assertThat(inFolder(host.outText()))
        .isEqualTo(
            "{\"file\":\"wrong.svm\",\"end\":\"refused\","
                + NOT_RUN
                + "\"wrong.svm: 0x0016: FST: always traps, bad-pointer: E is a plain word here\"}\n");
  }

  @Test
  void progressIsToldOnceItTakesLong() {
    host.step = 1_500_000_000;

    assertThat(run(FIRMWARE + "wild.svm --max-steps 3000000 --json")).isEqualTo(3);

    assertThat(host.errText()).isEqualTo("vzlab: 2000000 steps in 3.0 s\n");
    assertThat(host.outText()).hasLineCount(1);
  }

  @Test
  void controlCEndsTheProgramAndLeavesOutTheOthers() {
    host.interrupted = true;

    assertThat(run(FIRMWARE + "wild.svm " + FIB)).isZero();

    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aReaderThatGoesAwayEndsTheProgram() throws Exception {
    host.readerGone = true;
    String flood =
        program(
            "flood.svm",
            """
                    CALLRTS channel
                    PUSH
                    LOADI 0
                    CALLRTS bind
            again:  LOADI 0
                    PUSH
                    LOADI '*'
                    CALLRTS send
                    CALLRTS sync
                    GOTO again
            """);

    assertThat(run(flood + " " + FIRMWARE + "wild.svm")).isZero();

    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aProgramMayBeText() throws Exception {
    String text = file("t.c", ProgramWriter.text(Files.readAllBytes(Path.of(FIB))));

    assertThat(run(text)).isZero();

    assertThat(host.errText()).contains("value 6765");
  }

  @Test
  void theGroupAndItsCommandsSayWhatThereIs() {
    for (String command : List.of("run", "asm", "disasm", "verify", "pack", "compare")) {
      assertThat(vzlab("svm", command, "--help")).isZero();
    }
    assertThat(host.outText())
        .contains(
            "--max-steps", "--verify", "--json", "--heap-cells", "--text", "--driver", "--for");
    assertThat(vzlab("svm")).isEqualTo(2);
    assertThat(host.errText())
        .startsWith(
            "vzlab: no command of svm given; expected run, asm, disasm, verify, pack or compare\n");
  }
}
