package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Text becomes the bytes that docs/sense-vm-assembly.md says, or a mistake with its line. */
class SvmAssemblerTest {
  @Test
  void constantsGoIntoThePoolOnceAndBehindThoseThatAreDefined() throws Exception {
    Program program =
        assemble(
            """
            LOADI 42
            LOADI FIVE
            LOADI 1.5
            LOADI 'a'
            LOADI 42
            LOADI 4294967295
            LOADI -1
            LOADI 5
            LOADI '\\n'
            LOADI 0x80000000
            LOADI #7
            .int 9
            .int FIVE 5
            .int 5
            """);

    assertThat(program.integers())
        .containsExactly(9, 5, 5, 42, Float.floatToIntBits(1.5f), 'a', -1, '\n', Integer.MIN_VALUE);
    assertThat(code(program))
        .isEqualTo(
            "060003 060001 060004 060005 060003 060006 060006 060001 060007 060008 060007"
                .replace(" ", ""));
  }

  @Test
  void nativeFunctionsAreCalledByNameOrIndex() throws Exception {
    Program program =
        assemble(
            """
            APPF array_get
            APPF divide
            APPF array_get
            APPF #0
            .native 300 2
            .native 2 2 1
            .native divide
            """);

    assertThat(program.natives())
        .containsExactly(
            new NativeEntry(300, 2),
            new NativeEntry(2, 2, 1),
            NativeEntry.of(NativeFunction.DIVIDE),
            NativeEntry.of(NativeFunction.ARRAY_GET));
    assertThat(code(program)).isEqualTo("380003380002380003380000");
  }

  @Test
  void labelsCountThePoolsAsTheyAreInTheEnd() throws Exception {
    Program program = assemble("start: CALL end\nend:\nother: goto start\nLOADI 7\n.string \"xy\"");

    assertThat(program.codeStart()).isEqualTo(21);
    assertThat(code(program)).isEqualTo("100018" + "110015" + "060000");
  }

  @Test
  void casesStandInOneLineOrSeveral() throws Exception {
    String one = "a: SWITCH { 1: a, 0x2: b, 'c': 9, *: b, }\nb: STOP";
    String several = "a: SWITCH {\n 1: a ; first\n 0x2: b,\n\n 'c': 9\n *: b\n}\nb: STOP";

    assertThat(code(assemble(several))).isEqualTo(code(assemble(one)));
    assertThat(code(assemble(one)))
        .isEqualTo("1304" + "0001000f" + "00020021" + "00630009" + "ffff0021" + "0d");
  }

  @Test
  void stringsAndBytesAreTakenAsTheyAre() throws Exception {
    Program program =
        assemble(".string \"a;\\\"\\n\\x7f\u00e9\"\n.string \"\\0\\\\\"\n.byte 1, 0xff, ';'");

    assertThat(HexFormat.of().formatHex(program.strings())).isEqualTo("613b220a7fc3a9005c");
    assertThat(code(program)).isEqualTo("01ff3b");
  }

  @Test
  void versionAndChecksumAreAsTheTextSays() throws Exception {
    assertThat(assemble("STOP").version()).isEqualTo(1);
    assertThat(assemble("STOP").checksummed()).isTrue();
    assertThat(assemble(".version 255\nSTOP").version()).isEqualTo(255);
    assertThat(assemble(".checksum off\nSTOP").checksummed()).isFalse();
    assertThat(assemble(".checksum on\nSTOP").checksummed()).isTrue();
  }

  @Test
  void aMistakeIsNamedWithItsLineAndWhatToType() {
    refuses("STOP\nJUMP x", "a.sasm:2: found \"JUMP\", expected an instruction; type one such as");
    refuses("GOTO x", "a.sasm:1: found \"x\", expected a label; write x: before its instruction");
    refuses("GOTO\nSTOP", "a.sasm:1: found the end of the line, expected a label; type it in");
    refuses("GOTO 65536", "a.sasm:1: found \"65536\", expected a label or an offset of 0 to 65535");
    refuses("x:\nx: STOP", "a.sasm:2: found \"x\", expected a label that is not there yet");
    refuses("STOP STOP", "a.sasm:1: found \"STOP\", expected the end of the line");
    refuses("ACC 256", "a.sasm:1: found \"256\", expected a count: 0 to 255");
    refuses("PACK -1", "a.sasm:1: found \"-1\", expected a tag: 0 to 65535");
    refuses("LOADB", "a.sasm:1: found the end of the file, expected a byte: 0 to 255");
    refuses("LOADI 4294967296", "a.sasm:1: found \"4294967296\", expected a value of 32 bits");
    refuses(
        "LOADI TEN", "a.sasm:1: found \"TEN\", expected an integer; define it with .int TEN 42");
    refuses("LOADI \"a\"", "a.sasm:1: found \"\"a\"\", expected a value of 32 bits");
    refuses("LOADI 1e5", "a.sasm:1: found \"1e5\", expected a number; type 10, 0x0a, 'a' or 1.5");
    refuses("LOADI 007", "a.sasm:1: found \"007\", expected a number");
    refuses("LOADI 'ab'", "a.sasm:1: found more than a byte between ' and ', expected one");
    refuses("APPF sin", "a.sasm:1: found \"sin\", expected a native function; type its name");
    refuses("CALLRTS fork", "a.sasm:1: found \"fork\", expected a function of the run-time system");
    refuses(
        "SWITCH 1: x", "a.sasm:1: found \"1\", expected \"{\"; type SWITCH { 1: label, *: other }");
    refuses("SWITCH { 1 x }", "a.sasm:1: found \"x\", expected \":\"; type tag: label");
    refuses("SWITCH { 1: 2 3: 4 }", "a.sasm:1: found \"3\", expected a comma or }");
    refuses("SWITCH {\n1: 2", "a.sasm:2: found the end of the file, expected a tag or *");
    refuses(
        "SWITCH {" + "1: 2,".repeat(256) + "}", "a.sasm:1: found \"SWITCH\", expected at most 255");
    refuses(".align 4", "a.sasm:1: found \".align\", expected .version, .checksum, .int");
    refuses(".checksum no", "a.sasm:1: found \"no\", expected on or off");
    refuses(".int A 1\n.int A 2", "a.sasm:2: found \"A\", expected a name that is not there yet");
    refuses(".string a", "a.sasm:1: found \"a\", expected a string; type .string \"text\"");
    refuses(".string \"a\n", "a.sasm:1: found a string without an end, expected \"");
    refuses(".string \"\\q\"", "a.sasm:1: found \\q, expected \\n, \\r");
    refuses(".string \"\\", "a.sasm:1: found \\ at the end, expected \\n, \\r");
    refuses("42", "a.sasm:1: found \"42\", expected an instruction or a label");
    refuses("STOP @", "a.sasm:1: found \"@\", expected an instruction or an operand");
    refuses(
        "x: SKIP\nGOTO y\n" + "SKIP\n".repeat(65_600) + "y: STOP",
        "a.sasm:2: found \"y\", expected a label of at most 65535, not 65619");
    refuses(".int 1\n".repeat(65_536), "a.sasm:65537: found the end of the file, expected at most");
  }

  private static Program assemble(String text) throws AssemblyException {
    return SvmAssembler.assemble("a.sasm", text);
  }

  private static String code(Program program) {
    byte[] image = program.image();
    return HexFormat.of().formatHex(Arrays.copyOfRange(image, program.codeStart(), image.length));
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> assemble(text))
        .isInstanceOf(AssemblyException.class)
        .hasMessageStartingWith(message);
  }
}
