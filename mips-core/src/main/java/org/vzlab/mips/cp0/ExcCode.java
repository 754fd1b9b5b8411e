package org.vzlab.mips.cp0;

/** Cause.ExcCode values that this core raises (MD00091, Cause register). */
public enum ExcCode {
  INT(0, false),
  MOD(1, true),
  TLBL(2, true),
  TLBS(3, true),
  ADEL(4, true),
  ADES(5, true),
  IBE(6, false),
  DBE(7, false),
  SYS(8, true),
  BP(9, true),
  RI(10, true),
  CPU(11, true),
  OV(12, true),
  TR(13, true),
  FPE(15, true),
  TLBRI(19, true),
  TLBXI(20, true),
  WATCH(23, false),
  MCHECK(24, false),
  /** Whether hardware writes BadInstr is not documented; tinyVP's DSP emulation relies on it. */
  DSPDIS(26, true),
  /** Not with GuestCtl0.GExcCode = GHFC, where there is no instruction to show. */
  GE(27, true),
  CACHEERR(30, false);

  private final int code;
  private final boolean showsInstruction;

  ExcCode(int code, boolean showsInstruction) {
    this.code = code;
    this.showsInstruction = showsInstruction;
  }

  /** The field's value. */
  public int code() {
    return code;
  }

  /** Whether BadInstr and BadInstrP are written. */
  public boolean showsInstruction() {
    return showsInstruction;
  }
}
