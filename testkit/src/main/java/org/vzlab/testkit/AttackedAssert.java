package org.vzlab.testkit;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;
import org.vzlab.board.BoardTime;
import org.vzlab.board.UserError;
import org.vzlab.isolation.guarantee.Figure;
import org.vzlab.isolation.guarantee.Guarantee;
import org.vzlab.isolation.guarantee.GuaranteeRuns;
import org.vzlab.isolation.guarantee.Occasion;
import org.vzlab.isolation.guarantee.Quantity;

/**
 * Assertions about what a guest has of the processor's time at the worst, beside the others as they
 * are and beside hostile ones. It is measured on boards of their own when it is asked for, once.
 */
public final class AttackedAssert extends AbstractAssert<AttackedAssert, Guest> {
  private final GuaranteeRuns runs;
  private boolean ranAsItIs;
  private boolean ranBusy;

  AttackedAssert(Guest guest, GuaranteeRuns runs) {
    super(guest, AttackedAssert.class);
    this.runs = runs;
  }

  /**
   * The longest from an interrupt for it, or from when its timer is due, to its first instruction
   * thereafter; what it never answers counts until the end of the run. Fails if there was no
   * interrupt.
   */
  public CountAssert latency() {
    return cycles(Quantity.LATENCY, "worst latency", "have an interrupt to answer");
  }

  /**
   * The same of a program in its place that always has something to do, and so at times no budget.
   *
   * @throws BadBoard if no program can take its place
   */
  public CountAssert busyLatency() {
    requireReplaceable();
    return cycles(
        Quantity.BUSY_LATENCY, "worst latency when it is always busy", "answer its timer");
  }

  /**
   * The longest from when another one has left the processor, or what the idle processor waits for
   * has come, to its first instruction. Fails if the processor never came to it from another one.
   */
  public CountAssert switchTime() {
    return cycles(Quantity.SWITCH, "longest switch", "be given the processor behind somebody else");
  }

  /**
   * The least part of the time that it has, if it always has something to do.
   *
   * @throws BadBoard if no program can take its place
   */
  public ShareAssert cpuShare() {
    requireReplaceable();
    Figure figure = measured(Quantity.SHARE);
    return new ShareAssert(
        figure.measured().orElseThrow(),
        actual + "'s part of the processor's time under attack",
        ", " + when(figure));
  }

  /**
   * Nothing was worse than what the schedule promises it: what {@code vzlab check} prints of a
   * major frame, or of priorities. Fails if that is nothing.
   *
   * @throws BadBoard if no program can take its place, so that not all can be measured
   */
  public AttackedAssert keepsPromises() {
    if (guarantee().figures().stream().allMatch(figure -> figure.promised().isEmpty())) {
      failWithMessage(
          "Expected %s to have what its schedule promises, but that is nothing: give it a window of"
              + " a major frame, or priorities and budgets",
          actual);
    }
    requireReplaceable();
    run(false);
    run(true);
    List<Figure> broken = guarantee().figures().stream().filter(Figure::isBroken).toList();
    if (!broken.isEmpty()) {
      failWithMessage(
          "Expected %s to have what its schedule promises, but:%n%s",
          actual, broken.stream().map(AttackedAssert::broken).collect(joining("\n")));
    }
    return this;
  }

  private static String broken(Figure figure) {
    Quantity quantity = figure.quantity();
    return String.format(
        "  %s is %s, %s; promised is at %s %s",
        quantity.word(),
        number(quantity, figure.measured().orElseThrow()),
        when(figure),
        quantity.leastIsWorst() ? "least" : "most",
        number(quantity, figure.promised().orElseThrow()));
  }

  private static String number(Quantity quantity, double value) {
    return quantity == Quantity.SHARE
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, "%.0f cycles", value);
  }

  /** Beside whom the worst was, and when. */
  private static String when(Figure figure) {
    Occasion worst = figure.worst().orElseThrow();
    return String.format(
        "%s %s %s",
        worst.isQuiet() ? "beside the others as they are" : "beside '" + worst.beside() + "'",
        figure.quantity() == Quantity.SHARE ? "until" : "at",
        new BoardTime(worst.time()));
  }

  private CountAssert cycles(Quantity quantity, String what, String needed) {
    Figure figure = measured(quantity);
    if (figure.measured().isEmpty()) {
      failWithMessage(
          "Expected %s to %s in %s of board time, but it never did",
          actual, needed, new BoardTime(runs.cycles()));
    }
    return new CountAssert(
        (long) figure.measured().orElseThrow(),
        actual + "'s " + what + " under attack",
        CountAssert.CYCLES,
        ", " + when(figure));
  }

  private void requireReplaceable() {
    if (!guarantee().isReplaceable()) {
      throw new BadBoard(
          String.format(
              "%s has no code and RAM of its own for a program that is always busy: its"
                  + " busyLatency(), its cpuShare() and so keepsPromises() cannot be measured;"
                  + " latency() and switchTime() can",
              actual));
    }
  }

  private Figure measured(Quantity quantity) {
    run(quantity == Quantity.BUSY_LATENCY || quantity == Quantity.SHARE);
    return guarantee().figure(quantity);
  }

  private Guarantee guarantee() {
    isNotNull();
    return runs.guarantees().get(0);
  }

  /** Does all runs of a kind, unless that has been done. */
  private void run(boolean busy) {
    if (busy ? ranBusy : ranAsItIs) {
      return;
    }
    for (int i = 0; i < runs.size(); i++) {
      if (runs.isBusy(i) == busy) {
        run(i);
      }
    }
    ranBusy |= busy;
    ranAsItIs |= !busy;
  }

  private void run(int index) {
    try {
      runs.run(index);
    } catch (UserError e) {
      throw new BadBoard(e.getMessage(), e);
    }
  }
}
