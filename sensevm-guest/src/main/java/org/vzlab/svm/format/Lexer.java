package org.vzlab.svm.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides assembly text into words. */
final class Lexer {
  private static final Pattern NAME = Pattern.compile("\\.?[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern HEX = Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]{1,8})");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(0|[1-9][0-9]{0,9})");
  private static final Pattern FLOAT = Pattern.compile("[+-]?[0-9]+\\.[0-9]+([eE][+-]?[0-9]+)?");
  private static final String SIGNS = ":,{}*#";
  private static final byte[] NONE = {};

  private final String file;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  private Lexer(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /** The words of a text, the last one its end. */
  static List<Token> tokens(String file, String text) throws AssemblyException {
    Lexer lexer = new Lexer(file, text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.add(Token.Kind.END, "");
    return lexer.tokens;
  }

  private void next() throws AssemblyException {
    char c = text.charAt(at);
    if (c == '\n') {
      add(Token.Kind.NEWLINE, "\n");
      line++;
      at++;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      at++;
    } else if (c == ';') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (c == '"') {
      string();
    } else if (c == '\'') {
      character();
    } else if (SIGNS.indexOf(c) >= 0) {
      add(Token.Kind.SIGN, String.valueOf(c));
      at++;
    } else {
      word();
    }
  }

  private void word() throws AssemblyException {
    Optional<String> name = match(NAME);
    Optional<String> number = name.isPresent() ? Optional.empty() : digits();
    if (name.isPresent()) {
      add(Token.Kind.NAME, name.get());
      at += name.get().length();
    } else if (number.isPresent()) {
      number(number.get());
      at += number.get().length();
    } else {
      String found = new String(Character.toChars(text.codePointAt(at)));
      throw wrong("\"" + found + "\"", "an instruction or an operand", "a comment begins with ;");
    }
  }

  private void number(String word) throws AssemblyException {
    Matcher hex = HEX.matcher(word);
    if (hex.matches()) {
      long value = Long.parseLong(hex.group(2), 16);
      number(word, hex.group(1).equals("-") ? -value : value);
    } else if (DECIMAL.matcher(word).matches()) {
      number(word, Long.parseLong(word));
    } else if (FLOAT.matcher(word).matches()) {
      long bits = Float.floatToIntBits(Float.parseFloat(word)) & 0xFFFF_FFFFL;
      tokens.add(new Token(Token.Kind.FLOAT, word, bits, NONE, line));
    } else {
      throw wrong("\"" + word + "\"", "a number", "type 10, 0x0a, 'a' or 1.5");
    }
  }

  private void number(String word, long value) {
    tokens.add(new Token(Token.Kind.NUMBER, word, value, NONE, line));
  }

  /**
   * What looks like a number: a digit, perhaps behind a sign, and what follows without a space. A
   * sign may follow an exponent's letter. It may be of any length, and a pattern's depth grows with
   * that.
   */
  private Optional<String> digits() {
    int end = at + (isSign(at) ? 1 : 0);
    if (end == text.length() || text.charAt(end) < '0' || text.charAt(end) > '9') {
      return Optional.empty();
    }
    while (end < text.length() && (isWord(text.charAt(end)) || isSign(end))) {
      if (isSign(end) && "eE".indexOf(text.charAt(end - 1)) < 0) {
        break;
      }
      end++;
    }
    return Optional.of(text.substring(at, end));
  }

  private boolean isSign(int place) {
    return text.charAt(place) == '+' || text.charAt(place) == '-';
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.';
  }

  private Optional<String> match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
  }

  private void string() throws AssemblyException {
    int begin = at;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    at++;
    while (peek() != '"') {
      bytes.writeBytes(quoted("a string without an end", "\""));
    }
    at++;
    String shown = text.substring(begin, at);
    tokens.add(new Token(Token.Kind.STRING, shown, 0, bytes.toByteArray(), line));
  }

  private void character() throws AssemblyException {
    int begin = at;
    at++;
    byte[] bytes = quoted("a character without an end", "'");
    if (bytes.length != 1 || peek() != '\'') {
      throw wrong("more than a byte between ' and '", "one character", "type 'a' or '\\n'");
    }
    at++;
    number(text.substring(begin, at), bytes[0] & 0xFF);
  }

  /** The bytes of one character between quotation marks. */
  private byte[] quoted(String unended, String mark) throws AssemblyException {
    int c = peek();
    if (c < 0 || c == '\n') {
      throw wrong(unended, mark + " in the same line", "type \\n for a new line");
    }
    if (c != '\\') {
      at += Character.charCount(c);
      return Character.toString(c).getBytes(StandardCharsets.UTF_8);
    }
    String digits =
        text.substring(Math.min(at + 2, text.length()), Math.min(at + 4, text.length()));
    at++;
    int letter = peek();
    at++;
    if (letter == 'x' && digits.matches("[0-9a-fA-F]{2}")) {
      at += 2;
      return new byte[] {(byte) Integer.parseInt(digits, 16)};
    }
    Integer meaning = Escapes.MEANINGS.get((char) letter);
    if (letter < 0 || meaning == null) {
      throw wrong(
          letter < 0 ? "\\ at the end" : "\\" + Character.toString(letter),
          "\\n, \\r, \\t, \\0, \\\\, \\\", \\' or \\x and two digits",
          "type \\\\ for a backslash");
    }
    return new byte[] {meaning.byteValue()};
  }

  private int peek() {
    return at < text.length() ? text.codePointAt(at) : -1;
  }

  private void add(Token.Kind kind, String word) {
    tokens.add(new Token(kind, word, 0, NONE, line));
  }

  private AssemblyException wrong(String found, String expected, String hint) {
    return new AssemblyException(file, line, found, expected, hint);
  }
}
