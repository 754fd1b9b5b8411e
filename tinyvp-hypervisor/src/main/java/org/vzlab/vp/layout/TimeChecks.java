package org.vzlab.vp.layout;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.FrameConfig;
import org.vzlab.vp.config.SourcePosition;
import org.vzlab.vp.config.TimeShare;
import org.vzlab.vp.cost.Overheads;

/** Whether what a configuration promises of the processor's time can be kept. */
final class TimeChecks {
  /** Sums of budgets by periods that are equal to 1 may be computed a little larger. */
  private static final double FULL = 1 + 1e-9;

  private static final int CYCLES_PER_COUNT = 2;

  private final Map<Integer, Domain> tasks = new TreeMap<>();
  private final Overheads overheads;
  private final Findings findings;

  private TimeChecks(Configuration configuration, Findings findings) {
    configuration.domains().forEach(domain -> tasks.put(domain.id(), domain));
    overheads = Schedules.overheads(configuration);
    this.findings = findings;
  }

  /** Checks the schedule of a layout. tinyVP's own promises nothing. */
  static void check(Configuration configuration, Layout layout, Findings findings) {
    TimeChecks checks = new TimeChecks(configuration, findings);
    if (layout.schedule() instanceof Schedule.Priorities priorities) {
      checks.utilisation(priorities);
      priorities.shares().forEach(checks::useful);
      PriorityAnalysis.of(priorities, layout.partitions(), checks.overheads)
          .forEach(response -> checks.response(priorities, response));
    } else if (configuration.frame().isPresent()
        && layout.schedule() instanceof Schedule.MajorFrame frame) {
      checks.frame(configuration.frame().get(), frame);
    }
  }

  private void utilisation(Schedule.Priorities priorities) {
    List<Schedule.Share> shares = new ArrayList<>(priorities.shares());
    shares.removeIf(Schedule.Share::unlimited);
    shares.sort(Comparator.comparingInt(Schedule.Share::priority).reversed());
    double sum = 0;
    List<String> terms = new ArrayList<>();
    for (Schedule.Share share : shares) {
      boolean fits = sum <= FULL;
      sum += PriorityAnalysis.utilisation(share);
      terms.add(microseconds(share.budget()) + " / " + microseconds(share.period()));
      if (fits && sum > FULL) {
        findings.add(
            new ConfigException(
                Check.BUDGETS,
                position(share.task()),
                String.format(
                    Locale.ROOT,
                    "budgets that are %s = %.2f %% of the time with the one of %s",
                    String.join(" + ", terms),
                    100 * sum,
                    title(share.task())),
                "at most 100 %",
                "make budgets smaller or periods longer"));
      }
    }
  }

  /** A budget pays for being entered, too. */
  private void useful(Schedule.Share share) {
    long cycles = share.budget() * CYCLES_PER_COUNT;
    if (!share.unlimited() && cycles <= overheads.change()) {
      findings.warn(
          Check.BUDGETS,
          position(share.task()),
          "a budget of "
              + microseconds(share.budget())
              + " us is "
              + cycles
              + " cycles and a change of guests up to "
              + overheads.change()
              + ": nothing of it may be left for instructions of "
              + title(share.task()));
    }
  }

  private void response(Schedule.Priorities priorities, PriorityAnalysis.Response response) {
    Schedule.Share share = response.share();
    List<Schedule.Share> unlimited =
        priorities.shares().stream()
            .filter(other -> other.unlimited() && other.task() != share.task())
            .filter(other -> other.priority() > share.priority() || isEqual(other, share))
            .toList();
    if (!unlimited.isEmpty()) {
      findings.warn(
          Check.BUDGETS,
          position(share.task()),
          title(share.task())
              + " may wait for ever: no budget limits "
              + unlimited.stream().map(other -> title(other.task())).collect(joining(", ")));
    } else if (!share.unlimited() && !response.isCertain()) {
      long period = microseconds(share.period());
      findings.add(
          new ConfigException(
              Check.BUDGETS,
              position(share.task()),
              "a budget of "
                  + title(share.task())
                  + " that takes "
                  + response.arithmetic()
                  + " > "
                  + period
                  + " us",
              "at most its period, with what is as urgent or more so and "
                  + overheads.change()
                  + " cycles for each change",
              "make a budget smaller, its period longer, or its priority higher"));
    }
  }

  /**
   * Tasks without budgets take turns with each other; one with a budget has no bound beside one.
   */
  private static boolean isEqual(Schedule.Share other, Schedule.Share share) {
    return other.priority() == share.priority() && !share.unlimited();
  }

  private void frame(FrameConfig config, Schedule.MajorFrame frame) {
    config.switching().ifPresent(this::switching);
    long switching = microseconds(frame.switching());
    for (FrameConfig.Window window : config.windows()) {
      if (window.length() > 0 && window.length() <= switching) {
        findings.add(
            new ConfigException(
                Check.SCHEDULE,
                window.position(),
                "a window of "
                    + window.length()
                    + " us, of which the switch takes "
                    + switching
                    + " us",
                "more than " + switching + " us",
                "make it longer"));
      }
    }
    long windows = config.windows().stream().mapToLong(FrameConfig.Window::length).sum();
    if (windows == config.length()) {
      findings.warn(
          Check.SCHEDULE,
          config.position(),
          "windows of "
              + windows
              + " us leave nothing of the frame's "
              + config.length()
              + " us to the hypervisor: the console and its monitor are served only when a guest"
              + " waits in its window");
    }
  }

  private void switching(FrameConfig.Switch given) {
    int least = overheads.switching();
    if (given.length() < least) {
      findings.add(
          new ConfigException(
              Check.SCHEDULE,
              given.position(),
              "a switch of " + given.length() + " us",
              "at least "
                  + least
                  + " us: "
                  + overheads.section()
                  + " cycles that the hypervisor may be busy with at a window's beginning + "
                  + (overheads.change() - overheads.section())
                  + " for the change + "
                  + overheads.emptying()
                  + " for caches and TLBs to be emptied = "
                  + (overheads.change() + overheads.emptying())
                  + " at 200 a microsecond",
              "take the line out or write \"switch = " + least + "\""));
    }
  }

  private String title(int task) {
    return tasks.get(task).title();
  }

  /** Of the keys of time, or of the block if it has none. */
  private SourcePosition position(int task) {
    Domain domain = tasks.get(task);
    return domain.time().map(TimeShare::position).orElse(domain.position());
  }

  private static long microseconds(long counts) {
    return counts / Schedule.COUNTS_PER_MICROSECOND;
  }
}
