package org.vzlab.vp.model;

/** Which traces of a guest the monitor has switched on. They print only while debug is on. */
final class Traces {
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
}
