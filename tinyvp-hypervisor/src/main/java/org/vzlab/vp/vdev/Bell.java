package org.vzlab.vp.vdev;

/** Raises interrupts of a guest, and wakes it if that ends its WAIT. */
@FunctionalInterface
public interface Bell {
  /** Raises an interrupt. */
  void ring(int irq);
}
