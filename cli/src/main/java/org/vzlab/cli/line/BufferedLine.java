package org.vzlab.cli.line;

import java.util.function.Consumer;

/** What every kind of line has: a buffer for each direction, and an end in good order. */
abstract class BufferedLine implements Line {
  final Consumer<String> notices;
  final Inbox inbox = new Inbox();
  final Outbox outbox;
  private volatile boolean closed;

  /**
   * @param name what its output thread is called
   * @param loss what the user is told when a client misses something
   * @param notices hears what the user should know, from any thread
   */
  BufferedLine(String name, String loss, Consumer<String> notices) {
    this.notices = notices;
    outbox = new Outbox(name, () -> notices.accept(loss));
  }

  /** Whether the run is over: threads end, and nobody is told of clients that go. */
  final boolean isClosed() {
    return closed;
  }

  /** Lets go of what the host has given. */
  abstract void release();

  @Override
  public final void send(byte[] bytes) {
    outbox.put(bytes);
  }

  @Override
  public final byte[] receive(int most) {
    return inbox.take(most);
  }

  @Override
  public final void close() {
    outbox.drain();
    closed = true;
    inbox.close();
    outbox.detach();
    release();
  }
}
