package org.vzlab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vzlab.board.Session;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;

/** What the options, the user at the terminal and clients type; recorded if wanted. */
final class LiveInput implements Input {
  private final Setup setup;
  private final List<Typed> typed;
  private final Optional<Path> record;
  private Optional<Recorder> recorder = Optional.empty();

  /**
   * @param typed what the options type
   * @param record the file for the journal, if one is wanted
   */
  LiveInput(Setup setup, List<Typed> typed, Optional<Path> record) {
    this.setup = setup;
    this.typed = typed;
    this.record = record;
  }

  @Override
  public void begin(Session session, OutputFiles files) throws UserError {
    int uart = session.consoleUart();
    for (Typed text : typed) {
      session.type(text.time().cycles(), uart, text.text());
    }
    if (record.isPresent()) {
      recorder =
          Optional.of(new Recorder(files.open("--record", record.get()), setup, typed, uart));
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
