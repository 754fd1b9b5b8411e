package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageFile;

/** {@code vzlab svm pack}, and what {@code check} says of containers. */
class SvmPackTest {
  /** LOADB 1, PUSH, STOP, with its checksum. */
  private static final String PROGRAM = "feedcafe01000000000000" + "00000004" + "0701040d";

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();
  private String program;

  @BeforeEach
  void writeProgram() throws Exception {
    program = Files.write(folder.resolve("a.svm"), HexFormat.of().parseHex(PROGRAM)).toString();
  }

  private int vzlab(String... words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("nothing has to be run");
            })
        .execute(words);
  }

  @Test
  void theBlockSaysAllThatAContainerHas() {
    assertThat(vzlab("svm", "pack", program)).isZero();

    assertThat(host.outText())
        .isEqualTo(
            """
            # 67 bytes of flash and 5692 bytes of RAM beside the runtime's
            .vm
                id = 1
                container = %s
                cells = 157
                stack = 1    # all it needs
                contexts = 4
                channels = 100
                arrays = 0
            .
            """
                .formatted(program));
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void whatTheOptionsSayIsInTheBlock() {
    String words =
        "svm pack FILE --id 3 --priority 9 --cells 300 --stack 8 --contexts 2 --channels 5"
            + " --arrays 64 --driver console --driver led~LD1 --driver mailbox~m"
            + " --driver supervisor~2 --driver watchdog";
    String[] split = words.split(" ");
    for (int i = 0; i < split.length; i++) {
      split[i] = split[i].replace("FILE", program).replace('~', ' ');
    }

    assertThat(vzlab(split)).isZero();

    assertThat(host.outText().lines().skip(2).map(String::strip))
        .containsExactly(
            "id = 3",
            "priority = 9",
            "container = " + program,
            "cells = 300",
            "stack = 8",
            "contexts = 2",
            "channels = 5",
            "arrays = 64",
            "driver = console",
            "driver = led LD1",
            "driver = mailbox m",
            "driver = supervisor 2",
            "driver = watchdog",
            ".");
  }

  @Test
  void theBlockIsAConfigurationThatCheckAccepts() throws Exception {
    vzlab("svm", "pack", program, "--driver", "led LD1", "--driver", "console");
    Path file = Files.writeString(folder.resolve("t.config"), host.outText());
    FakeHost second = new FakeHost();

    int status =
        new Vzlab(
                second,
                setup -> {
                  throw new AssertionError("nothing has to be run");
                })
            .execute("check", file.toString());

    assertThat(status).isZero();
    assertThat(second.outText())
        .contains(
            """

            Containers
              guest 1: %s
                19 bytes of program, with its block 99 of flash
                157 cells, 1 stack entries, 4 contexts, 100 channels, 0 bytes of arrays:
                5692 bytes of RAM beside the runtime's
                device 0   led LD1               1F860600 mask 0040
                device 1   console               1F822600, interrupt 171
                the verifier has nothing against the program
            """
                .formatted(program))
        .contains("All checks passed.");
  }

  @Test
  void theElfFileHoldsRuntimeAndProgram() throws Exception {
    Path elf = folder.resolve("a.elf");

    assertThat(vzlab("svm", "pack", program, "-o", elf.toString())).isZero();

    Image image = ImageFile.load(elf);
    assertThat(image.entry()).hasValue(0x9D001000);
    assertThat(HexFormat.of().formatHex(image.segments().get(1).data())).endsWith(PROGRAM);
    assertThat(image.symbols()).extracting(Image.Symbol::name).contains("svm_next", "_container");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--id 8 | the .vm block:2: found id = 8, expected a number from 1 to 7; choose one in that"
            + " range",
        "--priority x | the .vm block:3: found \"x\", expected a number from 1 to 255; write decimal"
            + " (4096) or hexadecimal (0x1000), at most 32 bits",
        "--contexts 99 | the .vm block:4: found contexts = 99, expected a number from 1 to 16; choose"
            + " one in that range",
        "--driver led~LD7 | the .vm block:4: found driver = led LD7, expected one of LD1, LD2, LD3,"
            + " LD4; the chipKIT WiFire has no other",
        "--driver lcd | the .vm block:4: found driver = lcd, expected one of console, led NAME,"
            + " button NAME, mailbox NAME, stream, supervisor ID, watchdog; did you mean led?",
        "--driver mailbox~m -o a.elf | driver = mailbox m is what a configuration makes of it: put"
            + " the block into one, and build that with vzlab build",
        "--board x | board 'x' is not known; use --board wifire, dm320007, emz64, or a board file",
      })
  void aMistakeIsToldAndNothingIsWritten(String options, String message) {
    String[] words = ("svm pack " + program + " " + options).split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace('~', ' ');
    }

    assertThat(vzlab(words)).isEqualTo(2);

    assertThat(host.outText()).isEmpty();
    assertThat(host.errText()).isEqualTo("vzlab: " + message + "\n");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThat(vzlab("svm", "pack", "no.svm")).isEqualTo(2);

    assertThat(host.errText())
        .isEqualTo(
            "vzlab: the .vm block:3: found no file no.svm, expected a Sense-VM program (.svm);"
                + " correct the path, which is relative to the configuration\n");
  }

  @Test
  void whatTheVerifierHasAgainstAProgramIsToldBesideTheBlock() throws Exception {
    byte[] bad = HexFormat.of().parseHex(PROGRAM.replace("0701040d", "0c0c0c39"));
    String file = Files.write(folder.resolve("bad.svm"), bad).toString();

    assertThat(vzlab("svm", "pack", file)).isZero();

    assertThat(host.errText()).startsWith("vzlab: " + file + ": 0x0012: ");
    assertThat(host.outText()).contains("container = " + file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -       | --output -: found standard output, where the block is; expected a file (.elf)
          a.svm   | --output: a.svm is the file that is read; choose another name
          notes   | --output notes: found a file that is no ELF file, expected one or none; choose another name or remove it
          """)
  void anElfFileReplacesNothingElse(String output, String message) throws Exception {
    Path notes = Files.writeString(folder.resolve("notes"), "notes");
    String to = output.equals("-") ? output : folder.resolve(output).toString();

    assertThat(vzlab("svm", "pack", program, "-o", to)).isEqualTo(2);

    assertThat(host.errText().replace(folder + "/", "")).isEqualTo("vzlab: " + message + "\n");
    assertThat(host.outText()).isEmpty();
    assertThat(notes).hasContent("notes");
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(Path.of(program)))).isEqualTo(PROGRAM);
  }

  @Test
  void anOlderElfFileIsReplaced() {
    String elf = folder.resolve("a.elf").toString();
    assertThat(vzlab("svm", "pack", program, "-o", elf)).isZero();
    assertThat(vzlab("svm", "pack", program, "-o", elf)).isZero();
  }
}
