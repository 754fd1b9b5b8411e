package org.vzlab.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The user's terminal in raw mode: every key goes to the board, Ctrl-C included. The last row shows
 * the status line.
 */
final class TerminalScreen implements Screen {
  private static final int FEWEST_ROWS = 4;

  private final Terminal terminal;
  private final Attributes before;
  private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
  private volatile boolean resized = true;
  private int rows;
  private int columns;
  private boolean closed;

  private TerminalScreen(Terminal terminal) {
    this.terminal = terminal;
    before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(LocalFlag.ISIG, false);
    raw.setInputFlag(InputFlag.IXON, false);
    terminal.setAttributes(raw);
    terminal.handle(Terminal.Signal.WINCH, signal -> resized = true);
    Thread reader = new Thread(this::readKeys, "keys");
    reader.setDaemon(true);
    reader.start();
    // A signal must not leave the terminal raw.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "terminal"));
  }

  /**
   * Takes the terminal; empty if standard input or output is no terminal. JLine works with stty and
   * without native code here, and must not ask the terminal anything: it would eat the first key.
   */
  @SuppressWarnings("SystemConsoleNull") // Null is a quick no; otherwise JLine decides.
  static Optional<Screen> open() {
    if (System.console() == null) {
      return Optional.empty();
    }
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(TerminalBuilder.SystemOutput.SysOut)
              .provider("exec")
              .dumb(false)
              .nativeSignals(true)
              .graphemeCluster(false)
              .build();
      return Optional.of(new TerminalScreen(terminal));
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads the terminal itself: JLine's stream would hold its lock while it waits for a key, and
   * closing the terminal needs that lock.
   */
  private void readKeys() {
    try (InputStream input = new FileInputStream(FileDescriptor.in)) {
      for (int key = input.read(); key >= 0; key = input.read()) {
        synchronized (keys) {
          keys.write(key);
        }
      }
    } catch (IOException e) {
      // The terminal has gone; there are no more keys.
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    terminal.output().write(bytes);
    terminal.output().flush();
  }

  @Override
  public byte[] keys() {
    synchronized (keys) {
      byte[] typed = keys.toByteArray();
      keys.reset();
      return typed;
    }
  }

  @Override
  public void status(String line) {
    if (resized) {
      resized = false;
      Size size = terminal.getSize();
      rows = size.getRows();
      columns = size.getColumns();
      if (rows >= FEWEST_ROWS) {
        print(StatusLine.reserve(rows));
      }
    }
    if (rows >= FEWEST_ROWS) {
      print(StatusLine.show(rows, columns, line));
    }
  }

  private void print(String text) {
    try {
      write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The terminal has gone; the console's next byte finds out.
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (rows >= FEWEST_ROWS) {
      print(StatusLine.release(rows));
    }
    print("\r\n");
    try {
      terminal.setAttributes(before);
      terminal.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
