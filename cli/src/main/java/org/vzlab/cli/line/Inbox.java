package org.vzlab.cli.line;

/**
 * What a client has sent and the board has yet to take. When it is full the client's thread waits,
 * and with it the client; nothing is lost.
 */
final class Inbox {
  private static final int CAPACITY = 1 << 16;

  private final byte[] ring = new byte[CAPACITY];
  private long put;
  private long taken;
  private boolean closed;

  /** Takes all the bytes, waiting for room; what comes after {@link #close} is dropped. */
  synchronized void put(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      while (put - taken == CAPACITY && !closed) {
        if (!Threads.await(this, 0)) {
          return;
        }
      }
      if (closed) {
        return;
      }
      ring[(int) (put++ % CAPACITY)] = bytes[i];
    }
  }

  /** Gives out at most so many bytes, without waiting. */
  synchronized byte[] take(int most) {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(most, put - taken))];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = ring[(int) (taken++ % CAPACITY)];
    }
    notifyAll();
    return bytes;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
