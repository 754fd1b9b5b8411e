package org.vzlab.svm.format;

import java.util.Locale;
import java.util.Optional;

/**
 * The functions of the run-time system, operands of CALLRTS; docs/sense-vm.md says what they do.
 */
public enum RuntimeFunction {
  SPAWN(0),
  CHANNEL(1),
  SEND(2),
  RECEIVE(3),
  SYNC(4),
  CHOOSE(5),
  BIND(6),
  WRAP(7),
  TIME(8);

  private static final RuntimeFunction[] ALL = values();

  private final int number;

  RuntimeFunction(int number) {
    this.number = number;
  }

  /** Its number, the operand. */
  public int number() {
    return number;
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
