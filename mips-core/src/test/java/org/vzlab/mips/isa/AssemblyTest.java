package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Assembler and disassembler against GNU binutils: src/test/vectors/assembly.py made the vectors.
 */
class AssemblyTest {
  private static final int START = 0x80001000;

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Assembler assembler = new Assembler(instructionSet);
  private final Disassembler plain = new Disassembler(instructionSet, false);
  private final Disassembler withAliases = new Disassembler(instructionSet, true);

  private record Vector(int address, int word, String text) {
    static Vector of(String line) {
      String[] parts = line.split(" ", 3);
      return new Vector(
          Integer.parseUnsignedInt(parts[0], 16), Integer.parseUnsignedInt(parts[1], 16), parts[2]);
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (InputStream in = AssemblyTest.class.getResourceAsStream("assembly.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(Vector::of)
          .toList();
    }
  }

  @Test
  void instructionsAreWrittenAsObjdumpWritesThem() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Vector vector : vectors()) {
      softly
          .assertThat(plain.disassemble(vector.address, vector.word))
          .as("%08x", vector.word)
          .isEqualTo(vector.text);
    }
    softly.assertAll();
  }

  @Test
  void instructionsAreEncodedAsGnuAsEncodesThem() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Vector vector : vectors()) {
      softly
          .assertThat(assembler.assemble(vector.address, vector.text))
          .as(vector.text)
          .containsExactly(vector.word);
    }
    softly.assertAll();
  }

  @Test
  void anAliasMeansTheInstructionItIsWrittenFor() throws IOException {
    for (Vector vector : vectors()) {
      String text = withAliases.disassemble(vector.address, vector.word);
      // Two instructions each are written so.
      if (!text.startsWith("move ") && !text.startsWith("li ")) {
        assertThat(assembler.assemble(vector.address, text)).as(text).containsExactly(vector.word);
      }
    }
  }

  @Test
  void everyInstructionHasVectors() throws IOException {
    Set<String> tried =
        vectors().stream()
            .map(v -> instructionSet.decode(Isa.MIPS32, v.word).operation().toString())
            .collect(Collectors.toSet());
    assertThat(instructionSet.operations()).isNotEmpty();
    for (Operation operation : instructionSet.operations()) {
      // What only says that a unit is not there stands for many instructions.
      if (operation.isa() == Isa.MIPS32 && !operation.asm().matches("cop.*|[ls][wd]c2.*|dsp")) {
        assertThat(tried).contains(operation.toString());
      }
    }
  }

  @Test
  void aliasesAreTheOnesObjdumpPrints() {
    assertThat(disassembled(0x00000000)).isEqualTo("nop");
    assertThat(disassembled(0x03A0F025)).isEqualTo("move s8,sp");
    assertThat(disassembled(0x2402FFFF)).isEqualTo("li v0,-1");
    assertThat(disassembled(0x3402FFFF)).isEqualTo("li v0,0xffff");
    assertThat(disassembled(0x00041023)).isEqualTo("negu v0,a0");
    assertThat(disassembled(0x1000FFFF)).isEqualTo("b 0x80001000");
    assertThat(disassembled(0x10400001)).isEqualTo("beqz v0,0x80001008");
    assertThat(disassembled(0x04110001)).isEqualTo("bal 0x80001008");
    assertThat(disassembled(0x0040F809)).isEqualTo("jalr v0");
  }

  private String disassembled(int word) {
    return withAliases.disassemble(START, word);
  }

  @Test
  void aWordThatIsNoInstructionIsWrittenAsAWord() {
    assertThat(plain.disassemble(0, 0xFC001234)).isEqualTo(".word 0xfc001234");
    assertThat(assembler.assemble(0, ".word 0xfc001234")).containsExactly(0xFC001234);
  }

  @Test
  void labelsLeadForwardsAndBackwards() {
    int[] words =
        assembler.assemble(
            START,
            """
            # Counts down.
                    li      $t0, 3
            loop:   bnez    t0, loop        # back to itself
                    addiu   $8, $8, -1
                    j       end
                    nop
            middle: end: jr ra
                    nop
            """);
    assertThat(words)
        .containsExactly(0x24080003, 0x1500FFFF, 0x2508FFFF, 0x08000405, 0, 0x03E00008, 0);
  }

  @Test
  void mistakesNameTheLineWhatWasFoundAndWhatWasExpected() {
    assertMistake("nop\nlw t0, 4", "line 2: \"lw t0, 4\": found \"t0 , 4\"", "lw rt, offset(base)");
    assertMistake("addu t0, t1, 5", "found \"5\", expected addu rd, rs, rt");
    assertMistake("frob t0", "line 1", "there is no instruction \"frob\"");
    assertMistake("addiu t0, t1, 40000", "40000 is not in simm's range -32768..32767");
    assertMistake("addiu t0, t1, x", "found \"x\", expected addiu rt, rs, simm");
    assertMistake("addiu t0, t1, 0x100000000", "does not fit in 32 bits");
    assertMistake("ext t0, t1, 4, 29", "size 29 is not in the range 1..28 above bit 4");
    assertMistake("j 0x90000000", "not in the same 256 MB");
    assertMistake("b 0x80001002", "not a multiple of 4");
    assertMistake("b 0x80100000", "is not in offset's range");
    assertMistake("a: nop\na: nop", "line 2: \"a: nop\": this label stands twice");
    assertMistake("div t0, t1, t2", "found \"t0\", expected div zero, rs, rt");
  }

  private void assertMistake(String source, String... parts) {
    assertThatThrownBy(() -> assembler.assemble(START, source))
        .isInstanceOf(AssemblyException.class)
        .hasMessageContainingAll(parts);
  }
}
