package org.vzlab.mips.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The bits of an instruction, most significant first. White space separates
 *
 * <ul>
 *   <li>groups of 0 and 1; a {@code -} among them is a bit that is ignored when decoding and 0 when
 *       assembling
 *   <li>{@code name:width}, a field; {@code name:sWidth} one that is sign-extended. {@code <<2}
 *       behind it is what its value is shifted by, {@code =code} says which {@link FieldCode} gives
 *       its bits a meaning
 *   <li>{@code name=29}, an operand without bits that always has this value, and {@code
 *       name=field}, one that is the same as a field
 * </ul>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Encoding.Encodings.class)
public @interface Encoding {
  /** The instruction set. */
  Isa isa() default Isa.MIPS32;

  /** The pattern, 32 bits or (microMIPS) 16. */
  String value();

  /** Assembly text, where it differs from {@link Op#asm}. */
  String asm() default "";

  /** Holds the encodings of a method that has several. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Encodings {
    /** The encodings. */
    Encoding[] value();
  }
}
