package org.vzlab.mips.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operands of {@link Op#asm}, as GNU as and objdump write them: a general register by its ABI
 * name, one of the FPU as {@code $f12}, {@code cc} as {@code $fcc1}; a signed field and what is
 * named like one in decimal, any other field in hexadecimal.
 *
 * <p>{@code $name} is a register of another kind, written {@code $12}, but {@code $ac} is an
 * accumulator, written {@code $ac1}. {@code target} is the address that {@code offset} or {@code
 * index} leads to, and {@code size} that of a bit field whose end is {@code msb} or {@code msbd}.
 * {@code list}, a set of registers, is written {@code s0-s3,ra}, and {@code pair} as two registers;
 * both stand first. What stands in brackets, which may hold others, is left out when it is 0;
 * brackets stand at the end, or once at the beginning.
 */
final class AsmText {
  private static final Pattern TEMPLATE_TOKEN = Pattern.compile("\\$?\\w+|[(),\\[\\]]");
  private static final Pattern TOKEN = Pattern.compile("[(),]|[^(),\\s]+");
  private static final int REGISTER_BITS = 5;

  /** Operands in decimal, signed or not. */
  private static final List<String> DECIMAL = List.of("sel", "offset", "simm", "count");

  /** Operands that are several registers. */
  private static final List<String> SEVERAL = List.of("list", "pair");

  private static final List<String> REGISTERS =
      List.of(
          "zero", "at", "v0", "v1", "a0", "a1", "a2", "a3", "t0", "t1", "t2", "t3", "t4", "t5",
          "t6", "t7", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "t8", "t9", "k0", "k1", "gp",
          "sp", "s8", "ra");

  /** Fields that hold the number of an FPU register or condition code, by what is before it. */
  private static final Map<String, String> PREFIXES =
      Map.of("fr", "$f", "ft", "$f", "fs", "$f", "fd", "$f", "cc", "$fcc");

  private final Operation operation;
  private final BitPattern pattern;

  /** Names of operands and everything else, literally. */
  private final List<String> tokens = new ArrayList<>();

  /** How many tokens there may be, the fewest first. */
  private final List<Integer> lengths = new ArrayList<>();

  /** How many tokens at the beginning are left out when they are 0. */
  private int leading;

  AsmText(Operation operation) {
    this.operation = operation;
    pattern = operation.pattern();
    String template = operandText(operation.asm());
    boolean leads = template.startsWith("[") && !template.endsWith("]");
    Matcher matcher = TEMPLATE_TOKEN.matcher(template);
    while (matcher.find()) {
      String token = matcher.group();
      if (token.equals("[")) {
        if (!leads) {
          lengths.add(tokens.size());
        }
      } else if (token.equals("]")) {
        if (leads) {
          leading = tokens.size();
        }
      } else {
        checkKnown(token);
        tokens.add(token);
      }
    }
    lengths.add(tokens.size());
  }

  /** Bytes of the instruction. */
  int length() {
    return operation.length();
  }

  /** What stands behind the mnemonic. */
  static String operandText(String statement) {
    int blank = statement.indexOf(' ');
    return blank < 0 ? "" : statement.substring(blank + 1).trim();
  }

  /** Splits operands into names, numbers and punctuation. */
  static List<String> split(String operands) {
    return TOKEN.matcher(operands).results().map(r -> r.group()).toList();
  }

  /** The number of a general register written by name or as {@code $4}, or -1. */
  static int register(String text) {
    if (text.equals("fp") || text.equals("$fp")) {
      return 30;
    }
    return text.matches("\\$([12]?\\d|3[01])")
        ? Integer.parseInt(text.substring(1))
        : REGISTERS.indexOf(text.startsWith("$") ? text.substring(1) : text);
  }

  /** The operands of an instruction at an address. */
  List<String> format(int word, int pc) {
    List<String> result = new ArrayList<>();
    boolean brief = leading > 0 && pattern.extract(word, tokens.get(0)) == 0;
    for (String token : tokens.subList(brief ? leading : 0, length(word))) {
      result.add(isOperand(token) ? formatOperand(token, word, pc) : token);
    }
    return result;
  }

  /** The shortest form that leaves out zeros only. */
  private int length(int word) {
    for (int length : lengths) {
      if (tokens.subList(length, tokens.size()).stream()
          .noneMatch(token -> isOperand(token) && pattern.extract(word, token) != 0)) {
        return length;
      }
    }
    return tokens.size();
  }

  private String formatOperand(String name, int word, int pc) {
    if (name.startsWith("$")) {
      return prefix(name) + pattern.extract(word, name.substring(1));
    }
    if (PREFIXES.containsKey(name)) {
      return PREFIXES.get(name) + pattern.extract(word, name);
    }
    if (name.equals("target")) {
      return String.format("0x%x", target(word, pc));
    }
    if (name.equals("size")) {
      return String.format("0x%x", size(word));
    }
    int value = pattern.extract(word, name);
    if (Operation.isRegister(name)) {
      return REGISTERS.get(value);
    }
    if (name.equals("pair")) {
      return REGISTERS.get(value & 31) + "," + REGISTERS.get(value >>> REGISTER_BITS);
    }
    if (name.equals("list")) {
      return formatList(value);
    }
    return pattern.isSigned(name) || DECIMAL.contains(name)
        ? Integer.toString(value)
        : "0x" + Integer.toHexString(value);
  }

  private static String formatList(int set) {
    List<String> runs = new ArrayList<>();
    for (int first = 0; first < REGISTERS.size(); first++) {
      if (((set >>> first) & 1) != 0) {
        int last = first;
        // s8, which some call the frame pointer, is no part of the run before it.
        while (last + 1 < REGISTERS.size() && ((set >>> (last + 1)) & 1) != 0 && last + 1 < 30) {
          last++;
        }
        runs.add(REGISTERS.get(first) + (last == first ? "" : "-" + REGISTERS.get(last)));
        first = last;
      }
    }
    return String.join(",", runs);
  }

  private int target(int word, int pc) {
    int next = pc + operation.length();
    return pattern.has("index")
        ? (next & region()) | pattern.extract(word, "index")
        : next + pattern.extract(word, "offset");
  }

  /** The bits of an address that a jump does not change. */
  private int region() {
    return -1 << pattern.reach("index");
  }

  private int size(int word) {
    return pattern.has("msbd")
        ? pattern.extract(word, "msbd") + 1
        : pattern.extract(word, "msb") - pattern.extract(word, "lsb") + 1;
  }

  /**
   * The instruction with these operands.
   *
   * @param given as {@link #split} returns them
   * @param labels the addresses that names stand for
   * @throws IllegalArgumentException saying what was found and what was expected
   */
  int encode(List<String> given, int pc, Map<String, Integer> labels) {
    List<String> operands = merge(given);
    boolean brief = leading > 0 && operands.size() == tokens.size() - leading;
    if (!brief && !lengths.contains(operands.size())) {
      throw mismatch(String.join(" ", operands));
    }
    int word = pattern.match();
    for (int i = 0; i < operands.size(); i++) {
      word = insert(word, tokens.get(brief ? leading + i : i), operands.get(i), pc, labels);
    }
    // One place may serve two operands, which must be the same then.
    for (int i = 0; i < operands.size(); i++) {
      if (insert(word, tokens.get(brief ? leading + i : i), operands.get(i), pc, labels) != word) {
        throw mismatch(operands.get(i));
      }
    }
    return word;
  }

  /** Checks a token that is no operand, or inserts an operand. */
  private int insert(int word, String token, String text, int pc, Map<String, Integer> labels) {
    if (isOperand(token)) {
      return insertOperand(word, token, text, pc, labels);
    }
    if (!text.equals(token) && (register(token) < 0 || register(text) != register(token))) {
      throw mismatch(text);
    }
    return word;
  }

  /** Puts the parts of the first operand together if it is several registers. */
  private List<String> merge(List<String> operands) {
    int parts = operands.size() - tokens.size() + 1;
    if (tokens.isEmpty() || !SEVERAL.contains(tokens.get(0)) || parts < 1) {
      return operands;
    }
    List<String> merged = new ArrayList<>();
    merged.add(String.join("", operands.subList(0, parts)));
    merged.addAll(operands.subList(parts, operands.size()));
    return merged;
  }

  private int insertOperand(
      int word, String name, String text, int pc, Map<String, Integer> labels) {
    if (Operation.isRegister(name)) {
      return pattern.insert(word, name, known(text));
    }
    if (SEVERAL.contains(name)) {
      return pattern.insert(word, name, several(name, text));
    }
    if (name.startsWith("$")) {
      return pattern.insert(word, name.substring(1), numbered(prefix(name), text));
    }
    if (PREFIXES.containsKey(name)) {
      return pattern.insert(word, name, numbered(PREFIXES.get(name), text));
    }
    if (name.equals("target")) {
      return insertTarget(word, labels.containsKey(text) ? labels.get(text) : number(text), pc);
    }
    return name.equals("size")
        ? insertSize(word, number(text))
        : pattern.insert(word, name, number(text));
  }

  private int several(String name, String text) {
    String[] parts = text.split(",", -1);
    if (name.equals("pair")) {
      if (parts.length != 2) {
        throw mismatch(text);
      }
      return known(parts[0]) | known(parts[1]) << REGISTER_BITS;
    }
    int set = 0;
    for (String part : parts) {
      String[] ends = part.split("-", 2);
      int last = known(ends[ends.length - 1]);
      for (int register = known(ends[0]); register <= last; register++) {
        set |= 1 << register;
      }
    }
    return set;
  }

  private int known(String text) {
    int register = register(text);
    if (register < 0) {
      throw mismatch(text);
    }
    return register;
  }

  private int numbered(String prefix, String text) {
    if (!text.startsWith(prefix) || !text.substring(prefix.length()).matches("\\d{1,9}")) {
      throw mismatch(text);
    }
    return Integer.parseInt(text.substring(prefix.length()));
  }

  private int insertTarget(int word, int target, int pc) {
    int next = pc + operation.length();
    int unit = operation.isa() == Isa.MIPS32 ? 4 : 2;
    if (target % unit != 0) {
      throw new IllegalArgumentException(
          String.format(
              "0x%x is not the address of an instruction: not a multiple of %d", target, unit));
    }
    if (!pattern.has("index")) {
      return pattern.insert(word, "offset", target - next);
    }
    if (((target ^ next) & region()) != 0) {
      throw new IllegalArgumentException(
          String.format(
              "0x%x is not in the same %d MB as the delay slot 0x%x",
              target, -region() >>> 20, next));
    }
    return pattern.insert(word, "index", target & ~region());
  }

  private int insertSize(int word, int size) {
    int lsb = pattern.extract(word, "lsb");
    if (size < 1 || size > 32 - lsb) {
      throw new IllegalArgumentException(
          String.format("size %d is not in the range 1..%d above bit %d", size, 32 - lsb, lsb));
    }
    return pattern.has("msbd")
        ? pattern.insert(word, "msbd", size - 1)
        : pattern.insert(word, "msb", lsb + size - 1);
  }

  private int number(String text) {
    try {
      long value = Long.decode(text);
      if (value >= Integer.MIN_VALUE && value <= 0xFFFFFFFFL) {
        return (int) value;
      }
    } catch (NumberFormatException e) {
      throw (IllegalArgumentException) mismatch(text).initCause(e);
    }
    throw new IllegalArgumentException(text + " does not fit in 32 bits");
  }

  /** What stands before the number of a register that is not a general one. */
  private static String prefix(String name) {
    return name.equals("$ac") ? name : "$";
  }

  private boolean isOperand(String token) {
    return token.equals("target")
        || token.equals("size")
        || pattern.has(token.startsWith("$") ? token.substring(1) : token);
  }

  private void checkKnown(String token) {
    if (!isOperand(token)
        && register(token) < 0
        && !token.equals("$pc")
        && !"(),".contains(token)) {
      throw new IllegalArgumentException(
          operation + ": \"" + operation.asm() + "\" names \"" + token + "\", which is no field");
    }
  }

  private IllegalArgumentException mismatch(String found) {
    return new IllegalArgumentException(
        String.format("found \"%s\", expected %s", found, operation.asm()));
  }
}
