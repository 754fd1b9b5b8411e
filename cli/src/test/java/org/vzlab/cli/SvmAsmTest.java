package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code vzlab svm asm}, {@code disasm} and {@code verify}. */
class SvmAsmTest {
  private static final String SOURCE =
      """
      .int FIVE 5
              LOADI FIVE
      again:  DEC
              PUSH
              LOADI 0
              GT
              GOTOIFALSE end
              LOADI 1
              GOTO again
      end:    STOP
      """;
  private static final String BYTES =
      "feedcafe01"
          + "0003000000050000000000000001"
          + "0000"
          + "0000"
          + "00000013"
          + "06000017040600011e35002d06000211001e0d"
          + "fe1600f8";

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();
  private Path source;

  @BeforeEach
  void write() throws Exception {
    source = Files.writeString(folder.resolve("count.s"), SOURCE);
  }

  private int svm(String words) {
    String[] split = ("svm " + words).split(" ");
    for (int i = 2; i < split.length; i++) {
      if (split[i].matches("[a-z].*")) {
        split[i] = folder.resolve(split[i]).toString();
      }
    }
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("no board is needed");
            })
        .execute(split);
  }

  private String err() {
    return host.errText().replace(folder + "/", "");
  }

  private String out() {
    return host.outText().replace(folder + "/", "");
  }

  private String hex(String name) throws Exception {
    return HexFormat.of().formatHex(Files.readAllBytes(folder.resolve(name)));
  }

  @Test
  void theProgramStandsBesideTheText() throws Exception {
    assertThat(svm("asm count.s")).isZero();

    assertThat(hex("count.svm")).isEqualTo(BYTES);
    assertThat(err()).isEqualTo("vzlab: count.svm: a program of 50 bytes\n");
    assertThat(host.outText()).isEmpty();
  }

  @Test
  void theProgramGoesWhereTheOptionSays() throws Exception {
    assertThat(svm("asm count.s -o other.bin")).isZero();
    assertThat(hex("other.bin")).isEqualTo(BYTES);

    assertThat(svm("asm count.s -o -")).isZero();
    assertThat(HexFormat.of().formatHex(host.outBytes.toByteArray())).isEqualTo(BYTES);
    assertThat(folder.resolve("count.svm")).doesNotExist();
  }

  @Test
  void asTextTheProgramIsForC() throws Exception {
    assertThat(svm("asm count.s --text -o -")).isZero();

    assertThat(host.outText())
        .startsWith("0xfe, 0xed, 0xca, 0xfe, 0x01, 0x00, 0x03,")
        .endsWith("\n");
    assertThat(host.outText().replaceAll("0x|[,\\s]", "")).isEqualTo(BYTES);
    Files.writeString(folder.resolve("count.inc"), host.outText());
    assertThat(svm("run count.inc")).isZero();
    assertThat(err())
        .endsWith("vzlab: count.inc: stop after 14 steps, value 0, 0 allocations, 0 collections\n");
  }

  @Test
  void anOlderProgramIsReplacedEvenADamagedOne() throws Exception {
    Files.write(folder.resolve("count.svm"), new byte[] {(byte) 0xFE, 1, 2});
    assertThat(svm("asm count.s")).isZero();
    assertThat(svm("asm count.s --text -o count.svm")).isZero();
    assertThat(svm("asm count.s")).isZero();

    assertThat(hex("count.svm")).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count.s -o count.s     | --output: count.s is the file that is read; choose another name
          count.s -o link.s      | --output: link.s is the file that is read; choose another name
          count.s -o notes.txt   | --output notes.txt: found a file that is no Sense-VM program, expected one or none; choose another name or remove it
          count.s -o no/x.svm    | --output: cannot write no/x.svm: there is no such folder
          count.s -o sub         | --output: cannot write sub: it is a folder
          none.s                 | none.s: found no such file; expected assembly text
          sub                    | sub: found a folder; expected assembly text
          -                      | -: found standard input, which is not read; expected assembly text
          latin.s                | latin.s: found bytes that are not UTF-8; expected assembly text
          huge.s                 | huge.s: found 16777217 bytes; expected assembly text of at most 16777216
          wrong.s                | wrong.s:2: found "FOO", expected an instruction; type one such as PUSH, or name: for a label
          """)
  void aMistakeIsToldAndNothingIsWritten(String words, String message) throws Exception {
    Files.createSymbolicLink(folder.resolve("link.s"), source);
    Files.writeString(folder.resolve("notes.txt"), "notes\n");
    Files.createDirectory(folder.resolve("sub"));
    Files.write(folder.resolve("latin.s"), new byte[] {';', (byte) 0xE9, '\n'});
    Files.write(folder.resolve("huge.s"), new byte[(1 << 24) + 1]);
    Files.writeString(folder.resolve("wrong.s"), "PUSH\nFOO 1\n");

    assertThat(svm("asm " + words)).isEqualTo(2);

    assertThat(err()).isEqualTo("vzlab: " + message + "\n");
    assertThat(host.outText()).isEmpty();
    assertThat(source).hasContent(SOURCE);
    assertThat(folder.resolve("notes.txt")).hasContent("notes\n");
    assertThat(folder.resolve("wrong.svm")).doesNotExist();
  }

  @Test
  void whatIsDisassembledAssemblesToTheSame() throws Exception {
    svm("asm count.s");

    assertThat(svm("disasm count.svm")).isZero();

    assertThat(host.outText())
        .isEqualTo(
            """
            .int 5                          ; #0 0x00000005
            .int 0                          ; #1 0x00000000
            .int 1                          ; #2 0x00000001
                LOADI 5                     ; 001b
            L001e:
                DEC                         ; 001e
                PUSH                        ; 001f
                LOADI 0                     ; 0020
                GT                          ; 0023
                GOTOIFALSE L002d            ; 0024
                LOADI 1                     ; 0027
                GOTO L001e                  ; 002a
            L002d:
                STOP                        ; 002d
            """);
    Files.writeString(folder.resolve("again.s"), host.outText(), StandardCharsets.UTF_8);
    assertThat(svm("asm again.s")).isZero();
    assertThat(hex("again.svm")).isEqualTo(BYTES);
  }

  @Test
  void aReaderThatGoesAwayIsNoMistake() {
    svm("asm count.s");
    host.errBytes.reset();
    host.readerGone = true;

    assertThat(svm("disasm count.svm")).isZero();
    assertThat(svm("asm count.s -o -")).isZero();
    assertThat(svm("verify count.svm")).isZero();
    assertThat(host.errText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count.s  | count.s:1: found ".", expected a byte such as 0xfe or 254; a file is text if its first byte is not 0xfe
          none.svm | none.svm: found no such file; expected a Sense-VM program (.svm)
          -        | -: found standard input, which is not read; expected a Sense-VM program (.svm)
          """)
  void whatIsNoProgramIsNotDisassembled(String file, String message) {
    assertThat(svm("disasm " + file)).isEqualTo(2);

    assertThat(err()).isEqualTo("vzlab: " + message + "\n");
    assertThat(host.outText()).isEmpty();
  }

  private void programs() throws Exception {
    Files.writeString(folder.resolve("wrong.s"), "LOADI 1\nFST\nGOTO 0x99\n");
    Files.writeString(folder.resolve("idle.s"), "GOTO end\nSKIP\nend: STOP\n");
    for (String name : new String[] {"count", "wrong", "idle"}) {
      svm("asm " + name + ".s");
    }
    host.errBytes.reset();
  }

  @Test
  void theVerifierSaysWhatIsWrongAndWhatStacksNeed() throws Exception {
    programs();

    assertThat(svm("verify count.svm idle.svm")).isZero();
    assertThat(svm("verify count.svm wrong.svm")).isEqualTo(1);
    assertThat(svm("verify none.svm wrong.svm")).isEqualTo(2);

    assertThat(out())
        .isEqualTo(
            """
            count.svm: accepted; stack entries: 1
            idle.svm: warning: 0x0012: nothing leads to the byte from here on
            idle.svm: accepted; stack entries: 0
            count.svm: accepted; stack entries: 1
            wrong.svm: 0x0016: FST: always traps, bad-pointer: E is a plain word here
            wrong.svm: 0x0017: GOTO 153: the label, 0x0099, is outside of the code, which is 0x0013\
             to 0x0019
            wrong.svm: refused; stack entries: 0
            wrong.svm: 0x0016: FST: always traps, bad-pointer: E is a plain word here
            wrong.svm: 0x0017: GOTO 153: the label, 0x0099, is outside of the code, which is 0x0013\
             to 0x0019
            wrong.svm: refused; stack entries: 0
            """);
    assertThat(err())
        .isEqualTo("vzlab: none.svm: found no such file; expected a Sense-VM program (.svm)\n");
  }

  @Test
  void theVerdictAsJsonHasTheSameMembersInEachLine() throws Exception {
    programs();

    assertThat(svm("verify --json count.svm wrong.svm idle.svm none.svm")).isEqualTo(2);

    assertThat(out())
        .isEqualTo(
            """
            {"file":"count.svm","accepted":true,"errors":[],"warnings":[],"stack":"1","stackOfOthers":"0"}
            {"file":"wrong.svm","accepted":false,"errors":[{"offset":22,"instruction":"FST",\
            "reason":"always traps, bad-pointer: E is a plain word here"},{"offset":23,\
            "instruction":"GOTO 153","reason":"the label, 0x0099, is outside of the code, which is\
             0x0013 to 0x0019"}],"warnings":[],"stack":"0","stackOfOthers":"0"}
            {"file":"idle.svm","accepted":true,"errors":[],"warnings":[{"offset":18,"instruction":"",\
            "reason":"nothing leads to the byte from here on"}],"stack":"0","stackOfOthers":"0"}
            {"file":"none.svm","accepted":false,"errors":[],"warnings":[],"stack":null,\
            "stackOfOthers":null,"error":"none.svm: found no such file; expected a Sense-VM program\
             (.svm)"}
            """);
    assertThat(host.errText()).isEmpty();
  }
}
