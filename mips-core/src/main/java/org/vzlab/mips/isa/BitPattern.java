package org.vzlab.mips.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bits of one {@link Encoding}: which are fixed, and where the fields are.
 *
 * <p>A field may stand in the pattern twice with the same width, as the result register of CLZ does
 * (MD00086: "the GPR number must be in both rd and rt"): then both places are written, and the less
 * significant one is read.
 */
final class BitPattern {
  private static final Pattern GROUP = Pattern.compile("\\S+");
  private static final Pattern FIXED = Pattern.compile("[01-]+");
  private static final Pattern NAMED = Pattern.compile("([a-z]\\w*):(s?)(\\d{1,2})");

  /** A run of bits with a name; {@code low} is the number of its least significant bit. */
  record Field(String name, int low, int width, boolean signed) {
    int extract(int word) {
      int left = word << (32 - low - width);
      return signed ? left >> (32 - width) : left >>> (32 - width);
    }

    /** Whether the field can hold a value. */
    boolean holds(int value) {
      return extract(value << low) == value;
    }

    /** The smallest value. */
    int min() {
      return signed ? -1 << (width - 1) : 0;
    }

    /** The largest value. */
    int max() {
      return -1 >>> (32 - width + (signed ? 1 : 0));
    }

    private int mask() {
      return -1 >>> (32 - width) << low;
    }
  }

  private final String owner;
  private final String text;
  private final int width;
  private final int mask;
  private final int match;
  private final List<Field> fields;

  /**
   * Reads a pattern.
   *
   * @param owner the method it belongs to, for messages
   * @throws IllegalArgumentException if it is not a pattern of 16 or 32 bits, as {@link Encoding}
   *     describes
   */
  BitPattern(String owner, String text) {
    this.owner = owner;
    this.text = text;
    List<Field> found = new ArrayList<>();
    List<String> groups = GROUP.matcher(text).results().map(MatchResult::group).toList();
    int position = 0;
    int fixed = 0;
    int ones = 0;
    for (int i = groups.size() - 1; i >= 0; i--) {
      String group = groups.get(i);
      Matcher named = NAMED.matcher(group);
      int bits;
      if (named.matches()) {
        bits = Integer.parseInt(named.group(3));
        checkFits(group, bits, position);
        found.add(new Field(named.group(1), position, bits, !named.group(2).isEmpty()));
      } else if (FIXED.matcher(group).matches()) {
        bits = group.length();
        checkFits(group, bits, position);
        fixed |= binary(group.replace('0', '1')) << position;
        ones |= binary(group) << position;
      } else {
        throw error("\"" + group + "\" is neither bits (0, 1, -) nor name:width nor name:sWidth");
      }
      position += bits;
    }
    if (position != 16 && position != 32) {
      throw error("it has " + position + " bits, not 16 or 32");
    }
    width = position;
    mask = fixed;
    match = ones;
    fields = List.copyOf(found);
    checkRepeated();
  }

  /** The method this pattern belongs to, for messages. */
  String owner() {
    return owner;
  }

  /** The pattern as {@link Encoding} has it. */
  String text() {
    return text;
  }

  /** Length of the instruction in bits, 16 or 32. */
  int width() {
    return width;
  }

  /** The bits that are fixed. */
  int mask() {
    return mask;
  }

  /** The values of the fixed bits; all others are 0. */
  int match() {
    return match;
  }

  /** The fields, least significant first; a field that stands twice is listed twice. */
  List<Field> fields() {
    return fields;
  }

  boolean has(String name) {
    return fields.stream().anyMatch(f -> f.name().equals(name));
  }

  /**
   * The field of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  Field field(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw error("it has no field \"" + name + "\"");
  }

  boolean matches(int word) {
    return (word & mask) == match;
  }

  /** The value of a field, extended as the pattern says. */
  int extract(int word, String name) {
    return field(name).extract(word);
  }

  /**
   * The instruction with a field set.
   *
   * @throws IllegalArgumentException if there is no such field or it cannot hold the value
   */
  int insert(int word, String name, int value) {
    Field first = field(name);
    if (!first.holds(value)) {
      throw error(
          String.format("%d is not in %s's range %d..%d", value, name, first.min(), first.max()));
    }
    int result = word;
    for (Field field : fields) {
      if (field.name().equals(name)) {
        result = (result & ~field.mask()) | ((value << field.low()) & field.mask());
      }
    }
    return result;
  }

  /** Whether some instruction matches both patterns. */
  boolean overlaps(BitPattern other) {
    return width == other.width && ((match ^ other.match) & mask & other.mask) == 0;
  }

  /**
   * Whether every instruction that matches this pattern matches the other one too, and not the
   * reverse: the one overlap that is allowed, as of EHB with SLL; this pattern is tried first.
   */
  boolean refines(BitPattern other) {
    return overlaps(other) && (mask & other.mask) == other.mask && mask != other.mask;
  }

  /**
   * Checks a set of patterns against each other.
   *
   * @throws IllegalArgumentException if two overlap and neither refines the other
   */
  static void checkDistinct(List<BitPattern> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      for (int k = i + 1; k < patterns.size(); k++) {
        BitPattern a = patterns.get(i);
        BitPattern b = patterns.get(k);
        if (a.overlaps(b) && !a.refines(b) && !b.refines(a)) {
          throw a.error("it overlaps with " + b);
        }
      }
    }
  }

  @Override
  public String toString() {
    return owner + " \"" + text + "\"";
  }

  private static int binary(String group) {
    return Integer.parseUnsignedInt(group.replace('-', '0'), 2);
  }

  private void checkFits(String group, int bits, int position) {
    if (bits == 0 || position + bits > 32) {
      throw error("\"" + group + "\" does not fit in 32 bits");
    }
  }

  private void checkRepeated() {
    for (Field field : fields) {
      Field first = field(field.name());
      if (first.width() != field.width() || first.signed() != field.signed()) {
        throw error("field \"" + field.name() + "\" stands twice and differs");
      }
    }
  }

  private IllegalArgumentException error(String message) {
    return new IllegalArgumentException("Encoding of " + this + ": " + message);
  }
}
