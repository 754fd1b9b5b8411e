package org.vzlab.svm.format;

import java.util.List;

/** The words of a text, read one after the other. */
final class Words {
  private final String file;
  private final List<Token> tokens;
  private int at;

  /** Words of which the last is the end. */
  Words(String file, List<Token> tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /** The next word, which stays. At the end it is the end. */
  Token peek() {
    return tokens.get(at);
  }

  /** The word behind the next one. */
  Token second() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  /** Takes the next word; the end is never passed. */
  Token next() {
    Token token = peek();
    if (!atEnd()) {
      at++;
    }
    return token;
  }

  /** Whether nothing is left. */
  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  /** Whether nothing is left in this line. */
  boolean atLineEnd() {
    return atEnd() || peek().kind() == Token.Kind.NEWLINE;
  }

  /** Goes to the next word, in whatever line it is. */
  void skipLines() {
    while (peek().kind() == Token.Kind.NEWLINE) {
      at++;
    }
  }

  /** Takes a sign if it is the next word. */
  boolean skip(char sign) {
    boolean there = peek().is(sign);
    if (there) {
      at++;
    }
    return there;
  }

  /** Takes a sign that must be there. */
  void expect(char sign, String hint) throws AssemblyException {
    if (!skip(sign)) {
      throw wrong(peek(), "\"" + sign + "\"", hint);
    }
  }

  /** Takes an operand, which is understood later. */
  Token operand(String what) throws AssemblyException {
    if (atLineEnd()) {
      throw wrong(peek(), what, "type it in the same line");
    }
    return next();
  }

  /** Takes a number. */
  long number(String what, int least, int most) throws AssemblyException {
    Token token = next();
    boolean fits = token.value() >= least && token.value() <= most;
    if (token.kind() != Token.Kind.NUMBER || !fits) {
      throw wrong(token, what + ": " + least + " to " + most, "type 10, 0x0a or 'a'");
    }
    return token.value();
  }

  /** The word of 32 bits that a token means: an integer, signed or unsigned, or a float's bits. */
  int value(Token token) throws AssemblyException {
    boolean number = token.kind() == Token.Kind.NUMBER || token.kind() == Token.Kind.FLOAT;
    if (!number || token.value() < Integer.MIN_VALUE || token.value() > 0xFFFF_FFFFL) {
      throw wrong(
          token, "a value of 32 bits: -2147483648 to 4294967295", "type 10, 0x0a, 'a' or 1.5");
    }
    return (int) token.value();
  }

  /** Takes a string. */
  byte[] string() throws AssemblyException {
    Token token = next();
    if (token.kind() != Token.Kind.STRING) {
      throw wrong(token, "a string", "type .string \"text\"");
    }
    return token.bytes();
  }

  /** A mistake at a word. */
  AssemblyException wrong(Token token, String expected, String hint) {
    return new AssemblyException(file, token.line(), token.shown(), expected, hint);
  }
}
