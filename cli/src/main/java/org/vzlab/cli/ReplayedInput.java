package org.vzlab.cli;

import java.util.List;
import org.vzlab.board.Session;
import org.vzlab.board.UserError;

/** What a journal says was typed and pressed, at its times. */
final class ReplayedInput implements Input {
  private final Journal journal;
  private int next;

  ReplayedInput(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void begin(Session session, OutputFiles files) throws UserError {
    for (Journal.Entry entry : journal.typed()) {
      session.type(entry.cycles(), entry.uart(), entry.bytes());
    }
    for (Journal.Press press : journal.presses()) {
      try {
        session.press(press.button(), press.from(), press.to());
      } catch (UserError e) {
        throw new UserError(journal.file() + ":" + press.line() + ": " + e.getMessage());
      }
    }
  }

  @Override
  public boolean isLive() {
    return false;
  }

  /** What clients type now was not typed then. */
  @Override
  public void type(Session session, int uart, byte[] bytes) {}

  @Override
  public void between(Session session) throws UserError {
    List<Journal.Entry> inputs = journal.inputs();
    while (next < inputs.size() && inputs.get(next).cycles() <= session.now()) {
      Journal.Entry entry = inputs.get(next++);
      if (entry.cycles() != session.now()) {
        throw journal.unlike(
            entry.line(), "input at cycle " + entry.cycles(), "it at cycle " + session.now());
      }
      session.type(entry.cycles(), entry.uart(), entry.bytes());
    }
  }

  @Override
  public long limitCycles(long asked) {
    boolean further = journal.end().isEmpty() && asked < Long.MAX_VALUE;
    return further ? asked : Math.min(asked, journal.endCycles());
  }

  @Override
  public void end(Session session) throws UserError {
    if (journal.end().isPresent() && journal.endCycles() == session.now()) {
      Journal.End end = journal.end().get();
      long instructions = session.summary().instructions();
      if (end.instructions() != instructions) {
        throw journal.unlike(
            end.line(),
            end.instructions() + " instructions",
            "the " + instructions + " of this run");
      }
    }
  }
}
