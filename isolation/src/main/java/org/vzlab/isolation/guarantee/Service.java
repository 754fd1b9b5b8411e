package org.vzlab.isolation.guarantee;

import java.util.Optional;
import org.vzlab.board.Distribution;

/** What a guest or thread has had of the processor in one run or several. */
public final class Service {
  private final Distribution latencies = new Distribution();
  private final Distribution switches = new Distribution();
  private Optional<Occasion> worstLatency = Optional.empty();
  private Optional<Occasion> worstSwitch = Optional.empty();
  private Optional<Occasion> worstShare = Optional.empty();
  private double leastShare = 1;
  private boolean overran;

  Service() {}

  /** Something was answered so many cycles after it had happened. */
  void latency(long cycles, Occasion when) {
    if (latencies.count() == 0 || cycles > latencies.max()) {
      worstLatency = Optional.of(when);
    }
    latencies.add(cycles);
  }

  /** The processor has come from another one, or from nobody, in so many cycles. */
  void switched(long cycles, Occasion when) {
    if (switches.count() == 0 || cycles > switches.max()) {
      worstSwitch = Optional.of(when);
    }
    switches.add(cycles);
  }

  /** A run is over, in which it had so much of the time. */
  void share(double part, Occasion when) {
    if (worstShare.isEmpty() || part < leastShare) {
      leastShare = part;
      worstShare = Optional.of(when);
    }
  }

  /** It had no budget left and would have run on. */
  void overran() {
    overran = true;
  }

  /**
   * SYSCLK cycles from an interrupt, or from when its timer is due, to its first instruction
   * thereafter. What was never answered counts as answered at the end of the run.
   */
  public Distribution latencies() {
    return latencies;
  }

  /**
   * SYSCLK cycles from when the one before has left, or what it waits for has come, to its first
   * instruction.
   */
  public Distribution switches() {
    return switches;
  }

  /**
   * The least part of the time that it had in a run, 0 to 1: from its first instruction in a turn
   * to its last, with the hypervisor's work in between.
   */
  public double leastShare() {
    return leastShare;
  }

  /** When the longest latency was over; empty if there was none. */
  public Optional<Occasion> worstLatency() {
    return worstLatency;
  }

  /** When the longest switch was over; empty if there was none. */
  public Optional<Occasion> worstSwitch() {
    return worstSwitch;
  }

  /** The end of the run with the least share; empty if there was no run. */
  public Optional<Occasion> worstShare() {
    return worstShare;
  }

  /** Whether it had used up its budget at some time and would have run on. */
  public boolean hasOverrun() {
    return overran;
  }
}
