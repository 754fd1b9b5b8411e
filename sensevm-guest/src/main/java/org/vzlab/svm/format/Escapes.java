package org.vzlab.svm.format;

import java.util.Map;

/** How characters stand in quotation marks in assembly text. */
final class Escapes {
  /** What a letter behind a backslash means; {@code \x} and two digits are any byte. */
  static final Map<Character, Integer> MEANINGS =
      Map.of('n', 10, 'r', 13, 't', 9, '0', 0, '\\', (int) '\\', '"', (int) '"', '\'', (int) '\'');

  private Escapes() {}

  /** Bytes as they stand between quotation marks. */
  static String write(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      int c = bytes[i] & 0xFF;
      switch (c) {
        case '\n' -> text.append("\\n");
        case '\\', '"' -> text.append('\\').append((char) c);
        default -> {
          boolean plain = c >= ' ' && c < 0x7F;
          text.append(plain ? String.valueOf((char) c) : "\\x%02x".formatted(c));
        }
      }
    }
    return text.toString();
  }
}
