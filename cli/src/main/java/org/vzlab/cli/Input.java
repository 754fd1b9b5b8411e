package org.vzlab.cli;

import org.vzlab.board.Session;
import org.vzlab.board.UserError;

/** Where what is typed during a run comes from. */
sealed interface Input permits LiveInput, ReplayedInput {
  /**
   * Types and presses what is known before the run.
   *
   * @throws UserError if a file cannot be read or written, or the board has no such button
   */
  void begin(Session session, OutputFiles files) throws UserError;

  /** Whether the host's user and clients can type. */
  boolean isLive();

  /** Takes what the host's user or a client has typed, between two slices. */
  void type(Session session, int uart, byte[] bytes);

  /**
   * Types what is due, between two slices.
   *
   * @throws UserError if the run is not the one that the input belongs to
   */
  void between(Session session) throws UserError;

  /**
   * Board time in SYSCLK cycles at which the run ends.
   *
   * @param asked what the options say
   */
  long limitCycles(long asked);

  /**
   * The run is over.
   *
   * @throws UserError as {@link #between}
   */
  void end(Session session) throws UserError;
}
