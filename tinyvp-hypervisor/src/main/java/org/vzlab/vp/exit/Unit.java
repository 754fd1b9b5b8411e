package org.vzlab.vp.exit;

/** A unit of the processor whose registers are lent to one task at a time. */
public enum Unit {
  /** Coprocessor 1: 32 registers of 64 bits, FCSR. */
  FPU,
  /** The DSP module: accumulators 1 to 3, DSPControl. */
  DSP
}
