package org.vzlab.mips.cp0;

import java.util.EnumSet;
import java.util.Set;

/**
 * A named field of a CP0 register in the table of {@link Cp0Register}: where it is, what it holds
 * after reset, who can change it and what a change by a guest leads to. Bits of a register that no
 * field has read 0 and ignore writes.
 *
 * @param name as the manual prints it
 * @param mask its bits, which need not be neighbours
 * @param reset its value in root after reset, as a number of its own width
 * @param guestReset the same of the guest's register
 * @param accepted the values that a write can leave, as a set of bits, or {@link #EVERY_VALUE}
 * @param traits what else there is to say of it
 * @param meaning for a reader of the page that is made from the table
 */
record Cp0Field(
    String name,
    int mask,
    int reset,
    int guestReset,
    int accepted,
    Set<Trait> traits,
    String meaning) {
  private static final int EVERY_VALUE = -1;

  /** What can be true of a field. */
  enum Trait {
    /** MTC0 changes it: root in its own register and, unless the access traps, a guest in its. */
    WRITABLE,
    /** MTGC0 changes it in the guest's register: root restores what a guest had. */
    RESTORABLE,
    /** MTC0 can clear it and not set it; MTGC0 can set it too. */
    CLEAR_ONLY,
    /** MTC0 of a 1 clears it, of a 0 leaves it. */
    CLEARED_BY_ONE,
    /** Hardware changes it, beyond reset. */
    HARDWARE,
    /** A guest's MTC0 that changes it is GSFC. */
    GSFC,
    /** A guest's MTC0 that changes it is GSFC unless GuestCtl0.SFC1 is set. */
    GSFC_UNLESS_SFC1,
    /** A guest's MTC0 that changes it is GSFC if GuestCtl0.MC is set. */
    GSFC_WITH_MC,
    /**
     * After hardware has changed it in the guest's register follows GHFC if GuestCtl0.MC is set.
     */
    GHFC_WITH_MC,
    /** Setting it asks for something that is not modelled. */
    UNMODELLED
  }

  Cp0Field {
    traits = Set.copyOf(traits);
  }

  /** A field that software can write, in each register that it can write at all. */
  static Cp0Field writable(String name, int high, int low, String meaning) {
    return field(name, high, low, EnumSet.of(Trait.WRITABLE, Trait.RESTORABLE), meaning);
  }

  /** A bit that software can write. */
  static Cp0Field writable(String name, int bit, String meaning) {
    return writable(name, bit, bit, meaning);
  }

  /** A field that hardware sets and MTC0 does not change; MTGC0 restores it for a guest. */
  static Cp0Field hardware(String name, int high, int low, String meaning) {
    return field(name, high, low, EnumSet.of(Trait.HARDWARE, Trait.RESTORABLE), meaning);
  }

  /** A bit that hardware sets and MTC0 does not change. */
  static Cp0Field hardware(String name, int bit, String meaning) {
    return hardware(name, bit, bit, meaning);
  }

  /** A field that nothing changes. */
  static Cp0Field fixed(String name, int high, int low, String meaning) {
    return field(name, high, low, EnumSet.noneOf(Trait.class), meaning);
  }

  /** A bit that nothing changes. */
  static Cp0Field fixed(String name, int bit, String meaning) {
    return fixed(name, bit, bit, meaning);
  }

  private static Cp0Field field(String name, int high, int low, Set<Trait> traits, String meaning) {
    return new Cp0Field(name, bits(high, low), 0, 0, EVERY_VALUE, traits, meaning);
  }

  private static int bits(int high, int low) {
    return -1 >>> (31 - high) & -1 << low;
  }

  /** The same with more bits, anywhere. */
  Cp0Field and(int high, int low) {
    int both = mask | bits(high, low);
    return new Cp0Field(name, both, reset, guestReset, accepted, traits, meaning);
  }

  /** The same with a value after reset, in both contexts. */
  Cp0Field reset(int value) {
    return new Cp0Field(name, mask, value, value, accepted, traits, meaning);
  }

  /** The same with another value after reset in the guest's register. */
  Cp0Field guestReset(int value) {
    return new Cp0Field(name, mask, reset, value, accepted, traits, meaning);
  }

  /** The same, but a write of any other value than these leaves it as it was. */
  Cp0Field accepts(int... values) {
    int set = 0;
    for (int value : values) {
      set |= 1 << value;
    }
    return new Cp0Field(name, mask, reset, guestReset, set, traits, meaning);
  }

  /** Hardware changes it too. */
  Cp0Field setByHardware() {
    return with(Trait.HARDWARE);
  }

  Cp0Field clearOnly() {
    return with(Trait.CLEAR_ONLY);
  }

  Cp0Field clearedByOne() {
    return with(Trait.CLEARED_BY_ONE);
  }

  Cp0Field gsfc() {
    return with(Trait.GSFC);
  }

  Cp0Field gsfcUnlessSfc1() {
    return with(Trait.GSFC_UNLESS_SFC1);
  }

  Cp0Field gsfcWithMc() {
    return with(Trait.GSFC_WITH_MC);
  }

  Cp0Field ghfcWithMc() {
    return with(Trait.GHFC_WITH_MC);
  }

  Cp0Field unmodelled() {
    return with(Trait.UNMODELLED);
  }

  /** The same, but MTGC0 changes it: root gives a guest what it should see. */
  Cp0Field restorable() {
    return with(Trait.RESTORABLE);
  }

  /** The same, but MTGC0 does not change it. */
  Cp0Field notRestorable() {
    EnumSet<Trait> fewer = EnumSet.copyOf(traits);
    fewer.remove(Trait.RESTORABLE);
    return new Cp0Field(name, mask, reset, guestReset, accepted, fewer, meaning);
  }

  private Cp0Field with(Trait trait) {
    EnumSet<Trait> more = EnumSet.noneOf(Trait.class);
    more.addAll(traits);
    more.add(trait);
    return new Cp0Field(name, mask, reset, guestReset, accepted, more, meaning);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** The register's bits after reset that are this field's. */
  int resetBits(boolean guest) {
    int value = guest ? guestReset : reset;
    int bits = 0;
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      bits |= (value & 1) != 0 ? Integer.lowestOneBit(rest) : 0;
      value >>>= 1;
    }
    return bits;
  }

  /** Whether some values cannot be written. */
  boolean isChoosy() {
    return accepted != EVERY_VALUE;
  }

  /** Whether a write of this value to the register changes the field. */
  boolean accepts(int written) {
    return (accepted >>> ((written & mask) >>> Integer.numberOfTrailingZeros(mask)) & 1) != 0;
  }
}
