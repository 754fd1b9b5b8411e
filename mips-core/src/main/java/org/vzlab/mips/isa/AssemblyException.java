package org.vzlab.mips.isa;

/** A mistake in assembly text; the message names the line, what was found and what was expected. */
public final class AssemblyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A mistake in a line, counted from 1. */
  AssemblyException(int line, String statement, Throwable cause) {
    super("line " + line + ": \"" + statement + "\": " + cause.getMessage(), cause);
  }
}
