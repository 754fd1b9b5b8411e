package org.vzlab.board;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a configuration divides the processor's time, and what guests and threads can rely on. Times
 * are microseconds unless they are called cycles, which are SYSCLK's.
 *
 * @param section cycles for which the hypervisor cannot be interrupted, at most
 * @param change cycles from an interrupt in one guest or thread to the first instruction of
 *     another, at most
 * @param frame the major frame, if there is one
 * @param priorities guests and threads with their priorities and budgets, the most urgent first, if
 *     these divide the time; else empty
 */
public record TimeMap(int section, int change, Optional<Frame> frame, List<Share> priorities) {
  /**
   * A major frame.
   *
   * @param switching the hypervisor's part at the beginning of each window
   * @param windows in the order of their starts
   * @param tasks whose windows they are, by id
   */
  public record Frame(long length, long switching, List<Window> windows, List<Served> tasks) {}

  /** A window of a guest or thread: {@code guest 1}. */
  public record Window(String task, long start, long length) {}

  /**
   * A guest or thread in a major frame.
   *
   * @param share percents of the frame that its windows are
   * @param net what it has in a frame without the hypervisor's parts of its windows
   * @param gap longest time from the end of a window to the beginning of the next
   * @param latency longest time from an interrupt to its first instruction
   */
  public record Served(String task, double share, int windows, long net, long gap, long latency) {}

  /**
   * A guest or thread with a priority.
   *
   * @param priority the larger, the more urgent; 0 if it has none
   * @param budget in each period; empty if it has no limit
   * @param utilisation percents of the time that its budget is; 0 without one
   * @param response from the replenishment of the budget until it is used; empty without a budget
   *     or a bound
   * @param arithmetic how the response comes about, or empty
   * @param latency from an interrupt to its first instruction while budget is left; empty if
   *     unbounded
   * @param exhausted the same when no budget is left; empty if unbounded or without a budget
   * @param verdict {@code ok}: the budget is had in every period; {@code too long}: not for
   *     certain; {@code unbounded}: what is as urgent or more so has no budget; {@code no budget}
   */
  public record Share(
      String task,
      int priority,
      OptionalLong budget,
      OptionalLong period,
      double utilisation,
      OptionalLong response,
      String arithmetic,
      OptionalLong latency,
      OptionalLong exhausted,
      String verdict) {}
}
