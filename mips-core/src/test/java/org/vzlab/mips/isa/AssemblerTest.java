package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the assembler does in microMIPS but not in MIPS32: it chooses a length. */
class AssemblerTest {
  private static final int START = 0x80001000;

  private final Assembler assembler = new Assembler(InstructionSet.m5150(), Isa.MICROMIPS);

  /** The halfwords in memory, each with its more significant digit first. */
  private String assembled(String source) {
    byte[] bytes = assembler.bytes(START, source);
    StringBuilder halfwords = new StringBuilder();
    for (int i = 0; i < bytes.length; i += 2) {
      halfwords.append(i == 0 ? "" : " ");
      HexFormat.of().toHexDigits(halfwords, bytes[i + 1]);
      HexFormat.of().toHexDigits(halfwords, bytes[i]);
    }
    return halfwords.toString();
  }

  @Test
  void theShortestFormThatHoldsTheOperandsIsTaken() {
    assertThat(assembled("addu v0, v1, a0")).isEqualTo("0546");
    assertThat(assembled("addu v0, v1, t0")).isEqualTo("0103 1150");
    assertThat(assembled("addiu sp, sp, -24")).isEqualTo("4ff5");
    assertThat(assembled("addiu sp, sp, -26")).isEqualTo("33bd ffe6");
    assertThat(assembled("lw a0, 60(sp)")).isEqualTo("488f");
    assertThat(assembled("lw a0, 128(sp)")).isEqualTo("fc9d 0080");
    assertThat(assembled("nop")).isEqualTo("0c00");
  }

  @Test
  void aLengthBehindTheMnemonicIsKept() {
    assertThat(assembled("addu32 v0, v1, a0")).isEqualTo("0083 1150");
    assertThat(assembled("addu16 v0, v1, a0")).isEqualTo("0546");
    assertThat(assembled("nop32")).isEqualTo("0000 0000");
    assertThat(assembled("jr32.hb ra")).isEqualTo("001f 1f3c");
    assertThat(assembled("c32.eq.s $f2, $f4")).isEqualTo("5482 00bc");
  }

  @Test
  void whatOnlyLooksLikeALengthIsNone() {
    assertThat(assembled("bposge32 0x80001000")).isEqualTo("4360 fffe");
    assertThat(assembled("addu32 v0, v1, $16")).isEqualTo("0203 1150");
    assertThat(assembled("negu v0, $16")).isEqualTo("0200 11d0");
    assertThat(assembled("sync_wmb")).isEqualTo("0004 6b7c");
  }

  @Test
  void anInstructionWithALabelIsLongUnlessAskedToBeShort() {
    assertThat(assembled("here: b here")).isEqualTo("9400 fffe");
    assertThat(assembled("here: b16 here")).isEqualTo("cfff");
    assertThat(assembled("b 0x80001000")).isEqualTo("cfff");
    assertThat(assembled("b 0x80002000")).isEqualTo("9400 07fe");
  }

  @Test
  void labelsCountTheLengthsOfWhatIsBetween() {
    String source =
        """
        loop: addiu a0, a0, -1      # 2 bytes
              addiu a1, a0, 1000    # 4
              bnez  a0, loop        # 4
              nop32                 # 4
              beqz16 a1, end        # 2
              nop
        end:  jr ra
        """;
    assertThat(assembled(source)).isEqualTo("6e4e 30a4 03e8 b404 fffb 0000 0000 8e81 0c00 459f");
  }

  @Test
  void listsAndPairsAreReadInAnySpelling() {
    assertThat(assembled("lwm s0-s2, ra, 8(sp)")).isEqualTo("4522");
    assertThat(assembled("lwm s0, s1, s2, ra, 8(sp)")).isEqualTo("4522");
    assertThat(assembled("swm s0-s7, s8, ra, -4(a0)")).isEqualTo("2324 dffc");
    assertThat(assembled("swm ra, 0(sp)")).isEqualTo("221d d000");
    assertThat(assembled("movep a1, a2, zero, s0")).isEqualTo("8440");
  }

  @Test
  void anyInstructionCanBeGivenAsItsBits() {
    assertThat(assembled(".short 0x0c00\n.word 0x00831150")).isEqualTo("0c00 0083 1150");
  }

  @Test
  void anOriginIsReachedByNops() {
    assertThat(assembled("b16 end\n.org 8\nend: .short 0x4522"))
        .isEqualTo("cc03 0000 0000 0c00 4522");
    assertThat(assembled(".org 0\nhere: .org 0x4")).isEqualTo("0000 0000");
    assertMistake("nop32\n.org 2", "line 2: \".org 2\": expected a multiple of 2 from 0x4, where");
    assertMistake(".org 3", "expected a multiple of 2 from 0x0, where it stands, to 0x200000");
    for (String offset : new String[] {"0x200002", "0xFFFFFFFE", "far", "-2", "99999999999"}) {
      assertMistake(".org " + offset, "expected a multiple of 2 from 0x0");
    }
    assertThatThrownBy(() -> new Assembler(InstructionSet.m5150()).bytes(START, ".org 6"))
        .hasMessageContaining("expected a multiple of 4 from 0x0");
  }

  @Test
  void mistakesNameWhatTheLongFormTakesUnlessTheShortOneIsAskedFor() {
    assertMistake("addiu a0, a0, 40000", "40000 is not in simm's range -32768..32767");
    assertMistake("addiu16 a0, a0, 9", "9 is not in simm's");
    assertMistake("lw16 t0, 4(v0)", "8 is not in rt's values 16 17 2 3 4 5 6 7");
    assertMistake(
        "beqz16 v0, 0x80002000", "4094 is not in offset's range -128..126, multiples of 2");
    assertMistake("b 0x80001001", "not a multiple of 2");
    assertMistake("j 0x88000000", "not in the same 128 MB");
    assertMistake("jalx 0x80002002", "multiples of 4");
  }

  @Test
  void aFormThatDoesNotExistIsNoUnknownInstruction() {
    assertMistake("div16 zero, a0, a1", "\"div\" has no form of 16 bits");
    assertMistake("movep32 a1, a2, v0, v1", "\"movep\" has no form of 32 bits");
    assertMistake("frob16 a0", "there is no instruction \"frob\"");
    assertMistake("beql a0, a1, 0x80001000", "there is no instruction \"beql\"");
  }

  @Test
  void aListThatNoFieldHoldsIsRefused() {
    assertMistake("lwm s1, 0(sp)", "is not in list's values");
    assertMistake("lwm s0-s2, s8, 0(sp)", "is not in list's values");
    assertMistake("movep a0, v0, v0, v1", "is not in pair's values");
  }

  private void assertMistake(String source, String part) {
    assertThatThrownBy(() -> assembler.bytes(START, source))
        .isInstanceOf(AssemblyException.class)
        .hasMessageContaining(part);
  }
}
