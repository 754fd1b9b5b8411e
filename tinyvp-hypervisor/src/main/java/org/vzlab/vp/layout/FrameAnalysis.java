package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.vp.cost.Overheads;

/**
 * What guests and threads have of a major frame, and how long they wait for it. Times are whole
 * microseconds; what the hypervisor takes is rounded up to them.
 */
public final class FrameAnalysis {
  private static final int CYCLES_PER_MICROSECOND = 200;

  /**
   * A task in the frame.
   *
   * @param task its id
   * @param windows how many windows it has
   * @param given in the frame, with the hypervisor's part of each window
   * @param net without it
   * @param gap longest time from the end of a window to the beginning of the next
   * @param latency longest time from an interrupt for it to its first instruction
   */
  public record Served(int task, int windows, long given, long net, long gap, long latency) {}

  private FrameAnalysis() {}

  /**
   * Analyses a frame.
   *
   * @param guests whose interrupts come in
   * @param overheads what the hypervisor takes
   * @return for each task that has a window, by id
   */
  public static List<Served> of(
      Schedule.MajorFrame frame, List<Partition> guests, Overheads overheads) {
    Map<Integer, Integer> interrupts = new TreeMap<>();
    guests.forEach(guest -> interrupts.put(guest.id(), guest.ownInterrupts().cardinality()));
    Map<Integer, List<Schedule.TimeWindow>> windows = new TreeMap<>();
    frame
        .windows()
        .forEach(
            window -> windows.computeIfAbsent(window.task(), id -> new ArrayList<>()).add(window));
    List<Served> served = new ArrayList<>();
    windows.forEach(
        (id, own) -> served.add(served(frame, id, own, interrupts.getOrDefault(id, 0), overheads)));
    return List.copyOf(served);
  }

  /**
   * The latency is that of an interrupt which comes while the hypervisor is in its last section in
   * the window, and which is passed on behind all of the task's others, and what mailboxes have to
   * tell, in the next one.
   */
  private static Served served(
      Schedule.MajorFrame frame,
      int id,
      List<Schedule.TimeWindow> own,
      int interrupts,
      Overheads overheads) {
    long given = own.stream().mapToLong(Schedule.TimeWindow::length).sum();
    long net =
        own.stream().mapToLong(window -> Math.max(0, window.length() - frame.switching())).sum();
    long gap = 0;
    for (int i = 0; i < own.size(); i++) {
      boolean last = i + 1 == own.size();
      long next = last ? frame.length() + own.get(0).start() : own.get(i + 1).start();
      gap = Math.max(gap, next - own.get(i).end());
    }
    long cycles = (1L + interrupts + overheads.notices()) * overheads.section();
    long latency =
        microseconds(gap + frame.switching())
            + (cycles + CYCLES_PER_MICROSECOND - 1) / CYCLES_PER_MICROSECOND;
    return new Served(
        id, own.size(), microseconds(given), microseconds(net), microseconds(gap), latency);
  }

  private static long microseconds(long counts) {
    return counts / Schedule.COUNTS_PER_MICROSECOND;
  }
}
