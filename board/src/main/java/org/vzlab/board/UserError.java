package org.vzlab.board;

/** A mistake of the user's: the message says what was found, what was expected and what to do. */
public final class UserError extends Exception {
  private static final long serialVersionUID = 1;

  /** A mistake, with a message that is ready to print. */
  public UserError(String message) {
    super(message);
  }
}
