package org.vzlab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vzlab.board.Session;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;

/**
 * What the options, the user at the terminal and clients type, and the buttons that the options
 * press; recorded if wanted.
 */
final class LiveInput implements Input {
  private final Setup setup;
  private final List<Typed> typed;
  private final List<Pressed> pressed;
  private final Optional<Path> record;
  private Optional<Recorder> recorder = Optional.empty();

  /**
   * @param typed what the options type
   * @param pressed what they press
   * @param record the file for the journal, if one is wanted
   */
  LiveInput(Setup setup, List<Typed> typed, List<Pressed> pressed, Optional<Path> record) {
    this.setup = setup;
    this.typed = typed;
    this.pressed = pressed;
    this.record = record;
  }

  @Override
  public void begin(Session session, OutputFiles files) throws UserError {
    int uart = session.consoleUart();
    for (Typed text : typed) {
      session.type(text.time().cycles(), uart, text.text());
    }
    for (Pressed press : pressed) {
      try {
        session.press(press.button(), press.from().cycles(), press.to().cycles());
      } catch (UserError e) {
        throw new UserError("--press: " + e.getMessage());
      }
    }
    if (record.isPresent()) {
      OutputFile file = files.open("--record", record.get());
      recorder = Optional.of(new Recorder(file, setup, typed, uart, pressed));
    }
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void type(Session session, int uart, byte[] bytes) {
    recorder.ifPresent(to -> to.typed(session.now(), uart, bytes));
    session.type(session.now(), uart, bytes);
  }

  @Override
  public void between(Session session) {
    recorder.ifPresent(Recorder::flush);
  }

  @Override
  public long limitCycles(long asked) {
    return asked;
  }

  @Override
  public void end(Session session) {
    recorder.ifPresent(to -> to.end(session.now(), session.summary().instructions()));
  }
}
