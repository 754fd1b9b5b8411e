package org.vzlab.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host whose time passes only when it sleeps, or by a fixed step whenever it is asked. */
final class FakeHost implements Host {
  /** A terminal that remembers what it was shown. */
  static final class FakeScreen implements Screen {
    final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    final List<String> statuses = new ArrayList<>();
    boolean closed;
    private String typed = "";

    void type(String keys) {
      typed += keys;
    }

    @Override
    public void write(byte[] bytes) {
      shown.writeBytes(bytes);
    }

    @Override
    public byte[] keys() {
      byte[] keys = typed.getBytes(StandardCharsets.UTF_8);
      typed = "";
      return keys;
    }

    @Override
    public void status(String line) {
      statuses.add(line);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
  final FakeScreen screen = new FakeScreen();
  boolean terminal;
  boolean readerGone;
  volatile boolean interrupted;
  long step;
  long slept;
  private long time = 1_000_000_000_000L;
  private final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);

  String outText() {
    return outBytes.toString(StandardCharsets.UTF_8);
  }

  String errText() {
    return errBytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Override
  public OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (readerGone) {
          throw new IOException("Broken pipe");
        }
        outBytes.write(bytes, offset, length);
      }
    };
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public Optional<Screen> openScreen() {
    return terminal ? Optional.of(screen) : Optional.empty();
  }

  @Override
  public long nanoTime() {
    time += step;
    return time;
  }

  @Override
  public void sleep(long nanos) {
    slept += nanos;
    time += nanos;
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public Path home() {
    return Path.of("/opt/vzlab");
  }
}
