package org.vzlab.board;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What has happened on a board.
 *
 * @param boardTimeNs board time in nanoseconds
 * @param cycles board time in SYSCLK cycles
 * @param instructions instructions executed in all contexts
 * @param timing what time everything has taken
 * @param leds by name
 * @param root what root mode has used, without the threads
 * @param guests in the order of their ids
 * @param threads of the modelled hypervisor, in the order of their ids, of which none is a guest's
 * @param tasks how the modelled hypervisor has served guests, and then threads, in the order of
 *     their ids
 * @param work what the modelled hypervisor has done, each kind in the order of its first time
 * @param interrupts by number: how often each was presented to the processor
 * @param unmodelled in the order they were first touched
 */
public record Summary(
    long boardTimeNs,
    long cycles,
    long instructions,
    TimingModel timing,
    Map<String, Led> leds,
    Usage root,
    List<Guest> guests,
    List<Guest> threads,
    List<Task> tasks,
    List<Work> work,
    Map<Integer, Long> interrupts,
    List<Touch> unmodelled) {
  /**
   * An LED.
   *
   * @param toggles how often it has changed
   * @param on whether it is lit
   */
  public record Led(long toggles, boolean on) {}

  /**
   * A guest, or a thread of the modelled hypervisor.
   *
   * @param usage what it has used in guest mode, a thread in root mode
   * @param exits to root by reason
   * @param state what it is doing, in lower case; {@link #NATIVE} if only the hypervisor knows,
   *     which is software on the board
   */
  public record Guest(int id, Usage usage, Map<String, Long> exits, String state) {
    /** The state of a guest whose hypervisor is not modelled but executed. */
    public static final String NATIVE = "native";

    /** Instructions executed. */
    public long instructions() {
      return usage.instructions();
    }

    /** SYSCLK cycles spent. */
    public long cycles() {
      return usage.cycles();
    }
  }

  /**
   * How a guest or a thread of the modelled hypervisor has been served.
   *
   * @param thread whether it is a thread
   * @param cycles SYSCLK cycles spent in its code
   * @param work SYSCLK cycles that the hypervisor has worked for it
   * @param switches how often the processor has come to it from another
   * @param overruns how often it had no budget left and would have run on
   * @param worstLatency most SYSCLK cycles from an interrupt to its first instruction thereafter;
   *     empty if it has answered none
   */
  public record Task(
      int id,
      boolean thread,
      long cycles,
      long work,
      long switches,
      long overruns,
      OptionalLong worstLatency) {}

  /**
   * Where cycles have gone: each instruction has taken one, the stalls the others.
   *
   * @param instructions executed
   * @param cycles SYSCLK cycles
   * @param stalls SYSCLK cycles without an instruction, by reason, in the order of tables: all
   *     reasons that the timing model has
   * @param caches by name, in the order of tables; empty if the timing model has none
   */
  public record Usage(
      long instructions, long cycles, Map<String, Long> stalls, Map<String, LookUps> caches) {
    /** This and another one. */
    public Usage plus(Usage other) {
      Map<String, Long> allStalls = new LinkedHashMap<>(stalls);
      other.stalls.forEach((reason, n) -> allStalls.merge(reason, n, Long::sum));
      Map<String, LookUps> allCaches = new LinkedHashMap<>(caches);
      other.caches.forEach((cache, n) -> allCaches.merge(cache, n, LookUps::plus));
      return new Usage(
          instructions + other.instructions, cycles + other.cycles, allStalls, allCaches);
    }
  }

  /**
   * How often something was looked for in a cache or TLB.
   *
   * @param accesses all look-ups
   * @param misses those that have not found it
   */
  public record LookUps(long accesses, long misses) {
    /** The part of the look-ups that have found it, 0 to 1; empty if there were none. */
    public OptionalDouble hitRate() {
      return accesses == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(Math.max(0, accesses - misses) / (double) accesses);
    }

    LookUps plus(LookUps other) {
      return new LookUps(accesses + other.accesses, misses + other.misses);
    }
  }

  /**
   * A kind of work of the modelled hypervisor.
   *
   * @param name in lower case
   * @param why what is done, and where its instructions were counted
   * @param charges by the id of the guest or thread that it was done for, 0 for root
   * @param charges by the guest or thread that it was done for, 0 for root
   */
  public record Work(String name, String why, Map<Integer, Charge> charges) {
    /** What it was for all of them. */
    public Charge total() {
      return charges.values().stream().reduce(new Charge(0, 0), Charge::plus);
    }
  }

  /**
   * How often something was done.
   *
   * @param cycles SYSCLK cycles that it has taken
   */
  public record Charge(long times, long cycles) {
    Charge plus(Charge other) {
      return new Charge(times + other.times, cycles + other.cycles);
    }
  }

  /** What root and all guests and threads have used. */
  public Usage total() {
    return Stream.concat(guests.stream(), threads.stream())
        .map(Guest::usage)
        .reduce(root, Usage::plus);
  }

  /**
   * Something that is not modelled.
   *
   * @param pc where it was first touched
   * @param guest the id of the guest or thread that touched it, 0 for the root
   * @param count how often
   */
  public record Touch(String register, int pc, int guest, long count) {}
}
