package org.vzlab.cli;

/**
 * The control sequences that keep the last row of a terminal for a line of ours, while everything
 * else scrolls above it (ECMA-48, and DEC's VT100 for the scrolling region and the saved cursor).
 */
final class StatusLine {
  private static final String SAVE = "\0337";
  private static final String RESTORE = "\0338";
  private static final String CLEAR_TO_END = "\033[K";
  private static final String WHOLE_SCREEN = "\033[r";

  private StatusLine() {}

  /** Keeps the last row; the cursor moves up first if it stands there. */
  static String reserve(int rows) {
    return "\n\033[A" + SAVE + "\033[1;" + (rows - 1) + "r" + RESTORE;
  }

  /** Shows a line in the last row. */
  static String show(int rows, int columns, String line) {
    String visible = line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    return SAVE + lastRow(rows) + visible + CLEAR_TO_END + RESTORE;
  }

  /** Gives the last row back. */
  static String release(int rows) {
    return SAVE + WHOLE_SCREEN + lastRow(rows) + CLEAR_TO_END + RESTORE;
  }

  private static String lastRow(int rows) {
    return "\033[" + rows + ";1H";
  }
}
