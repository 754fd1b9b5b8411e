package org.vzlab.svm.generate;

import org.vzlab.svm.format.Opcode;

/**
 * What is done with values that have been computed. The arguments are computed in their order; all
 * but the last are on the stack then, and the last is in E.
 */
public enum Operation {
  ABS(Opcode.ABS, 1),
  NEG(Opcode.NEG, 1),
  NOT(Opcode.NOT, 1),
  DEC(Opcode.DEC, 1),
  ADDI(Opcode.ADDI, 2),
  MULI(Opcode.MULI, 2),
  MINI(Opcode.MINI, 2),
  ADDF(Opcode.ADDF, 2),
  MULF(Opcode.MULF, 2),
  MINF(Opcode.MINF, 2),
  GT(Opcode.GT, 2),
  LT(Opcode.LT, 2),
  EQ(Opcode.EQ, 2),
  GE(Opcode.GE, 2),
  LE(Opcode.LE, 2),
  ADDU(Opcode.ADDU, 2),
  MULU(Opcode.MULU, 2),
  MINU(Opcode.MINU, 2),
  GTU(Opcode.GTU, 2),
  LTU(Opcode.LTU, 2),
  EQU(Opcode.EQU, 2),
  GEU(Opcode.GEU, 2),
  LEU(Opcode.LEU, 2),
  GTF(Opcode.GTF, 2),
  LTF(Opcode.LTF, 2),
  EQF(Opcode.EQF, 2),
  GEF(Opcode.GEF, 2),
  LEF(Opcode.LEF, 2),
  EQB(Opcode.EQB, 2),
  FST(Opcode.FST, 1),
  SND(Opcode.SND, 1),
  /** A pair; the first value is computed first. */
  CONS(Opcode.CONS, 2),
  /** A pair; the second value is computed first. */
  SNOC(Opcode.SNOC, 2),
  /** A function, the second, of an argument, the first. */
  APPLY(Opcode.APP, 2),
  /** The second of two values, when the first has been computed. */
  THEN(Kind.THEN, 0, 2),
  /** A new context: a function of (). */
  SPAWN(Kind.RUNTIME, 0, 1),
  CHANNEL(Kind.RUNTIME, 1, 0),
  /** A channel and a message. */
  SEND(Kind.RUNTIME, 2, 2),
  RECEIVE(Kind.RUNTIME, 3, 1),
  SYNC(Kind.RUNTIME, 4, 1),
  CHOOSE(Kind.RUNTIME, 5, 2),
  /** A channel and the number of a device. */
  BIND(Kind.RUNTIME, 6, 2),
  /** An event and a function. */
  WRAP(Kind.RUNTIME, 7, 2),
  /** Something that is the result, a deadline and a time to sleep, in microseconds. */
  TIME(Kind.RUNTIME, 8, 3),
  ARRAY_NEW(Kind.NATIVE, 0, 1),
  ARRAY_LENGTH(Kind.NATIVE, 1, 1),
  /** An index and an array. */
  ARRAY_GET(Kind.NATIVE, 2, 2),
  /** A value, an index and an array. */
  ARRAY_SET(Kind.NATIVE, 3, 3),
  CLOCK(Kind.NATIVE, 4, 1),
  /** What is divided by, and what is divided. */
  DIVIDE(Kind.NATIVE, 5, 2),
  REMAINDER(Kind.NATIVE, 6, 2),
  AND(Kind.NATIVE, 7, 2),
  OR(Kind.NATIVE, 8, 2),
  EXCLUSIVE_OR(Kind.NATIVE, 9, 2),
  /** How far, and what. */
  SHIFT_LEFT(Kind.NATIVE, 10, 2),
  SHIFT_RIGHT(Kind.NATIVE, 11, 2),
  /** A word, and which of the guarded words. */
  GUARD(Kind.NATIVE, 12, 2),
  GUARDED(Kind.NATIVE, 13, 1),
  VOTE(Kind.NATIVE, 14, 2),
  VOTED(Kind.NATIVE, 15, 1),
  CHECKPOINT(Kind.NATIVE, 16, 1),
  MISSED(Kind.NATIVE, 17, 1),
  /** An array and a device. */
  FILL(Kind.NATIVE, 18, 2);

  /** How it is done. */
  enum Kind {
    INSTRUCTION,
    THEN,
    RUNTIME,
    NATIVE
  }

  private final Kind kind;
  private final int number;
  private final int arguments;

  Operation(Opcode opcode, int arguments) {
    this(Kind.INSTRUCTION, opcode.code(), arguments);
  }

  Operation(Kind kind, int number, int arguments) {
    this.kind = kind;
    this.number = number;
    this.arguments = arguments;
  }

  Kind kind() {
    return kind;
  }

  /** The opcode, or the number of a function of the run-time system or of a native function. */
  int number() {
    return number;
  }

  /** How many arguments it has. */
  public int arguments() {
    return arguments;
  }
}
