package org.vzlab.cli;

import org.vzlab.board.BoardTime;
import picocli.CommandLine.TypeConversionException;

/**
 * A button to press at a board time: {@code BTN1=2s}, {@code BTN1=2s+500ms}.
 *
 * @param button as printed on the board
 * @param from when it is pressed
 * @param to when it is let go, later than that
 */
record Pressed(String button, BoardTime from, BoardTime to) {
  private static final String FORM = "NAME=TIME[+DURATION], such as BTN1=2s+100ms";
  private static final BoardTime USUAL = ObserveOptions.TimeConverter.time("100ms");

  static Pressed parse(String option) {
    int equals = option.indexOf('=');
    if (equals < 0) {
      throw new TypeConversionException("'" + option + "' has no '='; expected " + FORM);
    }
    if (equals == 0) {
      throw new TypeConversionException("'" + option + "' names no button; expected " + FORM);
    }
    String times = option.substring(equals + 1);
    int plus = times.indexOf('+');
    BoardTime from = ObserveOptions.TimeConverter.time(plus < 0 ? times : times.substring(0, plus));
    BoardTime duration =
        plus < 0 ? USUAL : ObserveOptions.TimeConverter.time(times.substring(plus + 1));
    if (duration.cycles() == 0) {
      throw new TypeConversionException("in '" + option + "' the duration is 0; expected " + FORM);
    }
    return new Pressed(
        option.substring(0, equals), from, new BoardTime(from.cycles() + duration.cycles()));
  }
}
