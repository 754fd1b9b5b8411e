package org.vzlab.isolation.guarantee;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.vzlab.vp.layout.FrameAnalysis;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.PriorityAnalysis;
import org.vzlab.vp.layout.Schedule;

/**
 * What a schedule promises a guest or thread, by the same analysis that {@code check} prints.
 * tinyVP's own turns promise nothing.
 *
 * @param latency at most, in SYSCLK cycles
 * @param busyLatency the same for one that always has something to do, and so no budget left at
 *     times
 * @param switching at most, in SYSCLK cycles
 * @param share at least, 0 to 1
 */
record Promise(
    OptionalDouble latency,
    OptionalDouble busyLatency,
    OptionalDouble switching,
    OptionalDouble share) {
  private static final int CYCLES_PER_MICROSECOND = 200;

  static final Promise NOTHING =
      new Promise(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /** What the tables of a configuration promise. */
  static Promise of(Layout tables, int task) {
    if (tables.schedule() instanceof Schedule.MajorFrame frame) {
      return FrameAnalysis.of(frame, tables.partitions(), tables.overheads()).stream()
          .filter(served -> served.task() == task)
          .findFirst()
          .map(served -> of(tables, frame, served))
          .orElse(NOTHING);
    }
    if (tables.schedule() instanceof Schedule.Priorities priorities) {
      return PriorityAnalysis.of(priorities, tables.partitions(), tables.overheads()).stream()
          .filter(response -> response.share().task() == task)
          .findFirst()
          .map(response -> of(tables, response))
          .orElse(NOTHING);
    }
    return NOTHING;
  }

  private static Promise of(Layout tables, Schedule.MajorFrame frame, FrameAnalysis.Served served) {
    OptionalDouble latency = OptionalDouble.of((double) served.latency() * CYCLES_PER_MICROSECOND);
    double switching = (double) (2 * frame.switching() + tables.overheads().section());
    // The hypervisor may be in its last section when a window ends, and enters by one.
    double section = (double) tables.overheads().section() / CYCLES_PER_MICROSECOND;
    double net = served.net() - served.windows() * section;
    double share = net * Schedule.COUNTS_PER_MICROSECOND / frame.length();
    return new Promise(latency, latency, OptionalDouble.of(switching), OptionalDouble.of(share));
  }

  /**
   * No share: a budget pays for the interrupts of others in its owner's turn too, and nobody says
   * how many come.
   */
  private static Promise of(Layout tables, PriorityAnalysis.Response response) {
    OptionalDouble latency = cycles(response.latency());
    return new Promise(
        latency,
        response.share().unlimited() ? latency : cycles(response.exhausted()),
        OptionalDouble.of((double) tables.overheads().change()),
        OptionalDouble.empty());
  }

  private static OptionalDouble cycles(OptionalLong microseconds) {
    return microseconds.isPresent()
        ? OptionalDouble.of((double) microseconds.getAsLong() * CYCLES_PER_MICROSECOND)
        : OptionalDouble.empty();
  }
}
