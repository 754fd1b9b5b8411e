package org.vzlab.vp.model;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/** Which traces of a guest the monitor has switched on. They print only while debug is on. */
final class Traces implements Stateful {
  private boolean debug;
  private boolean exceptions;
  private boolean interrupts;
  private boolean time;

  boolean toggleDebug() {
    debug = !debug;
    return debug;
  }

  boolean toggleExceptions() {
    exceptions = !exceptions;
    return exceptions;
  }

  boolean toggleInterrupts() {
    interrupts = !interrupts;
    return interrupts;
  }

  boolean toggleTime() {
    time = !time;
    return time;
  }

  boolean exceptions() {
    return debug && exceptions;
  }

  boolean interrupts() {
    return debug && interrupts;
  }

  boolean time() {
    return debug && time;
  }

  @Override
  public void visit(StateVisitor visitor) {
    debug = visitor.flag("debug", debug);
    exceptions = visitor.flag("exceptions", exceptions);
    interrupts = visitor.flag("interrupts", interrupts);
    time = visitor.flag("time", time);
  }
}
