package org.vzlab.svm.generate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.vzlab.svm.generate.Expression.Strict;
import org.vzlab.svm.machine.End;
import org.vzlab.svm.machine.Trap;

class ShrinkerTest {
  private static boolean contains(Expression expression, Predicate<Expression> wanted) {
    return wanted.test(expression)
        || expression.children().stream().anyMatch(each -> contains(each, wanted));
  }

  private static boolean is(Expression expression, Operation operation) {
    return expression instanceof Strict strict && strict.operation() == operation;
  }

  private static boolean multipliesBelowCall(Generated program) {
    return contains(
        program.expression(),
        call -> is(call, Operation.APPLY) && contains(call, each -> is(each, Operation.MULI)));
  }

  private static boolean ends(Generated program, End end) {
    return new Run(program).toEnd().outcome().end() == end;
  }

  private static boolean collectsAndStops(Generated program) {
    Run run = new Run(program).toEnd();
    return run.outcome().end() == End.STOP && run.machine().heap().collections() >= 2;
  }

  private static boolean answersTwice(Generated program) {
    String typed = new String(program.input(), US_ASCII);
    return typed.length() > 1
        && new Run(program).toEnd().output().startsWith(typed.substring(0, 2));
  }

  /** Shrinks the first programs that fail, so many of them, and looks at each result. */
  private static void shrink(
      int programs, Size size, Predicate<Generated> fails, Predicate<Generated> isSmall) {
    int left = programs;
    for (long seed = 0; left > 0; seed++) {
      Generated program = Generator.generate(seed, size);
      if (fails.test(program)) {
        Generated small = Shrinker.shrink(program, fails);
        assertThat(small)
            .as(() -> Run.describe(small))
            .matches(fails, "fails")
            .matches(isSmall, "is small");
        left--;
      }
    }
  }

  @Test
  void what_is_left_of_a_multiplication_in_a_call_is_the_call_and_the_multiplication() {
    shrink(
        20,
        Size.SEQUENTIAL,
        ShrinkerTest::multipliesBelowCall,
        small -> small.expression().nodes() <= 12);
  }

  @Test
  void what_is_left_of_a_program_that_blocks_waits_on_a_channel() {
    shrink(
        20,
        Size.CONTEXTS,
        program -> ends(program, End.BLOCKED),
        small -> small.expression().nodes() == 3 && small.resources().contexts() == 1);
  }

  @Test
  void one_fault_or_a_label_is_left_and_little_that_it_spoils() {
    Size faulty = new Size(40, false, true, false);
    shrink(
        20,
        faulty,
        program -> ends(program, End.BADOP),
        small -> small.faults().size() <= 2 && small.expression().nodes() <= 30);
  }

  @Test
  void a_trap_keeps_what_leads_to_it() {
    Predicate<Generated> divides =
        program ->
            new Run(program)
                .toEnd()
                .machine()
                .trap()
                .filter(trap -> trap == Trap.DIVISION_BY_ZERO)
                .isPresent();
    shrink(5, Size.SEQUENTIAL, divides, small -> small.expression().nodes() == 3);
  }

  @Test
  void programs_that_collect_are_left_with_a_small_heap_and_short_loops() {
    shrink(
        10,
        Size.TIGHT,
        ShrinkerTest::collectsAndStops,
        small -> small.resources().heapCells() <= 30 && small.expression().nodes() <= 25);
  }

  @Test
  void input_is_left_that_is_answered() {
    shrink(
        5,
        Size.CONTEXTS,
        ShrinkerTest::answersTwice,
        small -> small.input().length == 2 && small.expression().nodes() <= 20);
  }

  @Test
  void a_program_whose_tries_are_used_up_still_fails() {
    Generated program = Generator.generate(7, Size.SEQUENTIAL);
    int nodes = program.expression().nodes();
    int[] asked = {0};
    Predicate<Generated> fails =
        other -> {
          asked[0]++;
          return other.expression().nodes() > nodes / 2;
        };
    Generated small = Shrinker.shrink(program, fails, 100);
    assertThat(asked[0]).isLessThanOrEqualTo(100);
    assertThat(fails.test(small)).isTrue();
  }

  @Test
  void shrinking_finds_the_same_every_time() {
    Generated program = Generator.generate(12, Size.SEQUENTIAL);
    Predicate<Generated> fails = other -> other.file().length > 60;
    assertThat(Shrinker.shrink(program, fails).file())
        .isEqualTo(Shrinker.shrink(program, fails).file());
  }
}
