package org.vzlab.testkit;

import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractAssert;

/** Assertions about all that was printed on a line since power-on. */
public final class ConsoleAssert extends AbstractAssert<ConsoleAssert, Console> {
  ConsoleAssert(Console console) {
    super(console, ConsoleAssert.class);
  }

  /** A text was printed. */
  public ConsoleAssert contains(String text) {
    isNotNull();
    if (!actual.text().contains(text)) {
      fail("to contain \"" + Texts.shown(text) + "\"");
    }
    return this;
  }

  /** A text was not printed. */
  public ConsoleAssert doesNotContain(String text) {
    isNotNull();
    if (actual.text().contains(text)) {
      fail("not to contain \"" + Texts.shown(text) + "\"");
    }
    return this;
  }

  /** Somewhere in what was printed is a match of a regular expression. */
  public ConsoleAssert matches(String regex) {
    isNotNull();
    if (!Pattern.compile(regex).matcher(actual.text()).find()) {
      fail("to have a match of " + regex);
    }
    return this;
  }

  /** These lines, and no others, were printed. */
  public ConsoleAssert hasLines(String... lines) {
    isNotNull();
    if (!actual.lines().equals(List.of(lines))) {
      fail("to have the lines " + List.of(lines));
    }
    return this;
  }

  /** A text was printed so often. */
  public ConsoleAssert containsTimes(int times, String text) {
    isNotNull();
    int found = 0;
    String all = actual.text();
    for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + text.length())) {
      found++;
    }
    if (found != times) {
      fail(String.format("to contain \"%s\" %d times, not %d", Texts.shown(text), times, found));
    }
    return this;
  }

  /** Nothing was printed. */
  public ConsoleAssert isEmpty() {
    isNotNull();
    if (!actual.text().isEmpty()) {
      fail("to be empty");
    }
    return this;
  }

  private void fail(String expectation) {
    failWithMessage(
        "Expected %s %s, but it printed:%n%s",
        actual.name(), expectation, Texts.tail(actual.text()));
  }
}
