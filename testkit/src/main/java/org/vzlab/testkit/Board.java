package org.vzlab.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;

/**
 * Gives each test of a class, or one test, a board of its own: powered on, with everything of a
 * configuration loaded, after so much board time that its guests run. Every test has the same board
 * in the same state, to the bit; what one does to it no other sees. On a method it takes the place
 * of that on the class, together with the class's {@link Program}s.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(VzlabExtension.class)
public @interface Board {
  /**
   * A configuration, {@code NAME.config}: a path that is relative to the working directory or to a
   * folder above it, or else the name of a resource on the class path. Or an image, which then runs
   * on the bare board.
   */
  String value() default "";

  /**
   * The configuration itself, in place of a file's. Names of files in it are relative to the
   * working directory.
   */
  String text() default "";

  /**
   * The board: {@code wifire}, {@code dm320007}, {@code emz64} or a board file; the one that the
   * configuration names, or the WiFire, if nothing is said.
   */
  String hardware() default Setup.OWN_BOARD;

  /**
   * Board time that has passed when a test begins: a number and {@code us}, {@code ms}, {@code s},
   * {@code m} or {@code h}. It is run once for all tests with the same board.
   */
  String boot() default "1ms";

  /** What time everything takes. */
  TimingModel timing() default TimingModel.APPROXIMATE;

  /** What happens when software touches what the part has and vzlab's model has not. */
  UnmodelledPolicy unmodelled() default UnmodelledPolicy.QUIET;
}
