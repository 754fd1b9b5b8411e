package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
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

  /** A line: the words, what is given, and what QEMU makes of it. */
  private static final class Vector {
    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]+|=");

    private final int[] words;
    private final int[] before;
    private final int[] after;

    Vector(String line) {
      int middle = line.indexOf('>');
      List<String> given = numbers(line.substring(0, middle));
      List<String> changed = numbers(line.substring(middle));
      words = new int[WORDS];
      before = new int[RESULTS];
      fill(words, given.subList(0, WORDS));
      fill(before, given.subList(WORDS, WORDS + INPUTS));
      System.arraycopy(MEMORY_BEFORE, 0, before, MEMORY, MEMORY_BEFORE.length);
      after = before.clone();
      fill(after, changed);
    }

    private static List<String> numbers(String text) {
      return NUMBER.matcher(text).results().map(MatchResult::group).toList();
    }

    private static void fill(int[] values, List<String> numbers) {
      for (int i = 0; i < numbers.size(); i++) {
        if (!numbers.get(i).equals("=")) {
          values[i] = Integer.parseUnsignedInt(numbers.get(i), 16);
        }
      }
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (InputStream in = UserLevel.class.getResourceAsStream("execution.txt.gz");
        InputStream unpacked = new GZIPInputStream(in)) {
      return new String(unpacked.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(Vector::new)
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
            .flatMap(
                v ->
                    Arrays.stream(v.words)
                        .mapToObj(word -> instructionSet.decode(Isa.MIPS32, word)))
            .map(i -> i.operation())
            .collect(Collectors.toSet());
    // JALX changes to microMIPS in QEMU.
    assertThat(instructionSet.operations())
        .filteredOn(o -> o.isa() == Isa.MIPS32 && !tried.contains(o))
        .extracting(Operation::mnemonic)
        .containsExactly("jalx");
  }
}
