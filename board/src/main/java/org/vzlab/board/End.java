package org.vzlab.board;

/** Why a run has ended by itself. */
public enum End {
  /** It has not. */
  RUNNING,
  /** Something that is not modelled was touched, and the policy is to stop. */
  UNMODELLED
}
