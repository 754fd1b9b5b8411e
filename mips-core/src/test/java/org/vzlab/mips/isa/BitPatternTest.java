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
  void aShiftedFieldHoldsMultiples() {
    BitPattern lw = new BitPattern("LoadStore.lw", "010010 rt:5 offset:5<<2 base=29");
    assertThat(lw.extract(0x489F, "offset")).isEqualTo(124);
    assertThat(lw.insert(0x4880, "offset", 124)).isEqualTo(0x489F);
    assertThat(lw.reach("offset")).isEqualTo(7);
    assertThatThrownBy(() -> lw.insert(0x4880, "offset", 6))
        .hasMessageContaining("6 is not in offset's range 0..124, multiples of 4");
    BitPattern b = new BitPattern("Branch.b", "110011 offset:s10<<1");
    assertThat(b.extract(0xCE00, "offset")).isEqualTo(-1024);
    assertThat(b.insert(0xCC00, "offset", -1024)).isEqualTo(0xCE00);
  }

  @Test
  void anImpliedOperandHasNoBits() {
    BitPattern lw = new BitPattern("LoadStore.lw", "010010 rt:5 offset:5<<2 base=29");
    assertThat(lw.has("base")).isTrue();
    assertThat(lw.extract(0x4880, "base")).isEqualTo(29);
    assertThat(lw.insert(0x4880, "base", 29)).isEqualTo(0x4880);
    assertThatThrownBy(() -> lw.insert(0x4880, "base", 28))
        .hasMessageContaining("base is always 29, not 28");
  }

  @Test
  void anImpliedOperandCanBeThatOfAField() {
    BitPattern addiu = new BitPattern("Arithmetic.addiu", "010011 rt:5 simm:s4 0 rs=rt");
    assertThat(addiu.extract(0x4C80, "rs")).isEqualTo(4);
    assertThat(addiu.insert(0x4C00, "rs", 4)).isEqualTo(0x4C80);
  }

  @Test
  void aCodeSaysWhatTheBitsOfAFieldStandFor() {
    BitPattern addiu =
        new BitPattern("Arithmetic.addiu", "011011 rt:3=gpr rs:3=gpr simm:3=addend 0");
    assertThat(addiu.extract(0x6C0E, "rt")).isEqualTo(16);
    assertThat(addiu.extract(0x6C0E, "simm")).isEqualTo(-1);
    assertThat(addiu.insert(0x6C00, "simm", -1)).isEqualTo(0x6C0E);
    assertThatThrownBy(() -> addiu.insert(0x6C00, "simm", 2))
        .hasMessageContaining("2 is not in simm's values 1 4 8 12 16 20 24 -1");
    BitPattern sp = new BitPattern("Arithmetic.addiu", "010011 simm:9<<2=frame 1 rs=29 rt=29");
    assertThat(sp.extract(0x4FF5, "simm")).isEqualTo(-24);
    assertThat(sp.insert(0x4C01, "simm", -24)).isEqualTo(0x4FF5);
  }

  @Test
  void bitsThatStandForNothingDoNotMatch() {
    BitPattern lwm =
        new BitPattern("LoadStoreMultiple.lwm", "001000 list:5=list base:5 0101 offset:s12");
    assertThat(lwm.matches(0x203D5000)).isTrue();
    assertThat(lwm.matches(0x221D5000)).as("ra alone").isTrue();
    assertThat(lwm.matches(0x201D5000)).as("no register").isFalse();
    assertThat(lwm.matches(0x215D5000)).as("a tenth register").isFalse();
  }

  @Test
  void patternsOfDifferentLengthDoNotOverlap() {
    BitPattern wide = new BitPattern("Test.wide", "word:32");
    BitPattern narrow = new BitPattern("Test.narrow", "half:16");
    assertThat(wide.overlaps(narrow)).isFalse();
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
    assertThatThrownBy(() -> new BitPattern("Shift.sll", "001001 rd:10 rd=3"))
        .hasMessageContaining("\"rd\" is a field and implied");
    assertThatThrownBy(() -> new BitPattern("Shift.sll", "001001 rd:10 rt=rs"))
        .hasMessageContaining("no field \"rs\"");
    assertThatThrownBy(() -> new BitPattern("Shift.sll", "001001 rd:10=gpr"))
        .hasMessageContaining("\"rd:10=gpr\": the code has 8 values");
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
