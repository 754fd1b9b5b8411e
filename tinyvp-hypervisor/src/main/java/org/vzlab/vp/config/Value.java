package org.vzlab.vp.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is assigned to a key, with its place. */
record Value(SourcePosition position, String key, String text) {
  /** The words of the value. */
  List<String> words() {
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  /** The value as one 32-bit number. */
  int number() throws ConfigException {
    return number(text, "a number");
  }

  /** The value as numbers, at least one. */
  List<Integer> numbers(String expected) throws ConfigException {
    if (text.isEmpty()) {
      throw error("nothing after \"" + key + " =\"", expected, "write it on the same line");
    }
    List<Integer> numbers = new ArrayList<>();
    for (String word : words()) {
      numbers.add(number(word, expected));
    }
    return List.copyOf(numbers);
  }

  /** A word of the value as a 32-bit number, decimal or hexadecimal. */
  int number(String word, String expected) throws ConfigException {
    try {
      return parse(word);
    } catch (NumberFormatException e) {
      throw error(
          quoted(word), expected, "write decimal (4096) or hexadecimal (0x1000), at most 32 bits");
    }
  }

  /**
   * A word as a 32-bit number, decimal or hexadecimal.
   *
   * @throws NumberFormatException if it is none
   */
  static int parse(String word) {
    boolean hexadecimal = word.startsWith("0x") || word.startsWith("0X");
    return hexadecimal
        ? Integer.parseUnsignedInt(word.substring(2), 16)
        : Integer.parseUnsignedInt(word);
  }

  /** The value as a number from {@code low} to {@code high}. */
  int numberBetween(int low, int high) throws ConfigException {
    String expected = "a number from " + low + " to " + high;
    int number = number(text, expected);
    if (number < low || number > high) {
      throw error(key + " = " + text, expected, "choose one in that range");
    }
    return number;
  }

  /** The value as a switch: off with 0, else on, as in tinyVP, where 1 is meant. */
  boolean on(Findings findings) {
    if (!text.equals("0") && !text.equals("1")) {
      findings.warn(Check.KEYS, position, key + " = " + quoted(text) + " counts as 1");
    }
    return !text.equals("0");
  }

  /** The value as one word. */
  String word(String expected) throws ConfigException {
    List<String> words = words();
    if (words.size() != 1) {
      throw error(
          words.isEmpty() ? "nothing after \"" + key + " =\"" : quoted(text),
          expected,
          "write one word");
    }
    return words.get(0);
  }

  /** The value as the name of a file; relative names are relative to the folder of another. */
  Path beside(Path file) throws ConfigException {
    try {
      return file.resolveSibling(text);
    } catch (InvalidPathException e) {
      throw error(quoted(text), "the name of a file", "this computer has no such names");
    }
  }

  /** Says that the key stood in its block before. */
  void warnOfRepetition(Findings findings) {
    findings.warn(Check.KEYS, position, key + " is given again; the last one counts");
  }

  ConfigException error(String found, String expected, String hint) {
    return new ConfigException(position, found, expected, hint);
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "nothing" : "\"" + text + "\"";
  }
}
