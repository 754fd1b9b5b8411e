package org.vzlab.vp.vdev;

import org.vzlab.mips.port.RootPort;

/** A window whose accesses are carried out on the real registers: ports, pin select, DMA. */
final class RealWindow implements VirtualDevice {
  private final RootPort port;
  private final int physical;

  RealWindow(RootPort port, int physical) {
    this.port = port;
    this.physical = physical;
  }

  @Override
  public int read(int offset, int size) {
    return port.load(physical + offset, size);
  }

  @Override
  public void write(int offset, int size, int value) {
    port.store(physical + offset, size, value);
  }
}
