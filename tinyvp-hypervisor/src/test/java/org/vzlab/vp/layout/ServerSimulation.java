package org.vzlab.vp.layout;

import java.util.List;
import java.util.Random;

/**
 * Deferrable servers with fixed priorities, simulated to the microsecond. Whenever something has
 * happened that may change who runs, the one that runs keeps the processor for a little longer, as
 * one does whom the hypervisor is serving; and all the time is somebody's budget's.
 */
final class ServerSimulation {
  private static final long SLICE = 2000;

  /** If nothing happens for this long, the simulation looks anyway. */
  private static final long NOTHING = 10_000;

  /** A server, in microseconds; without a budget it is never exhausted. */
  private static final class Server {
    final int priority;
    final long budget;
    final long period;
    long left;
    long replenished;
    long readyFrom;

    /** Where the present budget was used up; -1 if it was not. */
    long usedUp = -1;

    long worstResponse;
    long firstRun = -1;

    Server(Schedule.Share share) {
      priority = share.priority();
      budget = share.budget() / Schedule.COUNTS_PER_MICROSECOND;
      period = share.period() / Schedule.COUNTS_PER_MICROSECOND;
    }

    boolean limited() {
      return budget > 0;
    }

    boolean canRun(long now) {
      return now >= readyFrom && (!limited() || left > 0);
    }

    void replenish(long now) {
      while (limited() && now >= replenished + period) {
        if (readyFrom <= replenished) {
          worstResponse = Math.max(worstResponse, usedUp < 0 ? period + 1 : usedUp - replenished);
        }
        replenished += period;
        left = budget;
        usedUp = -1;
      }
    }

    void use(long from, long to) {
      if (limited()) {
        long start = Math.max(from, replenished);
        if (left > 0 && to - start >= left) {
          usedUp = start + left;
        }
        left -= to - start;
      }
    }
  }

  private final List<Server> servers;
  private final Random random;
  private final int longestDelay;
  private int current = -1;
  private long sliceFrom;

  /**
   * @param random says when servers are ready, at which phases they are, and how long each delay is
   * @param longestDelay microseconds for which the one that runs keeps the processor, at most
   */
  ServerSimulation(List<Schedule.Share> shares, Random random, int longestDelay) {
    this.random = random;
    this.longestDelay = longestDelay;
    servers = shares.stream().map(Server::new).toList();
    for (Server server : servers) {
      server.left = server.budget;
      if (server.limited()) {
        server.replenished = -random.nextInt((int) server.period);
        // Often such that a whole budget is left just before the next, which follows at once.
        boolean late = random.nextBoolean();
        server.readyFrom =
            late
                ? Math.max(0, server.replenished + server.period - server.budget)
                : random.nextInt((int) (2 * server.period));
      } else {
        server.readyFrom = random.nextInt(5000);
      }
    }
  }

  /** The server has something to do from a time on, and at a phase. */
  ServerSimulation ready(int server, long from, long replenished) {
    servers.get(server).readyFrom = from;
    servers.get(server).replenished = replenished;
    return this;
  }

  /** Runs for some time from 0. */
  ServerSimulation run(long time) {
    long now = 0;
    current = pick(0);
    while (now < time) {
      long next = next(now) + random.nextInt(longestDelay + 1);
      for (Server server : servers) {
        server.replenish(next);
      }
      if (current >= 0) {
        Server server = servers.get(current);
        server.firstRun = server.firstRun < 0 ? now : server.firstRun;
        server.use(now, next);
      }
      now = next;
      int picked = pick(now);
      sliceFrom = picked != current || now - sliceFrom >= SLICE ? now : sliceFrom;
      current = picked;
    }
    return this;
  }

  /** The longest time from a replenishment, with something to do, to the end of the budget. */
  long worstResponse(int server) {
    return servers.get(server).worstResponse;
  }

  /** From when there was something to do to when it was done at first. */
  long latency(int server) {
    return servers.get(server).firstRun - servers.get(server).readyFrom;
  }

  private long next(long now) {
    long next = now + NOTHING;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      boolean urgent = current < 0 || server.priority >= servers.get(current).priority;
      if (i == current) {
        next = Math.min(next, server.limited() ? now + server.left : next);
      } else if (urgent && server.readyFrom > now) {
        next = Math.min(next, server.readyFrom);
      } else if (urgent && server.canRun(now)) {
        next = Math.min(next, sliceFrom + SLICE);
      } else if (urgent) {
        next = Math.min(next, server.replenished + server.period);
      }
    }
    return Math.max(next, now + 1);
  }

  private int pick(long now) {
    boolean keeps = current >= 0 && now - sliceFrom < SLICE;
    int best = -1;
    for (int step = 0; step < servers.size(); step++) {
      int i = Math.floorMod(current + step + (keeps ? 0 : 1), servers.size());
      boolean better = best < 0 || servers.get(i).priority > servers.get(best).priority;
      if (better && servers.get(i).canRun(now)) {
        best = i;
      }
    }
    return best;
  }
}
