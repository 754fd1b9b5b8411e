package org.vzlab.board;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.cost.Overheads;
import org.vzlab.vp.layout.FrameAnalysis;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.PriorityAnalysis;
import org.vzlab.vp.layout.Schedule;

/** Puts together what {@link TimeMap} tells. */
final class TimeMapper {
  private final Map<Integer, String> titles = new TreeMap<>();
  private final Layout layout;

  private TimeMapper(Configuration configuration, Layout layout) {
    configuration.domains().forEach(domain -> titles.put(domain.id(), domain.title()));
    this.layout = layout;
  }

  /** The map of a layout's schedule; nothing for tinyVP's own, which promises nothing. */
  static Optional<TimeMap> of(Configuration configuration, Layout layout) {
    TimeMapper mapper = new TimeMapper(configuration, layout);
    if (layout.schedule() instanceof Schedule.MajorFrame frame) {
      return Optional.of(mapper.map(Optional.of(mapper.frame(frame)), List.of()));
    }
    if (layout.schedule() instanceof Schedule.Priorities priorities) {
      return Optional.of(mapper.map(Optional.empty(), mapper.shares(priorities)));
    }
    return Optional.empty();
  }

  private TimeMap map(Optional<TimeMap.Frame> frame, List<TimeMap.Share> shares) {
    Overheads overheads = layout.overheads();
    return new TimeMap(overheads.section(), overheads.change(), frame, shares);
  }

  private TimeMap.Frame frame(Schedule.MajorFrame frame) {
    long length = microseconds(frame.length());
    return new TimeMap.Frame(
        length,
        microseconds(frame.switching()),
        frame.windows().stream()
            .map(
                window ->
                    new TimeMap.Window(
                        title(window.task()),
                        microseconds(window.start()),
                        microseconds(window.length())))
            .toList(),
        FrameAnalysis.of(frame, layout.partitions(), layout.overheads()).stream()
            .map(
                served ->
                    new TimeMap.Served(
                        title(served.task()),
                        percents((double) served.given() / length),
                        served.windows(),
                        served.net(),
                        served.gap(),
                        served.latency()))
            .toList());
  }

  private List<TimeMap.Share> shares(Schedule.Priorities priorities) {
    Comparator<PriorityAnalysis.Response> urgency =
        Comparator.comparingInt(response -> -response.share().priority());
    return PriorityAnalysis.of(priorities, layout.partitions(), layout.overheads()).stream()
        .sorted(urgency)
        .map(this::share)
        .toList();
  }

  private TimeMap.Share share(PriorityAnalysis.Response response) {
    Schedule.Share share = response.share();
    return new TimeMap.Share(
        title(share.task()),
        share.priority(),
        given(share, share.budget()),
        given(share, share.period()),
        percents(PriorityAnalysis.utilisation(share)),
        response.response(),
        response.arithmetic(),
        response.latency(),
        response.exhausted(),
        verdict(response));
  }

  private static OptionalLong given(Schedule.Share share, long counts) {
    return share.unlimited() ? OptionalLong.empty() : OptionalLong.of(microseconds(counts));
  }

  private static String verdict(PriorityAnalysis.Response response) {
    if (response.latency().isEmpty() && response.response().isEmpty()) {
      return "unbounded";
    }
    if (response.share().unlimited()) {
      return "no budget";
    }
    return response.isCertain() ? "ok" : "too long";
  }

  private String title(int task) {
    return titles.getOrDefault(task, "task " + task);
  }

  /** With two digits behind the point. */
  private static double percents(double part) {
    return Math.round(10_000 * part) / 100.0;
  }

  private static long microseconds(long counts) {
    return counts / Schedule.COUNTS_PER_MICROSECOND;
  }
}
