package org.vzlab.vp.model;

import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.vdev.SharedConsole;

/**
 * What the system bus arbiter refuses: every target reports it, and the hypervisor says so and
 * clears the log (DS60001320 section 4.3; tinyVP's sba.c). The transfer has been stopped by then.
 */
final class BusViolations {
  /** "System bus protection violation". */
  static final int IRQ = 106;

  private static final int SBFLAG = 0x1F8F0510;
  private static final int TARGETS = 14;
  private static final int ELOG1 = 0x1F8F8020;
  private static final int ELOG2 = 4;
  private static final int ECON = 8;
  private static final int ECLRM = 0x18;
  private static final int TARGET_SIZE = 0x400;

  /** SBTxECON.ERRP: what is logged is reported. */
  private static final int ERRP = 1 << 24;

  private final RootPort port;
  private final SharedConsole console;
  private final VpListener listener;

  BusViolations(RootPort port, SharedConsole console, VpListener listener) {
    this.port = port;
    this.console = console;
    this.listener = listener;
  }

  /** Lets every target report from now on. */
  void start() {
    for (int target = 0; target < TARGETS; target++) {
      clear(log(target));
      port.store(log(target) + ECON, 4, ERRP);
    }
  }

  /** Says what was refused, and forgets it. */
  void serve() {
    say("SBA: access violation, SBFLAG=%08x", port.load(SBFLAG, 4));
    for (int target = 0; target < TARGETS; target++) {
      int first = port.load(log(target), 4);
      if (first != 0) {
        int second = port.load(log(target) + ELOG2, 4);
        say("SBT%d: ELOG1=%08x ELOG2=%08x", target, first, second);
        clear(log(target));
      }
    }
  }

  private void clear(int log) {
    port.store(log, 4, -1);
    port.load(log + ECLRM, 4);
  }

  private static int log(int target) {
    return ELOG1 + target * TARGET_SIZE;
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void say(String format, Object... values) {
    String line = String.format(format, values);
    console.line(line);
    listener.busViolation(line);
  }
}
