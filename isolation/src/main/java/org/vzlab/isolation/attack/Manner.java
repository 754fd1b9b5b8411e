package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.mips.isa.Isa;

/**
 * How a program runs.
 *
 * @param mode at what privilege and exception level its units begin
 * @param isa the instruction set of its units
 * @param status further bits of Status while they run
 * @param interrupts what it does with its interrupts
 * @param passes how often its units are executed before the finale
 * @param pointers what registers 2 to 25, 28 and 29 hold after a refresh; 0 leaves one as it is
 */
record Manner(
    Mode mode, Isa isa, int status, Interrupts interrupts, int passes, List<Integer> pointers) {
  /** Privilege and exception level. */
  enum Mode {
    KERNEL,
    /** User mode, through an alias of the code that the guest's own TLB makes. */
    USER,
    /** With Status.EXL. */
    EXCEPTION,
    /** With Status.ERL. */
    ERROR
  }

  /** What the handler does with an interrupt. */
  enum Interrupts {
    /** Switches them all off. */
    OFF,
    /** Clears what has asked for it. */
    ACKNOWLEDGE,
    /** Returns, so that it comes again at once. */
    IGNORE
  }
}
