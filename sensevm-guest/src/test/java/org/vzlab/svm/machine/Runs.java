package org.vzlab.svm.machine;

import java.util.List;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Sleep;
import org.vzlab.svm.format.Program;

/** Runs programs of tests. */
final class Runs {
  private static final long ENOUGH = 1_000_000;

  private Runs() {}

  /** A machine of the standard size without devices. */
  static Machine machine(Code code) {
    return machine(code, Resources.STANDARD);
  }

  /** A machine without devices. */
  static Machine machine(Code code, Resources resources) {
    return machine(code.program(), resources);
  }

  /** A machine without devices. */
  static Machine machine(Program program, Resources resources) {
    return new Machine(program, resources, new Devices(List.of(), new Sleep(0)));
  }

  /** The machine at the end of a program. */
  static Machine run(Code code) {
    return run(code, Resources.STANDARD);
  }

  /** The machine at the end of a program. */
  static Machine run(Code code, Resources resources) {
    return run(code.program(), resources);
  }

  /** The machine at the end of a program. */
  static Machine run(Program program, Resources resources) {
    Machine machine = machine(program, resources);
    machine.run(ENOUGH);
    return machine;
  }

  /** Resources with this many heap cells. */
  static Resources cells(int cells) {
    return new Resources(cells, 42, 4, 100, 0);
  }
}
