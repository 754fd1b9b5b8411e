package org.vzlab.svm.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts whose words are as long as nobody would write them. */
final class TextAttackTest {
  private static final int LONG = 1_000_000;

  @ParameterizedTest(name = "{0} again and again")
  @ValueSource(strings = {"1", "0x1", "1e+", "1.", "-1", "+", "9_"})
  void aNumberOfAnyLengthIsNoNumber(String part) {
    assertThatThrownBy(() -> SvmAssembler.assemble("a.s", "LOADI " + part.repeat(LONG)))
        .isInstanceOf(AssemblyException.class)
        .hasMessageStartingWith("a.s:1: ");
  }

  @ParameterizedTest(name = "{0} again and again")
  @ValueSource(strings = {"a", "a:", "\"", "\\", "'", "{", "a: ", "PUSH\n", ";", ".byte 1\n", "-"})
  void anyWordMayBeRepeatedWithoutEnd(String part) {
    try {
      assertThat(SvmAssembler.assemble("a.s", part.repeat(LONG / 10)).image()).isNotEmpty();
    } catch (AssemblyException e) {
      assertThat(e).hasMessageStartingWith("a.s:");
    }
  }

  @Test
  void aSignFollowsTheLetterOfAnExponentAlone() throws AssemblyException {
    Program program = SvmAssembler.assemble("a.s", ".int 1.0e+2\n.int -1.5E-1\nSTOP\n");
    assertThat(Float.intBitsToFloat(program.integers()[0])).isEqualTo(100);
    assertThat(Float.intBitsToFloat(program.integers()[1])).isEqualTo(-0.15f);
    assertThatThrownBy(() -> SvmAssembler.assemble("a.s", ".int 1+2\n"))
        .hasMessageContaining("found \"+2\"");
  }

  @ParameterizedTest(name = "{0} again and again")
  @ValueSource(strings = {"0", "00", "0x", "1,", "/*", "//", " ", "ff"})
  void bytesAsTextMayBeOfAnyLength(String part) {
    assertThatThrownBy(() -> Loader.load("a.svm", part.repeat(LONG / 4).getBytes(US_ASCII)))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("a.svm:");
  }
}
