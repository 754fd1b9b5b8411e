package org.vzlab.testkit;

import org.assertj.core.api.Assertions;

/**
 * Where assertions about boards begin; AssertJ's own are here as well, so that one static import of
 * {@code assertThat} is enough.
 */
public final class VzAssertions extends Assertions {
  private VzAssertions() {}

  /** About a board. */
  public static BoardAssert assertThat(RunningBoard board) {
    return new BoardAssert(board);
  }

  /** About a guest. */
  public static GuestAssert assertThat(Guest guest) {
    return new GuestAssert(guest);
  }

  /** About what is printed on a line. */
  public static ConsoleAssert assertThat(Console console) {
    return new ConsoleAssert(console);
  }

  /** About memory. */
  public static MemoryAssert assertThat(Memory memory) {
    return new MemoryAssert(memory);
  }

  /** About an LED. */
  public static LedAssert assertThat(Led led) {
    return new LedAssert(led);
  }
}
