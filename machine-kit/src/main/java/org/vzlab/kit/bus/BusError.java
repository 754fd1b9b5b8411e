package org.vzlab.kit.bus;

/**
 * The answer of the bus to an address that nothing claims. Has no stack: it is part of the model.
 */
public final class BusError extends Exception {
  private static final long serialVersionUID = 1;

  /** The one instance; without a stack there is nothing in it that could be out of date. */
  @SuppressWarnings("StaticAssignmentOfThrowable")
  static final BusError INSTANCE = new BusError();

  private BusError() {
    super("no device or memory at this address", null, false, false);
  }
}
