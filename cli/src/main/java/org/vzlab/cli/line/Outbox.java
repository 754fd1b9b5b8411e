package org.vzlab.cli.line;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What a UART has sent and a client has yet to read. It is a ring: the board puts without waiting,
 * and a client that is further behind than the ring is long goes on with what is recent. A client
 * that attaches gets what is recent first, from the beginning of a line.
 */
final class Outbox {
  /** What one client may be behind, in bytes. */
  static final int CAPACITY = 1 << 16;

  /** What a client that attaches late gets to see, in bytes. */
  static final int RECENT = 4096;

  /** How long a client has to read the rest when the run is over. */
  private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(500);

  /** Passes bytes on to a client; may wait. */
  @FunctionalInterface
  interface Sink {
    /**
     * Passes them on.
     *
     * @throws IOException if the client has gone
     */
    void write(byte[] bytes, int length) throws IOException;
  }

  private final String name;
  private final Runnable onLoss;
  private final byte[] ring = new byte[CAPACITY];

  /** How many bytes have ever been put. */
  private long written;

  /** How many of them the client has passed, whether it has read or missed them. */
  private long read;

  /** The client; each has a number of its own, and 0 is none. */
  private int client;

  private int clients;
  private boolean busy;
  private boolean behind;

  /**
   * @param name what the threads are called
   * @param onLoss told once for each client that misses something
   */
  Outbox(String name, Runnable onLoss) {
    this.name = name;
    this.onLoss = onLoss;
  }

  synchronized void put(byte[] bytes) {
    for (byte b : bytes) {
      ring[(int) (written++ % CAPACITY)] = b;
    }
    if (client != 0 && written - read > CAPACITY && !behind) {
      behind = true;
      onLoss.run();
    }
    notifyAll();
  }

  /**
   * A client is there: from now on a thread passes on to it what there is.
   *
   * @param onFailure what to do, in that thread, when the client has gone
   */
  synchronized void attach(Sink sink, Runnable onFailure) {
    int number = ++clients;
    client = number;
    read = recent();
    behind = false;
    busy = false;
    Threads.start(
        name + " output",
        () -> {
          try {
            pass(number, sink);
          } catch (IOException e) {
            onFailure.run();
          }
        });
  }

  /** The client has gone. */
  synchronized void detach() {
    client = 0;
    notifyAll();
  }

  private void pass(int number, Sink sink) throws IOException {
    byte[] buffer = new byte[RECENT];
    for (int length = take(number, buffer); length > 0; length = take(number, buffer)) {
      sink.write(buffer, length);
    }
  }

  /** Waits for something to pass on; 0 if the client has gone. */
  private synchronized int take(int number, byte[] buffer) {
    if (client == number) {
      busy = false;
      notifyAll();
    }
    while (client == number && read == written) {
      if (!Threads.await(this, 0)) {
        return 0;
      }
    }
    if (client != number) {
      return 0;
    }
    if (written - read > CAPACITY) {
      read = recent();
    }
    int length = (int) Math.min(buffer.length, written - read);
    for (int i = 0; i < length; i++) {
      buffer[i] = ring[(int) (read++ % CAPACITY)];
    }
    busy = true;
    return length;
  }

  /** Where what is recent begins: at a line's beginning, if it has one. */
  private long recent() {
    long first = Math.max(0, written - RECENT);
    for (long i = first; first > 0 && i < written; i++) {
      if (ring[(int) (i % CAPACITY)] == '\n') {
        return i + 1;
      }
    }
    return first;
  }

  /** Waits until the client has everything, but not for long. */
  synchronized void drain() {
    long deadline = System.nanoTime() + LINGER;
    while (client != 0 && (busy || read < written)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 || !Threads.await(this, left)) {
        return;
      }
    }
  }
}
