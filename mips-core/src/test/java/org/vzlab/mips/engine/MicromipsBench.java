package org.vzlab.mips.engine;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.InstructionSet;

/**
 * Executes a microMIPS instruction or two in the interpreter, in the surroundings that
 * src/test/vectors/micromips_runner.c gives them. A state is an array of the values that {@link
 * #NAMES} lists.
 */
final class MicromipsBench {
  /** Where the instructions stand. */
  static final int CODE = 0x80100800;

  /** What a state consists of. */
  static final List<String> NAMES =
      Stream.of(
              IntStream.range(0, 32).mapToObj(n -> "r" + n),
              Stream.of("hi", "lo", "cause", "epc"),
              IntStream.range(0, 12).mapToObj(n -> "m" + n))
          .flatMap(names -> names)
          .toList();

  private static final int PHYSICAL = 0x1FFFFFFF;
  private static final int PAGE = CODE & -Memory.PAGE;
  private static final int DATA = 0x80110000;

  /** What microMIPS can jump to in MIPS32. */
  private static final int OTHER = 0x80102000;

  private static final int BACK = 0x80104000;
  private static final int GENERAL_VECTOR = 0x80000180;

  /** Runner and handler have these registers. */
  private static final List<Integer> KEPT = List.of(24, 26, 27);

  private static final int HI = 32;
  private static final int LO = 33;
  private static final int CAUSE = 34;
  private static final int EPC = 35;
  private static final int MEMORY = 36;

  /** JR $24; ADDIU $10, $10, 1. */
  private static final int[] TARGET = {0x4598, 0x4D42};

  /** JR $24; ADDIU $9, $9, 1. */
  private static final int[] BEHIND = {0x4598, 0x4D22};

  /** JR $24; ADDIU $10, $10, 1; JALX to PAGE; ADDIU $10, $10, 1. */
  private static final int[] OTHER_CODE = {
    0x03000008, 0x254A0001, 0x74000000 | (PAGE & 0x07FFFFFF) >>> 2, 0x254A0001
  };

  /** More than it takes to come back from anywhere. */
  private static final int MOST_STEPS = 8;

  private final Memory ram = Memory.ram("RAM", 0x200000);
  private final Scheduler scheduler = new Scheduler();
  private final Hart hart;
  private final Interpreter interpreter;

  MicromipsBench(InstructionSet instructionSet) {
    Bus bus = new Bus(Unmodelled.QUIET);
    bus.map(0, ram);
    hart = new Hart(scheduler, bus);
    interpreter = new Interpreter(hart, instructionSet);
    for (int i = 0; i < OTHER_CODE.length; i++) {
      store(OTHER + 4 * i, 4, OTHER_CODE[i]);
    }
  }

  /** The state that the README calls usual. */
  static int[] usualState() {
    int[] state = new int[NAMES.size()];
    for (int i = 1; i <= LO; i++) {
      state[i] = i >= 8 && i <= 10 ? 0 : i * 0x01010101;
    }
    for (int i = MEMORY; i < state.length; i++) {
      state[i] = 0x9E3779B9 * (i - MEMORY + 1);
    }
    return state;
  }

  /** The state that the halfwords of some instructions lead to. */
  int[] execute(int[] halfwords, int[] before) {
    prepare(halfwords, before);
    hart.pc = CODE | 1;
    for (int i = 0; i < MOST_STEPS && hart.pc != BACK && hart.pc != GENERAL_VECTOR; i++) {
      scheduler.beginSlice(scheduler.now() + 1);
      interpreter.run();
    }
    return result(before);
  }

  private void prepare(int[] halfwords, int[] before) {
    for (int i = 0; i < Memory.PAGE / 2; i++) {
      store(PAGE + 2 * i, 2, TARGET[i % 2]);
    }
    int behind = halfwords.length;
    for (int i = 0; i < behind; i++) {
      store(CODE + 2 * i, 2, halfwords[i]);
    }
    store(CODE + 2 * behind, 2, BEHIND[0]);
    store(CODE + 2 * behind + 2, 2, BEHIND[1]);
    hart.root.set(Cp0Register.STATUS, 0);
    hart.root.set(Cp0Register.CAUSE, 0);
    hart.root.set(Cp0Register.EPC, 0);
    hart.contextChanged();
    for (int i = 1; i < HI; i++) {
      hart.gpr[i] = before[i];
    }
    hart.gpr[24] = BACK;
    hart.hi = before[HI];
    hart.lo = before[LO];
    for (int i = MEMORY; i < before.length; i++) {
      store(DATA + 4 * (i - MEMORY), 4, before[i]);
    }
  }

  private int[] result(int[] before) {
    int[] after = before.clone();
    for (int i = 0; i < HI; i++) {
      if (!KEPT.contains(i)) {
        after[i] = hart.gpr[i];
      }
    }
    after[HI] = hart.hi;
    after[LO] = hart.lo;
    after[CAUSE] = hart.root.get(Cp0Register.CAUSE) & (Cause.BD | Cause.EXC_CODE);
    after[EPC] = hart.root.get(Cp0Register.EPC);
    for (int i = MEMORY; i < after.length; i++) {
      after[i] = ram.read((DATA & PHYSICAL) + 4 * (i - MEMORY), 4);
    }
    return after;
  }

  private void store(int va, int size, int value) {
    ram.write(va & PHYSICAL, size, value);
  }
}
