package org.vzlab.vp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file that say something: comments and blank lines are gone. */
final class Lines {
  /** The line that ends a block. */
  static final String END = ".";

  /** A line without its comment and the space around it. */
  record Line(SourcePosition position, String text) {
    boolean ends() {
      return text.equals(END);
    }

    boolean assigns() {
      return text.indexOf('=') >= 0;
    }

    /** The line as {@code key = value}. */
    Value value() {
      int equals = text.indexOf('=');
      return new Value(
          position, text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    ConfigException unexpected(String expected, String hint) {
      return new ConfigException(position, "\"" + text + "\"", expected, hint);
    }
  }

  private final String file;
  private final Findings findings;
  private final List<Line> lines = new ArrayList<>();
  private final int length;
  private int next;

  /** The lines of a text; what is found in them is added to the findings. */
  Lines(Path file, String text, Findings findings) {
    this.file = file.toString();
    this.findings = findings;
    String[] raw = text.split("\\R", -1);
    length = raw.length;
    for (int i = 0; i < raw.length; i++) {
      int comment = raw[i].indexOf('#');
      String line = (comment < 0 ? raw[i] : raw[i].substring(0, comment)).strip();
      if (!line.isEmpty()) {
        lines.add(new Line(new SourcePosition(this.file, i + 1), line));
      }
    }
  }

  boolean hasNext() {
    return next < lines.size();
  }

  Line next() {
    return lines.get(next++);
  }

  /** Goes behind the end of a block that is no block, or to where another begins for certain. */
  void skipBlock(List<String> others) {
    int inner = 0;
    while (hasNext() && inner >= 0 && !others.contains(lines.get(next).text())) {
      Line line = next();
      boolean opens = line.assigns() ? line.value().text().isEmpty() : line.text().startsWith(".");
      inner += line.ends() ? -1 : opens ? 1 : 0;
    }
  }

  /** What has been found in the lines. */
  Findings findings() {
    return findings;
  }

  /** The next line of a block, or null at the line that ends it; the file's end does so too. */
  Line nextIn(String block, SourcePosition start) {
    if (!hasNext()) {
      findings.warn(
          Check.SYNTAX,
          new SourcePosition(file, length),
          "the file ends before the \".\" that ends " + block + " of line " + start.line());
      return null;
    }
    Line line = next();
    return line.ends() ? null : line;
  }
}
