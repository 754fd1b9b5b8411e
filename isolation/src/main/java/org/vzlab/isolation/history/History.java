package org.vzlab.isolation.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a guest or thread and its surroundings have done to each other in a run.
 *
 * @param task the id of the guest or thread
 * @param from when the record begins, in SYSCLK cycles of board time
 * @param until when it ends: nothing in it is of that time or later
 * @param happenings in the order in which they happened, without exits
 * @param exits in the order in which they happened
 */
public record History(
    int task, long from, long until, List<Happening> happenings, List<Happening.Exit> exits) {

  /** The happenings without exits by their streams. */
  public Map<String, List<Happening>> streams() {
    Map<String, List<Happening>> streams = new TreeMap<>();
    for (Happening happening : happenings) {
      streams.computeIfAbsent(happening.stream(), name -> new ArrayList<>()).add(happening);
    }
    return streams;
  }

  /** The last happenings before a time, exits as well, in the order of their times. */
  public List<Happening> lastBefore(long time, int count) {
    List<Happening> last = new ArrayList<>(tail(happenings, time, count));
    last.addAll(tail(exits, time, count));
    last.sort(Comparator.comparingLong(Happening::time));
    return List.copyOf(last.subList(Math.max(0, last.size() - count), last.size()));
  }

  private static List<? extends Happening> tail(
      List<? extends Happening> all, long time, int count) {
    int end = all.size();
    while (end > 0 && all.get(end - 1).time() >= time) {
      end--;
    }
    return all.subList(Math.max(0, end - count), end);
  }
}
