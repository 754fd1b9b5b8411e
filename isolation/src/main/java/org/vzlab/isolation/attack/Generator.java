package org.vzlab.isolation.attack;

/** Writes the programs of a class, a unit at a time. */
interface Generator {
  /** Chooses how the program runs. */
  default void prepare(Draft draft) {}

  /** Adds some units, most of which the guest survives. */
  void add(Draft draft);

  /** Adds to the finale: what the guest may well not survive. */
  default void end(Draft draft) {
    add(draft);
  }
}
