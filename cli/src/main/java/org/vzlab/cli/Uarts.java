package org.vzlab.cli;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.vzlab.board.Session;
import org.vzlab.board.UserError;
import org.vzlab.cli.line.Line;

/**
 * The UARTs that clients of the host attach to. Bytes pass between the board and them only when the
 * run asks for it, between two slices.
 */
final class Uarts implements AutoCloseable {
  /** Types bytes at a UART of the board. */
  @FunctionalInterface
  interface Typist {
    /** Types them now. */
    void type(int uart, byte[] bytes);
  }

  private record Attached(int uart, Line line, ByteArrayOutputStream sent) {}

  private final Session session;
  private final Consumer<String> messages;
  private final List<Attached> lines = new ArrayList<>();

  /** What lines want the user to know; they say it from threads of their own. */
  private final Queue<String> notices = new ConcurrentLinkedQueue<>();

  /**
   * @param messages hears what the user should know, a line at a time
   */
  Uarts(Session session, Consumer<String> messages) {
    this.session = session;
    this.messages = messages;
  }

  /**
   * Opens the far end of a UART.
   *
   * @throws UserError if the host does not let us
   */
  void open(int uart, UartBackend.Attachable target) throws UserError {
    Line line;
    try {
      line = target.open(text -> notices.add("vzlab: UART" + uart + ": " + text));
    } catch (UserError e) {
      throw new UserError("--uart " + uart + "=" + e.getMessage());
    }
    Attached attached = new Attached(uart, line, new ByteArrayOutputStream());
    lines.add(attached);
    session.onSerial(uart, attached.sent::write);
    messages.accept("vzlab: UART" + uart + " is at " + line.where());
  }

  /** Whether somebody may come and type. */
  boolean isInteractive() {
    return !lines.isEmpty();
  }

  /** Hands over what the UARTs have sent, and what the lines have to say. */
  void flush() {
    for (Attached attached : lines) {
      if (attached.sent.size() > 0) {
        attached.line.send(attached.sent.toByteArray());
        attached.sent.reset();
      }
    }
    for (String notice = notices.poll(); notice != null; notice = notices.poll()) {
      messages.accept(notice);
    }
  }

  /** Types what has come, as far as the board's lines have room for it. */
  void type(Typist typist) {
    for (Attached attached : lines) {
      byte[] bytes = attached.line.receive(session.room(attached.uart));
      if (bytes.length > 0) {
        typist.type(attached.uart, bytes);
      }
    }
  }

  @Override
  public void close() {
    flush();
    lines.forEach(attached -> attached.line.close());
    flush();
  }
}
