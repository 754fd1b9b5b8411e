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
  private static final int MAJOR_BITS = 6;
  private static final int HALF = 16;

  private final List<Operation> operations = new ArrayList<>();
  private final List<Operation> reserved = new ArrayList<>();

  /** MIPS32 operations by the major opcode, the most special first. */
  private final Operation[][] mips32;

  /** The same of microMIPS; the major opcode says how long an instruction is. */
  private final Operation[][] micromips;

  /** Built when it is asked for first, which takes longer than all the rest of a board. */
  private static final class M5150 {
    static final InstructionSet SET =
        new InstructionSet(
            Arithmetic.class,
            Logic.class,
            Shift.class,
            MultiplyDivide.class,
            BitField.class,
            LoadStore.class,
            LoadStoreMultiple.class,
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

  /** The instruction set of the M5150: every class of instructions. Nothing of it changes. */
  public static InstructionSet m5150() {
    return M5150.SET;
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
    reserve("reservedInstruction");
    reserve("reservedHalfword");
    mips32 = byMajorOpcode(Isa.MIPS32);
    micromips = byMajorOpcode(Isa.MICROMIPS);
  }

  /** The operations, in the order of the classes and of the methods' names. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** What claims the words that no operation does, each of one length in one instruction set. */
  List<Operation> reserved() {
    return List.copyOf(reserved);
  }

  /** Bytes of the microMIPS instruction that begins with a halfword (MD00582, major opcodes). */
  public static int length(int halfword) {
    int column = (halfword >>> 10) & 7;
    return column >= 1 && column <= 3 ? 2 : 4;
  }

  /**
   * Decodes an instruction; what no operation claims raises Reserved Instruction when executed.
   *
   * @param bits a MIPS32 word; in microMIPS the halfword at the instruction's address in the upper
   *     half and the next one in the lower half, which does not matter if the first is all
   */
  public Instruction decode(Isa isa, int bits) {
    int major = bits >>> (32 - MAJOR_BITS);
    if (isa == Isa.MIPS32) {
      return decode(mips32[major], bits);
    }
    return decode(micromips[major], length(bits >>> HALF) == 2 ? bits >>> HALF : bits);
  }

  private static Instruction decode(Operation[] candidates, int word) {
    for (Operation operation : candidates) {
      if (operation.matches(word)) {
        return operation.decode(word);
      }
    }
    throw new IllegalStateException(String.format("nothing claims 0x%08x", word));
  }

  private Operation[][] byMajorOpcode(Isa isa) {
    Operation[][] table = new Operation[1 << MAJOR_BITS][];
    for (int major = 0; major < table.length; major++) {
      int width = isa == Isa.MIPS32 ? 32 : 8 * length(major << (HALF - MAJOR_BITS));
      table[major] = candidates(isa, width, major);
    }
    return table;
  }

  private Operation[] candidates(Isa isa, int width, int major) {
    int shift = width - MAJOR_BITS;
    int mask = ((1 << MAJOR_BITS) - 1) << shift;
    int word = major << shift;
    List<Operation> found =
        new ArrayList<>(
            operations.stream()
                .filter(o -> o.isa() == isa && o.pattern().width() == width)
                .filter(o -> ((o.pattern().match() ^ word) & o.pattern().mask() & mask) == 0)
                .toList());
    found.sort(Comparator.comparingInt((Operation o) -> -Integer.bitCount(o.pattern().mask())));
    BitPattern.checkDistinct(found.stream().map(Operation::pattern).toList());
    reserved.stream()
        .filter(o -> o.isa() == isa && o.pattern().width() == width)
        .forEach(found::add);
    return found.toArray(Operation[]::new);
  }

  private void reserve(String name) {
    try {
      Method method = InstructionSet.class.getDeclaredMethod(name, Hart.class);
      for (Encoding encoding : method.getAnnotationsByType(Encoding.class)) {
        reserved.add(new Operation(method, encoding));
      }
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What every word without an instruction does: Reserved Instruction (MD00086). */
  @SuppressWarnings("DoNotCallSuggester") // Generated code calls it.
  @Op(asm = ".word word")
  @Encoding("word:32")
  @Encoding(isa = Isa.MICROMIPS, value = "word:32")
  static void reservedInstruction(Hart hart) throws GuestTrap {
    throw hart.traps.raise(ExcCode.RI);
  }

  /** The same of 16 bits. */
  @SuppressWarnings("DoNotCallSuggester")
  @Op(asm = ".short half")
  @Encoding(isa = Isa.MICROMIPS, value = "half:16")
  static void reservedHalfword(Hart hart) throws GuestTrap {
    throw hart.traps.raise(ExcCode.RI);
  }
}
