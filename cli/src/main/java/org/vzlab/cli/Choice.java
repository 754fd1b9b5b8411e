package org.vzlab.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** A word out of a few, in lower case. */
final class Choice {
  private Choice() {}

  static <E extends Enum<E>> E of(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    String words =
        Arrays.stream(type.getEnumConstants()).map(Choice::word).collect(Collectors.joining(", "));
    throw new TypeConversionException("'" + text + "' is not known; expected one of " + words);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
