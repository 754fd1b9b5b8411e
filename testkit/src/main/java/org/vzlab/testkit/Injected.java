package org.vzlab.testkit;

import java.util.Set;
import org.junit.jupiter.api.extension.ParameterContext;

/** What tests have as parameters. */
final class Injected {
  private static final Set<Class<?>> KNOWN =
      Set.of(RunningBoard.class, Guest.class, Console.class, Memory.class, Led.class, Button.class);

  private Injected() {}

  static boolean knows(Class<?> type) {
    return KNOWN.contains(type);
  }

  /**
   * The value of a parameter of a type that is known.
   *
   * @throws BadBoard if there is no such thing, or the parameter does not say which
   */
  static Object value(ParameterContext parameter, RunningBoard board) {
    Class<?> type = parameter.getParameter().getType();
    Integer id = parameter.findAnnotation(Id.class).map(Id::value).orElse(null);
    Integer uart = parameter.findAnnotation(Uart.class).map(Uart::value).orElse(null);
    String name = parameter.findAnnotation(Named.class).map(Named::value).orElse(null);
    if (type == RunningBoard.class) {
      return board;
    }
    if (type == Console.class) {
      if (id != null) {
        return board.guest(id).console();
      }
      return uart != null ? board.uart(uart) : board.console();
    }
    if (type == Memory.class) {
      return id != null ? board.guest(id).memory() : board.memory();
    }
    if (type == Guest.class) {
      return board.guest(given(id, type, "@Id(1)"));
    }
    String which = given(name, type, type == Led.class ? "@Named(\"LD1\")" : "@Named(\"BTN1\")");
    return type == Led.class ? board.led(which) : board.button(which);
  }

  private static <T> T given(T value, Class<?> type, String example) {
    if (value == null) {
      throw new BadBoard(
          String.format(
              "found a parameter %s, expected one that says which: %s %s",
              type.getSimpleName(), example, type.getSimpleName()));
    }
    return value;
  }
}
