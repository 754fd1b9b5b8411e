package org.vzlab.board;

/** The traces that can be written. */
public enum TraceKind {
  /** Every instruction, before it executes. */
  INSTRUCTIONS,
  /** Every instruction and what comes between two, with the cycles it took and why. */
  CYCLES,
  /** Every exception and interrupt taken, by root and guests. */
  EXCEPTIONS,
  /** Every entry written to a TLB. */
  TLB,
  /** Interrupt flags and requests at the interrupt controller. */
  INTERRUPTS,
  /** Every character at the pins of the UARTs. */
  UART,
  /** Who has the processor, as events that Chrome and Perfetto show. */
  SCHEDULE
}
