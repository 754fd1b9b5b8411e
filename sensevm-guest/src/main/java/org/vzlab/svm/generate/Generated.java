package org.vzlab.svm.generate;

import java.util.List;
import java.util.Optional;
import org.vzlab.svm.machine.Resources;

/**
 * A program with all that decides how it runs.
 *
 * @param seed what it was generated from
 * @param size likewise
 * @param expression its source
 * @param faults what was spoilt behind the compiler
 * @param resources what it has
 * @param input what is typed at the console, device 0
 * @param file the compiled program, without a checksum
 * @param expected the end of a program in one context without faults, if heap and stack suffice
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record Generated(
    long seed,
    Size size,
    Expression expression,
    List<Fault> faults,
    Resources resources,
    byte[] input,
    byte[] file,
    Optional<Outcome> expected) {
  /** How many expressions a program may evaluate, which bounds what it allocates. */
  static final int STEPS = 3000;

  /** How deep it may do so, which bounds its stack. */
  static final int DEPTH = 250;

  static Generated of(
      long seed,
      Size size,
      Expression expression,
      List<Fault> faults,
      Resources resources,
      byte[] input) {
    Emitter.Code code = Compiler.compile(expression);
    Optional<Outcome> expected =
        faults.isEmpty()
            ? Evaluator.evaluate(expression, resources.arrayBytes(), STEPS, DEPTH)
            : Optional.empty();
    faults.forEach(each -> Spoiler.spoil(code, each));
    return new Generated(
        seed, size, expression, List.copyOf(faults), resources, input, code.image(), expected);
  }

  Generated with(Expression other) {
    return of(seed, size, other, faults, resources, input);
  }

  Generated with(List<Fault> other) {
    return of(seed, size, expression, other, resources, input);
  }

  Generated with(Resources other) {
    return of(seed, size, expression, faults, other, input);
  }

  Generated with(byte[] other) {
    return of(seed, size, expression, faults, resources, other);
  }
}
