package org.vzlab.isolation;

/** What is done to an address. */
public enum Use {
  /** A load. */
  READ,
  /** A store. */
  WRITE,
  /** A fetch. */
  EXECUTE
}
