package org.vzlab.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions about how often something has happened, or how long it has taken. */
public final class CountAssert extends AbstractAssert<CountAssert, Long> {
  /** The unit of what has taken time. */
  static final String CYCLES = " cycles";

  private final String what;
  private final String unit;
  private final String when;

  CountAssert(long count, String what, String unit) {
    this(count, what, unit, "");
  }

  /**
   * Of something that is known to have happened at one time.
   *
   * @param when goes behind the number in a message
   */
  CountAssert(long count, String what, String unit, String when) {
    super(count, CountAssert.class);
    this.what = what;
    this.unit = unit;
    this.when = when;
  }

  /** Not more than so many. */
  public CountAssert isAtMost(long most) {
    if (actual > most) {
      fail("at most", most);
    }
    return this;
  }

  /**
   * Not longer than a board time, of which 200 cycles are a microsecond.
   *
   * @param time such as {@code 50us}
   * @throws BadBoard if it is no board time, or cycles are not what is counted
   */
  public CountAssert isAtMost(String time) {
    if (!unit.equals(CYCLES)) {
      throw new BadBoard("found \"" + time + "\", expected a number: " + what + " are counted");
    }
    return isAtMost(RunningBoard.cycles(time));
  }

  /** Not less than so many. */
  public CountAssert isAtLeast(long least) {
    if (actual < least) {
      fail("at least", least);
    }
    return this;
  }

  /** Exactly so many. */
  public CountAssert is(long exactly) {
    if (actual != exactly) {
      fail("exactly", exactly);
    }
    return this;
  }

  private void fail(String how, long limit) {
    failWithMessage(
        "Expected %s to be %s %d%s, but it is %d%s%s", what, how, limit, unit, actual, unit, when);
  }
}
