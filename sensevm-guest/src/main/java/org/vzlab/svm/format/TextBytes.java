package org.vzlab.svm.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes as text: {@code 0xfe} or decimal, separated by commas or space, with C comments. */
final class TextBytes {
  private static final int SHOWN = 16;

  private final String name;
  private final String text;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int at;
  private int line = 1;

  private TextBytes(String name, byte[] text) {
    this.name = name;
    this.text = new String(text, StandardCharsets.ISO_8859_1);
  }

  /** The bytes that a text means. */
  static byte[] parse(String name, byte[] text) throws FormatException {
    TextBytes parser = new TextBytes(name, text);
    while (parser.at < parser.text.length()) {
      parser.next();
    }
    return parser.bytes.toByteArray();
  }

  private void next() throws FormatException {
    char c = text.charAt(at);
    if (c == '\n') {
      line++;
      at++;
    } else if (c == ',' || c == ' ' || c == '\t' || c == '\r') {
      at++;
    } else if (text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*", at)) {
      comment();
    } else {
      bytes.write(number());
    }
  }

  private void comment() throws FormatException {
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      throw wrong("a comment without an end", "*/");
    }
    line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
    at = end + 2;
  }

  private int number() throws FormatException {
    int end = at;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      throw wrong(shown(text.substring(at, at + 1)), "a byte such as 0xfe or 254");
    }
    String word = text.substring(at, end);
    boolean hex = word.startsWith("0x") || word.startsWith("0X");
    String digits = hex ? word.substring(2) : word;
    if (!digits.matches(hex ? "0*[0-9a-fA-F]{1,2}" : "0|[1-9][0-9]{0,2}")
        || Integer.parseInt(digits, hex ? 16 : 10) > 0xFF) {
      throw wrong(shown(word), "a byte: 0x00 to 0xff, or 0 to 255 without zeros before it");
    }
    at = end;
    return Integer.parseInt(digits, hex ? 16 : 10);
  }

  private static boolean isWord(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static String shown(String found) {
    String part = found.length() > SHOWN ? found.substring(0, SHOWN) + "..." : found;
    StringBuilder text = new StringBuilder("\"");
    part.chars()
        .forEach(
            c ->
                text.append(
                    c >= ' ' && c < 0x7F ? String.valueOf((char) c) : "\\x%02x".formatted(c)));
    return text.append('"').toString();
  }

  private FormatException wrong(String found, String expected) {
    return new FormatException(
        "%s:%d: found %s, expected %s; a file is text if its first byte is not 0xfe"
            .formatted(name, line, found, expected));
  }
}
