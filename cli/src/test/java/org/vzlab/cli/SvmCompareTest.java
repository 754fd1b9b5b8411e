package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code vzlab svm compare}: what it prints; that it finds differences is a matter of the board's
 * tests.
 */
class SvmCompareTest {
  private static final String FIRMWARE = "../firmware/svm/";

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int compare(String words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("it makes boards of its own");
            })
        .execute(("svm compare " + words).split(" "));
  }

  @Test
  void instructionsABytecodeAreToldOfProgramsThatWereNeverIdle() {
    assertThat(compare(FIRMWARE + "bench/list.svm " + FIRMWARE + "button.svm --for 100ms"))
        .isZero();

    assertThat(host.outText().lines())
        .satisfiesExactly(
            busy ->
                assertThat(busy)
                    .matches(
                        "../firmware/svm/bench/list.svm: equal after 106408 steps: stop, value 1;"
                            + " [0-9]+\\.[0-9] instructions of the processor a bytecode"),
            idle ->
                assertThat(idle)
                    .isEqualTo(
                        "../firmware/svm/button.svm: equal after 12 steps: running, value"
                            + " (((256,-1),-1),-1)"));
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void jsonIsOneLineForEachFileWithTheSameMembers() throws Exception {
    String empty = Files.createFile(folder.resolve("empty.svm")).toString();

    assertThat(
            compare(
                empty
                    + " "
                    + FIRMWARE
                    + "receiver.svm "
                    + FIRMWARE
                    + "button.svm --json --for 100ms"))
        .isEqualTo(2);

    assertThat(
            host.outText()
                .replace(folder + "/", "")
                .replaceAll("\"machineInstructions\":[0-9]+", "\"machineInstructions\":N"))
        .isEqualTo(
            """
            {"file":"empty.svm","equal":false,"difference":null,"end":"badformat","trap":null,\
            "steps":0,"value":null,"machineInstructions":null,"error":"empty.svm: byte 0x0: found the\
             end of the file, expected the magic number, 4 bytes"}
            {"file":"../firmware/svm/receiver.svm","equal":true,"difference":null,"end":"trap",\
            "trap":"bad-device","steps":15,"value":"(((257,-1),-1),-1)","machineInstructions":N}
            {"file":"../firmware/svm/button.svm","equal":true,"difference":null,"end":"running",\
            "trap":null,"steps":12,"value":"(((256,-1),-1),-1)","machineInstructions":null}
            """);
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void whatIsTypedAndPressedReachesBothMachines() {
    assertThat(
            compare(
                FIRMWARE
                    + "echo.svm "
                    + FIRMWARE
                    + "button.svm --type 10ms=ab. --press BTN1=10ms+50ms --for 200ms"))
        .isZero();

    assertThat(host.outText())
        .isEqualTo(
            """
            ../firmware/svm/echo.svm: equal after 65 steps: stop, value (0,46)
            ../firmware/svm/button.svm: equal after 28 steps: running, value (((256,-1),-1),-1)
            """);
  }

  @Test
  void aTimeThatIsTooShortComparesNothingAndSaysSo() {
    assertThat(compare(FIRMWARE + "channel.svm --for 1us")).isEqualTo(3);

    assertThat(host.outText())
        .isEqualTo(
            "../firmware/svm/channel.svm: not compared: no instruction in this time; use a longer"
                + " --for\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none.svm                    | none.svm: found no such file; expected a Sense-VM program (.svm)
          FILE --press BTN9=1s        | found button 'BTN9', expected one that the chipKIT WiFire has: BTN1, BTN2
          FILE --contexts 0           | --contexts 0: expected a whole number from 1 to 16
          FILE --heap-cells 65535     | give it fewer cells, stack entries, contexts or bytes of arrays
          FILE --for soon             | 'soon' is not a time
          --for 1s                    | svm compare: expected programs, configurations, or --generate A..B
          """)
  void aMistakeIsToldAndNothingIsCompared(String words, String message) {
    assertThat(compare(words.replace("FILE", FIRMWARE + "channel.svm"))).isEqualTo(2);

    assertThat(host.errText()).startsWith("vzlab: ").contains(message);
    assertThat(host.outText()).isEmpty();
  }

  @Test
  void progressIsToldOnceItTakesLong() {
    host.step = 1_000_000_000;

    assertThat(compare(FIRMWARE + "wild.svm --for 4ms")).isZero();

    assertThat(host.errText()).isEqualTo("vzlab: 0.0 s of board time in 2.0 s\n");
  }

  @Test
  void controlCEndsIt() {
    host.interrupted = true;

    assertThat(compare(FIRMWARE + "wild.svm")).isZero();

    assertThat(host.outText()).isEmpty();
  }
}
