package org.vzlab.mips.hart;

/** Cause.ExcCode values that this core raises (MD00091, Cause register). */
public enum ExcCode {
  INT(0),
  MOD(1),
  TLBL(2),
  TLBS(3),
  ADEL(4),
  ADES(5),
  IBE(6),
  DBE(7),
  SYS(8),
  BP(9),
  RI(10),
  CPU(11),
  OV(12),
  TR(13),
  FPE(15),
  TLBRI(19),
  TLBXI(20),
  WATCH(23),
  MCHECK(24),
  DSPDIS(26),
  GE(27),
  CACHEERR(30);

  private final int code;

  ExcCode(int code) {
    this.code = code;
  }

  /** The field's value. */
  public int code() {
    return code;
  }
}
