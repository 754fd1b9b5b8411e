package org.vzlab.board;

/** What happens when software touches what the part has and the model has not. */
public enum UnmodelledPolicy {
  /** A message, once for each register and guest. */
  REPORT,
  /** A message, and the run ends. */
  STOP,
  /** Nothing; the summary lists it all the same. */
  QUIET
}
