package org.vzlab.vp.config;

/** A mistake in a configuration, with its place: what stands there, what should, and what to do. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final Check check;

  /**
   * A mistake at a position; the message is {@code file:line: found X, expected Y; hint}.
   *
   * @param check the check that has found it
   * @param found what stands there
   * @param expected what should stand there
   * @param hint what to type or do
   */
  public ConfigException(
      Check check, SourcePosition position, String found, String expected, String hint) {
    super(position + ": found " + found + ", expected " + expected + "; " + hint);
    this.check = check;
  }

  /** A mistake in the text: see {@link Check#SYNTAX}. */
  public ConfigException(SourcePosition position, String found, String expected, String hint) {
    this(Check.SYNTAX, position, found, expected, hint);
  }

  /** The check that has found it. */
  public Check check() {
    return check;
  }
}
