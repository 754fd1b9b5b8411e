package org.vzlab.isolation.guarantee;

/** What is measured of a guest or thread. */
public enum Quantity {
  LATENCY("latency", "cycles from an interrupt to its first instruction"),
  BUSY_LATENCY("busy-latency", "the same when it always has something to do"),
  SWITCH("switch", "cycles from when another one has left to its first instruction"),
  SHARE(
      "share", "part of the time from its first instruction in a turn to its last, if always busy");

  private final String word;
  private final String meaning;

  Quantity(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** What it is called. */
  public String word() {
    return word;
  }

  /** What it is. */
  public String meaning() {
    return meaning;
  }

  /** Whether the worst is the least, not the most. */
  public boolean leastIsWorst() {
    return this == SHARE;
  }
}
