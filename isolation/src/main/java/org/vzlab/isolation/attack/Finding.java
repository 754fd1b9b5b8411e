package org.vzlab.isolation.attack;

/**
 * Something that an attack has done and should not have been able to do.
 *
 * @param kind what it is about; for a violation of a rule, that rule's name is part of the text
 * @param text what was found, in a line that names the cause
 */
public record Finding(Kind kind, String text) {
  /** What a finding is about. */
  public enum Kind {
    /** The emulator has failed. */
    CRASH,
    /** Memory has changed that the attacker may not change. */
    MEMORY,
    /** A register of the chip has changed that nobody has been granted. */
    CHIP,
    /** A register of root's CP0 has changed that the hypervisor sets once. */
    ROOT,
    /** The chip was reset, or the hypervisor has not gone on. */
    HYPERVISOR,
    /** Another guest, or a thread, was stopped for a fault that it does not have otherwise. */
    NEIGHBOUR,
    /** Another guest's history is not what it is without the attack. */
    HISTORY,
    /** The ownership monitor has seen what the configuration does not grant. */
    VIOLATION
  }

  @Override
  public String toString() {
    return kind + ": " + text;
  }
}
