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
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.UserLevel;

/**
 * The DSP module in the interpreter against QEMU: src/test/vectors/dsp.py made the vectors, the
 * README beside it says what is in them.
 */
class DspTest {
  private static final int CODE = 0x80100100;
  private static final int PAGE = CODE & -Memory.PAGE;
  private static final int BACK = PAGE + 0xF00;
  private static final int GENERAL_VECTOR = 0xBFC00380;
  private static final int DATA = 0x110000;
  private static final int[] MEMORY = {0x8899AABB, 0x01234567, 0xFEDCBA98, 0x7F6E5D4C};
  private static final int RESERVED_INSTRUCTION = 10 + 1;
  private static final int DSP_DISABLED = 26 + 1;
  private static final int EVERY_FIELD = 63;
  private static final int GIVEN = 14;
  private static final int RESULTS = 15;
  private static final int CONTROL = 3;
  private static final int ACCUMULATORS = 4;
  private static final int COUNTS = 12;
  private static final int EXCEPTION = 14;

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Memory ram = Memory.ram("RAM", 0x200000);
  private final Scheduler scheduler = new Scheduler();
  private final Hart hart;
  private final Interpreter interpreter;

  DspTest() {
    Bus bus = new Bus(Unmodelled.QUIET);
    bus.map(0, ram);
    hart = new Hart(scheduler, bus);
    interpreter = new Interpreter(hart, instructionSet);
    for (int i = 0; i < Memory.PAGE; i += 8) {
      ram.write((PAGE & 0x1FFFFFFF) + i, 4, 0x03000008); // jr $24
      ram.write((PAGE & 0x1FFFFFFF) + i + 4, 4, 0x254A0001); // addiu $10, $10, 1
    }
    ram.write((CODE & 0x1FFFFFFF) + 12, 4, 0x25290001); // addiu $9, $9, 1
    for (int i = 0; i < MEMORY.length; i++) {
      ram.write(DATA + 4 * i, 4, MEMORY[i]);
    }
  }

  /** The words, and registers 4 to 6, DSPControl, accumulators, counts and exception. */
  private static final class Vector {
    private final int[] words;
    private final int[] before;
    private final int[] after;

    Vector(String line) {
      List<String> numbers = List.of(line.split("( >)? "));
      int[] given = new int[GIVEN];
      for (int i = 0; i < GIVEN; i++) {
        given[i] = Integer.parseUnsignedInt(numbers.get(i), 16);
      }
      words = Arrays.copyOf(given, 2);
      before = Arrays.copyOf(Arrays.copyOfRange(given, 2, GIVEN), RESULTS);
      after = before.clone();
      for (int i = GIVEN; i < numbers.size(); i++) {
        if (!numbers.get(i).equals("=")) {
          after[i - GIVEN] = Integer.parseUnsignedInt(numbers.get(i), 16);
        }
      }
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (InputStream in = UserLevel.class.getResourceAsStream("dsp.txt.gz");
        InputStream unpacked = new GZIPInputStream(in)) {
      return new String(unpacked.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(Vector::new)
          .toList();
    }
  }

  private int[] execute(int[] words, int... before) throws GuestTrap {
    enable(true);
    for (int i = 0; i < 3; i++) {
      hart.gpr[4 + i] = before[i];
    }
    hart.dsp().control(EVERY_FIELD, before[CONTROL]);
    for (int ac = 0; ac < 4; ac++) {
      hart.dsp().hi(ac, before[ACCUMULATORS + 2 * ac]);
      hart.dsp().lo(ac, before[ACCUMULATORS + 2 * ac + 1]);
    }
    run(words);
    int[] after = new int[RESULTS];
    System.arraycopy(hart.gpr, 4, after, 0, 3);
    boolean raised = hart.pc == GENERAL_VECTOR;
    after[EXCEPTION] = raised ? excCode() : 0;
    DspState dsp = hart.dsp();
    after[CONTROL] = dsp.control(EVERY_FIELD);
    for (int ac = 0; ac < 4; ac++) {
      after[ACCUMULATORS + 2 * ac] = dsp.hi(ac);
      after[ACCUMULATORS + 2 * ac + 1] = dsp.lo(ac);
    }
    System.arraycopy(hart.gpr, 9, after, COUNTS, 2);
    return after;
  }

  private int excCode() {
    return Cause.excCode(hart.root.get(Cp0Register.CAUSE)) + 1;
  }

  private void enable(boolean dsp) {
    hart.root.set(Cp0Register.STATUS, Status.BEV | (dsp ? Status.MX : 0));
    hart.contextChanged();
  }

  private void run(int... words) {
    for (int i = 0; i < 2; i++) {
      ram.write((CODE & 0x1FFFFFFF) + 4 * i, 4, i < words.length ? words[i] : 0);
    }
    hart.gpr[9] = 0;
    hart.gpr[10] = 0;
    hart.gpr[24] = BACK;
    hart.pc = CODE;
    while (hart.pc != BACK && hart.pc != GENERAL_VECTOR) {
      scheduler.beginSlice(scheduler.now() + 1);
      interpreter.run();
    }
  }

  @Test
  void dspInstructionsDoWhatTheyDoInQemu() throws IOException, GuestTrap {
    Disassembler disassembler = new Disassembler(instructionSet, false);
    List<String> failures = new ArrayList<>();
    for (Vector vector : vectors()) {
      int[] after = execute(vector.words, vector.before);
      if (!Arrays.equals(after, vector.after)) {
        failures.add(
            String.format(
                "%s of %s: %s instead of %s",
                disassembler.disassemble(CODE, vector.words[0]),
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

  private static Set<String> operationsOf(List<Vector> vectors, InstructionSet instructionSet) {
    return vectors.stream()
        .map(v -> instructionSet.decode(Isa.MIPS32, v.words[0]).operation().toString())
        .collect(Collectors.toSet());
  }

  @Test
  void everyDspInstructionHasVectors() throws IOException {
    Set<String> tried = operationsOf(vectors(), instructionSet);
    assertThat(instructionSet.operations())
        .extracting(Object::toString)
        .filteredOn(name -> name.startsWith("Dsp"))
        .hasSize(2 * 159) // In each instruction set.
        .allMatch(tried::contains);
  }

  @Test
  void withoutStatusMxEveryDspInstructionIsDisabledAndChangesNothing()
      throws IOException, GuestTrap {
    for (Vector vector : vectors()) {
      if (vector.before[CONTROL] == 0) {
        continue;
      }
      execute(new int[] {0, 0}, vector.before);
      enable(false);
      run(vector.words);
      assertThat(hart.pc).isEqualTo(GENERAL_VECTOR);
      assertThat(excCode()).isEqualTo(DSP_DISABLED);
      enable(true);
      assertThat(hart.dsp().control(EVERY_FIELD)).isEqualTo(vector.before[CONTROL]);
      assertThat(hart.hi).isEqualTo(vector.before[ACCUMULATORS]);
      assertThat(hart.gpr[6]).isEqualTo(vector.before[2]);
    }
  }

  @Test
  void whatTheOpcodeTablesReserveIsAReservedInstruction() {
    enable(true);
    for (int word : new int[] {0x7C0000D0, 0x7C0001D1, 0x7C000012, 0x7C0000B1, 0x7C0003F8}) {
      run(word);
      assertThat(excCode()).as("%08x", word).isEqualTo(RESERVED_INSTRUCTION);
      enable(true);
    }
  }

  @Test
  void aSnapshotHoldsAccumulatorsAndDspControl() throws GuestTrap {
    enable(true);
    hart.dsp().accumulator(3, 0x123456789ABCDEF0L);
    hart.dsp().control(EVERY_FIELD, 0x0AAA6A95);
    Snapshot saved = Snapshot.of(hart);
    hart.dsp().accumulator(3, 0);
    hart.dsp().control(EVERY_FIELD, 0);
    saved.restore(hart);
    assertThat(hart.dsp().accumulator(3)).isEqualTo(0x123456789ABCDEF0L);
    assertThat(hart.dsp().control(EVERY_FIELD)).isEqualTo(0x0AAA6A95);
  }
}
