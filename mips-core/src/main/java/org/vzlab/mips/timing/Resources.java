package org.vzlab.mips.timing;

/**
 * What instructions wait for, by number: on the integer side general registers, accumulators and
 * the rest; from {@link #FLOAT} on the FPU's.
 */
public final class Resources {
  /** Nothing: general register 0, which nobody waits for. */
  public static final int NONE = 0;

  /** DSPControl: pos and EFI, which extractions change. */
  public static final int DSP_POSITION = 36;

  /** DSPControl: ccond and c, which comparisons and sums change. */
  public static final int DSP_CONDITION = 37;

  /** DSPControl: ouflag. */
  public static final int DSP_OVERFLOW = 38;

  /** The multiply/divide unit. */
  public static final int MULTIPLY_DIVIDE = 39;

  /** Coprocessor 0 and the TLBs, as what clears their hazards waits for them. */
  public static final int COP0 = 40;

  /** The first number of the FPU's side: floating point register 0. */
  public static final int FLOAT = 64;

  /** The condition codes of FCSR. */
  public static final int CONDITION = FLOAT + 32;

  /** The FPU. */
  public static final int FPU = FLOAT + 33;

  /** Where goes what nobody waits for: what is written to general register 0. */
  public static final int NOWHERE = FLOAT + 34;

  /** How many numbers there are. */
  public static final int COUNT = NOWHERE + 1;

  private static final int ACCUMULATORS = 32;

  private Resources() {}

  /** A general register that is read. */
  public static int gpr(int number) {
    return number;
  }

  /** A general register that is written. */
  public static int written(int number) {
    return number == 0 ? NOWHERE : number;
  }

  /** A floating point register. */
  public static int fpr(int number) {
    return FLOAT + number;
  }

  /** An accumulator, 0 to 3; HI and LO are 0. */
  public static int accumulator(int number) {
    return ACCUMULATORS + number;
  }
}
