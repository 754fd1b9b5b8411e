package org.vzlab.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions about how often something has happened, or how long it has taken. */
public final class CountAssert extends AbstractAssert<CountAssert, Long> {
  private final String what;
  private final String unit;

  CountAssert(long count, String what, String unit) {
    super(count, CountAssert.class);
    this.what = what;
    this.unit = unit;
  }

  /** Not more than so many. */
  public CountAssert isAtMost(long most) {
    if (actual > most) {
      fail("at most", most);
    }
    return this;
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
        "Expected %s to be %s %d%s, but it is %d%s", what, how, limit, unit, actual, unit);
  }
}
