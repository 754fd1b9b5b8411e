package org.vzlab.mips.isa;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

/**
 * The instructions a processor knows, and their decoder. Built from the methods marked {@link Op};
 * an instruction is added by writing its method.
 */
public final class InstructionSet {
  private static final int MAJOR_SHIFT = 26;

  private final List<Operation> operations = new ArrayList<>();
  private final Operation reserved;

  /** MIPS32 operations by the six bits of the major opcode, the most special first. */
  private final Operation[][] byMajorOpcode = new Operation[1 << (32 - MAJOR_SHIFT)][];

  /** The instruction set of the M5150: every class of instructions. */
  public static InstructionSet m5150() {
    return new InstructionSet(
        Arithmetic.class,
        Logic.class,
        Shift.class,
        MultiplyDivide.class,
        BitField.class,
        LoadStore.class,
        AtomicBit.class,
        Branch.class,
        Jump.class,
        ConditionalTrap.class,
        FloatArithmetic.class,
        FloatMultiplyAdd.class,
        FloatConvert.class,
        FloatRound.class,
        FloatCompare.class,
        FloatMove.class,
        FloatLoadStore.class,
        FloatBranch.class,
        FloatReserved.class,
        PrivilegedAccess.class,
        PrivilegedControl.class,
        PrivilegedRegister.class,
        PrivilegedTlb.class,
        PrivilegedUnits.class,
        Virtualization.class,
        DspArithmetic.class,
        DspAverage.class,
        DspMultiply.class,
        DspDotProduct.class,
        DspAccumulator.class,
        DspControl.class,
        DspCompare.class,
        DspPack.class,
        DspShift.class);
  }

  /**
   * An instruction set made of the {@link Op} methods of some classes.
   *
   * @throws IllegalArgumentException if a method does not fit its annotations, or two patterns of
   *     equal rank overlap
   */
  public InstructionSet(Class<?>... classes) {
    for (Class<?> type : classes) {
      Method[] methods = type.getDeclaredMethods();
      // Reflection promises no order, and everything made from the set shall be the same each time.
      Arrays.sort(methods, Comparator.comparing(Method::getName));
      for (Method method : methods) {
        for (Encoding encoding : method.getAnnotationsByType(Encoding.class)) {
          operations.add(new Operation(method, encoding));
        }
      }
    }
    reserved = reservedInstruction();
    for (int major = 0; major < byMajorOpcode.length; major++) {
      byMajorOpcode[major] = candidates(major);
    }
  }

  /** The operations, in the order of the classes and of the methods' names. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** What claims the words that no operation does. */
  Operation reserved() {
    return reserved;
  }

  /** Decodes a MIPS32 word; what no operation claims raises Reserved Instruction when executed. */
  public Instruction decode(int word) {
    for (Operation operation : byMajorOpcode[word >>> MAJOR_SHIFT]) {
      if (operation.matches(word)) {
        return operation.decode(word);
      }
    }
    return reserved.decode(word);
  }

  private Operation[] candidates(int major) {
    int mask = -1 << MAJOR_SHIFT;
    int word = major << MAJOR_SHIFT;
    List<Operation> found =
        new ArrayList<>(
            operations.stream()
                .filter(o -> o.isa() == Isa.MIPS32)
                .filter(o -> ((o.pattern().match() ^ word) & o.pattern().mask() & mask) == 0)
                .toList());
    found.sort(Comparator.comparingInt((Operation o) -> -Integer.bitCount(o.pattern().mask())));
    BitPattern.checkDistinct(found.stream().map(Operation::pattern).toList());
    return found.toArray(Operation[]::new);
  }

  private static Operation reservedInstruction() {
    try {
      Method method = InstructionSet.class.getDeclaredMethod("reservedInstruction", Hart.class);
      return new Operation(method, method.getAnnotation(Encoding.class));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What every word without an instruction does: Reserved Instruction (MD00086). */
  @SuppressWarnings("DoNotCallSuggester") // Generated code calls it.
  @Op(asm = ".word word")
  @Encoding("word:32")
  static void reservedInstruction(Hart hart) throws GuestTrap {
    throw hart.traps.raise(ExcCode.RI);
  }
}
