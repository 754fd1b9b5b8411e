package org.vzlab.isolation.guarantee;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.vzlab.board.Distribution;

/**
 * What a guest or thread has of the processor's time, quiet and attacked, and what it may expect.
 */
public final class Guarantee {
  private final int task;
  private final String title;
  private final boolean replaceable;
  private final Promise promise;
  private final Service quiet = new Service();
  private final Service attacked = new Service();
  private final Service busyQuiet = new Service();
  private final Service busyAttacked = new Service();

  Guarantee(int task, String title, boolean replaceable, Promise promise) {
    this.task = task;
    this.title = title;
    this.replaceable = replaceable;
    this.promise = promise;
  }

  /** The id of the guest or thread. */
  public int task() {
    return task;
  }

  /** {@code guest 1}. */
  public String title() {
    return title;
  }

  /** Whether a program could take its place that is always busy. */
  public boolean isReplaceable() {
    return replaceable;
  }

  Service service(boolean busy, boolean underAttack) {
    if (busy) {
      return underAttack ? busyAttacked : busyQuiet;
    }
    return underAttack ? attacked : quiet;
  }

  /** All latencies of it as it is under attack. */
  public Distribution latencies() {
    return attacked.latencies();
  }

  /** All latencies under attack when it always has something to do. */
  public Distribution busyLatencies() {
    return busyAttacked.latencies();
  }

  /** All switches to it under attack. */
  public Distribution switches() {
    return attacked.switches();
  }

  /** What was measured, and what is promised, in the order of the quantities. */
  public List<Figure> figures() {
    boolean overran = quiet.hasOverrun() || attacked.hasOverrun();
    return List.of(
        latency(
            Quantity.LATENCY, quiet, attacked, overran ? promise.busyLatency() : promise.latency()),
        latency(Quantity.BUSY_LATENCY, busyQuiet, busyAttacked, promise.busyLatency()),
        switching(),
        share());
  }

  /** One of them. */
  public Figure figure(Quantity quantity) {
    return figures().stream()
        .filter(figure -> figure.quantity() == quantity)
        .findFirst()
        .orElseThrow();
  }

  /** Whether nothing was measured that is worse than what is promised. */
  public boolean holds() {
    return figures().stream().noneMatch(Figure::isBroken);
  }

  private static Figure latency(
      Quantity quantity, Service calm, Service hostile, OptionalDouble promised) {
    return new Figure(
        quantity,
        most(calm.latencies()),
        most(hostile.latencies()),
        promised,
        hostile.latencies().max() >= calm.latencies().max()
            ? hostile.worstLatency()
            : calm.worstLatency());
  }

  private Figure switching() {
    return new Figure(
        Quantity.SWITCH,
        most(quiet.switches()),
        most(attacked.switches()),
        promise.switching(),
        attacked.switches().max() >= quiet.switches().max()
            ? attacked.worstSwitch()
            : quiet.worstSwitch());
  }

  private Figure share() {
    return new Figure(
        Quantity.SHARE,
        least(busyQuiet),
        least(busyAttacked),
        promise.share(),
        busyAttacked.leastShare() <= busyQuiet.leastShare()
            ? busyAttacked.worstShare()
            : busyQuiet.worstShare());
  }

  private static OptionalDouble most(Distribution distribution) {
    return distribution.count() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) distribution.max());
  }

  private static OptionalDouble least(Service service) {
    Optional<Occasion> run = service.worstShare();
    return run.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(service.leastShare());
  }
}
