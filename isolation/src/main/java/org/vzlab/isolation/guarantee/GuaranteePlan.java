package org.vzlab.isolation.guarantee;

import java.util.List;
import org.vzlab.isolation.history.Experiment;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.isolation.history.Neighbours;

/**
 * What to measure.
 *
 * @param tasks ids of guests and threads; all of the configuration's if there is none
 * @param programs what the others are replaced by, one after another
 * @param firstSeed of the attacks that the others make besides
 * @param lastSeed of them; there are none if it is before the first
 * @param cycles SYSCLK cycles of each run, at least: under a major frame whole frames, and two of
 *     them so that there is what is between windows; with budgets whole periods
 * @param input what is typed at the console in every run
 */
public record GuaranteePlan(
    List<Integer> tasks,
    List<Neighbour> programs,
    long firstSeed,
    long lastSeed,
    long cycles,
    List<Experiment.Typed> input) {
  /**
   * What to measure.
   *
   * @throws IllegalArgumentException if there is no time to measure anything
   */
  public GuaranteePlan {
    if (cycles < 1) {
      throw new IllegalArgumentException(
          "found runs of " + cycles + " cycles, expected at least 1: nothing happens in no time");
    }
  }

  /** All guests and threads beside all programs of {@link Neighbours}, and attacks. */
  public static GuaranteePlan of(long firstSeed, long lastSeed, long cycles) {
    return new GuaranteePlan(
        List.of(), Neighbours.programs(), firstSeed, lastSeed, cycles, List.of());
  }

  /** The same for some guests and threads. */
  public GuaranteePlan of(List<Integer> some) {
    return new GuaranteePlan(List.copyOf(some), programs, firstSeed, lastSeed, cycles, input);
  }

  /** The same beside other programs. */
  public GuaranteePlan beside(List<Neighbour> others) {
    return new GuaranteePlan(tasks, List.copyOf(others), firstSeed, lastSeed, cycles, input);
  }

  /** The same with something typed in every run. */
  public GuaranteePlan typing(List<Experiment.Typed> typed) {
    return new GuaranteePlan(tasks, programs, firstSeed, lastSeed, cycles, List.copyOf(typed));
  }

  boolean includes(int task) {
    return tasks.isEmpty() || tasks.contains(task);
  }
}
