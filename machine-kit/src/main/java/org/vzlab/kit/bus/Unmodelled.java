package org.vzlab.kit.bus;

/** Hears of every touch of something that exists on the part and is not modelled. */
@FunctionalInterface
public interface Unmodelled {
  /** Forgets everything it hears. */
  Unmodelled QUIET = (register, write) -> {};

  /**
   * A register, field or address without a model was read or written.
   *
   * @param register its name as the data sheet prints it, or its physical address
   */
  void touched(String register, boolean write);
}
