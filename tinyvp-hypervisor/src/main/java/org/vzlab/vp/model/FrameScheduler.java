package org.vzlab.vp.model;

import java.util.List;
import java.util.Map;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.vp.layout.Schedule;

/**
 * A major frame in the sense of ARINC 653: each task runs in its windows and at no other time,
 * whatever the others do. The first part of a window is the hypervisor's, for whatever the one
 * before has left it in the middle of; then the task is entered at an exact count.
 */
final class FrameScheduler implements TaskScheduler {
  private final Schedule.MajorFrame frame;
  private final List<Schedule.TimeWindow> windows;
  private final Map<Integer, Task> tasks;

  /** When the present round of the frame began. */
  private long origin;

  /** The window that the time is in, or that comes next. */
  private int at;

  private boolean inside;

  /** When the owner of a window that was woken last is to be entered. */
  private long release;

  FrameScheduler(Schedule.MajorFrame frame, List<Task> tasks) {
    this.frame = frame;
    this.windows = frame.windows();
    this.tasks = TaskScheduler.byId(tasks);
  }

  /** The frame begins now. */
  @Override
  public void start(long now) {
    origin = now;
  }

  @Override
  public Task pick(long now) {
    advance(now);
    if (!inside) {
      return null;
    }
    Task owner = tasks.get(windows.get(at).task());
    return owner.runnable() ? owner : null;
  }

  @Override
  public long deadline() {
    Schedule.TimeWindow window = windows.get(at);
    return origin + (inside ? window.end() : window.start());
  }

  /** It gives its window to nobody. */
  @Override
  public void endSlice(long now) {}

  @Override
  public long entry() {
    return Math.max(opening(), release);
  }

  /** When the window's owner can be entered first. */
  private long opening() {
    return origin + windows.get(at).start() + frame.switching();
  }

  /**
   * In the middle of a window the hypervisor may be busy with the console, or with what waits until
   * nobody runs: as long as at its beginning, at most. So its owner waits that long, always. So
   * near to the window's end that it would be late it comes as soon as it can.
   */
  @Override
  public void woken(Task task, long due) {
    long after = due + frame.switching();
    boolean inTime = after < origin + windows.get(at).end();
    release = due > opening() && inTime ? after : release;
  }

  @Override
  public Task preparing(long now) {
    advance(now);
    return inside && now < opening() ? tasks.get(windows.get(at).task()) : null;
  }

  @Override
  public boolean concerns(Task task, long now) {
    advance(now);
    return inside && windows.get(at).task() == task.id();
  }

  @Override
  public boolean isStrict() {
    return true;
  }

  private void advance(long now) {
    while (now >= origin + windows.get(at).end()) {
      at++;
      if (at == windows.size()) {
        at = 0;
        origin += frame.length();
      }
    }
    inside = now >= origin + windows.get(at).start();
  }

  @Override
  public void visit(StateVisitor visitor) {
    origin = visitor.int64("origin", origin);
    at = visitor.int32("at", at);
    inside = visitor.flag("inside", inside);
    release = visitor.int64("release", release);
  }
}
