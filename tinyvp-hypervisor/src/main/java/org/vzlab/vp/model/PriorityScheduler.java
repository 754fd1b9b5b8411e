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

    /** Of several with the same priority the one with the smallest place comes first. */
    private long place;

    /** What it has used of its slice. */
    private long slice;

    Server(Task task, Schedule.Share share, long now) {
      this.task = task;
      this.share = share;
      left = share.budget();
      replenished = now;
    }

    boolean canRun() {
      return task.isBusy() && !isExhausted();
    }

    boolean isExhausted() {
      return !share.unlimited() && left <= 0;
    }

    long replenishment() {
      return share.unlimited() ? NEVER : replenished + share.period();
    }

    /** What it has used from one time to another, over replenishments in between. */
    void use(long from, long to) {
      slice += to - from;
      if (!share.unlimited()) {
        left -= to - Math.max(from, replenished);
        if (left <= 0 && !exhausted) {
          exhausted = true;
          overruns += task.runnable() ? 1 : 0;
        }
      }
    }

    boolean comesBefore(Server other) {
      return share.priority() != other.share.priority()
          ? share.priority() > other.share.priority()
          : place < other.place;
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

  /** The last number that was drawn; see {@link Server#place}. */
  private long places;

  /** Every task has its whole budget now. */
  PriorityScheduler(Schedule.Priorities priorities, List<Task> tasks, long now) {
    Map<Integer, Task> byId = TaskScheduler.byId(tasks);
    for (Schedule.Share share : priorities.shares()) {
      servers.add(new Server(byId.get(share.task()), share, now));
      toTheEnd(servers.get(servers.size() - 1));
    }
    since = now;
  }

  @Override
  public Task pick(long now) {
    account(now);
    int best = best();
    running = best >= 0;
    current = running ? best : current;
    return running ? servers.get(best).task : null;
  }

  @Override
  public long deadline() {
    long deadline = NEVER;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if (running && i == current) {
        deadline = Math.min(deadline, server.share.unlimited() ? NEVER : since + server.left);
      } else if (server.task.wantsTurn() && isAsUrgent(server)) {
        deadline = Math.min(deadline, server.isExhausted() ? server.replenishment() : sliceEnd());
      }
    }
    return deadline;
  }

  private long sliceEnd() {
    return since + TurnTaking.SLICE - servers.get(current).slice;
  }

  @Override
  public void endSlice(long now) {
    toTheEnd(servers.get(current));
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
        if (server.slice >= TurnTaking.SLICE || !server.task.isBusy()) {
          toTheEnd(server);
        }
      }
    }
    since = now;
  }

  private void toTheEnd(Server server) {
    server.place = ++places;
    server.slice = 0;
  }

  /** The most urgent; of several the one that has run last if its slice is not over. */
  private int best() {
    int best = -1;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if (server.canRun() && (best < 0 || server.comesBefore(servers.get(best)))) {
        best = i;
      }
    }
    return best;
  }
}
