package org.vzlab.mips.hart;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.Status;

/** A cause of an exception, with an instruction that meets it in a {@link VectorMachine}. */
enum RaisedCause {
  INT(ExcCode.INT, 0, 0),
  ADEL(ExcCode.ADEL, RaisedCause.LW, 0x80000002),
  ADES(ExcCode.ADES, RaisedCause.SW, 0x80000002),
  TLBL_REFILL(ExcCode.TLBL, RaisedCause.LW, VectorMachine.UNMAPPED),
  TLBS_REFILL(ExcCode.TLBS, RaisedCause.SW, VectorMachine.UNMAPPED),
  TLBL_INVALID(ExcCode.TLBL, RaisedCause.LW, VectorMachine.INVALID),
  TLBS_INVALID(ExcCode.TLBS, RaisedCause.SW, VectorMachine.INVALID),
  MOD(ExcCode.MOD, RaisedCause.SW, VectorMachine.READ_ONLY),
  TLBRI(ExcCode.TLBRI, RaisedCause.LW, VectorMachine.INHIBITED),
  FETCH_ADEL(ExcCode.ADEL, 0, 0x80000102),
  FETCH_REFILL(ExcCode.TLBL, 0, VectorMachine.UNMAPPED),
  FETCH_INVALID(ExcCode.TLBL, 0, VectorMachine.INVALID),
  TLBXI(ExcCode.TLBXI, 0, VectorMachine.INHIBITED),
  SYS(ExcCode.SYS, 0x0000000C, 0),
  BP(ExcCode.BP, 0x0000000D, 0),
  RI(ExcCode.RI, 0xEC000000, 0),
  CPU1(ExcCode.CPU, 0x46061103, 0),
  CPU2(ExcCode.CPU, 0xC8830000, 0),
  OV(ExcCode.OV, 0x00C62820, 0),
  TR(ExcCode.TR, 0x00000034, 0),
  FPE(ExcCode.FPE, 0x46061103, 0),
  DSPDIS(ExcCode.DSPDIS, 0x7C000010, 0),
  IBE(ExcCode.IBE, 0, 0xBE000000),
  DBE_LOAD(ExcCode.DBE, RaisedCause.LW, 0xBE000000),
  DBE_STORE(ExcCode.DBE, RaisedCause.SW, 0xBE000000),
  MCHECK(ExcCode.MCHECK, TestMachine.TLBWI, 0),
  WATCH(ExcCode.WATCH, RaisedCause.LW, 0x80000040),
  /** A guest's exits to root. */
  HC(ExcCode.GE, 0x42000028, 0),
  GPSI(ExcCode.GE, TestMachine.WAIT, 0),
  GPA_REFILL(ExcCode.TLBL, RaisedCause.LW, 0x90000004),
  GPA_INVALID(ExcCode.TLBS, RaisedCause.SW, 0x90002004);

  private static final int LW = 0x8C850000;
  private static final int SW = 0xAC850000;

  final ExcCode code;
  final int word;

  /** What register 4 holds, or where the PC is if there is no instruction. */
  final int address;

  RaisedCause(ExcCode code, int word, int address) {
    this.code = code;
    this.word = word;
    this.address = address;
  }

  /** Whether the fetch itself is what goes wrong. */
  boolean atFetch() {
    return word == 0 && this != INT;
  }

  boolean isRefill() {
    return this == TLBL_REFILL || this == TLBS_REFILL || this == FETCH_REFILL || this == GPA_REFILL;
  }

  boolean isTlb() {
    return switch (code) {
      case TLBL, TLBS, MOD, TLBRI, TLBXI -> true;
      default -> false;
    };
  }

  boolean hasBadVAddr() {
    return isTlb() || code == ExcCode.ADEL || code == ExcCode.ADES;
  }

  /** MD00091 "BadInstr": not with interrupts, bus errors, Watch, machine checks. */
  boolean showsInstruction() {
    return switch (code) {
      case INT, IBE, DBE, WATCH, MCHECK -> false;
      default -> !atFetch();
    };
  }

  /** What BadVAddr shows: of root's TLB faults for a guest the guest physical address. */
  int badVAddr() {
    return this == GPA_REFILL || this == GPA_INVALID ? address & 0x1FFFFFFF : address;
  }

  /** Cause.CE. */
  int unit() {
    return this == CPU1 ? 1 : this == CPU2 ? 2 : 0;
  }

  /** GuestCtl0.GExcCode after an exit, or -1 if it stays as it is. */
  int gexcCode() {
    return switch (this) {
      case HC -> 2;
      case GPSI -> 0;
      case GPA_REFILL, GPA_INVALID -> 10;
      default -> -1;
    };
  }

  /** Status bits without which another exception would come first. */
  int status() {
    return this == FPE ? Status.CU1 : 0;
  }

  /** Makes the cause's instruction the next one. */
  void arm(VectorMachine machine, boolean inSlot) {
    Hart hart = machine.hart;
    hart.gpr[4] = address;
    hart.gpr[6] = Integer.MAX_VALUE;
    hart.fpu.fcsr(1 << 10);
    hart.fpu.word(2, 0x3F800000);
    hart.fpu.word(6, 0);
    if (this == MCHECK) {
      machine.machine.root(Cp0Register.INDEX, 9);
      machine.machine.root(Cp0Register.ENTRY_HI, VectorMachine.INVALID);
    }
    if (this == WATCH) {
      machine.machine.root(Cp0Register.WATCH_HI0, 1 << 30);
      machine.machine.root(Cp0Register.WATCH_LO0, address | 2);
    }
    hart.pc = atFetch() ? address : VectorMachine.PC;
    if (inSlot) {
      machine.machine.put(VectorMachine.PC, VectorMachine.BRANCH, word);
    } else if (!atFetch()) {
      machine.machine.put(VectorMachine.PC, word);
    }
  }
}
