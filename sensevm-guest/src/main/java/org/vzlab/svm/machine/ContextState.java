package org.vzlab.svm.machine;

/** What a context does. Its number on the board is its ordinal. */
public enum ContextState {
  /** Nothing: it was never spawned, or it has stopped. */
  UNUSED,
  /** It waits for its turn. */
  READY,
  /** It runs. */
  RUNNING,
  /** It waits for an event. */
  WAITING,
  /** It waits for its time. */
  SLEEPING
}
