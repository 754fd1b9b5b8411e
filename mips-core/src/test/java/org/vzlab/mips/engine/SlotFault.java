package org.vzlab.mips.engine;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.engine.SlotMachine.Mode;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/**
 * What goes wrong in a delay slot: v1 holds a misaligned address, a2 one that nothing maps, a3
 * 0x7FFFFFFF. The text of 16 bits is empty where there is no such instruction.
 */
enum SlotFault {
  OV(ExcCode.OV, "add t0, a3, a3", ""),
  TR(ExcCode.TR, "teq zero, zero", ""),
  SYS(ExcCode.SYS, "syscall", ""),
  BP(ExcCode.BP, "break@ 5", "break16 5"),
  /** In a slot of fixed length, an instruction of the other length. */
  RI(ExcCode.RI, ".word", ".short"),
  ADEL(ExcCode.ADEL, "lw@ t0, 0(v1)", "lw16 v0, 0(v1)"),
  ADES(ExcCode.ADES, "sw@ t0, 0(v1)", "sw16 v0, 0(v1)"),
  TLBL(ExcCode.TLBL, "lw@ t0, 4(a2)", "lw16 v0, 4(a2)"),
  TLBS(ExcCode.TLBS, "sw@ t0, 4(a2)", "sw16 v0, 4(a2)"),
  CPU(ExcCode.CPU, "lwc2 $3, 0(gp)", ""),
  DSPDIS(ExcCode.DSPDIS, "addu.qb t0, a3, a3", ""),
  FPE(ExcCode.FPE, "div.s $f4, $f2, $f6", ""),
  /** WAIT, which a guest leaves to root. */
  GPSI(ExcCode.GE, "wait", ""),
  /** The slot is in a page that nothing maps. */
  FETCH(ExcCode.TLBL, "nop@", "nop16"),
  /** The second half of the instruction in the slot is. */
  FETCH_OF_HALF(ExcCode.TLBL, "nop@", ""),
  /** The slot is in a page that must not be executed. */
  XI(ExcCode.TLBXI, "nop@", "nop16");

  final ExcCode code;
  private final String text;
  private final String shortText;

  SlotFault(ExcCode code, String text, String shortText) {
    this.code = code;
    this.text = text;
    this.shortText = shortText;
  }

  boolean atFetch() {
    return this == FETCH || this == FETCH_OF_HALF || this == XI;
  }

  boolean hasAddress() {
    return switch (this) {
      case ADEL, ADES, TLBL, TLBS, FETCH, FETCH_OF_HALF, XI -> true;
      default -> false;
    };
  }

  /** Whether it can happen behind this branch; a guest leaves to root what root's TLB lacks. */
  boolean fits(Mode mode, Operation branch) {
    if (this == FETCH_OF_HALF && branch.isa() == Isa.MIPS32) {
      return false;
    }
    if (this == DSPDIS && branch.mnemonic().equals("bposge32")) {
      return false;
    }
    boolean exits = this == GPSI || this == TLBL || this == TLBS || atFetch();
    if (mode == Mode.EXIT ? !exits : this == GPSI) {
      return false;
    }
    return slotOf(branch) != 2 || !shortText.isEmpty();
  }

  private static int slotOf(Operation branch) {
    return BranchForms.decode(branch.isa(), BranchForms.bytes(branch, 0, 0x40)).slot;
  }

  /** The instruction in the slot. */
  byte[] bytes(Operation branch) {
    boolean twoBytes = slotOf(branch) == 2;
    if (this == RI && branch.isa() == Isa.MICROMIPS) {
      return BranchForms.bytes(branch.isa(), 0, slotOf(branch) == 2 ? "nop32" : reserved(branch));
    }
    if (this == RI) {
      return BranchForms.bytes(branch.isa(), 0, reserved(branch));
    }
    String suffix = branch.isa() == Isa.MIPS32 ? "" : "32";
    return BranchForms.bytes(branch.isa(), 0, twoBytes ? shortText : text.replace("@", suffix));
  }

  /** A word that no instruction claims, or where only 32 bits may stand one of 16. */
  private static String reserved(Operation branch) {
    if (branch.isa() == Isa.MICROMIPS && slotOf(branch) == 4) {
      return "nop16";
    }
    for (int major = 63; major >= 0; major--) {
      int word = major << 26 | 0x3FFFFFF;
      Instruction decoded = BranchForms.SET.decode(branch.isa(), word);
      if (decoded.operation().mnemonic().equals(".word")) {
        return String.format(".word 0x%x", word);
      }
    }
    throw new AssertionError("every word is an instruction");
  }
}
