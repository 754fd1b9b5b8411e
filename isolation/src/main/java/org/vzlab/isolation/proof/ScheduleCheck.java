package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Rule;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Schedule;
import org.vzlab.vp.layout.Schedule.MajorFrame;
import org.vzlab.vp.layout.Schedule.Priorities;
import org.vzlab.vp.layout.Schedule.Share;
import org.vzlab.vp.layout.Schedule.TimeWindow;

/**
 * The schedule that runs is the configuration's: windows, priorities and budgets, task by task.
 * What a schedule means for who waits how long is not looked at here.
 */
final class ScheduleCheck {
  private final Policy policy;
  private final List<Finding> findings = new ArrayList<>();

  private ScheduleCheck(Policy policy) {
    this.policy = policy;
  }

  static List<Finding> of(Layout layout, Inspection granted, Policy policy) {
    ScheduleCheck check = new ScheduleCheck(policy);
    check.schedule(layout.schedule(), granted.layout().schedule());
    return List.copyOf(check.findings);
  }

  private void schedule(Schedule runs, Schedule meant) {
    if (runs instanceof MajorFrame frame && meant instanceof MajorFrame other) {
      frame(frame, other);
    } else if (runs instanceof Priorities priorities && meant instanceof Priorities other) {
      shares(priorities.shares(), other.shares());
    } else if (!runs.equals(meant)) {
      add(0, "time is divided by " + kind(runs) + "; the configuration says " + kind(meant));
    }
  }

  private static String kind(Schedule schedule) {
    if (schedule instanceof MajorFrame) {
      return "a major frame";
    }
    return schedule instanceof Priorities ? "priorities" : "turns";
  }

  private void frame(MajorFrame runs, MajorFrame meant) {
    if (runs.length() != meant.length() || runs.switching() != meant.switching()) {
      add(0, "the major frame is " + says(runs) + "; the configuration says " + says(meant));
    }
    for (TimeWindow window : runs.windows()) {
      if (!meant.windows().contains(window)) {
        add(
            window.task(),
            task(window) + " runs in a window " + says(window) + "; " + granted(window, meant));
      }
    }
    for (TimeWindow window : meant.windows()) {
      if (!runs.windows().contains(window)) {
        add(window.task(), task(window) + " does not have its window " + says(window));
      }
    }
  }

  /** Of whom the configuration makes the time of a window that it does not have. */
  private String granted(TimeWindow window, MajorFrame meant) {
    List<String> owners =
        meant.windows().stream()
            .filter(other -> window.start() < other.end() && other.start() < window.end())
            .map(other -> task(other) + "'s " + says(other))
            .toList();
    return owners.isEmpty()
        ? "the configuration gives that time to nobody"
        : "the configuration has there " + String.join(" and ", owners);
  }

  private String task(TimeWindow window) {
    return Words.task(window.task(), policy);
  }

  private void shares(List<Share> runs, List<Share> meant) {
    for (Share share : runs) {
      Optional<Share> other = of(meant, share.task());
      if (!other.equals(Optional.of(share))) {
        add(
            share.task(),
            Words.task(share.task(), policy)
                + " has "
                + says(share)
                + "; the configuration gives it "
                + other.map(ScheduleCheck::says).orElse("nothing"));
      }
    }
    for (Share share : meant) {
      if (of(runs, share.task()).isEmpty()) {
        add(share.task(), Words.task(share.task(), policy) + " does not have " + says(share));
      }
    }
  }

  private static Optional<Share> of(List<Share> shares, int task) {
    return shares.stream().filter(share -> share.task() == task).findFirst();
  }

  private static String says(MajorFrame frame) {
    return time(frame.length()) + " long with " + time(frame.switching()) + " to switch";
  }

  private static String says(TimeWindow window) {
    return "from " + time(window.start()) + " to " + time(window.end());
  }

  private static String says(Share share) {
    return "priority "
        + share.priority()
        + (share.unlimited()
            ? " without a budget"
            : " with a budget of " + time(share.budget()) + " in " + time(share.period()));
  }

  private static String time(long counts) {
    return String.format(Locale.ROOT, "%.2f us", (double) counts / Schedule.COUNTS_PER_MICROSECOND);
  }

  private void add(int task, String text) {
    findings.add(new Finding(Rule.TIME, task, text));
  }
}
