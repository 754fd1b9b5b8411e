package org.vzlab.mips.cp0;

import java.util.List;

/**
 * Describes a register in the table of {@link Cp0Register}.
 *
 * @param rule what a guest's access leads to
 * @param group what else can take it from a guest
 * @param effect what accesses do beyond the stored value
 * @param about what it is for, for a reader of the page that is made from the table
 * @param fields from bit 31 down
 */
record Cp0Spec(
    GuestRule rule, GuestGroup group, Effect effect, String about, List<Cp0Field> fields) {

  /** A register that each context has. */
  static Cp0Spec own(String about) {
    return ruled(GuestRule.OWN, about);
  }

  /** A register that no guest has. */
  static Cp0Spec rootOnly(String about) {
    return ruled(GuestRule.ROOT_ONLY, about);
  }

  /** A register with another rule for accesses by guests. */
  static Cp0Spec ruled(GuestRule rule, String about) {
    return new Cp0Spec(rule, GuestGroup.NONE, Effect.NONE, about, List.of());
  }

  Cp0Spec group(GuestGroup value) {
    return new Cp0Spec(rule, value, effect, about, fields);
  }

  Cp0Spec effect(Effect value) {
    return new Cp0Spec(rule, group, value, about, fields);
  }

  Cp0Spec has(Cp0Field... values) {
    return new Cp0Spec(rule, group, effect, about, List.of(values));
  }
}
