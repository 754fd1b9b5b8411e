package org.vzlab.kit.bus;

/** Something with registers on the bus. */
public interface Device {
  /**
   * Reads.
   *
   * @param offset bytes from the device's base, a multiple of {@code size}
   * @param size 1, 2 or 4 bytes
   * @return the value, zero-extended
   */
  int read(int offset, int size);

  /**
   * Writes.
   *
   * @param offset bytes from the device's base, a multiple of {@code size}
   * @param size 1, 2 or 4 bytes
   * @param value the value in its low {@code size} bytes; the rest is undefined
   */
  void write(int offset, int size, int value);
}
