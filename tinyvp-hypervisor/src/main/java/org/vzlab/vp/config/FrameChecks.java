package org.vzlab.vp.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks of a major frame that need no layout. */
final class FrameChecks {
  private final FrameConfig frame;
  private final List<Domain> tasks;
  private final Findings findings;

  private FrameChecks(FrameConfig frame, List<Domain> tasks, Findings findings) {
    this.frame = frame;
    this.tasks = tasks;
    this.findings = findings;
  }

  /** Checks a frame and the guests and threads that are to run in it. */
  static void check(FrameConfig frame, List<Domain> tasks, Findings findings) {
    FrameChecks checks = new FrameChecks(frame, tasks, findings);
    frame.windows().forEach(checks::fits);
    checks.overlaps();
    checks.everybodyHasOne();
    checks.budgets();
  }

  private void fits(FrameConfig.Window window) {
    if (window.length() == 0) {
      mistake(window.position(), "a window of 0 us", "at least one microsecond", "make it longer");
    }
    if (window.end() > frame.length()) {
      mistake(
          window.position(),
          "a window that ends at "
              + window.start()
              + " + "
              + window.length()
              + " = "
              + window.end()
              + " us",
          "at most the frame's " + frame.length() + " us",
          "make it shorter or the frame longer");
    }
    if (tasks.stream().noneMatch(task -> task.id() == window.task())) {
      mistake(
          window.position(),
          "a window for " + window.task(),
          "the id of a guest or a thread",
          "write one of " + ids());
    }
  }

  private String ids() {
    return tasks.stream().map(Domain::id).sorted().map(String::valueOf).collect(joining(", "));
  }

  private void overlaps() {
    List<FrameConfig.Window> sorted = new ArrayList<>(frame.windows());
    sorted.sort(Comparator.comparingInt(FrameConfig.Window::start));
    for (int i = 1; i < sorted.size(); i++) {
      FrameConfig.Window before = sorted.get(i - 1);
      FrameConfig.Window window = sorted.get(i);
      if (window.start() < before.end()) {
        mistake(
            window.position(),
            "a window that begins at "
                + window.start()
                + " us, "
                + (before.end() - window.start())
                + " us before the one at "
                + before.position()
                + " ends at "
                + before.end()
                + " us",
            "windows one after another",
            "let it begin at " + before.end() + " or end the other at " + window.start());
      }
    }
  }

  private void everybodyHasOne() {
    Set<Integer> served = new HashSet<>();
    frame.windows().forEach(window -> served.add(window.task()));
    if (!tasks.stream().map(Domain::id).toList().containsAll(served)) {
      return; // Whose window that is will be known when its id is right.
    }
    for (Domain task : tasks) {
      if (!served.contains(task.id())) {
        mistake(
            task.position(),
            task.title() + " without a window",
            "a window in the frame for everybody",
            "add \"window = " + task.id() + " START LENGTH\" to the .schedule block");
      }
    }
  }

  private void budgets() {
    for (Domain task : tasks) {
      if (task.time().isPresent() && task.time().get().budget().isPresent()) {
        findings.warn(
            Check.KEYS,
            task.time().get().position(),
            "budget and period have no effect; "
                + task.title()
                + " has the windows of the .schedule block");
      }
    }
  }

  private void mistake(SourcePosition position, String found, String expected, String hint) {
    findings.add(new ConfigException(Check.SCHEDULE, position, found, expected, hint));
  }
}
