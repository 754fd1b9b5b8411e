package org.vzlab.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.vzlab.mips.isa.Isa;

/**
 * Another program for a guest than its configuration has: a file, assembly, or code that a class of
 * the test's makes. A method's takes the place of the class's for the same guest. The configuration
 * may leave out the guest's image, or name a file that does not exist.
 */
@Documented
@Inherited
@Repeatable(Programs.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Program {
  /** The guest's id. */
  int guest();

  /**
   * A file, found as {@link Board#value} is: an ELF file, or assembly if its name ends with {@code
   * .s}.
   */
  String file() default "";

  /**
   * Instructions as for GNU as under {@code .set noreorder}, one a line, with labels, comments
   * behind {@code #}, {@code .word} and {@code .org OFFSET}. They begin at 0x9FC00000, where
   * execution starts; {@link Assembly} has more choice.
   */
  String assembly() default "";

  /** Of which instruction set the assembly is. */
  Isa isa() default Isa.MIPS32;

  /** A class with a constructor without parameters that makes the program. */
  Class<? extends ProgramSource> source() default ProgramSource.class;
}
