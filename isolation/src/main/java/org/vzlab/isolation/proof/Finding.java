package org.vzlab.isolation.proof;

import org.vzlab.isolation.Rule;

/**
 * A hole in isolation.
 *
 * @param rule what does not hold
 * @param task id of the guest or thread that reaches too much, 0 for root
 * @param text who reaches what, the entry of a table or the register that is the cause, and the
 *     lines of the configuration that say otherwise
 */
public record Finding(Rule rule, int task, String text) {
  @Override
  public String toString() {
    return rule + ": " + text;
  }
}
