package org.vzlab.mips.timing;

import org.vzlab.kit.timing.TimingConstant;

/**
 * What makes an instruction's result, and how late. The pipeline bypasses what the ALU makes, so
 * that the next instruction can use it; everything else is a row here.
 */
public enum Unit {
  /** The integer pipeline: the result is there for the next instruction. */
  ALU,
  /** A load into a general register. */
  LOAD(Stall.LOAD_USE, TimingConstant.LOAD_LATENCY),
  /** A move from coprocessor 0 or from another register set. */
  COP0(Stall.COP0, TimingConstant.CP0_LATENCY),
  /** A multiplication into an accumulator. */
  MULTIPLY(TimingConstant.MULTIPLY_LATENCY, TimingConstant.MULTIPLY_REPEAT),
  /** A multiplication into a general register. */
  MULTIPLY_GPR(TimingConstant.MULTIPLY_GPR_LATENCY, TimingConstant.MULTIPLY_REPEAT),
  /** A division; the instruction says how long it takes ({@link Pipeline#divide}). */
  DIVIDE(Stall.MULTIPLY_DIVIDE, null, null, Resources.MULTIPLY_DIVIDE);

  final Stall stall;
  final TimingConstant latency;
  final TimingConstant repeat;
  final int resource;

  /** The place of this unit in arrays of the hot path; nothing that is stored. */
  @SuppressWarnings("EnumOrdinal")
  final int index = ordinal();

  Unit() {
    this(Stall.LOAD_USE, null, null, Resources.NONE);
  }

  /** A unit that takes an instruction every cycle. */
  Unit(Stall stall, TimingConstant latency) {
    this(stall, latency, null, Resources.NONE);
  }

  /** The multiply/divide unit. */
  Unit(TimingConstant latency, TimingConstant repeat) {
    this(Stall.MULTIPLY_DIVIDE, latency, repeat, Resources.MULTIPLY_DIVIDE);
  }

  /**
   * @param stall what waiting for the result is
   * @param latency of the result, or null for 1
   * @param repeat how long the unit is busy, or null for 1
   * @param resource the unit in {@link Resources}
   */
  Unit(Stall stall, TimingConstant latency, TimingConstant repeat, int resource) {
    this.stall = stall;
    this.latency = latency;
    this.repeat = repeat;
    this.resource = resource;
  }

  /** What an instruction of this unit waits for besides its operands. */
  public int resource() {
    return resource;
  }

  /** Whether a result may be late, or the unit busy. */
  public boolean isLate() {
    return latency != null || repeat != null;
  }
}
