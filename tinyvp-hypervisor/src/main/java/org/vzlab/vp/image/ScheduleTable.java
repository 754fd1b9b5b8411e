package org.vzlab.vp.image;

import static org.vzlab.vp.image.Block.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Schedule;

/** How the processor's time is divided, as entries of a table. Times are counts. */
final class ScheduleTable {
  private static final int SHARE = 1;
  private static final int FRAME = 2;
  private static final int WINDOW = 3;

  private ScheduleTable() {}

  /** The words of all entries; tinyVP's own schedule has none. */
  static List<int[]> entries(Schedule schedule) {
    List<int[]> entries = new ArrayList<>();
    if (schedule instanceof Schedule.Priorities priorities) {
      for (Schedule.Share share : priorities.shares()) {
        entries.add(
            new int[] {
              SHARE, share.task(), share.priority(), (int) share.budget(), (int) share.period()
            });
      }
    } else if (schedule instanceof Schedule.MajorFrame frame) {
      entries.add(new int[] {FRAME, (int) frame.length(), (int) frame.switching(), 0, 0});
      for (Schedule.TimeWindow window : frame.windows()) {
        entries.add(
            new int[] {WINDOW, window.task(), (int) window.start(), (int) window.length(), 0});
      }
    }
    return entries;
  }

  /** Reads and checks the table: the hypervisor goes by it without looking. */
  static Schedule read(Block block) throws ImageException {
    int count = block.count(Table.SCHEDULE);
    if (count == 0) {
      return new Schedule.Turns();
    }
    return switch (block.word(Table.SCHEDULE, 0, 0)) {
      case SHARE -> priorities(block, count);
      case FRAME -> frame(block, count);
      default -> throw kind(block, 0, SHARE + " (share) or " + FRAME + " (frame)");
    };
  }

  private static Schedule priorities(Block block, int count) throws ImageException {
    List<Schedule.Share> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (block.word(Table.SCHEDULE, i, 0) != SHARE) {
        throw kind(block, i, SHARE + " (share), as the first is");
      }
      int budget = block.word(Table.SCHEDULE, i, 3);
      int period = block.word(Table.SCHEDULE, i, 4);
      boolean limited = budget > 0 && period >= budget;
      if (!limited && (budget != 0 || period != 0)) {
        throw error(
            title(i),
            "a budget of " + budget + " in a period of " + period,
            "0 and 0, or a budget that is no longer than its period");
      }
      int task = block.word(Table.SCHEDULE, i, 1);
      shares.add(new Schedule.Share(task, block.word(Table.SCHEDULE, i, 2), budget, period));
    }
    return new Schedule.Priorities(List.copyOf(shares));
  }

  private static Schedule frame(Block block, int count) throws ImageException {
    int length = block.word(Table.SCHEDULE, 0, 1);
    int switching = block.word(Table.SCHEDULE, 0, 2);
    if (length <= 0 || switching < 0) {
      throw error(
          title(0), "a frame of " + length + " with " + switching + " for switching", "lengths");
    }
    List<Schedule.TimeWindow> windows = new ArrayList<>();
    long free = 0;
    for (int i = 1; i < count; i++) {
      if (block.word(Table.SCHEDULE, i, 0) != WINDOW) {
        throw kind(block, i, WINDOW + " (window)");
      }
      Schedule.TimeWindow window =
          new Schedule.TimeWindow(
              block.word(Table.SCHEDULE, i, 1),
              block.word(Table.SCHEDULE, i, 2),
              block.word(Table.SCHEDULE, i, 3));
      if (window.start() < free || window.length() <= switching || window.end() > length) {
        throw error(
            title(i),
            "a window from " + window.start() + " to " + window.end(),
            "one from " + free + " on, in the frame of " + length + ", longer than " + switching);
      }
      windows.add(window);
      free = window.end();
    }
    return new Schedule.MajorFrame(length, switching, List.copyOf(windows));
  }

  /** Checks that everybody has time, and nobody else. */
  static void check(Layout layout) throws ImageException {
    Set<Integer> tasks = new TreeSet<>();
    layout.partitions().forEach(guest -> tasks.add(guest.id()));
    layout.threads().forEach(thread -> tasks.add(thread.id()));
    List<Integer> named = new ArrayList<>();
    boolean repeats = false;
    if (layout.schedule() instanceof Schedule.Priorities priorities) {
      priorities.shares().forEach(share -> named.add(share.task()));
    } else if (layout.schedule() instanceof Schedule.MajorFrame frame) {
      frame.windows().forEach(window -> named.add(window.task()));
      repeats = true;
    } else {
      return;
    }
    boolean everybody = new TreeSet<>(named).equals(tasks);
    if (!everybody || (!repeats && named.size() != tasks.size())) {
      throw error(
          Table.SCHEDULE.title(), "time for " + named, "time for the guests and threads " + tasks);
    }
  }

  private static ImageException kind(Block block, int entry, String expected) {
    return error(
        title(entry),
        "kind " + Integer.toUnsignedString(block.word(Table.SCHEDULE, entry, 0)),
        expected);
  }

  private static String title(int entry) {
    return Table.SCHEDULE.title() + ", entry " + (entry + 1);
  }
}
