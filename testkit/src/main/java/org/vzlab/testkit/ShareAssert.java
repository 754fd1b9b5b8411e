package org.vzlab.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions about a part of a whole, 0 to 1. */
public final class ShareAssert extends AbstractAssert<ShareAssert, Double> {
  private final String what;

  ShareAssert(double share, String what) {
    super(share, ShareAssert.class);
    this.what = what;
  }

  /** Not less than so much. */
  public ShareAssert isAtLeast(double least) {
    if (actual < least) {
      failWithMessage("Expected %s to be at least %.4f, but it is %.4f", what, least, actual);
    }
    return this;
  }

  /** Not more than so much. */
  public ShareAssert isAtMost(double most) {
    if (actual > most) {
      failWithMessage("Expected %s to be at most %.4f, but it is %.4f", what, most, actual);
    }
    return this;
  }
}
