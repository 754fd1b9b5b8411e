package org.vzlab.soc.intc;

/**
 * Trace record: something has changed at the interrupt controller.
 *
 * @param time SYSCLK cycles
 * @param irq number of the source; -1 if the processor is no longer asked for anything
 * @param what what has happened
 * @param priority requested priority level; 0 for changes of a flag
 */
public record InterruptChange(long time, int irq, What what, int priority) {
  /** What can happen. */
  public enum What {
    /** The source's flag has become set. */
    RAISED,
    /** The source's flag has become clear. */
    CLEARED,
    /** The request to the processor is now this source's. */
    REQUESTED
  }
}
