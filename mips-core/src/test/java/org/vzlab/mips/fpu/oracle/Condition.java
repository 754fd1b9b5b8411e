package org.vzlab.mips.fpu.oracle;

/** The conditions of C.cond.fmt by what makes them true (MD00086, tables of C.cond.fmt). */
enum Condition {
  F(""),
  UN("?"),
  EQ("="),
  UEQ("?="),
  OLT("<"),
  ULT("?<"),
  OLE("<="),
  ULE("?<="),
  SF(""),
  NGLE("?"),
  SEQ("="),
  NGL("?="),
  LT("<"),
  NGE("?<"),
  LE("<="),
  NGT("?<=");

  private final String relations;

  Condition(String relations) {
    this.relations = relations;
  }

  /**
   * Whether it is true.
   *
   * @param relation of the first operand to the second: {@code <}, {@code =}, {@code >}, or, if
   *     they are unordered, {@code ?}
   */
  boolean holds(char relation) {
    return relations.indexOf(relation) >= 0;
  }

  /** Whether a quiet NaN is invalid. */
  boolean signals() {
    return compareTo(SF) >= 0;
  }
}
