package org.vzlab.vp.model;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.vdev.Reach;

/**
 * A thread of the hypervisor at run time: code that root mode executes. A user thread reaches what
 * the root TLB lets its address space identifier reach, which is its id, its windows, and nothing
 * else; a thread in kernel mode is part of the hypervisor and reaches everything.
 */
final class HypervisorThread extends Task {
  private static final int STACK_POINTER = 29;
  private static final int STATUS_UM = 1 << 4;

  private final RootPort port;
  private final RootThread thread;
  private final Reach reach;
  private boolean yielded;
  private int hi;
  private int lo;

  HypervisorThread(RootPort port, RootThread thread, RegisterSets sets) {
    super(sets, thread.id(), thread.shadowSet());
    this.port = port;
    this.thread = thread;
    reach = Reach.of(port, thread);
  }

  /** To its entry, with nothing left of what it did before. */
  void reset() {
    start(thread.entry());
    thread.stack().ifPresent(stack -> port.previousGpr(STACK_POINTER, stack));
    yielded = false;
    hi = 0;
    lo = 0;
  }

  RootThread thread() {
    return thread;
  }

  Reach reach() {
    return reach;
  }

  /** Status.UM, if it runs in user mode. */
  int mode() {
    return thread.user() ? STATUS_UM : 0;
  }

  /** The processor is to be its own: no guest's identifier, and its own address space. */
  void load() {
    port.cp0(Cp0Register.GUEST_CTL1, 0);
    port.cp0(Cp0Register.ENTRY_HI, thread.id());
    port.hi(hi);
    port.lo(lo);
  }

  /** It gives the processor back. */
  void unload() {
    hi = port.hi();
    lo = port.lo();
    port.cp0(Cp0Register.ENTRY_HI, 0);
  }

  /** The others come first; it goes on when they are through, or with the next interrupt. */
  @Override
  void await() {
    pause();
    yielded = true;
  }

  /** An interrupt has come, at a board time in SYSCLK cycles. */
  void wake(long time) {
    if (yielded && state() == GuestState.WAITING) {
      ready();
      requestedAt(time);
    }
    yielded = false;
  }

  @Override
  boolean wantsTurn() {
    return runnable() || state() == GuestState.WAITING;
  }

  @Override
  public int id() {
    return thread.id();
  }

  @Override
  public String name() {
    return thread.name();
  }

  @Override
  public void visit(StateVisitor visitor) {
    super.visit(visitor);
    yielded = visitor.flag("yielded", yielded);
    hi = visitor.int32("hi", hi);
    lo = visitor.int32("lo", lo);
  }
}
