package org.vzlab.vp.config;

/**
 * Memory a guest's DMA may reach, at the same guest physical and physical address: the {@code dma}
 * key.
 *
 * @param address first address
 * @param size bytes; 0 for the older form {@code dma = 1}, which means the guest's RAM
 */
public record DmaZone(SourcePosition position, int address, int size, Flags flags) {
  /** The arbiter's smallest region, bytes. */
  private static final int SMALLEST = 0x400;

  /** Whether it is the older form, which means the RAM of the guest. */
  public boolean isRam() {
    return size == 0;
  }

  /**
   * What a region of the system bus arbiter can hold of a range: a power of two from 1 KB on,
   * aligned to its size (DS60001320, SBTxREGy).
   *
   * @return bytes from the address on; 0 if the address is not aligned to them
   */
  public static long region(long address, long size) {
    long region = Long.highestOneBit(size);
    return region >= SMALLEST && address % region == 0 ? region : 0;
  }
}
