package org.vzlab.svm.format;

import java.util.Locale;
import java.util.Optional;

/** The native functions by their numbers; docs/sense-vm.md says what they do. */
public enum NativeFunction {
  ARRAY_NEW(0, 1),
  ARRAY_LENGTH(1, 1),
  ARRAY_GET(2, 2),
  ARRAY_SET(3, 3),
  CLOCK(4, 1),
  DIVIDE(5, 2),
  REMAINDER(6, 2),
  AND(7, 2),
  OR(8, 2),
  XOR(9, 2),
  SHIFT_LEFT(10, 2),
  SHIFT_RIGHT(11, 2),
  GUARD(12, 2),
  GUARDED(13, 1),
  VOTE(14, 2),
  VOTED(15, 1),
  CHECKPOINT(16, 1),
  MISSED(17, 1),
  FILL(18, 2);

  private static final NativeFunction[] ALL = values();

  private final int number;
  private final int arguments;

  NativeFunction(int number, int arguments) {
    this.number = number;
    this.arguments = arguments;
  }

  /** How many arguments it has, with the one in E, which is () where the function needs none. */
  public int arguments() {
    return arguments;
  }

  /** Its number in the pool. */
  public int number() {
    return number;
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
