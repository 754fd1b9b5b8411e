package org.vzlab.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.vzlab.board.BoardTime;
import picocli.CommandLine.TypeConversionException;

/**
 * Characters to type on the console at a board time: {@code 2s=^E1=}.
 *
 * @param text {@code ^E} is Ctrl-E, {@code \r} return, {@code \n} line feed, {@code \t} tab, {@code
 *     \e} escape, {@code \xHH} any byte, {@code \\} a backslash, {@code \^} a caret; the rest is
 *     UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
record Typed(BoardTime time, byte[] text) {
  private static final String LETTERS = "rnte\\^";
  private static final byte[] MEANINGS = {'\r', '\n', '\t', 0x1B, '\\', '^'};

  static Typed parse(String option) {
    int equals = option.indexOf('=');
    if (equals < 0) {
      throw new TypeConversionException("'" + option + "' has no '='; expected TIME=TEXT");
    }
    return new Typed(
        ObserveOptions.TimeConverter.time(option.substring(0, equals)),
        bytes(option.substring(equals + 1)));
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '^') {
        bytes.write(control(text, at + 1));
        at += 2;
      } else if (c == '\\' && text.startsWith("x", at + 1)) {
        bytes.write(hex(text, at + 2));
        at += 4;
      } else if (c == '\\') {
        bytes.write(escape(text, at + 1));
        at += 2;
      } else {
        int next = text.offsetByCodePoints(at, 1);
        bytes.writeBytes(text.substring(at, next).getBytes(StandardCharsets.UTF_8));
        at = next;
      }
    }
    return bytes.toByteArray();
  }

  private static int control(String text, int at) {
    char c = at < text.length() ? Character.toUpperCase(text.charAt(at)) : 0;
    if (c == '?') {
      return 0x7F;
    }
    if (c < '@' || c > '_') {
      throw new TypeConversionException(
          "in '" + text + "' a letter must follow '^', as in ^E; a caret itself is \\^");
    }
    return c - '@';
  }

  private static int escape(String text, int at) {
    int letter = at < text.length() ? LETTERS.indexOf(text.charAt(at)) : -1;
    if (letter < 0) {
      throw new TypeConversionException(
          "in '" + text + "' one of r n t e x ^ \\ must follow '\\'; a backslash itself is \\\\");
    }
    return MEANINGS[letter];
  }

  private static int hex(String text, int at) {
    int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    if (high < 0 || low < 0) {
      throw new TypeConversionException(
          "in '" + text + "' two hexadecimal digits must follow '\\x', as in \\x1B");
    }
    return high * 16 + low;
  }
}
