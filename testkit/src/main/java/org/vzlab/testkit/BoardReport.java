package org.vzlab.testkit;

import java.io.Serial;

/** What a failed test's board looked like; hangs on the failure, which is the test's own. */
final class BoardReport extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  BoardReport(String text) {
    super(text, null, false, false);
  }
}
