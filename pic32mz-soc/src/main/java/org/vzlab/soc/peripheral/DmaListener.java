package org.vzlab.soc.peripheral;

/** Hears what the DMA controller reads and writes, before it does. */
@FunctionalInterface
public interface DmaListener {
  /**
   * A read or a write.
   *
   * @param channel 0 to 7
   * @param address physical
   * @param size 1, 2 or 4 bytes
   * @param permitted whether the system bus arbiter permits it; it does not happen otherwise
   */
  void cycle(int channel, int address, int size, boolean write, boolean permitted);

  /** Tells two of them. */
  default DmaListener andThen(DmaListener next) {
    return (channel, address, size, write, permitted) -> {
      cycle(channel, address, size, write, permitted);
      next.cycle(channel, address, size, write, permitted);
    };
  }
}
