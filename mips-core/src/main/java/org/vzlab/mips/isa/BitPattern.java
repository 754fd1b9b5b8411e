package org.vzlab.mips.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final Pattern NAMED =
      Pattern.compile("([a-z]\\w*):(s?)(\\d{1,2})(?:<<(\\d))?(?:=([a-z]\\w*))?");
  private static final Pattern IMPLIED = Pattern.compile("([a-z]\\w*)=(\\w+)");

  /**
   * A run of bits with a name.
   *
   * @param low the number of its least significant bit
   * @param shift how many bits above what it holds its value is
   * @param code what its bits stand for, or null if for themselves
   */
  record Field(String name, int low, int width, boolean signed, int shift, FieldCode code) {
    int extract(int word) {
      int left = word << (32 - low - width);
      int bits = signed ? left >> (32 - width) : left >>> (32 - width);
      return (code == null ? bits : code.meaning(bits)) << shift;
    }

    /** The field's place with a value in it. */
    int place(int value) {
      int bits = value >> shift;
      return (code == null ? bits : code.value(bits)) << low & mask();
    }

    /** Whether the field can hold a value. */
    boolean holds(int value) {
      return extract(place(value)) == value;
    }

    /** Whether the bits of the field in a word stand for anything. */
    boolean isDefined(int word) {
      return code == null || code.isDefined((word & mask()) >>> low);
    }

    /** What values the field can hold, for messages. */
    String range() {
      if (code != null) {
        StringBuilder text = new StringBuilder("values");
        for (int bits = 0; bits < code.size(); bits++) {
          text.append(code.isDefined(bits) ? " " + (code.meaning(bits) << shift) : "");
        }
        return text.toString();
      }
      int min = signed ? -1 << (width - 1) : 0;
      int max = -1 >>> (32 - width + (signed ? 1 : 0));
      return String.format("range %d..%d", min << shift, max << shift)
          + (shift == 0 ? "" : ", multiples of " + (1 << shift));
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

  /** Numbers, or names of other fields, that operands without bits have. */
  private final Map<String, String> implied = new HashMap<>();

  /** Whether some bits stand for nothing. */
  private final boolean partial;

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
      Matcher implication = IMPLIED.matcher(group);
      if (implication.matches()) {
        implied.put(implication.group(1), implication.group(2));
      } else if (FIXED.matcher(group).matches()) {
        checkFits(group, group.length(), position);
        fixed |= binary(group.replace('0', '1')) << position;
        ones |= binary(group) << position;
        position += group.length();
      } else {
        Field field = field(group, position);
        found.add(field);
        position += field.width();
      }
    }
    if (position != 16 && position != 32) {
      throw error("it has " + position + " bits, not 16 or 32");
    }
    width = position;
    mask = fixed;
    match = ones;
    fields = List.copyOf(found);
    partial = fields.stream().anyMatch(f -> f.code() != null);
    checkRepeated();
    checkImplied();
  }

  private Field field(String group, int position) {
    Matcher named = NAMED.matcher(group);
    if (!named.matches()) {
      throw error(
          "\"" + group + "\" is neither bits (0, 1, -) nor name:width, name:sWidth or name=value");
    }
    int bits = Integer.parseInt(named.group(3));
    checkFits(group, bits, position);
    int shift = named.group(4) == null ? 0 : Integer.parseInt(named.group(4));
    FieldCode code = named.group(5) == null ? null : FieldCode.of(named.group(5));
    if (code != null && code.size() != 1 << bits) {
      throw error("\"" + group + "\": the code has " + code.size() + " values");
    }
    return new Field(named.group(1), position, bits, !named.group(2).isEmpty(), shift, code);
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

  /** Whether an operand of that name follows from the instruction. */
  boolean has(String name) {
    return implied.containsKey(name) || fields.stream().anyMatch(f -> f.name().equals(name));
  }

  /** Whether a field of that name is sign-extended. */
  boolean isSigned(String name) {
    return fields.stream().anyMatch(f -> f.name().equals(name) && f.signed());
  }

  /** How many low bits a value of a field can have set, those that are always 0 included. */
  int reach(String name) {
    Field field = field(name);
    return field.width() + field.shift();
  }

  private Field field(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw error("it has no field \"" + name + "\"");
  }

  boolean matches(int word) {
    return (word & mask) == match && (!partial || isDefined(word));
  }

  private boolean isDefined(int word) {
    for (Field field : fields) {
      if (!field.isDefined(word)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value of an operand, extended as the pattern says.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  int extract(int word, String name) {
    String value = implied.get(name);
    if (value == null) {
      return field(name).extract(word);
    }
    return isNumber(value) ? Integer.parseInt(value) : field(value).extract(word);
  }

  /**
   * The instruction with an operand set.
   *
   * @throws IllegalArgumentException if there is no such operand or it cannot have the value
   */
  int insert(int word, String name, int value) {
    String meant = implied.get(name);
    if (meant != null && isNumber(meant)) {
      if (Integer.parseInt(meant) != value) {
        throw error(String.format("%s is always %s, not %d", name, meant, value));
      }
      return word;
    }
    String place = meant == null ? name : meant;
    Field first = field(place);
    if (!first.holds(value)) {
      throw error(String.format("%d is not in %s's %s", value, name, first.range()));
    }
    int result = word;
    for (Field field : fields) {
      if (field.name().equals(place)) {
        result = (result & ~field.mask()) | field.place(value);
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

  private void checkImplied() {
    implied.forEach(
        (name, value) -> {
          if (fields.stream().anyMatch(f -> f.name().equals(name))) {
            throw error("\"" + name + "\" is a field and implied");
          }
          if (!isNumber(value)) {
            field(value);
          }
        });
  }

  private static boolean isNumber(String value) {
    return Character.isDigit(value.charAt(0));
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
