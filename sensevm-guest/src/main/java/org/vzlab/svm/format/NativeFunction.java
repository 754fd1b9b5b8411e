package org.vzlab.svm.format;

import java.util.Locale;
import java.util.Optional;

/** The native functions by their numbers; docs/sense-vm.md says what they do. */
public enum NativeFunction {
  ARRAY_NEW(1),
  ARRAY_LENGTH(1),
  ARRAY_GET(2),
  ARRAY_SET(3),
  CLOCK(1),
  DIVIDE(2),
  REMAINDER(2),
  AND(2),
  OR(2),
  XOR(2),
  SHIFT_LEFT(2),
  SHIFT_RIGHT(2),
  GUARD(2),
  GUARDED(1),
  VOTE(2),
  VOTED(1),
  CHECKPOINT(1),
  MISSED(1),
  FILL(2);

  private static final NativeFunction[] ALL = values();

  private final int arguments;

  NativeFunction(int arguments) {
    this.arguments = arguments;
  }

  /** How many arguments it has, with the one in E, which is () where the function needs none. */
  public int arguments() {
    return arguments;
  }

  /** Its number in the pool. */
  public int number() {
    return ordinal();
  }

  /** Its name in assembly text: {@code array_get}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The function of a number, if there is one. */
  public static Optional<NativeFunction> of(int number) {
    return number >= 0 && number < ALL.length ? Optional.of(ALL[number]) : Optional.empty();
  }

  /** The function of an entry, if the machine has it and the entry gives it what it takes. */
  public static Optional<NativeFunction> of(NativeEntry entry) {
    return of(entry.function()).filter(function -> function.arguments == entry.arguments());
  }

  /** The function of a name in assembly text, if there is one. */
  public static Optional<NativeFunction> named(String title) {
    for (NativeFunction function : ALL) {
      if (function.title().equals(title)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }
}
