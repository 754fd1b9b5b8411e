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

  /** How many numbers there are. */
  public static final int COUNT = FLOAT + 34;

  private static final int ACCUMULATORS = 32;

  private Resources() {}

  /** A general register. */
  public static int gpr(int number) {
    return number;
  }

  /** A floating point register. */
  public static int fpr(int number) {
    return FLOAT + number;
  }

  /** An accumulator, 0 to 3; HI and LO are 0. */
  public static int accumulator(int number) {
    return ACCUMULATORS + number;
  }

  /** Its bit in a set of those on the integer side. */
  public static long bit(int resource) {
    return resource == NONE || resource >= FLOAT ? 0 : 1L << resource;
  }
}
