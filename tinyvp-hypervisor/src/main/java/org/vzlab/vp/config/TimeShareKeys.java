package org.vzlab.vp.config;

import java.util.Optional;
import java.util.OptionalInt;

/** Parses the keys priority, budget and period of a block. */
final class TimeShareKeys {
  /** 10 s: a quarter of the time in which Count comes round. */
  static final int LONGEST = 10_000_000;

  private SourcePosition first;
  private boolean sound = true;
  private OptionalInt priority = OptionalInt.empty();
  private OptionalInt budget = OptionalInt.empty();
  private OptionalInt period = OptionalInt.empty();
  private SourcePosition budgetPosition;
  private SourcePosition periodPosition;

  /** Takes one of the keys. */
  void take(Value value) throws ConfigException {
    first = first == null ? value.position() : first;
    boolean before = sound;
    sound = false;
    switch (value.key()) {
      case "priority" ->
          priority = OptionalInt.of(value.numberBetween(1, TimeShare.HIGHEST_PRIORITY));
      case "budget" -> {
        budget = OptionalInt.of(value.numberBetween(1, LONGEST));
        budgetPosition = value.position();
      }
      default -> {
        period = OptionalInt.of(value.numberBetween(1, LONGEST));
        periodPosition = value.position();
      }
    }
    sound = before;
  }

  /** What the keys of the block say together; nothing if there is none or they do not fit. */
  Optional<TimeShare> share(Findings findings) {
    if (first == null || !sound || !findings.attempt(this::check)) {
      return Optional.empty();
    }
    return Optional.of(new TimeShare(first, priority, budget, period));
  }

  private void check() throws ConfigException {
    if (budget.isPresent() && period.isEmpty()) {
      throw new ConfigException(
          budgetPosition, "a budget without a period", "both", "add \"period = MICROSECONDS\"");
    }
    if (period.isPresent() && budget.isEmpty()) {
      throw new ConfigException(
          periodPosition, "a period without a budget", "both", "add \"budget = MICROSECONDS\"");
    }
    if (budget.isPresent() && budget.getAsInt() > period.getAsInt()) {
      throw new ConfigException(
          Check.BUDGETS,
          budgetPosition,
          "a budget of " + budget.getAsInt() + " us in a period of " + period.getAsInt() + " us",
          "a budget that is no longer than its period",
          "make the budget smaller or the period longer");
    }
  }
}
