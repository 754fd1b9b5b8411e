package org.vzlab.mips.fpu.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.vzlab.mips.fpu.oracle.Subject.Outcome;
import org.vzlab.mips.isa.Instruction;

/**
 * Holds one instruction to the oracle. Each result is compared with what is left by executions with
 * no exception enabled, with all but those that happen, with all, and with some; in the last two,
 * registers are paired if the instruction lets them. FCSR has old Flags, Cause bits and condition
 * codes before all but the first.
 */
final class Judge {
  private static final int FPE = 15;
  private static final int FS = 1 << 24;
  private static final int ENABLES = 7;
  private static final int ALL = 0x1F;
  private static final int CAUSE_SHIFT = 12;
  private static final int CAUSE = 0x3F << CAUSE_SHIFT;
  private static final int FLAGS_SHIFT = 2;
  private static final int FCC5 = 1 << 29;
  private static final int FCC0 = 1 << 23;

  /** NAN2008 and ABS2008. */
  private static final int FIXED = 3 << 18;

  /** What can be left over in FCSR: condition codes and Cause. */
  private static final int STALE = 0xFE000000 | FCC0 | CAUSE;

  private static final int FAILURES = 3;

  private final Subject subject;
  private final Operation operation;
  private final Instruction instruction;
  private final SplittableRandom random;
  private final List<String> failures = new ArrayList<>();
  private long compared;
  private long halfway;
  private int raised;

  Judge(Subject subject, Operation operation) {
    this.subject = subject;
    this.operation = operation;
    instruction = subject.decode(operation);
    random = new SplittableRandom(operation.mnemonic().hashCode());
  }

  /** The first disagreements. */
  List<String> failures() {
    return failures;
  }

  /** How many executions have been compared. */
  long compared() {
    return compared;
  }

  /** How many results were rounded from the middle between two numbers. */
  long halfway() {
    return halfway;
  }

  /** The exceptions that have happened, as the letters of FCSR.Cause. */
  String raised() {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      if ((raised & Result.INVALID >>> i) != 0) {
        letters.append("VZOUI".charAt(i));
      }
    }
    return letters.toString();
  }

  /** Tries some operands in a rounding mode, with FCSR.FS or without. */
  void tryOut(Oracle oracle, long... operands) {
    Result result =
        operation.definition().apply(oracle, operands[0], other(operands, 1), other(operands, 2));
    raised |= result.raised();
    halfway += result.halfway() ? 1 : 0;
    int control = oracle.rounding().rm() | (oracle.flush() ? FS : 0);
    boolean wide = operation.isWide();
    compare(result, true, control, operands);
    compare(result, true, control | stale() | (ALL & ~result.raised()) << ENABLES, operands);
    compare(result, wide, control | stale() | ALL << ENABLES, operands);
    compare(result, wide, control | stale() | random.nextInt(ALL + 1) << ENABLES, operands);
  }

  private static long other(long[] operands, int index) {
    return index < operands.length ? operands[index] : 0;
  }

  private int stale() {
    return random.nextInt() & (STALE | ALL << FLAGS_SHIFT);
  }

  private void compare(Result result, boolean wide, int control, long[] operands) {
    int fcsr = control | FIXED;
    Outcome found = subject.execute(instruction, wide, fcsr, operands);
    Outcome expected = expected(result, fcsr);
    compared++;
    if (!found.equals(expected) && failures.size() < FAILURES) {
      failures.add(
          String.format(
              "%s FR=%d FCSR=%08x %s: %s instead of %s",
              operation.mnemonic(),
              wide ? 1 : 0,
              fcsr,
              text(operands),
              text(found),
              text(expected)));
    }
  }

  private Outcome expected(Result result, int fcsr) {
    if (!operation.isArithmetic()) {
      return new Outcome(fcsr, written(result), -1);
    }
    int enables = fcsr >>> ENABLES & ALL;
    int cause = result.cause(enables);
    int after = (fcsr & ~CAUSE) | (cause << CAUSE_SHIFT);
    if ((cause & enables) != 0) {
      return new Outcome(after, Subject.BEFORE, FPE);
    }
    after |= cause << FLAGS_SHIFT;
    if (operation.result() == Kind.CONDITION) {
      after = (after & ~FCC5) | (result.bits() != 0 ? FCC5 : 0);
    }
    return new Outcome(after, written(result), -1);
  }

  /** The result register: what is shorter leaves its upper half as it was. */
  private long written(Result result) {
    int bits = operation.result().bits();
    return bits == 64 ? result.bits() : Subject.BEFORE >>> bits << bits | result.bits();
  }

  private static String text(long[] operands) {
    StringBuilder text = new StringBuilder();
    for (long operand : operands) {
      text.append(text.length() == 0 ? "" : " ").append(Long.toHexString(operand));
    }
    return text.toString();
  }

  private static String text(Outcome outcome) {
    return String.format(
        "{%016x FCSR=%08x ExcCode=%d}", outcome.register(), outcome.fcsr(), outcome.excCode());
  }
}
