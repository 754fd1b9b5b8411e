package org.vzlab.vp.vdev;

/** What answers for a window of a guest's physical addresses. Never throws for a guest's access. */
public interface VirtualDevice {
  /** The value of 1, 2 or 4 bytes, zero-extended. Offsets are from the window's start. */
  int read(int offset, int size);

  /** Stores 1, 2 or 4 bytes. */
  void write(int offset, int size, int value);
}
