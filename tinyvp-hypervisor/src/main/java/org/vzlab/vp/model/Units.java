package org.vzlab.vp.model;

import java.util.Arrays;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.exit.Unit;

/**
 * The FPU and the DSP, of which there is one each: lent to the task that has used it last, whose
 * registers stay in it until another wants it. Nobody else can use it meanwhile, as root's
 * Status.CU1 and MX are clear: the first instruction raises an exception, upon which it changes
 * hands. HI and LO, the DSP's accumulator 0, are no part of this: all code has them.
 */
final class Units {
  private static final int STATUS_EXL = 1 << 1;
  private static final int STATUS_MX = 1 << 24;
  private static final int STATUS_FR = 1 << 26;
  private static final int STATUS_CU1 = 1 << 29;
  private static final int FPU_REGISTERS = 32;
  private static final int ACCUMULATORS = 3;

  /** What a task has in the units while another has them. */
  static final class Contents implements Stateful {
    private final long[] fpr = new long[FPU_REGISTERS];
    private final long[] accumulators = new long[ACCUMULATORS];
    private int fcsr;
    private int dspControl;

    private void clear() {
      Arrays.fill(fpr, 0);
      Arrays.fill(accumulators, 0);
      fcsr = 0;
      dspControl = 0;
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.array("fpr", fpr);
      visitor.array("accumulators", accumulators);
      fcsr = visitor.int32("fcsr", fcsr);
      dspControl = visitor.int32("dspControl", dspControl);
    }
  }

  private final RootPort port;
  private Task inFpu;
  private Task inDsp;

  Units(RootPort port) {
    this.port = port;
  }

  /** Root's Status bits with which a task runs. */
  int status(Task task) {
    return (inFpu == task ? STATUS_CU1 | STATUS_FR : 0) | (inDsp == task ? STATUS_MX : 0);
  }

  /** The task finds zeros the next time it uses a unit. */
  void clear(Task task) {
    task.units().clear();
    inFpu = inFpu == task ? null : inFpu;
    inDsp = inDsp == task ? null : inDsp;
  }

  /** A unit goes to a task, and its registers with it. The root is at exception level. */
  void lend(Unit unit, Task task) {
    switch (unit) {
      case FPU -> lendFpu(task);
      case DSP -> lendDsp(task);
    }
  }

  /**
   * Nobody has a unit: whoever uses one next raises the exception, whether others have used it or
   * not. Status stays as it is.
   */
  void takeBack() {
    int status = port.cp0(Cp0Register.STATUS);
    saveFpu();
    saveDsp();
    inFpu = null;
    inDsp = null;
    port.cp0(Cp0Register.STATUS, status);
  }

  private void lendFpu(Task task) {
    if (inFpu == task) {
      return;
    }
    saveFpu();
    Contents next = task.units();
    port.fcsr(next.fcsr);
    for (int number = 0; number < FPU_REGISTERS; number++) {
      port.fpr(number, next.fpr[number]);
    }
    port.charge(Work.FPU_RESTORE);
    inFpu = task;
  }

  /** Who has the FPU has its registers out of it; it can be used. */
  private void saveFpu() {
    port.cp0(Cp0Register.STATUS, STATUS_EXL | STATUS_CU1 | STATUS_FR);
    if (inFpu != null) {
      Contents left = inFpu.units();
      for (int number = 0; number < FPU_REGISTERS; number++) {
        left.fpr[number] = port.fpr(number);
      }
      left.fcsr = port.fcsr();
      port.charge(Work.FPU_SAVE);
    }
  }

  private void lendDsp(Task task) {
    if (inDsp == task) {
      return;
    }
    saveDsp();
    Contents next = task.units();
    for (int i = 0; i < ACCUMULATORS; i++) {
      port.accumulator(i + 1, next.accumulators[i]);
    }
    port.dspControl(next.dspControl);
    port.charge(Work.DSP_RESTORE);
    inDsp = task;
  }

  /** The same with the DSP. */
  private void saveDsp() {
    port.cp0(Cp0Register.STATUS, STATUS_EXL | STATUS_MX);
    if (inDsp != null) {
      Contents left = inDsp.units();
      for (int i = 0; i < ACCUMULATORS; i++) {
        left.accumulators[i] = port.accumulator(i + 1);
      }
      left.dspControl = port.dspControl();
      port.charge(Work.DSP_SAVE);
    }
  }

  /** Shows who has the units. */
  void visit(StateVisitor visitor, Tasks tasks) {
    inFpu = tasks.visit(visitor, "inFpu", inFpu);
    inDsp = tasks.visit(visitor, "inDsp", inDsp);
  }
}
