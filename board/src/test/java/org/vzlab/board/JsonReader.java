package org.vzlab.board;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259) strictly: maps, lists, strings, BigDecimals and booleans. */
final class JsonReader {
  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * The value that a text holds.
   *
   * @throws IllegalArgumentException if the text is not JSON
   */
  static Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.blanks();
    reader.require(reader.at == text.length(), "something follows");
    return value;
  }

  private Object value() {
    blanks();
    char first = peek();
    if (first == '{') {
      return object();
    } else if (first == '[') {
      return list();
    } else if (first == '"') {
      return string();
    } else if (text.startsWith("true", at) || text.startsWith("false", at)) {
      at += first == 't' ? 4 : 5;
      return first == 't';
    }
    int from = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(from, at);
    require(number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?"), "a value expected");
    return new BigDecimal(number);
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    blanks();
    while (peek() != '}') {
      blanks();
      String key = string();
      blanks();
      take(':');
      require(object.put(key, value()) == null, "a key is there twice: " + key);
      separator('}');
    }
    at++;
    return object;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    at++;
    blanks();
    while (peek() != ']') {
      list.add(value());
      separator(']');
    }
    at++;
    return list;
  }

  private void separator(char close) {
    blanks();
    if (peek() != close) {
      take(',');
      blanks();
      require(peek() != close, "a comma too many");
    }
  }

  private String string() {
    take('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      require(c >= ' ', "a control character in a string");
      if (c == '\\') {
        char escaped = text.charAt(at++);
        if (escaped == 'u') {
          c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
          at += 4;
        } else {
          require(escaped == '"' || escaped == '\\', "another escape");
          c = escaped;
        }
      }
      string.append(c);
    }
    at++;
    return string.toString();
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    require(at < text.length(), "more expected");
    return text.charAt(at);
  }

  private void take(char expected) {
    require(peek() == expected, "expected " + expected);
    at++;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("at " + at + ": " + what);
    }
  }
}
