package org.vzlab.svm.format;

import java.util.List;

/**
 * What the verifier says of a program.
 *
 * @param errors for which a program should not be run, by their offsets
 * @param warnings that may be meant so, by their offsets
 * @param first the stack that context 0 needs
 * @param spawned the stack that any other context needs; 0 entries if there is none
 */
public record Verdict(
    List<Finding> errors, List<Finding> warnings, StackBound first, StackBound spawned) {
  /** Whether there are no errors. */
  public boolean accepted() {
    return errors.isEmpty();
  }
}
