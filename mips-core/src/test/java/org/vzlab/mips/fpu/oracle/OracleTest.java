package org.vzlab.mips.fpu.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.isa.InstructionSet;

/**
 * The FPU's instructions, executed, against an oracle in arbitrary precision: all operands that are
 * corners, all pairs of them, all triples of a few, and random operands, in every rounding mode,
 * with FCSR.FS and without, with registers of 64 bits and in pairs, exceptions enabled or not
 * (comparisons of corners, which do not round, in one mode only). What "right" means is in {@link
 * Oracle}; {@link HostTest} holds the oracle itself to Java's arithmetic.
 *
 * <p>{@code -Dvzlab.oracle.random=N} tries N random operands of every instruction, not 2,000.
 */
class OracleTest {
  private static final int RANDOM = Integer.getInteger("vzlab.oracle.random", 2000);
  private static final int FAILURES = 20;
  private static final String COMPUTING =
      "Float(Arithmetic|MultiplyAdd|Convert|Round|Compare)\\..*";

  private final Subject subject = new Subject();

  private static List<Oracle> oracles() {
    List<Oracle> oracles = new ArrayList<>();
    for (Rounding rounding : Rounding.values()) {
      oracles.add(new Oracle(rounding, false));
      oracles.add(new Oracle(rounding, true));
    }
    return oracles;
  }

  @Test
  void everyInstructionThatComputesIsTried() {
    InstructionSet instructionSet = subject.instructionSet();
    List<String> instructions =
        instructionSet.operations().stream()
            .filter(o -> o.toString().matches(COMPUTING))
            .map(o -> o.mnemonic())
            .distinct()
            .toList();
    assertThat(Operation.all())
        .extracting(Operation::mnemonic)
        .containsExactlyInAnyOrderElementsOf(instructions);
  }

  @Test
  void instructionsDoOnCornersWhatTheirDefinitionsSay() {
    long compared = hold(this::tryCorners);
    assertThat(compared).isEqualTo(11_013_760);
  }

  private Judge tryCorners(Operation operation) {
    Judge judge = new Judge(subject, operation);
    List<Kind> operands = operation.operands();
    Kind kind = operands.get(0);
    long[] corners = operands.size() == 3 ? Corners.few(kind) : Corners.of(kind);
    for (Oracle oracle : oracles()) {
      for (long a : corners) {
        if (operands.size() == 1) {
          judge.tryOut(oracle, a);
        } else if (operation.result() != Kind.CONDITION || oracle.rounding() == Rounding.NEAREST) {
          tryTuples(judge, oracle, a, corners, operands.size() == 3);
        }
      }
    }
    assertThat(judge.raised()).as(operation.mnemonic()).isEqualTo(raised(operation));
    if (operation.rounds()) {
      assertThat(judge.halfway()).as(operation.mnemonic()).isPositive();
    }
    return judge;
  }

  private static String raised(Operation operation) {
    return operation.isArithmetic() ? operation.raises() : "";
  }

  private static void tryTuples(
      Judge judge, Oracle oracle, long a, long[] corners, boolean triples) {
    for (long b : corners) {
      if (triples) {
        for (long c : corners) {
          judge.tryOut(oracle, a, b, c);
        }
      } else {
        judge.tryOut(oracle, a, b);
      }
    }
  }

  @Test
  void instructionsDoOnRandomOperandsWhatTheirDefinitionsSay() {
    long compared = hold(this::tryRandom);
    assertThat(compared).isEqualTo((long) Operation.all().size() * RANDOM * 8 * 4);
  }

  private Judge tryRandom(Operation operation) {
    Judge judge = new Judge(subject, operation);
    SplittableRandom random = new SplittableRandom(754);
    List<Kind> kinds = operation.operands();
    long[] corners = Corners.of(kinds.get(0));
    long[] operands = new long[kinds.size()];
    List<Oracle> oracles = oracles();
    for (int i = 0; i < RANDOM; i++) {
      for (int k = 0; k < operands.length; k++) {
        long near = operands[k == 0 ? operands.length - 1 : k - 1];
        operands[k] = Corners.random(random, kinds.get(k), corners, near);
      }
      for (Oracle oracle : oracles) {
        judge.tryOut(oracle, operands);
      }
    }
    return judge;
  }

  /** Tries all operations, lists what they do otherwise, and counts what was compared. */
  private static long hold(Function<Operation, Judge> trial) {
    List<String> failures = new ArrayList<>();
    long compared = 0;
    for (Operation operation : Operation.all()) {
      Judge judge = trial.apply(operation);
      failures.addAll(judge.failures());
      compared += judge.compared();
    }
    assertThat(failures.subList(0, Math.min(FAILURES, failures.size())))
        .as("first of the disagreements")
        .isEmpty();
    return compared;
  }

  /** MD00086, RSQRT.fmt: no more than two units in the last place. */
  @Test
  void reciprocalSquareRootsAreAsAccurateAsTheManualDemands() {
    for (Kind kind : List.of(Kind.S, Kind.D)) {
      Binary format = kind.binary();
      SplittableRandom random = new SplittableRandom(1985);
      long[] corners = Corners.of(kind);
      long near = 0;
      for (int i = 0; i < RANDOM; i++) {
        near = Corners.random(random, kind, corners, near) & ~format.sign(true);
        if (near == 0 || near >= format.infinity(false)) {
          continue;
        }
        long below = new Oracle(Rounding.DOWN, false).exactReciprocalRoot(format, near).bits();
        long above = new Oracle(Rounding.UP, false).exactReciprocalRoot(format, near).bits();
        for (Rounding rounding : Rounding.values()) {
          assertThat(new Oracle(rounding, false).reciprocalRoot(format, near).bits())
              .as("1 / sqrt(%x), %s", near, rounding)
              .isBetween(below - 1, above + 1);
        }
      }
    }
  }
}
