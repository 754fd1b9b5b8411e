package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.vzlab.vp.cost.Overheads;

/**
 * How long a guest or thread waits at most where priorities with budgets divide the processor's
 * time: response-time analysis of deferrable servers (Strosnider, Lehoczky, Sha, "The Deferrable
 * Server Algorithm", IEEE Transactions on Computers 44(1), 1995). All the time that passes while a
 * task is picked counts for its budget, the hypervisor's work for it included; so what is added to
 * the budgets is only what a task may have beyond its own: the section in which the hypervisor is
 * when it ends, and the change to the next.
 *
 * <p>Times are whole microseconds; what the hypervisor takes is rounded up to them.
 */
public final class PriorityAnalysis {
  /** Interrupts that come in whatever runs: the console's two, and the bus violation's. */
  private static final int ROOT_INTERRUPTS = 3;

  private static final int CYCLES_PER_MICROSECOND = 200;

  /** What waits for longer, 20 s, counts as waiting for ever. */
  private static final long LONGEST = 20_000_000;

  /**
   * What a task can rely on.
   *
   * @param share what it is given
   * @param response from the replenishment of its budget until all of it is used, if it always has
   *     something to do; more than the period if that is not certain to be before the next; empty
   *     without a budget or a bound
   * @param arithmetic how the response comes about: {@code 3000 + 2 x 1000 + 65 = 5065 us}; empty
   *     without one
   * @param latency from an interrupt for it to its first instruction while it has budget left;
   *     empty if unbounded
   * @param exhausted the same if it has used its budget up, and so waits for the next; empty if
   *     unbounded or without a budget
   */
  public record Response(
      Schedule.Share share,
      OptionalLong response,
      String arithmetic,
      OptionalLong latency,
      OptionalLong exhausted) {
    /** Whether its budget is certain to be had in each period. */
    public boolean isCertain() {
      return response.isPresent() && response.getAsLong() <= microseconds(share.period());
    }
  }

  private final List<Schedule.Share> shares;
  private final int change;

  /** Cycles of all interrupts that can come in at once. */
  private final int interrupts;

  private PriorityAnalysis(List<Schedule.Share> shares, int interrupts, Overheads overheads) {
    this.shares = shares;
    change = overheads.change();
    this.interrupts = (interrupts + ROOT_INTERRUPTS + overheads.notices()) * overheads.section();
  }

  /**
   * Analyses a schedule.
   *
   * @param guests whose interrupts come in
   * @param overheads what the hypervisor takes
   * @return for each share, in the order of the shares
   */
  public static List<Response> of(
      Schedule.Priorities schedule, List<Partition> guests, Overheads overheads) {
    int interrupts = guests.stream().mapToInt(guest -> guest.ownInterrupts().cardinality()).sum();
    PriorityAnalysis analysis = new PriorityAnalysis(schedule.shares(), interrupts, overheads);
    return analysis.shares.stream().map(analysis::response).toList();
  }

  /** The part of the processor's time that a budget is, 1 being all of it. */
  public static double utilisation(Schedule.Share share) {
    return share.unlimited() ? 0 : (double) share.budget() / share.period();
  }

  private Response response(Schedule.Share own) {
    List<Schedule.Share> before = before(own);
    if (before.stream().anyMatch(Schedule.Share::unlimited)) {
      return new Response(
          own, OptionalLong.empty(), "", OptionalLong.empty(), OptionalLong.empty());
    }
    OptionalLong latency = latency(before);
    if (own.unlimited()) {
      return new Response(own, OptionalLong.empty(), "", latency, OptionalLong.empty());
    }
    long budget = microseconds(own.budget());
    long period = microseconds(own.period());
    long window = budget;
    long next = after(before, window, budget, 0);
    while (next != window && next <= period) {
      window = next;
      next = after(before, window, budget, 0);
    }
    long waiting = period - budget + rounded(change + interrupts);
    OptionalLong exhausted =
        latency.isPresent() ? OptionalLong.of(waiting + latency.getAsLong()) : OptionalLong.empty();
    String arithmetic = arithmetic(before, window, budget, next);
    return new Response(own, OptionalLong.of(next), arithmetic, latency, exhausted);
  }

  /** The others that come before it: the more urgent, and those that take turns with it. */
  private List<Schedule.Share> before(Schedule.Share own) {
    return shares.stream()
        .filter(share -> share.task() != own.task() && share.priority() >= own.priority())
        .toList();
  }

  private OptionalLong latency(List<Schedule.Share> before) {
    long window = 0;
    long next = after(before, window, 0, interrupts);
    while (next != window && next <= LONGEST) {
      window = next;
      next = after(before, window, 0, interrupts);
    }
    return next > LONGEST ? OptionalLong.empty() : OptionalLong.of(next);
  }

  /**
   * What there is to do in a window, if all that comes first does come first.
   *
   * @param budget microseconds of its own
   * @param cycles the hypervisor's work for interrupts
   */
  private long after(List<Schedule.Share> before, long window, long budget, int cycles) {
    long sum = budget;
    long changes = 1;
    for (Schedule.Share share : before) {
      long budgets = budgets(share, window);
      sum += budgets * microseconds(share.budget());
      changes += budgets;
    }
    return sum + rounded(changes * change + cycles);
  }

  /**
   * How many budgets of a task fall into a window at most: one that has been kept until the
   * window's beginning and ends with the replenishment, and those that follow at once.
   */
  private static long budgets(Schedule.Share share, long window) {
    long left = window - microseconds(share.budget());
    return left <= 0
        ? 1
        : 1 + (left + microseconds(share.period()) - 1) / microseconds(share.period());
  }

  private String arithmetic(List<Schedule.Share> before, long window, long budget, long sum) {
    List<String> terms = new ArrayList<>(List.of(String.valueOf(budget)));
    long changes = 1;
    for (Schedule.Share share : before) {
      long budgets = budgets(share, window);
      terms.add(budgets + " x " + microseconds(share.budget()));
      changes += budgets;
    }
    terms.add(String.valueOf(rounded(changes * change)));
    return String.join(" + ", terms) + " = " + sum + " us";
  }

  private static long rounded(long cycles) {
    return (cycles + CYCLES_PER_MICROSECOND - 1) / CYCLES_PER_MICROSECOND;
  }

  private static long microseconds(long counts) {
    return counts / Schedule.COUNTS_PER_MICROSECOND;
  }
}
