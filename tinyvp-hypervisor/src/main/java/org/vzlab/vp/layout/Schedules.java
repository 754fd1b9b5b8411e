package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.FrameConfig;
import org.vzlab.vp.config.TimeShare;
import org.vzlab.vp.cost.Overheads;

/** Makes the schedule that a configuration asks for: tinyVP's, if it asks for none. */
final class Schedules {
  private Schedules() {}

  static Schedule of(Configuration configuration) {
    if (configuration.frame().isPresent()) {
      return frame(configuration.frame().get(), overheads(configuration).switching());
    }
    if (configuration.domains().stream().noneMatch(domain -> domain.time().isPresent())) {
      return new Schedule.Turns();
    }
    List<Schedule.Share> shares = new ArrayList<>();
    configuration.domains().forEach(domain -> shares.add(share(domain)));
    shares.sort(Comparator.comparingInt(Schedule.Share::task));
    return new Schedule.Priorities(List.copyOf(shares));
  }

  /** How long the hypervisor is busy at most. */
  static Overheads overheads(Configuration configuration) {
    return new Overheads(
        configuration.domains().size(),
        configuration.mailboxes().size(),
        configuration.supervisions().size());
  }

  private static Schedule frame(FrameConfig frame, int switching) {
    List<Schedule.TimeWindow> windows = new ArrayList<>();
    for (FrameConfig.Window window : frame.windows()) {
      windows.add(
          new Schedule.TimeWindow(window.task(), counts(window.start()), counts(window.length())));
    }
    windows.sort(Comparator.comparingLong(Schedule.TimeWindow::start));
    return new Schedule.MajorFrame(
        counts(frame.length()),
        counts(frame.switching().map(FrameConfig.Switch::length).orElse(switching)),
        List.copyOf(windows));
  }

  private static Schedule.Share share(Domain domain) {
    if (domain.time().isEmpty()) {
      return new Schedule.Share(domain.id(), 0, 0, 0);
    }
    TimeShare time = domain.time().get();
    return new Schedule.Share(
        domain.id(),
        time.priority().orElse(0),
        counts(time.budget().orElse(0)),
        counts(time.period().orElse(0)));
  }

  private static long counts(int microseconds) {
    return (long) microseconds * Schedule.COUNTS_PER_MICROSECOND;
  }
}
