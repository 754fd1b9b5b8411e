package org.vzlab.svm.format;

/** The instructions, as docs/sense-vm.md has them, by their codes. */
public enum Opcode {
  FST(0x00, Operand.NONE),
  SND(0x01, Operand.NONE),
  ACC(0x02, Operand.COUNT),
  REST(0x03, Operand.COUNT),
  PUSH(0x04, Operand.NONE),
  SWAP(0x05, Operand.NONE),
  LOADI(0x06, Operand.INTEGER),
  LOADB(0x07, Operand.BOOLEAN),
  CLEAR(0x08, Operand.NONE),
  CONS(0x09, Operand.NONE),
  CUR(0x0A, Operand.LABEL),
  PACK(0x0B, Operand.TAG),
  SKIP(0x0C, Operand.NONE),
  STOP(0x0D, Operand.NONE),
  APP(0x0E, Operand.NONE),
  RETURN(0x0F, Operand.NONE),
  CALL(0x10, Operand.LABEL),
  GOTO(0x11, Operand.LABEL),
  GOTOFALSE(0x12, Operand.LABEL),
  SWITCH(0x13, Operand.CASES),
  ABS(0x14, Operand.NONE),
  NEG(0x15, Operand.NONE),
  NOT(0x16, Operand.NONE),
  DEC(0x17, Operand.NONE),
  ADDI(0x18, Operand.NONE),
  MULI(0x19, Operand.NONE),
  MINI(0x1A, Operand.NONE),
  ADDF(0x1B, Operand.NONE),
  MULF(0x1C, Operand.NONE),
  MINF(0x1D, Operand.NONE),
  GT(0x1E, Operand.NONE),
  LT(0x1F, Operand.NONE),
  EQ(0x20, Operand.NONE),
  GE(0x21, Operand.NONE),
  LE(0x22, Operand.NONE),
  ADDU(0x23, Operand.NONE),
  MULU(0x24, Operand.NONE),
  MINU(0x25, Operand.NONE),
  GTU(0x26, Operand.NONE),
  LTU(0x27, Operand.NONE),
  EQU(0x28, Operand.NONE),
  GEU(0x29, Operand.NONE),
  LEU(0x2A, Operand.NONE),
  GTF(0x2B, Operand.NONE),
  LTF(0x2C, Operand.NONE),
  EQF(0x2D, Operand.NONE),
  GEF(0x2E, Operand.NONE),
  LEF(0x2F, Operand.NONE),
  EQB(0x30, Operand.NONE),
  MOVE(0x31, Operand.NONE),
  POP(0x32, Operand.NONE),
  SNOC(0x33, Operand.NONE),
  COMB(0x34, Operand.LABEL),
  GOTOIFALSE(0x35, Operand.LABEL),
  SWITCHI(0x36, Operand.CASES),
  CALLRTS(0x37, Operand.CALL),
  APPF(0x38, Operand.NATIVE);

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

  private final int code;
  private final Operand operand;

  Opcode(int code, Operand operand) {
    this.code = code;
    this.operand = operand;
  }

  /** What stands behind it. */
  public Operand operand() {
    return operand;
  }

  /** The opcode's byte. */
  public int code() {
    return code;
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
