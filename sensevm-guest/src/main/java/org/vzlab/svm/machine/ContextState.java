package org.vzlab.svm.machine;

/** What a context does. */
public enum ContextState {
  /** Nothing: it was never spawned, or it has stopped. */
  UNUSED(0),
  /** It waits for its turn. */
  READY(1),
  /** It runs. */
  RUNNING(2),
  /** It waits for an event. */
  WAITING(3),
  /** It waits for its time. */
  SLEEPING(4);

  private final int code;

  ContextState(int code) {
    this.code = code;
  }

  /** Its number on the board. */
  public int code() {
    return code;
  }
}
