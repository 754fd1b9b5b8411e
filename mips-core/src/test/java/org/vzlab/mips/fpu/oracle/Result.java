package org.vzlab.mips.fpu.oracle;

/**
 * What an operation gives.
 *
 * @param bits the result if nothing traps, zero-extended; of a comparison 1 or 0
 * @param raised the exceptions, as the bits of FCSR.Flags from its lowest on
 * @param exactlyTiny whether a result is tiny and exact, which is an underflow only if that is
 *     enabled (MD00086, "Underflow Exception")
 * @param halfway whether rounding was from the middle between two numbers
 */
record Result(long bits, int raised, boolean exactlyTiny, boolean halfway) {
  static final int INEXACT = 1;
  static final int UNDERFLOW = 2;
  static final int OVERFLOW = 4;
  static final int DIVISION_BY_ZERO = 8;
  static final int INVALID = 16;

  /** A result that raises nothing, or only this. */
  static Result of(long bits, int raised) {
    return new Result(bits, raised, false, false);
  }

  /** Another result that this was needed for: its bits, the exceptions of both. */
  Result then(Result last) {
    return new Result(
        last.bits, raised | last.raised, exactlyTiny || last.exactlyTiny, halfway || last.halfway);
  }

  Result withBits(long other) {
    return new Result(other, raised, exactlyTiny, halfway);
  }

  /** FCSR.Cause, for FCSR.Enables. */
  int cause(int enables) {
    return exactlyTiny ? raised | (enables & UNDERFLOW) : raised;
  }
}
