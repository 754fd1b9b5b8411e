package org.vzlab.testkit;

/**
 * A board that a test asks for and that there cannot be: a configuration, program or name is wrong.
 * The message says what was found, what was expected and what to do.
 */
public final class BadBoard extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message that is ready to print. */
  BadBoard(String message) {
    super(message);
  }

  /** With the mistake behind it. */
  BadBoard(String message, Throwable cause) {
    super(message, cause);
  }
}
