package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Operation;
import org.vzlab.mips.isa.UserLevel;

/**
 * The interpreter against QEMU: src/test/vectors/execution.py made the vectors, the README beside
 * it says what is in them.
 */
class ExecutionTest {
  private static final int WORDS = 2;
  private static final int INPUTS = 6;
  private static final int RESULTS = 14;
  private static final int MEMORY = 9;
  private static final int[] MEMORY_BEFORE = {0x8899AABB, 0x01234567, 0xFEDCBA98, 0x7F6E5D4C};

  private final InstructionSet instructionSet = UserLevel.instructionSet();
  private final Bench bench = new Bench(instructionSet);

  private record Vector(int[] words, int[] before, int[] after) {
    static Vector of(String line) {
      String[] sides = line.split(" >");
      int[] given =
          Arrays.stream(sides[0].split(" "))
              .mapToInt(s -> Integer.parseUnsignedInt(s, 16))
              .toArray();
      int[] before = Arrays.copyOf(Arrays.copyOfRange(given, WORDS, WORDS + INPUTS), RESULTS);
      System.arraycopy(MEMORY_BEFORE, 0, before, MEMORY, MEMORY_BEFORE.length);
      int[] after = before.clone();
      String[] changes = sides.length > 1 ? sides[1].trim().split(" ") : new String[0];
      for (int i = 0; i < changes.length; i++) {
        if (!changes[i].equals("=")) {
          after[i] = Integer.parseUnsignedInt(changes[i], 16);
        }
      }
      return new Vector(Arrays.copyOf(given, WORDS), before, after);
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (InputStream in = UserLevel.class.getResourceAsStream("execution.txt.gz");
        InputStream unpacked = new GZIPInputStream(in)) {
      return new String(unpacked.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(Vector::of)
          .toList();
    }
  }

  @Test
  void instructionsDoWhatTheyDoInQemu() throws IOException {
    Disassembler disassembler = new Disassembler(instructionSet, false);
    List<String> failures = new ArrayList<>();
    for (Vector vector : vectors()) {
      int[] after = bench.execute(vector.words, vector.before);
      if (!Arrays.equals(after, vector.after)) {
        failures.add(
            String.format(
                "%s of %s: %s instead of %s",
                disassembler.disassemble(Bench.CODE, vector.words[0]),
                hex(vector.before),
                hex(after),
                hex(vector.after)));
      }
    }
    assertThat(failures).isEmpty();
  }

  private static String hex(int[] values) {
    return Arrays.stream(values).mapToObj(Integer::toHexString).collect(Collectors.joining(" "));
  }

  @Test
  void everyInstructionButJalxHasVectors() throws IOException {
    Set<Operation> tried =
        vectors().stream()
            .flatMap(v -> Arrays.stream(v.words).mapToObj(instructionSet::decode))
            .map(i -> i.operation())
            .collect(Collectors.toSet());
    // JALX changes to microMIPS in QEMU.
    assertThat(instructionSet.operations())
        .filteredOn(o -> !tried.contains(o))
        .extracting(Operation::mnemonic)
        .containsExactly("jalx");
  }
}
