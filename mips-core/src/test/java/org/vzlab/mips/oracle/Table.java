package org.vzlab.mips.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rules in the order in which they are tried: the first whose condition holds decides. Counts how
 * often each decides, so that a test can see that none is dead.
 *
 * @param <I> what a rule looks at
 * @param <O> what it decides
 */
final class Table<I, O> {
  private static final class Row<I, O> {
    final String rule;
    final Predicate<I> when;
    final O then;
    final String source;
    long decided;

    Row(String rule, Predicate<I> when, O then, String source) {
      this.rule = rule;
      this.when = when;
      this.then = then;
      this.source = source;
    }
  }

  private final String name;
  private final List<Row<I, O>> rows = new ArrayList<>();

  Table(String name) {
    this.name = name;
  }

  /**
   * Adds a rule.
   *
   * @param source the manual or the software proven on silicon that has it, or "choice" and what it
   *     rests on
   */
  Table<I, O> row(String rule, Predicate<I> when, O then, String source) {
    rows.add(new Row<>(rule, when, then, source));
    return this;
  }

  /** The rule for everything that is left. */
  Table<I, O> otherwise(String rule, O then, String source) {
    return row(rule, in -> true, then, source);
  }

  O decide(I in) {
    for (Row<I, O> row : rows) {
      if (row.when.test(in)) {
        row.decided++;
        return row.then;
      }
    }
    throw new IllegalStateException(name + " has no row for " + in);
  }

  /** Asserts that every rule has decided at least so often. */
  void assertEveryRowDecided(long times) {
    for (Row<I, O> row : rows) {
      assertThat(row.decided)
          .as("how often \"%s\" of %s decided (%s)", row.rule, name, row.source)
          .isGreaterThanOrEqualTo(times);
    }
  }
}
