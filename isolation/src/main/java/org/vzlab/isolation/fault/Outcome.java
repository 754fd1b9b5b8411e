package org.vzlab.isolation.fault;

import java.util.Locale;

/** What a fault has led to; the first of these that holds, from the last to the first. */
public enum Outcome {
  /** Nothing observable differs from the run without the fault. */
  MASKED("nothing observable differs"),

  /** What the guest concerned does is another thing than it should, and nobody has said so. */
  CORRUPTED("the guest concerned does something else, silently"),

  /** The guest concerned does no more what it did, and nobody has said so: it hangs. */
  GUEST_STOPPED("the guest concerned does not go on, silently"),

  /**
   * The hypervisor or the guest itself has found it: an exception, an end, a reset, a violation.
   */
  DETECTED("the hypervisor or the guest has noticed"),

  /** It has reached somebody that it must not reach. */
  ISOLATION_LOST("another guest, memory of others or the hypervisor is affected"),

  /** The emulator has failed, which is a bug of vzlab. */
  EMULATOR_FAILED("a bug of vzlab");

  private final String meaning;

  Outcome(String meaning) {
    this.meaning = meaning;
  }

  /** Its name in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What it means, in a few words. */
  public String meaning() {
    return meaning;
  }
}
