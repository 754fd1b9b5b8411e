package org.vzlab.cli;

/** Why a run has ended; the names, in lower case, stand in the summary. */
enum Ending {
  /** The board time of --for has come. */
  TIME,
  /** The console has printed a match of --until. */
  MATCH,
  /** Something that is not modelled was touched, and --unmodelled stop was given. */
  UNMODELLED,
  /** The user typed Ctrl-], or interrupted the command. */
  USER,
  /** Whoever read standard output has gone. */
  CLOSED
}
