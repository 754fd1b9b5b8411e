package org.vzlab.svm.format;

/**
 * A word of assembly text.
 *
 * @param text as it stands there
 * @param value of a number or a character its value, of a float its bits
 * @param bytes of a string its characters
 * @param line counted from 1
 */
@SuppressWarnings("ArrayRecordComponent") // made and read once, never compared
record Token(Kind kind, String text, long value, byte[] bytes, int line) {
  /** What a token is. */
  enum Kind {
    NAME,
    NUMBER,
    FLOAT,
    STRING,
    SIGN,
    NEWLINE,
    END
  }

  /** Whether it is this sign. */
  boolean is(char sign) {
    return kind == Kind.SIGN && text.charAt(0) == sign;
  }

  /** How a message names it. */
  String shown() {
    return switch (kind) {
      case NEWLINE -> "the end of the line";
      case END -> "the end of the file";
      default -> "\"" + text + "\"";
    };
  }
}
