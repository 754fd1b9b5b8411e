package org.vzlab.kit.image;

/**
 * An image file that is damaged or cannot be read; the message names the file, place and reason.
 */
public final class ImageException extends Exception {
  private static final long serialVersionUID = 1;

  /** An error in a file. */
  public ImageException(String message) {
    super(message);
  }
}
