package org.vzlab.testkit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.vzlab.board.BoardTime;

/** Assertions about an LED. */
public final class LedAssert extends AbstractAssert<LedAssert, Led> {
  LedAssert(Led led) {
    super(led, LedAssert.class);
  }

  /** It is lit. */
  public LedAssert isOn() {
    return is(true);
  }

  /** It is not lit. */
  public LedAssert isOff() {
    return is(false);
  }

  private LedAssert is(boolean on) {
    isNotNull();
    if (actual.isOn() != on) {
      failWithMessage(
          "Expected %s to be %s, but it is %s; its changes: %s",
          actual, on ? "on" : "off", on ? "off" : "on", times());
    }
    return this;
  }

  /** It has changed so often since power-on. */
  public LedAssert hasToggled(int times) {
    isNotNull();
    if (actual.changes().size() != times) {
      failWithMessage(
          "Expected %s to have changed %d times, but it has changed %d times: %s",
          actual, times, actual.changes().size(), times());
    }
    return this;
  }

  /**
   * It has changed at least twice, and from one change to the next it was always about so long.
   *
   * @param period board time from one change to the next
   * @param tolerance board time that it may be more or less
   */
  public LedAssert togglesEvery(String period, String tolerance) {
    isNotNull();
    long wanted = RunningBoard.cycles(period);
    long more = RunningBoard.cycles(tolerance);
    List<LedChange> changes = actual.changes();
    if (changes.size() < 2) {
      failWithMessage(
          "Expected %s to change every %s, but it has not changed twice: %s",
          actual, period, times());
    }
    for (int i = 1; i < changes.size(); i++) {
      long passed = changes.get(i).time() - changes.get(i - 1).time();
      if (Math.abs(passed - wanted) > more) {
        failWithMessage(
            "Expected %s to change every %s (+/- %s), but from change %d to the next it took %s: %s",
            actual, period, tolerance, i, new BoardTime(passed), times());
      }
    }
    return this;
  }

  private List<String> times() {
    return actual.changes().stream()
        .map(change -> new BoardTime(change.time()) + (change.on() ? " on" : " off"))
        .toList();
  }
}
