package org.vzlab.mips.hart;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;

/** Calls modelled root software, if there is any, where the processor would execute root's code. */
final class InstalledRoot implements Stateful {
  static final int NO_THREAD = -1;

  private static final int NO_VECTOR = -1;

  private final Hart hart;
  private final RootPort port;
  private RootSoftware software;
  private boolean started;
  private boolean executing;
  private int thread;
  private int pendingVector = NO_VECTOR;

  InstalledRoot(Hart hart, Bus bus) {
    this.hart = hart;
    port = new ModelledRoot(hart, bus);
  }

  void install(RootSoftware rootSoftware) {
    software = rootSoftware;
  }

  /** Whether it works now, where root mode would execute instructions. */
  boolean works() {
    return software != null && !hart.inGuest() && (!executing || hart.inDebugMode());
  }

  /** Root mode executes instructions of a thread from now on. */
  void execute(int number) {
    if (hart.inGuest() || hart.root.has(Cp0Register.STATUS, Status.EXL | Status.ERL)) {
      throw new IllegalStateException("root software has not gone on with code of root mode");
    }
    executing = true;
    thread = number;
    hart.contextChanged();
  }

  /** The number of the thread whose instructions root mode executes, or {@link #NO_THREAD}. */
  int thread() {
    return executing ? thread : NO_THREAD;
  }

  /** The processor begins at the reset vector. */
  void restart() {
    started = false;
    executing = false;
    pendingVector = NO_VECTOR;
  }

  /** Root has taken an exception. */
  void entered(int vectorOffset) {
    executing = false;
    pendingVector = vectorOffset;
  }

  /** The processor would execute instructions in root mode. */
  void run() {
    if (!started) {
      started = true;
      software.start(port);
    } else if (hart.inDebugMode()) {
      executing = false;
      software.debugException();
      requireEnd("the debug exception with DERET and");
    } else if (pendingVector != NO_VECTOR) {
      int vector = pendingVector;
      pendingVector = NO_VECTOR;
      software.exception(vector);
      requireEnd(String.format("exception 0x%x with", vector));
    } else {
      software.run();
    }
  }

  private void requireEnd(String what) {
    if (hart.inDebugMode() || hart.root.has(Cp0Register.STATUS, Status.EXL)) {
      throw new IllegalStateException("root software has not ended " + what + " ERET");
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    started = visitor.flag("started", started);
    executing = visitor.flag("executing", executing);
    thread = visitor.int32("thread", thread);
    pendingVector = visitor.int32("pendingVector", pendingVector);
    if (software != null) {
      visitor.enter("software", part -> software.visit(port, part));
    }
  }
}
