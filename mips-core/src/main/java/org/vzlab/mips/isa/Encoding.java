package org.vzlab.mips.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The bits of an instruction, most significant first: groups of 0 and 1, {@code name:width} for a
 * field, {@code name:sWidth} for a field that is sign-extended, {@code -} for a bit that is ignored
 * when decoding and 0 when assembling. White space separates.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Encoding.Encodings.class)
public @interface Encoding {
  /** The instruction set. */
  Isa isa() default Isa.MIPS32;

  /** The pattern, 32 bits or (microMIPS) 16. */
  String value();

  /** Holds the encodings of a method that has several. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Encodings {
    /** The encodings. */
    Encoding[] value();
  }
}
