package org.vzlab.mips.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/**
 * A page of instructions of both instruction sets, each behind a branch whose delay slot it can be,
 * so that no state needs its own code. The page has the same address in useg, as a guest physical
 * and as a physical address; kseg0 shows it too.
 */
final class CodeArea {
  /** Where it is. */
  static final int BASE = 0x00400000;

  /** Bytes, the size of a page. */
  static final int SIZE = 0x10000;

  /** PageMask of its entry. */
  static final int PAGE_MASK = 0x1E000;

  private static final int BRANCH_MIPS32 = 0x10000005;
  private static final int BRANCH_MICROMIPS = 0x9400000A;
  private static final int BLOCK = 32;
  private static final int TARGET = 24;

  /**
   * An instruction in the page.
   *
   * @param offset of the instruction; the branch stands 4 bytes before
   * @param length bytes
   */
  record Placed(String text, Isa isa, int offset, int word, int length) {
    int branch() {
      return isa == Isa.MIPS32 ? BRANCH_MIPS32 : BRANCH_MICROMIPS;
    }

    /** Where execution goes on behind the instruction, or with the branch. */
    int next(int pc, boolean slot) {
      return slot ? pc - 4 + TARGET : pc + length;
    }
  }

  private final Memory memory = Memory.flash("code", SIZE);
  private final Assembler mips32;
  private final Assembler micromips;
  private final List<Placed> placed = new ArrayList<>();
  private int end;

  CodeArea(InstructionSet instructionSet) {
    mips32 = new Assembler(instructionSet, Isa.MIPS32);
    micromips = new Assembler(instructionSet, Isa.MICROMIPS);
  }

  Memory memory() {
    return memory;
  }

  /** Puts an instruction into the page, assembled. */
  Placed place(Isa isa, String text) {
    byte[] bytes = (isa == Isa.MIPS32 ? mips32 : micromips).bytes(BASE, text);
    if (isa == Isa.MIPS32) {
      ByteBuffer word = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return place(isa, text, word.getInt(), 4);
    }
    int first = (bytes[1] & 0xFF) << 8 | (bytes[0] & 0xFF);
    if (bytes.length == 2) {
      return place(isa, text, first, 2);
    }
    return place(isa, text, first << 16 | (bytes[3] & 0xFF) << 8 | (bytes[2] & 0xFF), 4);
  }

  /** Puts an instruction into the page. */
  Placed place(Isa isa, String text, int word, int length) {
    int offset = end + 4;
    if (offset + BLOCK > SIZE) {
      throw new IllegalStateException("the page of instructions is full");
    }
    end += BLOCK;
    int nop = isa == Isa.MIPS32 ? 0 : 0x0C000C00;
    for (int i = 0; i < BLOCK; i += 4) {
      memory.write(offset - 4 + i, 4, nop);
    }
    Placed result = new Placed(text, isa, offset, word, length);
    put(offset - 4, isa, result.branch(), 4);
    put(offset, isa, word, length);
    placed.add(result);
    return result;
  }

  private void put(int offset, Isa isa, int word, int length) {
    if (isa == Isa.MIPS32) {
      memory.write(offset, 4, word);
    } else if (length == 4) {
      memory.write(offset, 2, word >>> 16);
      memory.write(offset + 2, 2, word);
    } else {
      memory.write(offset, 2, word);
    }
  }
}
