package org.vzlab.mips.port;

/** A piece of work of modelled root software: a path of instructions that was counted. */
public interface RootWork {
  /** Its name, for those who look at where the time has gone. */
  String name();

  /** Instructions of the path, with the ERET if it ends in one. */
  int instructions();

  /**
   * SYSCLK cycles that those instructions take with warm caches. What hardware does besides, such
   * as entering a handler, is not in it: the core takes that time itself.
   */
  int cycles();

  /** What is done, and where its instructions were counted: why it takes what it takes. */
  String why();

  /** Whether it is done for the guest that is entered next, as all that follows until then. */
  default boolean switchesGuest() {
    return false;
  }

  /** Whether it is the way into a guest, once it is decided which. */
  default boolean entersGuest() {
    return false;
  }
}
