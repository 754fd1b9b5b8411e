package org.vzlab.vp.config;

/**
 * A {@code .supervision} block, with its interrupt and its addresses chosen if it does not name
 * them.
 *
 * @param position the block's first line
 * @param guest the id of the guest that is watched
 * @param supervisor the id of the guest that is told, and may restart it
 * @param heartbeat microseconds within which the guest has to report; 0 if it need not
 * @param restarts how many the supervisor may do in an interval
 * @param interval microseconds
 * @param irq the supervisor's interrupt
 * @param registers guest physical address of the registers in both guests
 */
public record SupervisionConfig(
    SourcePosition position,
    int guest,
    int supervisor,
    int heartbeat,
    int restarts,
    int interval,
    int irq,
    int registers) {
  /** Bytes of a block of registers. */
  public static final int BLOCK = 0x100;

  /** Where the registers of the first block are by default; those of the next follow. */
  public static final int FIRST_BLOCK = 0x1F91_0000;

  /** Most restarts in an interval. */
  public static final int MOST_RESTARTS = 64;

  /** Restarts in an interval by default. */
  public static final int DEFAULT_RESTARTS = 3;

  /** The interval by default, in microseconds. */
  public static final int DEFAULT_INTERVAL = 10_000_000;
}
