package org.vzlab.cli;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.vzlab.board.InputFiles;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;

/**
 * Writes a {@link Journal} while a run goes on: every line is in the file before the next slice.
 */
final class Recorder {
  private final OutputFile file;
  private boolean fresh;

  /**
   * Writes what is known before the run.
   *
   * @param typed what the options type
   * @param uart the one that they type at
   * @param pressed what they press
   */
  Recorder(OutputFile file, Setup setup, List<Typed> typed, int uart, List<Pressed> pressed)
      throws UserError {
    this.file = file;
    file.line(Journal.FIRST_LINE);
    header("target", setup.target());
    if (!setup.board().equals(Setup.OWN_BOARD)) {
      header("board", setup.board());
    }
    if (setup.start().isPresent()) {
      header("start", setup.start().get());
    }
    for (String image : setup.images()) {
      header("image", image);
    }
    header("unmodelled", Choice.word(setup.unmodelled()));
    header("stale-caches", String.valueOf(setup.staleCaches()));
    header("timing", Choice.word(setup.timing()));
    for (Path input : InputFiles.of(setup)) {
      header("file", Journal.hash(input) + " " + input);
    }
    for (Typed text : typed) {
      header("type", line(text.time().cycles(), uart, text.text()));
    }
    for (Pressed press : pressed) {
      header("press", press.from().cycles() + " " + press.to().cycles() + " " + press.button());
    }
    file.line(Journal.RUN);
    file.flush();
  }

  private void header(String key, String value) throws UserError {
    if (value.contains("\n") || value.contains("\r")) {
      throw new UserError(
          "--record: found a line break in the name " + value + ", expected none; rename it");
    }
    file.line(key + " " + value);
  }

  private static String line(long cycles, int uart, byte[] bytes) {
    return cycles + " " + uart + " " + HexFormat.of().formatHex(bytes);
  }

  /** Takes what has been typed now. */
  void typed(long cycles, int uart, byte[] bytes) {
    file.line(line(cycles, uart, bytes));
    fresh = true;
  }

  /** Sees to it that the file holds everything. */
  void flush() {
    if (fresh) {
      file.flush();
      fresh = false;
    }
  }

  /** The run is over. */
  void end(long cycles, long instructions) {
    file.line(Journal.END + " " + cycles + " " + instructions);
  }
}
