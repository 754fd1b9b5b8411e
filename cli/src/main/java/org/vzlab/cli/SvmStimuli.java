package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.board.SvmComparisons.Stimulus;
import picocli.CommandLine.Option;

/** What is typed and pressed while a Sense-VM program runs, as options. */
final class SvmStimuli {
  @Option(
      names = "--type",
      paramLabel = "TIME=TEXT",
      converter = RunOptions.TypedConverter.class,
      description = "Type at the console then, as 'vzlab run --type' does; may be repeated.")
  List<Typed> typed = List.of();

  @Option(
      names = "--press",
      paramLabel = "NAME=TIME[+DURATION]",
      converter = RunOptions.PressedConverter.class,
      description = "Press a button then, BTN1 or BTN2; may be repeated.")
  List<Pressed> pressed = List.of();

  /** The same for a board. */
  List<Stimulus> onBoard() {
    List<Stimulus> stimuli = new ArrayList<>();
    for (Typed text : typed) {
      stimuli.add(new Stimulus(text.time().cycles(), "", text.text(), 0));
    }
    for (Pressed press : pressed) {
      stimuli.add(
          new Stimulus(press.from().cycles(), press.button(), new byte[0], press.to().cycles()));
    }
    return stimuli;
  }
}
