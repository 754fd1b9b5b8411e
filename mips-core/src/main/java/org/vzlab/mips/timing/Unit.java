package org.vzlab.mips.timing;

import org.vzlab.kit.timing.TimingConstant;

/**
 * What makes an instruction's result, and how late. The pipeline bypasses what the ALU makes, so
 * that the next instruction can use it; everything else is a row here.
 */
public enum Unit {
  /**
   * The integer pipeline: the result is there for the next instruction. Stores and branches are its
   * too, and what changes nothing.
   */
  ALU,
  /** A load into a general register. */
  LOAD(Stall.LOAD_USE, TimingConstant.LOAD_LATENCY),
  /** Several of them; the instruction says which is the last ({@link Pipeline#loaded}). */
  LOADS,
  /** A move from coprocessor 0 or from another register set. */
  COP0(Stall.COP0, TimingConstant.CP0_LATENCY),
  /** A change of coprocessor 0 or of a TLB. */
  COP0_CHANGE(Stall.COP0, TimingConstant.HAZARD_LATENCY),

  /** A multiplication into an accumulator. */
  MULTIPLY(TimingConstant.MULTIPLY_LATENCY, TimingConstant.MULTIPLY_REPEAT),
  /** A multiplication into a general register. */
  MULTIPLY_GPR(TimingConstant.MULTIPLY_GPR_LATENCY, TimingConstant.MULTIPLY_REPEAT),
  /** A division; the instruction says how long it takes ({@link Pipeline#divide}). */
  DIVIDE((TimingConstant) null, null),
  /** A move from or to an accumulator, by the multiply/divide unit, at once (GCC m5100.md). */
  ACCUMULATOR((TimingConstant) null, null),

  /** The part of the ALU that the DSP module adds. */
  DSP_ALU(Stall.MULTIPLY_DIVIDE, TimingConstant.DSP_ALU_LATENCY),
  /** A DSP multiplication into an accumulator. */
  DSP_MULTIPLY(TimingConstant.DSP_MULTIPLY_LATENCY, TimingConstant.DSP_MULTIPLY_REPEAT),
  /** A DSP multiplication into a general register. */
  DSP_MULTIPLY_GPR(TimingConstant.DSP_MULTIPLY_GPR_LATENCY, TimingConstant.DSP_MULTIPLY_REPEAT),
  /** An extraction from an accumulator. */
  DSP_EXTRACT(TimingConstant.DSP_EXTRACT_LATENCY, null),
  /** A shift of an accumulator. */
  DSP_SHIFT(TimingConstant.DSP_SHIFT_LATENCY, null),

  /** A load into an FPU register, which the FPU takes part in. */
  FLOAT_LOAD(Stall.LOAD_USE, TimingConstant.FLOAT_LOAD_LATENCY, null, Resources.FPU),
  /** A store of an FPU register. */
  FLOAT_STORE(Stall.FPU, null, null, Resources.FPU),
  /** A move between the FPU and a general register. */
  FLOAT_TRANSFER(Stall.FPU, TimingConstant.FLOAT_TRANSFER_LATENCY, null, Resources.FPU),
  /** A sum or a change of sign. */
  FLOAT_ADD(Stall.FPU, TimingConstant.FLOAT_ADD_LATENCY, null, Resources.FPU),
  /** A move within the FPU. */
  FLOAT_MOVE(Stall.FPU, TimingConstant.FLOAT_MOVE_LATENCY, null, Resources.FPU),
  /** A comparison. */
  FLOAT_COMPARE(Stall.FPU, TimingConstant.FLOAT_COMPARE_LATENCY, null, Resources.FPU),
  /** A conversion to double precision, or of an integer. */
  FLOAT_CONVERT(Stall.FPU, TimingConstant.FLOAT_CONVERT_LATENCY, null, Resources.FPU),
  /** A conversion of double to single precision. */
  FLOAT_NARROW(Stall.FPU, TimingConstant.FLOAT_NARROW_LATENCY, null, Resources.FPU),
  /** A conversion to an integer. */
  FLOAT_TO_INTEGER(Stall.FPU, TimingConstant.FLOAT_TO_INTEGER_LATENCY, null, Resources.FPU),
  /** A product in single precision, or a sum with it. */
  FLOAT_MULTIPLY_S(Stall.FPU, TimingConstant.FLOAT_MULTIPLY_S_LATENCY, null, Resources.FPU),
  /** The same in double precision. */
  FLOAT_MULTIPLY_D(
      Stall.FPU,
      TimingConstant.FLOAT_MULTIPLY_D_LATENCY,
      TimingConstant.FLOAT_MULTIPLY_D_REPEAT,
      Resources.FPU),
  /** A quotient or square root in single precision. */
  FLOAT_DIVIDE_S(
      Stall.FPU,
      TimingConstant.FLOAT_DIVIDE_S_LATENCY,
      TimingConstant.FLOAT_DIVIDE_S_REPEAT,
      Resources.FPU),
  /** The same in double precision. */
  FLOAT_DIVIDE_D(
      Stall.FPU,
      TimingConstant.FLOAT_DIVIDE_D_LATENCY,
      TimingConstant.FLOAT_DIVIDE_D_REPEAT,
      Resources.FPU),
  /** A reciprocal square root in single precision. */
  FLOAT_RSQRT_S(
      Stall.FPU,
      TimingConstant.FLOAT_RSQRT_S_LATENCY,
      TimingConstant.FLOAT_RSQRT_S_REPEAT,
      Resources.FPU),
  /** The same in double precision. */
  FLOAT_RSQRT_D(
      Stall.FPU,
      TimingConstant.FLOAT_RSQRT_D_LATENCY,
      TimingConstant.FLOAT_RSQRT_D_REPEAT,
      Resources.FPU),
  /** A reciprocal in single precision. */
  FLOAT_RECIP_S(
      Stall.FPU,
      TimingConstant.FLOAT_RECIP_S_LATENCY,
      TimingConstant.FLOAT_RECIP_S_REPEAT,
      Resources.FPU),
  /** The same in double precision. */
  FLOAT_RECIP_D(
      Stall.FPU,
      TimingConstant.FLOAT_RECIP_D_LATENCY,
      TimingConstant.FLOAT_RECIP_D_REPEAT,
      Resources.FPU);

  final Stall stall;
  final TimingConstant latency;
  final TimingConstant repeat;
  final int resource;

  /** The place of this unit in arrays of the hot path; nothing that is stored. */
  @SuppressWarnings("EnumOrdinal")
  public final int index = ordinal();

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

  /** Whether it takes an instruction every cycle. */
  public boolean isFreeAtOnce() {
    return repeat == null;
  }
}
