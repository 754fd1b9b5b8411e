package org.vzlab.vp.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.vp.layout.Schedule;

/**
 * Fixed priorities with pre-emption: the most urgent task that can run and has budget left runs. A
 * budget is there anew at every multiple of its period, whether the task has waited or not (a
 * deferrable server), so that it can answer an interrupt at any time, and never has more than one
 * budget in a period. Tasks of the same priority take turns as under tinyVP.
 */
final class PriorityScheduler implements TaskScheduler {
  /** A task and what it has left. */
  private static final class Server implements Stateful {
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

    Server(Task task, Schedule.Share share) {
      this.task = task;
      this.share = share;
      left = share.budget();
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

    @Override
    public void visit(StateVisitor visitor) {
      left = visitor.int64("left", left);
      replenished = visitor.int64("replenished", replenished);
      overruns = visitor.int64("overruns", overruns);
      exhausted = visitor.flag("exhausted", exhausted);
      place = visitor.int64("place", place);
      slice = visitor.int64("slice", slice);
    }
  }

  private final List<Server> servers = new ArrayList<>();
  private int current;
  private boolean running;
  private long since;

  /** The last number that was drawn; see {@link Server#place}. */
  private long places;

  PriorityScheduler(Schedule.Priorities priorities, List<Task> tasks) {
    Map<Integer, Task> byId = TaskScheduler.byId(tasks);
    for (Schedule.Share share : priorities.shares()) {
      servers.add(new Server(byId.get(share.task()), share));
      toTheEnd(servers.get(servers.size() - 1));
    }
  }

  /** Every task has its whole budget now. */
  @Override
  public void start(long now) {
    servers.forEach(server -> server.replenished = now);
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

  @Override
  public void visit(StateVisitor visitor) {
    current = visitor.int32("current", current);
    running = visitor.flag("running", running);
    since = visitor.int64("since", since);
    places = visitor.int64("places", places);
    for (int i = 0; i < servers.size(); i++) {
      visitor.enter("server" + i, servers.get(i));
    }
  }
}
