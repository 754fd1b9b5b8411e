package org.vzlab.mips.isa;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.mips.isa.MadeBy.State;
import org.vzlab.mips.timing.Resources;
import org.vzlab.mips.timing.Unit;

/**
 * What instructions of one operation wait for, and what they make late, as numbers of {@link
 * Resources}: worked out once, when an instruction is decoded.
 */
final class Demand {
  private static final List<String> FLOAT_SOURCES = List.of("fs", "ft", "fr");
  private static final String FLOAT_RESULT = "fd";
  private static final String ACCUMULATOR = "ac";

  private final Operation operation;
  private final MadeBy madeBy;
  private final Unit unit;

  Demand(Operation operation) {
    this.operation = operation;
    MadeBy ofMethod = operation.method().getAnnotation(MadeBy.class);
    madeBy =
        ofMethod != null
            ? ofMethod
            : operation.method().getDeclaringClass().getAnnotation(MadeBy.class);
    unit = madeBy == null ? Unit.ALU : madeBy.value();
    if (madeBy != null && !madeBy.to().isEmpty() && !operation.pattern().has(madeBy.to())) {
      throw new IllegalArgumentException(operation + ": its encoding has no field " + madeBy.to());
    }
  }

  /** What makes the result. */
  Unit unit() {
    return unit;
  }

  /** What the instruction of a word waits for. */
  List<Integer> needs(int word) {
    List<Integer> needs = new ArrayList<>();
    needs.add(unit.resource());
    for (Operation.Operand operand : operation.operands()) {
      if (operand.source() == Operation.Source.REGISTER) {
        needs.add(Resources.gpr(field(operand.name(), word)));
      }
    }
    if (madeBy != null) {
      shared(madeBy.reads(), word, needs);
      for (String field : FLOAT_SOURCES) {
        if (operation.pattern().has(field) && !field.equals(madeBy.to())) {
          needs.add(Resources.fpr(field(field, word)));
        }
      }
    }
    return needs;
  }

  /** What the instruction of a word makes late. */
  List<Integer> makes(int word) {
    List<Integer> makes = new ArrayList<>();
    if (unit.isLate()) {
      if (!operation.writes().isEmpty()) {
        makes.add(Resources.gpr(field(operation.writes(), word)));
      }
      String floating = madeBy.to().isEmpty() ? FLOAT_RESULT : madeBy.to();
      if (operation.pattern().has(floating)) {
        makes.add(Resources.fpr(field(floating, word)));
      }
      shared(madeBy.writes(), word, makes);
    }
    return makes;
  }

  private int field(String name, int word) {
    return operation.pattern().extract(word, name);
  }

  private void shared(State[] states, int word, List<Integer> resources) {
    for (State state : states) {
      resources.add(
          switch (state) {
            case ACCUMULATOR ->
                Resources.accumulator(
                    operation.pattern().has(ACCUMULATOR) ? field(ACCUMULATOR, word) : 0);
            case DSP_CONTROL -> Resources.DSP_CONTROL;
            case CONDITION -> Resources.CONDITION;
          });
    }
  }
}
