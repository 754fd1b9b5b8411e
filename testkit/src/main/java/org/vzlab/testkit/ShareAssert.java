package org.vzlab.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions about a part of a whole, 0 to 1. */
public final class ShareAssert extends AbstractAssert<ShareAssert, Double> {
  private final String what;
  private final String when;

  ShareAssert(double share, String what) {
    this(share, what, "");
  }

  /**
   * Of something that is known to have been so at one time.
   *
   * @param when goes behind the number in a message
   */
  ShareAssert(double share, String what, String when) {
    super(share, ShareAssert.class);
    this.what = what;
    this.when = when;
  }

  /** Not less than so much. */
  public ShareAssert isAtLeast(double least) {
    if (actual < least) {
      failWithMessage(
          "Expected %s to be at least %.4f, but it is %.4f%s", what, least, actual, when);
    }
    return this;
  }

  /** Not more than so much. */
  public ShareAssert isAtMost(double most) {
    if (actual > most) {
      failWithMessage("Expected %s to be at most %.4f, but it is %.4f%s", what, most, actual, when);
    }
    return this;
  }
}
