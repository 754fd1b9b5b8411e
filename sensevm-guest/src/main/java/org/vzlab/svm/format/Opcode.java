package org.vzlab.svm.format;

/** The instructions, as docs/sense-vm.md has them, by their codes. */
public enum Opcode {
  FST(Operand.NONE),
  SND(Operand.NONE),
  ACC(Operand.COUNT),
  REST(Operand.COUNT),
  PUSH(Operand.NONE),
  SWAP(Operand.NONE),
  LOADI(Operand.INTEGER),
  LOADB(Operand.BOOLEAN),
  CLEAR(Operand.NONE),
  CONS(Operand.NONE),
  CUR(Operand.LABEL),
  PACK(Operand.TAG),
  SKIP(Operand.NONE),
  STOP(Operand.NONE),
  APP(Operand.NONE),
  RETURN(Operand.NONE),
  CALL(Operand.LABEL),
  GOTO(Operand.LABEL),
  GOTOFALSE(Operand.LABEL),
  SWITCH(Operand.CASES),
  ABS(Operand.NONE),
  NEG(Operand.NONE),
  NOT(Operand.NONE),
  DEC(Operand.NONE),
  ADDI(Operand.NONE),
  MULI(Operand.NONE),
  MINI(Operand.NONE),
  ADDF(Operand.NONE),
  MULF(Operand.NONE),
  MINF(Operand.NONE),
  GT(Operand.NONE),
  LT(Operand.NONE),
  EQ(Operand.NONE),
  GE(Operand.NONE),
  LE(Operand.NONE),
  ADDU(Operand.NONE),
  MULU(Operand.NONE),
  MINU(Operand.NONE),
  GTU(Operand.NONE),
  LTU(Operand.NONE),
  EQU(Operand.NONE),
  GEU(Operand.NONE),
  LEU(Operand.NONE),
  GTF(Operand.NONE),
  LTF(Operand.NONE),
  EQF(Operand.NONE),
  GEF(Operand.NONE),
  LEF(Operand.NONE),
  EQB(Operand.NONE),
  MOVE(Operand.NONE),
  POP(Operand.NONE),
  SNOC(Operand.NONE),
  COMB(Operand.LABEL),
  GOTOIFALSE(Operand.LABEL),
  SWITCHI(Operand.CASES),
  CALLRTS(Operand.CALL),
  APPF(Operand.NATIVE);

  /** What stands behind an opcode. */
  public enum Operand {
    /** Nothing. */
    NONE(0),
    /** How many pairs to go through: one byte. */
    COUNT(1),
    /** A word of 0 to 255: one byte. */
    BOOLEAN(1),
    /** A function of the run-time system: one byte. */
    CALL(1),
    /** An index into the pool of integers: two bytes. */
    INTEGER(2),
    /** An offset into the image: two bytes. */
    LABEL(2),
    /** A constructor's tag: two bytes. */
    TAG(2),
    /** An index into the pool of native functions: two bytes. */
    NATIVE(2),
    /** How many cases (one byte), and for each a tag and a label, two bytes each. */
    CASES(1);

    private final int bytes;

    Operand(int bytes) {
      this.bytes = bytes;
    }

    /** How many bytes it takes, of cases without the pairs. */
    public int bytes() {
      return bytes;
    }
  }

  private static final Opcode[] ALL = values();

  private final Operand operand;

  Opcode(Operand operand) {
    this.operand = operand;
  }

  /** What stands behind it. */
  public Operand operand() {
    return operand;
  }

  /** The opcode's byte. */
  public int code() {
    return ordinal();
  }

  /** How many opcodes there are: they are 0 to this less one. */
  public static int count() {
    return ALL.length;
  }

  /** The opcode of a byte, 0 to {@link #count()} less one. */
  public static Opcode of(int code) {
    return ALL[code];
  }
}
