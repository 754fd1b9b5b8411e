package org.vzlab.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is printed on a line, and what is typed at it: that of a UART, or that of a guest. */
public final class Console {
  private static final int CTRL_E = 5;

  private final RunningBoard board;
  private final String name;
  private final Log log;
  private final int uart;
  private final int guest;

  /** The console of a UART, or through it of a guest if that is not -1. */
  Console(RunningBoard board, String name, Log log, int uart, int guest) {
    this.board = board;
    this.name = name;
    this.log = log;
    this.uart = uart;
    this.guest = guest;
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** All that was printed since power-on, each byte a character of ISO 8859-1. */
  public String text() {
    return log.text(0);
  }

  /** The same in lines, whatever they end with. */
  public List<String> lines() {
    return text().replace("\r", "").lines().toList();
  }

  /** The same in bytes. */
  public byte[] bytes() {
    return log.bytes();
  }

  /**
   * When a character of {@link #text} was printed: when its last stop bit has left a UART, or when
   * a guest has stored it.
   *
   * @return board time in SYSCLK cycles
   */
  public long timeOf(int index) {
    return log.time(index);
  }

  /** That it prints a text from now on. */
  public Awaited prints(String text) {
    int from = log.length();
    return new Awaited(
        name + " prints \"" + Texts.shown(text) + "\"", () -> log.text(from).contains(text));
  }

  /**
   * Types characters of ISO 8859-1 now: they go over the line one after another. Those for a guest
   * go behind Ctrl-E and its number, with which somebody at the board's console chooses who is
   * typed at.
   */
  public void type(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (guest >= 0) {
      byte[] longer = new byte[bytes.length + 2];
      longer[0] = CTRL_E;
      longer[1] = (byte) ('0' + guest);
      System.arraycopy(bytes, 0, longer, 2, bytes.length);
      bytes = longer;
    }
    board.inputs().typed(board.now(), uart, bytes);
    board.inside().type(board.now(), uart, bytes);
  }

  @Override
  public String toString() {
    return name;
  }
}
