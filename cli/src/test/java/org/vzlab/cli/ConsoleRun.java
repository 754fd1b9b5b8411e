package org.vzlab.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line that runs in a thread of its own, on a host whose time passes only when it sleeps:
 * the board is as fast as it can be.
 */
final class ConsoleRun implements Host, AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern PORT = Pattern.compile("vzlab: UART4 is at \\w+ 127.0.0.1:(\\d+)");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean interrupted;
  private volatile int status = -1;
  private long time;
  private final PrintStream err =
      new PrintStream(
          new OutputStream() {
            private final StringBuilder line = new StringBuilder();

            @Override
            public void write(int b) {
              if (b == '\n') {
                messages.add(line.toString());
                line.setLength(0);
              } else {
                line.append((char) b);
              }
            }
          },
          false,
          StandardCharsets.US_ASCII);

  ConsoleRun(Vzlab.Boards boards, String... words) {
    thread = new Thread(() -> status = new Vzlab(this, boards).execute(words), "board");
    thread.start();
  }

  /** Waits for a message that has a match, and returns it. */
  Matcher message(Pattern pattern) throws InterruptedException {
    for (String line = poll(); ; line = poll()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  private String poll() throws InterruptedException {
    String line = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("no such message");
    }
    return line;
  }

  /** Waits for the port of UART4. */
  int port() throws InterruptedException {
    return Integer.parseInt(message(PORT).group(1));
  }

  /** Interrupts the run, as Ctrl-C does, and returns its exit status. */
  int interrupt() throws InterruptedException {
    interrupted = true;
    return status();
  }

  /** Waits for the end and returns the exit status. */
  int status() throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    if (thread.isAlive()) {
      throw new AssertionError("the run does not end");
    }
    return status;
  }

  /** What was printed on standard output, after the end. */
  byte[] output() {
    return out.toByteArray();
  }

  @Override
  public void close() {
    try {
      interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public Optional<Screen> openScreen() {
    return Optional.empty();
  }

  @Override
  public long nanoTime() {
    return time;
  }

  @Override
  public void sleep(long nanos) {
    time += nanos;
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public Path home() {
    return Path.of("..").toAbsolutePath().normalize();
  }
}
