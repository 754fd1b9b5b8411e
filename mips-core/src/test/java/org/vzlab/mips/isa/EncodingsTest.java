package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sample of the walk of {@code .ci/encodings} through an instruction set: what is an instruction
 * of this core, and which one. Where GNU objdump says something else,
 * src/test/vectors/differences.md has the reason.
 */
class EncodingsTest {
  /** How words are written that raise Reserved Instruction once their unit is enabled. */
  private static final String RESERVED = "(\\.word|cop0|cop1|cop1x) .*|dsp";

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Disassembler disassembler = new Disassembler(instructionSet, false);

  private record Vector(int address, int word, String text) {
    static Vector of(String line) {
      String[] parts = line.split(" ", 3);
      return new Vector(
          Integer.parseUnsignedInt(parts[0], 16), Integer.parseUnsignedInt(parts[1], 16), parts[2]);
    }
  }

  private static List<Vector> vectors(String isa) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    EncodingsTest.class.getResourceAsStream("encodings-" + isa + ".txt.gz")),
                StandardCharsets.US_ASCII))) {
      return lines.lines().map(Vector::of).toList();
    }
  }

  @ParameterizedTest
  @CsvSource("mips32, 32378")
  void wordsAreTheInstructionsThatTheManualsSayOrReserved(String isa, int count)
      throws IOException {
    List<Vector> vectors = vectors(isa);
    assertThat(vectors).hasSize(count);

    SoftAssertions softly = new SoftAssertions();
    for (Vector vector : vectors) {
      String text = disassembler.disassemble(vector.address, vector.word);
      if (!vector.text.equals(text.matches(RESERVED) ? "reserved" : text)) {
        softly.fail("%08x is %s, expected %s", vector.word, text, vector.text);
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @CsvSource("mips32, MIPS32")
  void everyInstructionIsAmongTheWords(String name, Isa isa) throws IOException {
    Set<String> tried =
        vectors(name).stream()
            .map(v -> instructionSet.decode(isa, v.word).operation().toString())
            .collect(Collectors.toSet());

    assertThat(tried)
        .containsAll(
            instructionSet.operations().stream()
                .filter(o -> o.isa() == isa)
                .map(Operation::toString)
                .toList());
  }
}
