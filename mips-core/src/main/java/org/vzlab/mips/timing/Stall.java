package org.vzlab.mips.timing;

/** Why cycles pass in which no instruction is issued. */
public enum Stall {
  /** An operand is still being loaded. */
  LOAD_USE("load-use"),
  /** An operand still comes from coprocessor 0. */
  COP0("cop0"),
  /** An operand comes from the multiply/divide unit, or that is busy. */
  MULTIPLY_DIVIDE("multiply/divide"),
  /** An operand comes from the FPU, or that is busy. */
  FPU("fpu"),
  /** A taken branch without a delay slot, or a delay slot that is not executed. */
  BRANCH("branch"),
  /** More accesses of an instruction that makes several. */
  MULTIPLE("multiple"),
  /** A line on its way into the instruction cache. */
  INSTRUCTION_MISS("i-miss"),
  /** A line on its way into the data cache. */
  DATA_MISS("d-miss"),
  /** Flash: its wait states. */
  FLASH("flash"),
  /** An uncached access, or room in the write buffer. */
  BUS("bus"),
  /** A micro-TLB is filled. */
  TLB("tlb"),
  /** The pipeline is emptied by an exception or by a return from one. */
  EXCEPTION("exception"),
  /** WAIT. */
  IDLE("idle"),
  /** The work of root software that is modelled, not executed. */
  MODELLED("modelled");

  /** The place of this constant in arrays of the hot path, and in snapshots. */
  @SuppressWarnings("EnumOrdinal")
  final int index = ordinal();

  private final String key;

  Stall(String key) {
    this.key = key;
  }

  /** The name in tables. */
  public String key() {
    return key;
  }
}
