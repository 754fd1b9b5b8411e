package org.vzlab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The computer this program runs on. */
final class SystemHost implements Host {
  private static final int SECONDS_TO_END = 5;

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean interrupted;

  /** A signal lets the run end in order, so that its files are whole. */
  SystemHost() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "interrupt"));
  }

  private void interrupt() {
    interrupted = true;
    try {
      if (!done.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
        err().println("vzlab: the run did not end in time; its files may be cut short");
      }
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
    return System.err;
  }

  @Override
  public Optional<Screen> openScreen() {
    return TerminalScreen.open();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(long nanos) {
    LockSupport.parkNanos(nanos);
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public Path home() {
    return Path.of(System.getProperty("vzlab.home", "."));
  }

  /** Lets an interrupted process go: everything is written. */
  void ended() {
    done.countDown();
  }
}
