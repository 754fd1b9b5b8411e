package org.vzlab.svm.format;

/**
 * A file that is no program: the message names the file, the place, what is there and should be.
 */
public final class FormatException extends Exception {
  private static final long serialVersionUID = 1;

  /** A damaged file. */
  FormatException(String message) {
    super(message);
  }
}
