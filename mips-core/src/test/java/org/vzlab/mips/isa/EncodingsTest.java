package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sample of the walk of {@code .ci/encodings} through an instruction set: what is an instruction
 * of this core, and which one. Where GNU objdump says something else, src/test/vectors/differences.md
 * has the reason.
 */
class EncodingsTest {
  /** How words are written that raise Reserved Instruction once their unit is enabled. */
  private static final String RESERVED = "(\\.word|cop0|cop1|cop1x) .*|dsp";

  private final Disassembler disassembler = new Disassembler(InstructionSet.m5150(), false);

  @ParameterizedTest
  @CsvSource("mips32, 34120")
  void wordsAreTheInstructionsThatTheManualsSayOrReserved(String isa, int count)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    int read = 0;
    try (BufferedReader vectors = open("encodings-" + isa + ".txt.gz")) {
      for (String line = vectors.readLine(); line != null; line = vectors.readLine()) {
        String[] parts = line.split(" ", 3);
        String found = disassembled(parts[0], parts[1]);
        if (!found.equals(parts[2])) {
          wrong.add(line + ", found " + found);
        }
        read++;
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(read).isEqualTo(count);
  }

  private String disassembled(String address, String word) {
    String text =
        disassembler.disassemble(
            Integer.parseUnsignedInt(address, 16), Integer.parseUnsignedInt(word, 16));
    return text.matches(RESERVED) ? "reserved" : text;
  }

  private static BufferedReader open(String name) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(EncodingsTest.class.getResourceAsStream(name)),
            StandardCharsets.US_ASCII));
  }
}
