package org.vzlab.svm.generate;

import java.util.List;

/** Operations that take the same and give the same. */
final class Operations {
  /** Of one integer. */
  static final List<Operation> UNARY =
      List.of(Operation.ABS, Operation.NEG, Operation.NOT, Operation.DEC);

  /** Of two integers. */
  static final List<Operation> INTEGER =
      List.of(
          Operation.ADDI,
          Operation.MULI,
          Operation.MINI,
          Operation.ADDU,
          Operation.MULU,
          Operation.MINU);

  /** Of two integers, native functions. */
  static final List<Operation> WORD =
      List.of(
          Operation.AND,
          Operation.OR,
          Operation.EXCLUSIVE_OR,
          Operation.SHIFT_LEFT,
          Operation.SHIFT_RIGHT);

  /** Comparisons of integers. */
  static final List<Operation> TESTS =
      List.of(
          Operation.GT,
          Operation.LT,
          Operation.EQ,
          Operation.GE,
          Operation.LE,
          Operation.GTU,
          Operation.LTU,
          Operation.EQU,
          Operation.GEU,
          Operation.LEU);

  /** Of two floats. */
  static final List<Operation> FLOAT = List.of(Operation.ADDF, Operation.MULF, Operation.MINF);

  /** Comparisons of floats. */
  static final List<Operation> FLOAT_TESTS =
      List.of(Operation.GTF, Operation.LTF, Operation.EQF, Operation.GEF, Operation.LEF);

  private Operations() {}
}
