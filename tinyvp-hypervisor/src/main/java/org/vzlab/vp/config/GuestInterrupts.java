package org.vzlab.vp.config;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which interrupts guests have: those that the hypervisor makes for them get others. */
final class GuestInterrupts {
  /** Numbers below 216 for which this part has no source (DS60001320, interrupt table). */
  private static final int[] WITHOUT_SOURCE = {108, 191, 195, 197, 203, 204, 211, 212, 214, 215};

  /** Interrupts below are the core's: timer and software. */
  private static final int FIRST = 3;

  private static final int LAST = 215;

  private final Map<Integer, BitSet> used = new HashMap<>();

  /** What guests have of their devices. */
  GuestInterrupts(List<Domain> guests) {
    for (Domain guest : guests) {
      BitSet numbers = new BitSet();
      guest.devices().forEach(device -> device.interrupts().forEach(numbers::set));
      used.put(guest.id(), numbers);
    }
  }

  /** A number that can be such an interrupt. */
  static int number(Value value, int number) throws ConfigException {
    if (number < FIRST || number > LAST) {
      throw value.error(
          "interrupt " + Integer.toUnsignedString(number),
          "a number from " + FIRST + " to " + LAST,
          "the chip has none above, and 0 to 2 are the core's own");
    }
    return number;
  }

  /** How many numbers {@link #next} chooses from. */
  static int choices() {
    return WITHOUT_SOURCE.length;
  }

  /**
   * Gives a guest an interrupt that a block names; one that does not exist gets none.
   *
   * @param whose the block, for messages
   */
  void claim(Check check, String whose, SourcePosition position, int guest, int number)
      throws ConfigException {
    BitSet numbers = used.get(guest);
    if (numbers != null && numbers.get(number)) {
      throw new ConfigException(
          check,
          position,
          "interrupt " + number + " for " + whose,
          "one that guest " + guest + " does not have yet",
          "take the line out to have one chosen");
    }
    if (numbers != null) {
      numbers.set(number);
    }
  }

  /** Gives a guest the next interrupt that neither it nor another has; nothing if none is left. */
  OptionalInt next(int guest, int other) {
    for (int number : WITHOUT_SOURCE) {
      if (!used.get(guest).get(number) && !used.get(other).get(number)) {
        used.get(guest).set(number);
        return OptionalInt.of(number);
      }
    }
    return OptionalInt.empty();
  }
}
