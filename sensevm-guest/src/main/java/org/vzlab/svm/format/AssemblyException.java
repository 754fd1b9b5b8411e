package org.vzlab.svm.format;

/** A mistake in assembly text: {@code file:line: found X, expected Y; what to type}. */
public final class AssemblyException extends Exception {
  private static final long serialVersionUID = 1;

  /** A mistake in a line, counted from 1. */
  AssemblyException(String file, int line, String found, String expected, String hint) {
    super("%s:%d: found %s, expected %s; %s".formatted(file, line, found, expected, hint));
  }
}
