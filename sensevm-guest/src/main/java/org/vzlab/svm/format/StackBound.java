package org.vzlab.svm.format;

/** How many entries of a stack are ever in use at once. */
public sealed interface StackBound {
  /**
   * Never more than this, whatever the program is given.
   *
   * @param entries enough for it; no push traps with a stack of these
   */
  record Bounded(int entries) implements StackBound {
    @Override
    public String toString() {
      return String.valueOf(entries);
    }
  }

  /**
   * No bound was found.
   *
   * @param reason why, with the offset at which it was given up
   */
  record Unbounded(String reason) implements StackBound {
    @Override
    public String toString() {
      return "unbounded: " + reason;
    }
  }
}
