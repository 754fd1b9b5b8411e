package org.vzlab.vp.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.kit.state.Stateful;
import org.vzlab.vp.layout.Schedule;

/** Which task runs, and until when. Times are counts of the root's clock. */
interface TaskScheduler extends Stateful {
  /** Nothing happens by itself. */
  long NEVER = Long.MAX_VALUE;

  /** Time begins now. */
  void start(long now);

  /** The task to run from now on, or null if the processor is the root's. */
  Task pick(long now);

  /** When the choice may be another without anything having happened; {@link #NEVER} possibly. */
  long deadline();

  /** The one that runs gives way: the others come first, if there are any. */
  void endSlice(long now);

  /** When the task that was picked last is to be entered, not before: now, if that has passed. */
  default long entry() {
    return 0;
  }

  /** The wait of a task has ended with what was due for it at a time. */
  default void woken(Task task, long due) {}

  /** Whose window has begun without being entered yet; null if there is none. */
  default Task preparing(long now) {
    return null;
  }

  /** Whether it matters now that a task's timer matches: it would run, or be more urgent. */
  default boolean concerns(Task task, long now) {
    return true;
  }

  /**
   * Whether tasks are kept from each other's time: then the root's work that can wait is done when
   * nobody runs.
   */
  default boolean isGuarded() {
    return true;
  }

  /** Whether the task that runs is interrupted for nothing but the end of its window. */
  default boolean isStrict() {
    return false;
  }

  /** How often a task had no budget left and would have run on. */
  default long overruns(Task task) {
    return 0;
  }

  /** The scheduler of a schedule for some tasks. */
  static TaskScheduler of(Schedule schedule, List<Task> tasks) {
    if (schedule instanceof Schedule.MajorFrame frame) {
      return new FrameScheduler(frame, tasks);
    }
    if (schedule instanceof Schedule.Priorities priorities) {
      return new PriorityScheduler(priorities, tasks);
    }
    return new TurnTaking(tasks);
  }

  /** Tasks by their ids. */
  static Map<Integer, Task> byId(List<Task> tasks) {
    Map<Integer, Task> byId = new TreeMap<>();
    tasks.forEach(task -> byId.put(task.id(), task));
    return byId;
  }
}
