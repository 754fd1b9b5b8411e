package org.vzlab.svm.format;

import java.util.Locale;
import java.util.Optional;

/** The functions of the run-time system, operands of CALLRTS; docs/sense-vm.md says what they do. */
public enum RuntimeFunction {
  SPAWN,
  CHANNEL,
  SEND,
  RECEIVE,
  SYNC,
  CHOOSE,
  BIND,
  WRAP,
  TIME;

  private static final RuntimeFunction[] ALL = values();

  /** Its number, the operand. */
  public int number() {
    return ordinal();
  }

  /** Its name in assembly text: {@code spawn}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The function of a number, if there is one. */
  public static Optional<RuntimeFunction> of(int number) {
    return number >= 0 && number < ALL.length ? Optional.of(ALL[number]) : Optional.empty();
  }

  /** The function of a name in assembly text, if there is one. */
  public static Optional<RuntimeFunction> named(String title) {
    for (RuntimeFunction function : ALL) {
      if (function.title().equals(title)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }
}
