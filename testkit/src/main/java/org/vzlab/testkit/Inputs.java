package org.vzlab.testkit;

import java.util.ArrayList;
import java.util.List;

/** What a test has done to its board, for a replay. */
final class Inputs {
  /** Characters that were typed, at a board time in SYSCLK cycles. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  record Typed(long time, int uart, byte[] bytes) {}

  /** A button that was pressed, from one board time until another. */
  record Pressed(long from, long to, String button) {}

  private final List<Typed> typed = new ArrayList<>();
  private final List<Pressed> pressed = new ArrayList<>();
  private boolean wroteMemory;

  void typed(long time, int uart, byte[] bytes) {
    typed.add(new Typed(time, uart, bytes.clone()));
  }

  void pressed(long from, long to, String button) {
    pressed.add(new Pressed(from, to, button));
  }

  /** The test has written memory, which a replay cannot. */
  void wroteMemory() {
    wroteMemory = true;
  }

  List<Typed> typed() {
    return typed;
  }

  List<Pressed> pressed() {
    return pressed;
  }

  boolean hasWrittenMemory() {
    return wroteMemory;
  }
}
