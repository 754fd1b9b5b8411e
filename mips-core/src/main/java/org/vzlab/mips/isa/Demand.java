package org.vzlab.mips.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
  private static final String LIST = "list";
  private static final String FIRST = "first";
  private static final int LAST_REGISTER = 31;
  private static final List<Integer> FRAME = List.of(29, 31);

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
  int[] needs(int word) {
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
    return distinct(needs, Resources.NONE);
  }

  /** What the instruction of a word makes late. */
  int[] makes(int word) {
    List<Integer> makes = new ArrayList<>();
    if (unit.isLate()) {
      if (!operation.writes().isEmpty()) {
        makes.add(Resources.written(field(operation.writes(), word)));
      }
      String floating = madeBy.to().isEmpty() ? FLOAT_RESULT : madeBy.to();
      if (operation.pattern().has(floating)) {
        makes.add(Resources.fpr(field(floating, word)));
      }
      shared(madeBy.writes(), word, makes);
    }
    return distinct(makes, Resources.NOWHERE);
  }

  /** Each of some numbers once, without the one that means nothing. */
  private static int[] distinct(List<Integer> numbers, int nothing) {
    return numbers.stream()
        .mapToInt(number -> number)
        .filter(number -> number != nothing)
        .distinct()
        .toArray();
  }

  private int field(String name, int word) {
    return operation.pattern().extract(word, name);
  }

  private void shared(State[] states, int word, List<Integer> resources) {
    for (State state : states) {
      switch (state) {
        case ACCUMULATOR -> resources.add(Resources.accumulator(optional(ACCUMULATOR, word)));
        case DSP_POSITION -> resources.add(Resources.DSP_POSITION);
        case DSP_CONDITION -> resources.add(Resources.DSP_CONDITION);
        case DSP_OVERFLOW -> resources.add(Resources.DSP_OVERFLOW);
        case CONDITION -> resources.add(Resources.CONDITION);
        case FLOAT -> IntStream.range(Resources.FLOAT, Resources.NOWHERE).forEach(resources::add);
        case COP0 -> resources.add(Resources.COP0);
        case LIST -> list(word).forEach(number -> resources.add(Resources.gpr(number)));
        case FRAME -> FRAME.forEach(number -> resources.add(Resources.gpr(number)));
      }
    }
  }

  /** The numbers of the registers of a list or pair. */
  private IntStream list(int word) {
    if (operation.pattern().has(FIRST)) {
      int first = field(FIRST, word);
      return IntStream.rangeClosed(first, Math.min(first + 1, LAST_REGISTER));
    }
    int list = field(LIST, word);
    return IntStream.rangeClosed(0, LAST_REGISTER).filter(number -> (list >>> number & 1) != 0);
  }

  private int optional(String name, int word) {
    return operation.pattern().has(name) ? field(name, word) : 0;
  }
}
