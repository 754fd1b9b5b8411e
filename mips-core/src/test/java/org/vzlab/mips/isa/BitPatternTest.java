package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BitPatternTest {
  private static final BitPattern ADDIU =
      new BitPattern("Arithmetic.addiu", "001001 rs:5 rt:5 simm:s16");

  @Test
  void fixedBitsBecomeMaskAndMatch() {
    BitPattern jr = new BitPattern("Jump.jr", "000000 rs:5 0000000000 0---- 001000");
    assertThat(jr.mask()).isEqualTo(0xFC1FFC3F);
    assertThat(jr.match()).isEqualTo(0x00000008);
    assertThat(jr.matches(0x03E003C8)).isTrue();
    assertThat(jr.matches(0x03E00408)).isFalse();
  }

  @Test
  void aPatternOfAllOnesIsReadWhole() {
    BitPattern ones = new BitPattern("Test.ones", "1".repeat(32));
    assertThat(ones.mask()).isEqualTo(-1);
    assertThat(ones.match()).isEqualTo(-1);
  }

  @Test
  void fieldsAreExtractedAsThePatternSays() {
    int word = 0x27BDFFE8;
    assertThat(ADDIU.extract(word, "rs")).isEqualTo(29);
    assertThat(ADDIU.extract(word, "rt")).isEqualTo(29);
    assertThat(ADDIU.extract(word, "simm")).isEqualTo(-24);
    BitPattern andi = new BitPattern("Logic.andi", "001100 rs:5 rt:5 imm:16");
    assertThat(andi.extract(0x3042FFE8, "imm")).isEqualTo(0xFFE8);
  }

  @Test
  void insertingPutsBackWhatExtractingTook() {
    int word = ADDIU.insert(ADDIU.match(), "rs", 29);
    word = ADDIU.insert(word, "rt", 29);
    assertThat(ADDIU.insert(word, "simm", -24)).isEqualTo(0x27BDFFE8);
    assertThat(ADDIU.insert(0x27BDFFE8, "simm", 0x7FFF)).isEqualTo(0x27BD7FFF);
  }

  @Test
  void aFieldOf32BitsHoldsAnyWord() {
    BitPattern word = new BitPattern("Test.word", "bits:32");
    assertThat(word.extract(0x89ABCDEF, "bits")).isEqualTo(0x89ABCDEF);
    assertThat(word.insert(0, "bits", 0x89ABCDEF)).isEqualTo(0x89ABCDEF);
  }

  @Test
  void aFieldThatStandsTwiceIsWrittenTwice() {
    BitPattern clz = new BitPattern("Misc.clz", "011100 rs:5 rd:5 rd:5 00000 100000");
    assertThat(clz.insert(clz.match(), "rd", 5)).isEqualTo(0x70052820);
    assertThat(clz.extract(0x70E52820, "rd")).isEqualTo(5);
  }

  @Test
  void sixteenBitsAreAPatternToo() {
    assertThat(new BitPattern("Test.jr16", "010001 01100 rs:5").width()).isEqualTo(16);
  }

  @Test
  void aValueTooLargeIsRefusedWithTheRange() {
    assertThatThrownBy(() -> ADDIU.insert(0, "simm", 32768))
        .hasMessageContaining("Arithmetic.addiu")
        .hasMessageContaining("32768 is not in simm's range -32768..32767");
    assertThatThrownBy(() -> ADDIU.insert(0, "rs", -1)).hasMessageContaining("range 0..31");
  }

  @Test
  void mistakesNameTheMethod() {
    assertThatThrownBy(() -> new BitPattern("Shift.sll", "000000 rs:5"))
        .hasMessageContaining("Shift.sll")
        .hasMessageContaining("11 bits, not 16 or 32");
    assertThatThrownBy(() -> new BitPattern("Shift.sll", "00000x rs:5 imm:21"))
        .hasMessageContaining("\"00000x\" is neither");
    assertThatThrownBy(() -> new BitPattern("Shift.sll", "000000 rs:5 imm:22"))
        .hasMessageContaining("does not fit");
    assertThatThrownBy(() -> new BitPattern("Shift.sll", "000000 rs:5 rs:4 imm:17"))
        .hasMessageContaining("stands twice and differs");
    assertThatThrownBy(() -> ADDIU.extract(0, "sa")).hasMessageContaining("no field \"sa\"");
  }

  @Test
  void overlapIsRefusedUnlessOnePatternRefinesTheOther() {
    BitPattern sll = new BitPattern("Shift.sll", "000000 00000 rt:5 rd:5 sa:5 000000");
    BitPattern ehb = new BitPattern("Privileged.ehb", "000000 00000 00000 00000 00011 000000");
    BitPattern other = new BitPattern("Test.other", "000000 x:5 00000 rd:5 sa:5 000000");
    assertThatCode(() -> BitPattern.checkDistinct(List.of(sll, ehb, ADDIU)))
        .doesNotThrowAnyException();
    assertThat(ehb.refines(sll)).isTrue();
    assertThat(sll.refines(ehb)).isFalse();
    assertThatThrownBy(() -> BitPattern.checkDistinct(List.of(sll, other)))
        .hasMessageContaining("Shift.sll")
        .hasMessageContaining("Test.other");
  }
}
