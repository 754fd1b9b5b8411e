package org.vzlab.mips.port;

import org.vzlab.kit.state.StateVisitor;

/**
 * Root-mode software that is modelled in Java instead of executed: it stands where a hypervisor's
 * code would stand and sees what that code would see. It gets control whenever the processor would
 * execute instructions in root mode, unless it has let it do so with {@link RootPort#eretToCode}.
 */
public interface RootSoftware {
  /**
   * The processor has come out of reset, has taken an NMI, or has started at an image's entry, in
   * root mode; Status.NMI tells an NMI. Called before anything else, and again after every reset
   * and NMI; afterwards {@link #run} is called unless a guest was entered.
   */
  void start(RootPort port);

  /**
   * The processor has taken an exception or interrupt into root mode: Root.Cause, EPC, GuestCtl0
   * and the rest say which. Must end with {@link RootPort#eret} or {@link RootPort#eretToCode}.
   *
   * @param vectorOffset offset of the vector from EBase (0 refill, 0x180 general, 0x200 interrupt)
   */
  void exception(int vectorOffset);

  /**
   * The processor has taken a debug exception, such as SDBBP in any guest at any privilege:
   * Root.Debug and DEPC say which and where, and nothing else has changed (MD00047). Must end
   * neither in debug mode, which {@link RootPort#deret} leaves, nor at exception level.
   */
  void debugException();

  /**
   * The processor is in root mode outside any exception: the background of the root. Must end with
   * {@link RootPort#await}, with {@link RootPort#eret} into a guest, with {@link
   * RootPort#eretToCode}, or after a finite piece of work; it is called again until a guest or code
   * runs.
   */
  void run();

  /**
   * Shows all state that the software keeps, for snapshots. When restoring, software that has not
   * started becomes the one that had, or the other way round, without touching the machine.
   * Software that stands in front of another passes this on, with the port that it passes to {@link
   * #start}.
   *
   * @throws UnsupportedOperationException if the software does not say what it keeps
   */
  default void visit(RootPort port, StateVisitor visitor) {
    throw new UnsupportedOperationException(getClass().getName() + " shows no state");
  }
}
