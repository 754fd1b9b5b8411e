package org.vzlab.mips.cp0;

/**
 * Ends the current instruction because it raises an exception, in whichever context. What exception
 * it is stands in the core's Traps; this object only unwinds, so there is one of it and it has no
 * stack.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // Without a stack, one is as good as many.
public final class GuestTrap extends Exception {
  private static final long serialVersionUID = 1;

  /** The one instance. */
  public static final GuestTrap INSTANCE = new GuestTrap();

  private GuestTrap() {
    super("an exception of the emulated processor", null, false, false);
  }
}
