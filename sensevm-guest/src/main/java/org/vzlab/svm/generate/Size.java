package org.vzlab.svm.generate;

/**
 * What kind of program is generated.
 *
 * @param nodes about how many expressions, 1 or more
 * @param contexts whether contexts, channels, time and the console take part
 * @param faults whether bytes of the code are spoilt
 * @param tight whether heap, stacks and contexts are so few that a program may run out of them
 */
public record Size(int nodes, boolean contexts, boolean faults, boolean tight) {
  /** One context, and enough of everything. */
  public static final Size SEQUENTIAL = new Size(60, false, false, false);

  /** The same with little heap and stack. */
  public static final Size TIGHT = new Size(60, false, false, true);

  /** Contexts that exchange messages. */
  public static final Size CONTEXTS = new Size(40, true, false, false);

  /** A bit of everything: which bit is chosen by the seed. */
  public static Size of(long seed) {
    Dice dice = new Dice(~seed);
    return new Size(dice.between(5, 100), dice.oneIn(3), dice.oneIn(4), dice.oneIn(3));
  }
}
