package org.vzlab.svm.generate;

import java.util.Optional;
import org.vzlab.svm.machine.End;
import org.vzlab.svm.machine.Trap;

/**
 * How a program should end, given enough heap and stack.
 *
 * @param end STOP or TRAP
 * @param trap the trap
 * @param value the value after STOP: pairs in parentheses, words as signed decimals
 */
public record Outcome(End end, Optional<Trap> trap, Optional<String> value) {
  static Outcome stop(String value) {
    return new Outcome(End.STOP, Optional.empty(), Optional.of(value));
  }

  static Outcome trap(Trap trap) {
    return new Outcome(End.TRAP, Optional.of(trap), Optional.empty());
  }
}
