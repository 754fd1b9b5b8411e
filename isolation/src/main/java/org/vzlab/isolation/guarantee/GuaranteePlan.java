package org.vzlab.isolation.guarantee;

import java.util.List;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.isolation.history.Neighbours;

/**
 * What to measure.
 *
 * @param tasks ids of guests and threads; all of the configuration's if there is none
 * @param programs what the others are replaced by, one after another
 * @param firstSeed of the attacks that the others make besides
 * @param lastSeed of them; there are none if it is before the first
 * @param cycles SYSCLK cycles of each run, at least: under a major frame whole frames, with budgets
 *     whole periods
 */
public record GuaranteePlan(
    List<Integer> tasks, List<Neighbour> programs, long firstSeed, long lastSeed, long cycles) {
  /** All guests and threads beside all programs of {@link Neighbours}, and attacks. */
  public static GuaranteePlan of(long firstSeed, long lastSeed, long cycles) {
    return new GuaranteePlan(List.of(), Neighbours.programs(), firstSeed, lastSeed, cycles);
  }

  /** The same for some guests and threads. */
  public GuaranteePlan of(List<Integer> some) {
    return new GuaranteePlan(List.copyOf(some), programs, firstSeed, lastSeed, cycles);
  }

  /** The same beside other programs. */
  public GuaranteePlan beside(List<Neighbour> others) {
    return new GuaranteePlan(tasks, List.copyOf(others), firstSeed, lastSeed, cycles);
  }

  boolean includes(int task) {
    return tasks.isEmpty() || tasks.contains(task);
  }
}
