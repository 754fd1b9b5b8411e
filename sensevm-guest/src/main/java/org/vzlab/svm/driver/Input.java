package org.vzlab.svm.driver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that reaches a device in a simulation.
 *
 * @param at when, microseconds
 * @param word a character that is typed, or 1 for a button that is pressed and 0 for its release
 */
public record Input(long at, int word) {
  /** Characters that are typed one after the other, microseconds apart. */
  public static List<Input> typed(long at, long apart, byte... characters) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < characters.length; i++) {
      inputs.add(new Input(at + i * apart, characters[i] & 0xFF));
    }
    return inputs;
  }

  /** The same in the order of their times; of equal ones in the order given. */
  static List<Input> inOrder(List<Input> inputs) {
    return inputs.stream().sorted(Comparator.comparingLong(Input::at)).toList();
  }
}
