package org.vzlab.kit.bus;

/**
 * A range of physical addresses and what answers there: memory or a device.
 *
 * @param base first physical address
 * @param size bytes
 * @param memory the memory, or null
 * @param memoryOffset offset in the memory of the first byte of the range
 * @param device the device, or null
 * @param time how long an access takes
 */
public record Region(
    int base, int size, Memory memory, int memoryOffset, Device device, AccessTime time) {
  /** Whether the range holds the address. */
  public boolean contains(int address) {
    return Integer.compareUnsigned(address - base, size) < 0;
  }

  /** Offset in {@link #memory} of a physical address in the range. */
  public int offsetInMemory(int address) {
    return address - base + memoryOffset;
  }

  /**
   * Whether the whole page of {@link Memory#PAGE} bytes around the address is one page of this
   * memory.
   */
  public boolean isMemoryPage(int address) {
    int page = address & -Memory.PAGE;
    return memory != null
        && contains(page)
        && contains(page + Memory.PAGE - 1)
        && offsetInMemory(page) % Memory.PAGE == 0;
  }

  @Override
  public String toString() {
    return String.format("0x%08X-0x%08X", base, base + size - 1);
  }
}
