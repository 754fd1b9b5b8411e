package org.vzlab.benchmarks;

/** Loads and stores of all sizes, 8 of 11 instructions. */
public class LoadStoreLoop extends TimedLoop {
  /** For JMH. */
  public LoadStoreLoop() {
    super("load_store_loop");
  }
}
