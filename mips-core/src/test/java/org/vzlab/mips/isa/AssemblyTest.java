package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Assembler and disassembler against GNU binutils: assembly.py and assembly_micromips.py in
 * src/test/vectors made the vectors.
 */
class AssemblyTest {
  private static final int START = 0x80001000;

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Assembler assembler = new Assembler(instructionSet);
  private final Disassembler plain = new Disassembler(instructionSet, false);
  private final Disassembler withAliases = new Disassembler(instructionSet, true);

  /**
   * An instruction as binutils encode and print it.
   *
   * @param bits as {@link InstructionSet#decode} takes them
   * @param length bytes
   * @param alias the text with aliases
   */
  private record Vector(Isa isa, int address, int bits, int length, String text, String alias) {
    static Vector of(Isa isa, String line) {
      String[] parts = line.split(" ", 3);
      int length = parts[1].length() / 2;
      String[] texts = parts[2].split(" \\| ", 2);
      return new Vector(
          isa,
          Integer.parseUnsignedInt(parts[0], 16),
          Integer.parseUnsignedInt(parts[1], 16) << (32 - 8 * length),
          length,
          texts[0],
          texts[texts.length - 1]);
    }

    /** The address with the ISA mode in bit 0. */
    int pc() {
      return isa == Isa.MICROMIPS ? address | 1 : address;
    }

    /** The bytes in memory: little-endian, a microMIPS instruction by halfwords. */
    String bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      if (isa == Isa.MIPS32) {
        bytes.putInt(bits);
      } else {
        bytes.putShort((short) (bits >>> 16)).putShort((short) bits);
      }
      return HexFormat.of().formatHex(bytes.array(), 0, length);
    }

    /** A statement that means this instruction and no other one of a different length. */
    String statement(String statement) {
      return isa == Isa.MIPS32 ? statement : statement.replaceFirst("^[^. ]+", "$0" + 8 * length);
    }
  }

  private static List<Vector> vectors(Isa isa) throws IOException {
    String file = isa == Isa.MIPS32 ? "assembly.txt" : "assembly-micromips.txt";
    try (InputStream in = AssemblyTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(line -> Vector.of(isa, line))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void instructionsAreWrittenAsObjdumpWritesThem(Isa isa) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Vector vector : vectors(isa)) {
      check(vector, vector.text, plain, wrong);
      check(vector, vector.alias, withAliases, wrong);
    }
    assertThat(wrong).isEmpty();
  }

  private static void check(
      Vector vector, String expected, Disassembler disassembler, List<String> wrong) {
    String text = disassembler.disassemble(vector.pc(), vector.bits);
    if (!text.equals(expected)) {
      wrong.add(String.format("%s: \"%s\", not \"%s\"", vector.bytes(), expected, text));
    }
  }

  @ParameterizedTest
  @EnumSource
  void instructionsAreEncodedAsGnuAsEncodesThem(Isa isa) throws IOException {
    Assembler assembler = new Assembler(instructionSet, isa);
    List<String> wrong = new ArrayList<>();
    for (Vector vector : vectors(isa)) {
      check(assembler, vector, vector.text, wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anAliasMeansTheInstructionItIsWrittenFor(Isa isa) throws IOException {
    Assembler assembler = new Assembler(instructionSet, isa);
    List<String> wrong = new ArrayList<>();
    for (Vector vector : vectors(isa)) {
      // Two instructions each are written so.
      if (!vector.alias.matches("(b|move|li) .*")) {
        check(assembler, vector, vector.alias, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void check(Assembler assembler, Vector vector, String text, List<String> wrong) {
    String statement = vector.statement(text);
    String found;
    try {
      found = HexFormat.of().formatHex(assembler.bytes(vector.address, statement));
    } catch (AssemblyException e) {
      found = e.getMessage();
    }
    if (!found.equals(vector.bytes())) {
      wrong.add(String.format("%s: %s, not %s", statement, vector.bytes(), found));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyInstructionHasVectors(Isa isa) throws IOException {
    Set<String> tried =
        vectors(isa).stream()
            .map(v -> instructionSet.decode(isa, v.bits).operation().pattern().toString())
            .collect(Collectors.toSet());
    assertThat(instructionSet.operations()).isNotEmpty();
    for (Operation operation : instructionSet.operations()) {
      // What only says that a unit is not there stands for many instructions.
      if (operation.isa() == isa && !operation.asm().matches("cop.*|dsp")) {
        assertThat(tried).contains(operation.pattern().toString());
      }
    }
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
