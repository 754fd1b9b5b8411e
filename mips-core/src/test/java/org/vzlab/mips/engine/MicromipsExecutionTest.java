package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.LoadStoreMultiple;
import org.vzlab.mips.isa.Operation;
import org.vzlab.mips.isa.UserLevel;

/**
 * The interpreter in microMIPS against QEMU: src/test/vectors/execution_micromips.py made the
 * vectors, the README beside it says what is in them.
 */
class MicromipsExecutionTest {
  private static final Pattern SPACE = Pattern.compile(" ");

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final MicromipsBench bench = new MicromipsBench(instructionSet);

  /** A line: the instructions, the state they find and the one they lead to in QEMU. */
  private static final class Vector {
    private final String text;
    private final List<String> instructions;
    private final int[] before = MicromipsBench.usualState();
    private final int[] after;

    Vector(String line) {
      text = line;
      int middle = line.indexOf('>');
      List<String> given = SPACE.splitAsStream(line.substring(0, middle)).toList();
      instructions = given.stream().filter(word -> word.indexOf('=') < 0).toList();
      given.stream().skip(instructions.size()).forEach(word -> set(before, word));
      after = before.clone();
      SPACE.splitAsStream(line.substring(middle + 1)).skip(1).forEach(word -> set(after, word));
    }

    private static void set(int[] state, String assignment) {
      int equals = assignment.indexOf('=');
      int at = MicromipsBench.NAMES.indexOf(assignment.substring(0, equals));
      state[at] = Integer.parseUnsignedInt(assignment.substring(equals + 1), 16);
    }

    int[] halfwords() {
      String digits = String.join("", instructions);
      return IntStream.range(0, digits.length() / 4)
          .map(i -> Integer.parseInt(digits.substring(4 * i, 4 * i + 4), 16))
          .toArray();
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (InputStream in = UserLevel.class.getResourceAsStream("execution-micromips.txt.gz");
        InputStream unpacked = new GZIPInputStream(in)) {
      return new String(unpacked.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(Vector::new)
          .toList();
    }
  }

  private Instruction decode(String digits) {
    int value = Integer.parseUnsignedInt(digits, 16);
    return instructionSet.decode(Isa.MICROMIPS, digits.length() == 4 ? value << 16 : value);
  }

  @Test
  void instructionsDoWhatTheyDoInQemu() throws IOException {
    List<String> failures = new ArrayList<>();
    for (Vector vector : vectors()) {
      int[] after = bench.execute(vector.halfwords(), vector.before);
      if (!Arrays.equals(after, vector.after)) {
        failures.add(
            String.format(
                "%s, %s: here %s",
                decode(vector.instructions.get(0)).operation(),
                vector.text,
                differences(after, vector.after)));
      }
    }
    assertThat(failures).isEmpty();
  }

  private static String differences(int[] found, int[] expected) {
    return IntStream.range(0, found.length)
        .filter(i -> found[i] != expected[i])
        .mapToObj(i -> MicromipsBench.NAMES.get(i) + "=" + Integer.toHexString(found[i]))
        .collect(Collectors.joining(" "));
  }

  @Test
  void everyIntegerInstructionButTheOnesNamedHereHasVectors() throws IOException {
    Set<Operation> tried =
        vectors().stream()
            .flatMap(v -> v.instructions.stream())
            .map(digits -> decode(digits).operation())
            .collect(Collectors.toSet());
    assertThat(integerOperations())
        .filteredOn(o -> !tried.contains(o))
        .extracting(Operation::mnemonic)
        // QEMU's SWM is wrong.
        .containsExactlyInAnyOrder("swm", "swm");
  }

  private List<Operation> integerOperations() {
    Set<String> methods =
        Stream.of(UserLevel.instructionSet(), new InstructionSet(LoadStoreMultiple.class))
            .flatMap(set -> set.operations().stream())
            .map(Operation::toString)
            .collect(Collectors.toSet());
    return instructionSet.operations().stream()
        .filter(o -> o.isa() == Isa.MICROMIPS && methods.contains(o.toString()))
        .toList();
  }
}
