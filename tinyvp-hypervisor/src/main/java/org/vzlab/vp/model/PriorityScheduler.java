package org.vzlab.vp.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vzlab.vp.layout.Schedule;

/**
 * Fixed priorities with pre-emption: the most urgent task that can run and has budget left runs. A
 * budget is there anew at every multiple of its period, whether the task has waited or not (a
 * deferrable server), so that it can answer an interrupt at any time, and never has more than one
 * budget in a period. Tasks of the same priority take turns as under tinyVP.
 */
final class PriorityScheduler implements TaskScheduler {
  /** A task and what it has left. */
  private static final class Server {
    private final Task task;
    private final Schedule.Share share;
    private long left;
    private long replenished;
    private long overruns;
    private boolean exhausted;

    Server(Task task, Schedule.Share share, long now) {
      this.task = task;
      this.share = share;
      left = share.budget();
      replenished = now;
    }

    boolean canRun() {
      return task.runnable() && (share.unlimited() || left > 0);
    }

    long replenishment() {
      return share.unlimited() ? NEVER : replenished + share.period();
    }

    /** What it has used from one time to another, over replenishments in between. */
    void use(long from, long to) {
      if (!share.unlimited()) {
        left -= to - Math.max(from, replenished);
        if (left <= 0 && !exhausted) {
          exhausted = true;
          overruns += task.runnable() ? 1 : 0;
        }
      }
    }

    void replenish(long now) {
      if (now >= replenishment()) {
        replenished += (now - replenished) / share.period() * share.period();
        left = share.budget();
        exhausted = false;
      }
    }
  }

  private final List<Server> servers = new ArrayList<>();
  private int current;
  private boolean running;
  private long since;
  private long sliceFrom;

  /** Every task has its whole budget now. */
  PriorityScheduler(Schedule.Priorities priorities, List<Task> tasks, long now) {
    Map<Integer, Task> byId = TaskScheduler.byId(tasks);
    priorities
        .shares()
        .forEach(share -> servers.add(new Server(byId.get(share.task()), share, now)));
    since = now;
    sliceFrom = now;
  }

  @Override
  public Task pick(long now) {
    account(now);
    int best = best(now);
    if (best < 0) {
      running = false;
      return null;
    }
    if (best != current || !running || now - sliceFrom >= TurnTaking.SLICE) {
      sliceFrom = now;
    }
    current = best;
    running = true;
    return servers.get(best).task;
  }

  @Override
  public long deadline() {
    long deadline = NEVER;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if (running && i == current) {
        deadline = Math.min(deadline, server.share.unlimited() ? NEVER : since + server.left);
      } else if (server.task.wantsTurn() && isAsUrgent(server)) {
        deadline = Math.min(deadline, server.canRun() ? sliceEnd() : server.replenishment());
      }
    }
    return deadline;
  }

  private long sliceEnd() {
    return sliceFrom + TurnTaking.SLICE;
  }

  @Override
  public void endSlice(long now) {
    sliceFrom = now - TurnTaking.SLICE;
  }

  @Override
  public boolean concerns(Task task, long now) {
    for (int i = 0; i < servers.size(); i++) {
      if (servers.get(i).task == task) {
        return isAsUrgent(servers.get(i));
      }
    }
    return false;
  }

  @Override
  public long overruns(Task task) {
    return servers.stream()
        .filter(server -> server.task == task)
        .findFirst()
        .orElseThrow()
        .overruns;
  }

  private boolean isAsUrgent(Server server) {
    return !running || server.share.priority() >= servers.get(current).share.priority();
  }

  private void account(long now) {
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      server.replenish(now);
      if (running && i == current) {
        server.use(since, now);
      }
    }
    since = now;
  }

  /** The most urgent; of several the one that runs, until its slice is over, and then the next. */
  private int best(long now) {
    int best = -1;
    boolean keeps = running && now - sliceFrom < TurnTaking.SLICE;
    for (int step = keeps ? 0 : 1; step < servers.size() + (keeps ? 0 : 1); step++) {
      int i = (current + step) % servers.size();
      Server server = servers.get(i);
      boolean better = best < 0 || server.share.priority() > servers.get(best).share.priority();
      if (better && server.canRun()) {
        best = i;
      }
    }
    return best;
  }
}
