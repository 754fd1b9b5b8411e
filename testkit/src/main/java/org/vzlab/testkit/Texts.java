package org.vzlab.testkit;

/** Texts in messages. */
final class Texts {
  private static final int LONGEST = 4000;

  private Texts() {}

  /** A text in a line, with what cannot be seen as escapes. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        case '\t' -> shown.append("\\t");
        case '"' -> shown.append("\\\"");
        case '\\' -> shown.append("\\\\");
        default -> shown.append(c >= ' ' && c < 0x7F ? c : String.format("\\x%02X", (int) c));
      }
    }
    return shown.toString();
  }

  /** The end of a text that is too long to show, in lines of its own. */
  static String tail(String text) {
    String plain = text.replace("\r", "");
    String shown =
        plain.length() <= LONGEST
            ? plain
            : "["
                + (plain.length() - LONGEST)
                + " characters before]\n"
                + plain.substring(plain.length() - LONGEST);
    return shown.isEmpty() ? "  (nothing)" : "  " + shown.stripTrailing().replace("\n", "\n  ");
  }

  /** An address. */
  static String hex(int address) {
    return String.format("0x%08x", address);
  }
}
