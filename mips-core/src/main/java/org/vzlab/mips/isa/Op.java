package org.vzlab.mips.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one method that defines an instruction. Its parameters are its operands, by name:
 *
 * <ul>
 *   <li>{@code rs}, {@code rt}, {@code rd}, {@code base}: the value of the register in that field
 *   <li>{@code Hart hart}: the processor; {@code int pc}: the instruction's address
 *   <li>any other name: the field of that name, extended as the encoding says
 * </ul>
 *
 * <p>An encoding may say that some of them have no bits ({@link Encoding}). What the method returns
 * depends on {@link #flow}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Op {
  /**
   * Assembly text: the mnemonic, then operands named as in the encoding, such as {@code "lw rt,
   * offset(base)"}. {@code target} stands for the address a branch or jump goes to, {@code size}
   * for that of the bit field that ends at {@code msb} or {@code msbd}, {@code $name} for a
   * register that is not a general one, such as {@code $12}. An operand in brackets, as in {@code
   * "teq rs, rt[, code]"}, is left out when it is 0.
   */
  String asm();

  /** The field of the register that takes the result, or empty. */
  String writes() default "";

  /** What it does to the flow of control. */
  Flow flow() default Flow.NEXT;

  /** For a call: the register that takes the return address, as a field or a number, or empty. */
  String link() default "";

  /**
   * Bytes of the instruction that must stand in the delay slot; by default 4 for a call, whose
   * return address is behind it, and otherwise any. In MIPS32 it is always 4.
   */
  int slot() default 0;
}
