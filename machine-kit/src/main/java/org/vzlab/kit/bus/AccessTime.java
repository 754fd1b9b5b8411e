package org.vzlab.kit.bus;

/**
 * How long what answers in a region takes with an access, beyond the transport over the bus. Asked
 * once for each access, before it, by whoever models time.
 */
@FunctionalInterface
public interface AccessTime {
  /** What answers at once. */
  AccessTime NONE = (address, kind) -> 0;

  /** What an access is for. */
  enum Kind {
    /** Instructions: a word, or a line of a cache. */
    FETCH,
    /** Data: a word or less, or a line of a cache. */
    READ,
    /** A word or less, or a line of a cache. */
    WRITE,
    /** A word or less that another master than the processor reads. */
    TRANSFER
  }

  /**
   * SYSCLK cycles until the answer is ready to be transported; a line counts as one access.
   *
   * @param address physical, inside the region
   */
  int cycles(int address, Kind kind);
}
