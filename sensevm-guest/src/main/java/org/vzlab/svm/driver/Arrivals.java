package org.vzlab.svm.driver;

import java.util.List;

/** Inputs that come one after the other, with a place up to which they have come. */
final class Arrivals {
  private final List<Input> inputs;
  private int next;

  Arrivals(List<Input> inputs) {
    this.inputs = Input.inOrder(inputs);
  }

  boolean due(long now) {
    return next < inputs.size() && inputs.get(next).at() <= now;
  }

  int take() {
    return inputs.get(next++).word();
  }

  /** When the next comes, or {@link Outside#NEVER}. */
  long nextTime() {
    return next < inputs.size() ? inputs.get(next).at() : Outside.NEVER;
  }
}
