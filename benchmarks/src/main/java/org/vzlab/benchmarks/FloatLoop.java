package org.vzlab.benchmarks;

/** A filter in double and single precision, 12 of 16 instructions. */
public class FloatLoop extends TimedLoop {
  /** For JMH. */
  public FloatLoop() {
    super("float_loop");
  }
}
