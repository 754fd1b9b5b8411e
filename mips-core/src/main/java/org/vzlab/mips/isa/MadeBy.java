package org.vzlab.mips.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.vzlab.mips.timing.Unit;

/**
 * Which {@link Unit} makes the result of an instruction, or of all instructions of a class that do
 * not say otherwise; without it the ALU does. What the instruction waits for and what it makes late
 * follows from its operands: general registers as {@link Op} has them, floating point registers by
 * the fields {@code fs}, {@code ft}, {@code fr} (read) and {@code fd} (written), accumulators and
 * the rest as said here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface MadeBy {
  /** The unit. */
  Unit value();

  /** The field of the floating point register that is written, if it is not {@code fd}. */
  String to() default "";

  /** What is read besides registers. */
  State[] reads() default {};

  /** What is written besides registers. */
  State[] writes() default {};

  /** State that instructions share, besides registers that their encodings name one by one. */
  enum State {
    /** The accumulator that the field {@code ac} names; without that field HI and LO. */
    ACCUMULATOR,
    /** DSPControl: pos and EFI. */
    DSP_POSITION,
    /** DSPControl: ccond and c. */
    DSP_CONDITION,
    /** DSPControl: ouflag. */
    DSP_OVERFLOW,
    /** The condition codes of FCSR. */
    CONDITION,
    /** All that the FPU is still working on, which FCSR tells about. */
    FLOAT,
    /** Coprocessor 0 and the TLBs. */
    COP0,
    /** The general registers of the field {@code list}, or {@code first} and the one after it. */
    LIST,
    /** Stack pointer and return address. */
    FRAME
  }
}
