package org.vzlab.isolation.history;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first difference between two histories of a guest or thread.
 *
 * @param task its id
 * @param stream what kind of happenings
 * @param index the place in the stream, from 0
 * @param reference what there is in the first run; empty if it has nothing more
 * @param other what there is in the second run
 * @param registers those that differ, if it is an exit: the name, and both values
 * @param before what came before it in the first run
 */
public record Difference(
    int task,
    String stream,
    int index,
    Optional<Happening> reference,
    Optional<Happening> other,
    List<String> registers,
    List<Happening> before) {
  /** When it shows first, in SYSCLK cycles of board time. */
  public long time() {
    long first = reference.map(Happening::time).orElse(Long.MAX_VALUE);
    return Math.min(first, other.map(Happening::time).orElse(Long.MAX_VALUE));
  }

  /** The number of the exit that differs, if it is one whose registers were not kept; else -1. */
  int exitWithoutRegisters() {
    boolean missing =
        reference.orElse(null) instanceof Happening.Exit one
            && other.orElse(null) instanceof Happening.Exit two
            && (one.registers().isEmpty() || two.registers().isEmpty());
    return missing ? index : -1;
  }

  /** Both sides and what came before, in lines. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "task %d, cycle %d: %s, number %d\n", task, time(), stream, index));
    text.append("  reference: ").append(side(reference));
    text.append("  other:     ").append(side(other));
    if (!registers.isEmpty()) {
      text.append("  registers: ").append(String.join(", ", registers)).append('\n');
    }
    before.forEach(happening -> text.append("  before:    ").append(line(happening)));
    return text.toString();
  }

  private static String side(Optional<Happening> happening) {
    return happening.map(Difference::line).orElse("nothing more\n");
  }

  private static String line(Happening happening) {
    return String.format(Locale.ROOT, "cycle %d: %s\n", happening.time(), happening.content());
  }
}
