package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A sample of the walk of {@code .ci/encodings} through an instruction set: what is an instruction
 * of this core, and which one. Where GNU objdump says something else,
 * src/test/vectors/differences.md has the reason.
 */
class EncodingsTest {
  /** How words are written that raise Reserved Instruction once their unit is enabled. */
  private static final String RESERVED = "(\\.word|\\.short|cop0|cop1|cop1x) .*|dsp";

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Disassembler disassembler = new Disassembler(instructionSet, false);

  /**
   * A line of the vectors.
   *
   * @param pc the address; bit 0 is the ISA mode
   * @param bits the halfword that comes first on top
   */
  private record Vector(int pc, int bits, String digits, String text) {
    static Vector of(Isa isa, String line) {
      String[] parts = line.split(" ", 3);
      int word = Integer.parseUnsignedInt(parts[1], 16);
      return new Vector(
          Integer.parseUnsignedInt(parts[0], 16) | (isa == Isa.MICROMIPS ? 1 : 0),
          parts[1].length() == 4 ? word << 16 : word,
          parts[1],
          parts[2]);
    }
  }

  private static List<Vector> vectors(Isa isa) throws IOException {
    String name = "encodings-" + isa.name().toLowerCase(Locale.ROOT) + ".txt.gz";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(EncodingsTest.class.getResourceAsStream(name)),
                StandardCharsets.US_ASCII))) {
      return lines.lines().map(line -> Vector.of(isa, line)).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"MIPS32, 32378", "MICROMIPS, 25524"})
  void wordsAreTheInstructionsThatTheManualsSayOrReserved(Isa isa, int count) throws IOException {
    List<Vector> vectors = vectors(isa);
    assertThat(vectors).hasSize(count);

    SoftAssertions softly = new SoftAssertions();
    for (Vector vector : vectors) {
      String text = disassembler.disassemble(vector.pc, vector.bits);
      if (!vector.text.equals(text.matches(RESERVED) ? "reserved" : text)) {
        softly.fail("%s is %s, expected %s", vector.digits, text, vector.text);
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void everyInstructionIsAmongTheWords(Isa isa) throws IOException {
    Set<String> tried =
        vectors(isa).stream()
            .map(v -> instructionSet.decode(isa, v.bits).operation().toString())
            .collect(Collectors.toSet());

    assertThat(tried)
        .containsAll(
            instructionSet.operations().stream()
                .filter(o -> o.isa() == isa)
                .map(Operation::toString)
                .toList());
  }
}
