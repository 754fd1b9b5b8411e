package org.vzlab.mips.fpu;

import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * The registers of the FPU: formats S, D, W and L, no paired singles, IEEE 754-2008 NaNs and
 * non-arithmetic ABS and NEG (MD00086; FIR and FCSR of the PIC32MZ-EF_DFP 1.3.58 device pack).
 *
 * <p>With Status.FR = 0 a value of 64 bits is in the low words of an even register and the next
 * one. What is in registers when FR changes, UNPREDICTABLE in MD00086, stays: the low words are the
 * same in both views. An operation on 32 bits leaves the upper half of its result register as it
 * is, which MD00086 calls UNPREDICTABLE too.
 *
 * <p>Subnormal operands and results are worked on in hardware: Unimplemented Operation, which
 * MD00086 allows for them, is never signalled. Not modelled: FCSR.FO and FN, which are stored and
 * reported.
 */
public final class Fpu implements Stateful {
  /** FIR: UFRP, FC, Has2008, F64, L, W, D, S and the processor's number. */
  public static final int FIR = 0x11F3A700;

  private static final int RM = 3;
  private static final int FLAGS_SHIFT = 2;
  private static final int FLAGS = 0x1F << FLAGS_SHIFT;
  private static final int ENABLES_SHIFT = 7;
  private static final int ENABLES = 0x1F << ENABLES_SHIFT;
  private static final int CAUSE_SHIFT = 12;
  private static final int CAUSE = 0x3F << CAUSE_SHIFT;

  /** NAN2008 and ABS2008, which are 1. */
  private static final int FIXED = 3 << 18;

  /** FCSR.FN and FO. */
  private static final int FLUSH_VARIANTS = 3 << 21;

  private static final int FCC0 = 1 << 23;
  private static final int FS = 1 << 24;
  private static final int FCC7_TO_1 = 0x7F << 25;
  private static final int FENR_FS = 1 << 2;
  private static final int WRITABLE =
      FCC7_TO_1 | FS | FCC0 | FLUSH_VARIANTS | CAUSE | ENABLES | FLAGS | RM;

  private static final long LOW = 0xFFFFFFFFL;

  /** The arithmetic, with what the instruction has raised so far. */
  public final Calculator calculator = new Calculator();

  private final long[] registers = new long[32];
  private final Unmodelled unmodelled;
  private int fcsr = FIXED;
  private boolean usable;
  private boolean wide;

  /**
   * An FPU after reset.
   *
   * @param unmodelled hears when software asks for what is not modelled
   */
  public Fpu(Unmodelled unmodelled) {
    this.unmodelled = unmodelled;
  }

  /** FCSR takes its reset value; registers stay as they are. */
  public void reset() {
    fcsr = FIXED;
  }

  /**
   * The context has changed.
   *
   * @param isUsable whether Status.CU1 says so, in the guest and in root
   * @param fr Status.FR of the context
   */
  public void select(boolean isUsable, boolean fr) {
    usable = isUsable;
    wide = fr;
  }

  /** Whether coprocessor 1 is usable. */
  public boolean isUsable() {
    return usable;
  }

  /** Whether every register has 64 bits (Status.FR = 1). */
  public boolean isWide() {
    return wide;
  }

  /** The low word of a register: formats S and W. */
  public int word(int number) {
    return (int) registers[number];
  }

  /** The bits of a value of format S. */
  public long single(int number) {
    return registers[number] & LOW;
  }

  /** Sets the low word of a register. */
  public void word(int number, int value) {
    registers[number] = (registers[number] & ~LOW) | (value & LOW);
  }

  /** A register of 64 bits, or an even one and the next: formats D and L. */
  public long doubleword(int number) {
    return wide
        ? registers[number]
        : (registers[number & ~1] & LOW) | (registers[number | 1] << 32);
  }

  /** Sets a register of 64 bits, or an even one and the next. */
  public void doubleword(int number, long value) {
    if (wide) {
      registers[number] = value;
    } else {
      word(number & ~1, (int) value);
      word(number | 1, (int) (value >>> 32));
    }
  }

  /** An arithmetic instruction starts. */
  public Calculator start() {
    calculator.start(fcsr & RM, (fcsr & FS) != 0);
    return calculator;
  }

  /**
   * The instruction's exceptions go to FCSR: Cause, and Flags unless one of them is enabled.
   *
   * @return whether one is enabled, so that Floating Point Exception is to be raised and nothing
   *     else to be written
   */
  public boolean traps() {
    int raised = calculator.raised();
    int enables = (fcsr & ENABLES) >>> ENABLES_SHIFT;
    if ((raised & Rounding.EXACTLY_TINY) != 0) {
      raised = (raised & ~Rounding.EXACTLY_TINY) | (enables & Rounding.UNDERFLOW);
    }
    fcsr = (fcsr & ~CAUSE) | (raised << CAUSE_SHIFT);
    if ((raised & enables) != 0) {
      return true;
    }
    fcsr |= raised << FLAGS_SHIFT;
    return false;
  }

  /** A condition code. */
  public boolean condition(int number) {
    return (fcsr & conditionBit(number)) != 0;
  }

  /** Sets a condition code. */
  public void condition(int number, boolean value) {
    int bit = conditionBit(number);
    fcsr = value ? fcsr | bit : fcsr & ~bit;
  }

  private static int conditionBit(int number) {
    return number == 0 ? FCC0 : FS << number;
  }

  /** The FCSR register. */
  public int fcsr() {
    return fcsr;
  }

  /** FCCR: the condition codes of FCSR. */
  public int fccr() {
    return (fcsr >>> 24 & 0xFE) | ((fcsr & FCC0) >>> 23);
  }

  /** FEXR: Cause and Flags of FCSR. */
  public int fexr() {
    return fcsr & (CAUSE | FLAGS);
  }

  /** FENR: Enables, FS and RM of FCSR. */
  public int fenr() {
    return (fcsr & (ENABLES | RM)) | ((fcsr & FS) != 0 ? FENR_FS : 0);
  }

  /** Writes FCSR; {@link #isPending} then says whether that raises an exception. */
  public void fcsr(int value) {
    if ((value & FLUSH_VARIANTS) != 0) {
      unmodelled.touched("FCSR.FO/FN", true);
    }
    fcsr = (value & WRITABLE) | FIXED;
  }

  /** Writes FCCR; the bits above FCC7 are ignored. */
  public void fccr(int value) {
    fcsr = (fcsr & ~(FCC7_TO_1 | FCC0)) | ((value & 0xFE) << 24) | ((value & 1) << 23);
  }

  /** Writes FEXR. */
  public void fexr(int value) {
    fcsr = (fcsr & ~(CAUSE | FLAGS)) | (value & (CAUSE | FLAGS));
  }

  /** Writes FENR. */
  public void fenr(int value) {
    fcsr =
        (fcsr & ~(ENABLES | FS | RM))
            | (value & (ENABLES | RM))
            | ((value & FENR_FS) != 0 ? FS : 0);
  }

  /** Whether a Cause bit is set that is enabled; Unimplemented Operation always is. */
  public boolean isPending() {
    int enables = (fcsr & ENABLES) >>> ENABLES_SHIFT | 0x20;
    return ((fcsr & CAUSE) >>> CAUSE_SHIFT & enables) != 0;
  }

  @Override
  public void visit(StateVisitor visitor) {
    fcsr = visitor.int32("fcsr", fcsr);
    for (int i = 0; i < registers.length; i++) {
      registers[i] = visitor.int64("f" + i, registers[i]);
    }
  }
}
