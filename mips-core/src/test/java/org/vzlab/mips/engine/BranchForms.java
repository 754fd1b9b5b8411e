package org.vzlab.mips.engine;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.Flow;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/**
 * Every form of instruction that may go on elsewhere than behind itself, and how to write it. A new
 * one is among them without anybody doing anything.
 *
 * <p>Operands are always the same: rs is a0, rt a1, cc 3, and rd, where it can be chosen, t5.
 */
final class BranchForms {
  static final InstructionSet SET = InstructionSet.m5150();

  /** The number of rs. */
  static final int RS = 4;

  /** The number of rt. */
  static final int RT = 5;

  /** The bytes that JRADDIUSP gives back. */
  static final int FRAME = 16;

  private static final int HALF = 16;
  private static final Map<Isa, Assembler> ASSEMBLERS =
      Map.of(
          Isa.MIPS32, new Assembler(SET),
          Isa.MICROMIPS, new Assembler(SET, Isa.MICROMIPS));

  private BranchForms() {}

  static List<Operation> all() {
    return SET.operations().stream().filter(o -> o.flow() != Flow.NEXT).toList();
  }

  static List<Operation> withDelaySlot() {
    return SET.operations().stream().filter(o -> o.flow().hasDelaySlot()).toList();
  }

  /** Whether it goes elsewhere only on a condition, or always and only written like that. */
  static boolean isBranch(Operation operation) {
    return switch (operation.flow()) {
      case BRANCH, BRANCH_LIKELY, BRANCH_COMPACT -> true;
      case NEXT, JUMP, JUMP_COMPACT, RESUME -> false;
    };
  }

  /** Whether it takes its target from a register or from CP0. */
  static boolean isIndirect(Operation operation) {
    return !isBranch(operation) && !operation.asm().contains("target");
  }

  /** Whether its target is in the other instruction set. */
  static boolean changesIsa(Operation operation) {
    return operation.mnemonic().equals("jalx");
  }

  /** A statement of this form. */
  static String text(Operation operation, int target) {
    String asm = operation.asm();
    String operands = asm.substring(operation.mnemonic().length());
    boolean suffixed =
        operation.isa() == Isa.MICROMIPS && Character.isLetter(last(operation.mnemonic()));
    String length = suffixed ? Integer.toString(8 * operation.length()) : "";
    return operation.mnemonic().replaceFirst("^[^.]+", "$0" + length)
        + operands
            .replace("rs", "a0")
            .replace("rt", "a1")
            .replace("rd", operation.length() == 2 ? "ra" : "t5")
            .replace("[cc,]", "$fcc3,")
            .replace("target", String.format("0x%x", target & ~1))
            .replace("offset", Integer.toString(FRAME));
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }

  /**
   * The bytes of this form at an address.
   *
   * @throws AssertionError if the text means another form
   */
  static byte[] bytes(Operation operation, int address, int target) {
    byte[] bytes = bytes(operation.isa(), address, text(operation, target));
    Operation decoded = decode(operation.isa(), bytes).operation();
    if (decoded != operation) {
      throw new AssertionError(text(operation, target) + " is " + decoded.asm());
    }
    return bytes;
  }

  static byte[] bytes(Isa isa, int address, String source) {
    return ASSEMBLERS.get(isa).bytes(address & ~1, source);
  }

  /** The bytes of instructions that do not depend on where they stand. */
  static byte[] bytes(Isa isa, String source, Map<String, byte[]> known) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String line : source.split("\n", -1)) {
      bytes.writeBytes(known.computeIfAbsent(isa + " " + line, text -> bytes(isa, 0, line)));
    }
    return bytes.toByteArray();
  }

  /** The first instruction of some bytes. */
  static Instruction decode(Isa isa, byte[] bytes) {
    int first = half(bytes, 0);
    int second = bytes.length > 2 ? half(bytes, 2) : 0;
    return SET.decode(isa, isa == Isa.MIPS32 ? second << HALF | first : first << HALF | second);
  }

  private static int half(byte[] bytes, int index) {
    return (bytes[index] & 0xFF) | ((bytes[index + 1] & 0xFF) << 8);
  }
}
