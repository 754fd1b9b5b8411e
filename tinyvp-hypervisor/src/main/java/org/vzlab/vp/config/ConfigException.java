package org.vzlab.vp.config;

/** A mistake in a configuration, with its place: what stands there, what should, and what to do. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * A mistake at a position; the message is {@code file:line: found X, expected Y; hint}.
   *
   * @param found what stands there
   * @param expected what should stand there
   * @param hint what to type or do
   */
  public ConfigException(SourcePosition position, String found, String expected, String hint) {
    super(position + ": found " + found + ", expected " + expected + "; " + hint);
  }
}
