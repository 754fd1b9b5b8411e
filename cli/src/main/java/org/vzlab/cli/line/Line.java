package org.vzlab.cli.line;

/**
 * What a UART leads to on the host. The board's side never waits: what it sends goes into a buffer
 * that a thread of the line empties, and what a client sends is kept until it is asked for.
 */
public interface Line extends AutoCloseable {
  /** Takes what the UART has sent. What a client does not read in time is lost to it. */
  void send(byte[] bytes);

  /**
   * What clients have sent since the last call, in its order; empty if nothing. What is more than
   * asked for comes next time.
   *
   * @param most how many bytes at most
   */
  byte[] receive(int most);

  /** Where a client finds it, for the user: {@code tcp 127.0.0.1:4321}. */
  String where();

  /** Gives what is still to be sent a moment, and lets go of everything. */
  @Override
  void close();
}
