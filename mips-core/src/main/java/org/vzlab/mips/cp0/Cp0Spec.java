package org.vzlab.mips.cp0;

/** Describes a register in the table of {@link Cp0Register}. */
final class Cp0Spec {
  final GuestRule rule;
  GuestGroup group = GuestGroup.NONE;
  Effect effect = Effect.NONE;
  int reset;
  int guestReset;
  int rootWrites;
  int guestWrites;
  int restores;
  int clearOnly;
  int fieldChange;
  int unmodelled;

  private Cp0Spec(GuestRule rule) {
    this.rule = rule;
  }

  /** A register that each context has. */
  static Cp0Spec own() {
    return new Cp0Spec(GuestRule.OWN);
  }

  static Cp0Spec ruled(GuestRule rule) {
    return new Cp0Spec(rule);
  }

  static Cp0Spec rootOnly() {
    return new Cp0Spec(GuestRule.ROOT_ONLY);
  }

  Cp0Spec group(GuestGroup value) {
    group = value;
    return this;
  }

  Cp0Spec effect(Effect value) {
    effect = value;
    return this;
  }

  /** Value after reset, in both contexts. */
  Cp0Spec reset(int value) {
    reset = value;
    guestReset = value;
    return this;
  }

  /** Value after reset in the guest's context. */
  Cp0Spec guestReset(int value) {
    guestReset = value;
    return this;
  }

  /** Bits that software can write, in every way. */
  Cp0Spec writes(int mask) {
    rootWrites = mask;
    guestWrites = mask;
    restores = mask;
    return this;
  }

  /** Bits that a guest's own MTC0 can write. */
  Cp0Spec guestWrites(int mask) {
    guestWrites = mask;
    return this;
  }

  /** Bits that MTGC0 can write: it restores what hardware has set. */
  Cp0Spec restores(int mask) {
    restores = mask;
    return this;
  }

  /** Bits that MTC0 can clear but not set. */
  Cp0Spec clearOnly(int mask) {
    clearOnly = mask;
    return this;
  }

  /** Bits whose change by a guest raises GSFC. */
  Cp0Spec fieldChange(int mask) {
    fieldChange = mask;
    return this;
  }

  /** Bits that software sets in vain: what they ask for is not modelled. */
  Cp0Spec unmodelled(int mask) {
    unmodelled = mask;
    return this;
  }
}
