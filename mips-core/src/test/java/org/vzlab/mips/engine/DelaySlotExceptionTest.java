package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.engine.SlotMachine.Mode;
import org.vzlab.mips.isa.Operation;

/**
 * An exception in the delay slot of every branch is one of its branch: EPC, Cause.BD, BadInstr and
 * BadInstrP (MD00091), in root, in a guest, and as an exit from a guest; and after ERET the branch
 * does all it does.
 */
class DelaySlotExceptionTest {
  private static final int BEFORE = 0xDEADBEEF;

  /** The kinds of exceptions behind a branch with a slot of 2 bytes, if a guest leaves to root. */
  private static final int LEAST_FAULTS = 4;

  @TestFactory
  Stream<DynamicNode> anExceptionInTheSlotIsOneOfTheBranch() {
    return Arrays.stream(Mode.values())
        .map(
            mode ->
                dynamicContainer(
                    mode.name(),
                    BranchForms.withDelaySlot().stream()
                        .map(
                            branch ->
                                dynamicTest(
                                    branch.isa() + " " + branch.asm() + " " + branch.length(),
                                    () -> check(mode, branch)))));
  }

  private static void check(Mode mode, Operation branch) {
    int cases = 0;
    for (SlotFault fault : SlotFault.values()) {
      if (fault.fits(mode, branch)) {
        for (boolean taken : new boolean[] {true, false}) {
          cases += check(mode, branch, fault, taken, false);
          cases += check(mode, branch, fault, taken, true);
        }
      }
    }
    assertThat(cases).as("cases").isGreaterThanOrEqualTo(2 * LEAST_FAULTS);
  }

  /** Checks a case; the answer is 0 if there is no such one. */
  private static int check(
      Mode mode, Operation branch, SlotFault fault, boolean taken, boolean stepped) {
    SlotMachine machine = new SlotMachine(mode, branch, fault);
    if (!machine.arm(taken)) {
      return 0;
    }
    String what = fault + (taken ? ", taken" : ", not taken") + (stepped ? ", stepped" : ", run");
    checkException(machine, fault, stepped, what);
    checkReturn(machine, taken, stepped, what);
    return 1;
  }

  private static void checkException(
      SlotMachine machine, SlotFault fault, boolean stepped, String what) {
    machine.context().set(Cp0Register.BAD_INSTR, BEFORE);
    machine.context().set(Cp0Register.BAD_INSTR_P, BEFORE);
    machine.context().set(Cp0Register.BAD_VADDR, BEFORE);
    if (stepped) {
      machine.step();
      assertThat(machine.hart.inDelaySlot).as(what + ": stopped in the slot").isTrue();
      assertThat(machine.hart.pc).as(what).isEqualTo(machine.slot);
      machine.step();
    } else {
      machine.run();
    }
    int cause = machine.context().get(Cp0Register.CAUSE);
    assertThat(Cause.excCode(cause)).as(what + ": ExcCode").isEqualTo(fault.code.code());
    assertThat(cause & Cause.BD).as(what + ": Cause.BD").isEqualTo(Cause.BD);
    assertThat(cause >>> 28 & 3).as(what + ": Cause.CE").isEqualTo(fault == SlotFault.CPU ? 2 : 0);
    assertThat(machine.context().get(Cp0Register.EPC)).as(what + ": EPC").isEqualTo(machine.pc);
    assertThat(machine.context().get(Cp0Register.BAD_INSTR))
        .as(what + ": BadInstr")
        .isEqualTo(fault.atFetch() ? BEFORE : machine.slotWord);
    assertThat(machine.context().get(Cp0Register.BAD_INSTR_P))
        .as(what + ": BadInstrP")
        .isEqualTo(machine.branchWord);
    assertThat(machine.context().get(Cp0Register.BAD_VADDR))
        .as(what + ": BadVAddr")
        .isEqualTo(fault.hasAddress() ? machine.faultAddress() : BEFORE);
    assertThat(machine.context().has(Cp0Register.STATUS, Status.EXL)).as(what + ": EXL").isTrue();
    assertThat(machine.hart.inDelaySlot).as(what).isFalse();
    assertThat(machine.hart.notTaken).as(what).isFalse();
    assertThat(machine.hart.instructions).as(what).isEqualTo(fault.atFetch() ? 1 : 2);
    assertThat(machine.scheduler().now()).as(what).isEqualTo(fault.atFetch() ? 1 : 2);
  }

  private static void checkReturn(
      SlotMachine machine, boolean taken, boolean stepped, String what) {
    int length = machine.mend();
    machine.hart.pc = machine.hart.traps.eret();
    assertThat(machine.hart.pc).as(what + ": after ERET").isEqualTo(machine.pc);
    int link = machine.link();
    assertThat(link).as(what + ": link").isEqualTo(machine.expectedLink());
    if (stepped) {
      machine.step();
      machine.step();
    } else {
      machine.run();
    }
    assertThat(machine.hart.pc)
        .as(what + ": where the branch goes")
        .isEqualTo(taken ? machine.target : machine.slot + length);
    assertThat(machine.link()).as(what + ": link").isEqualTo(link);
    assertThat(machine.context().has(Cp0Register.STATUS, Status.EXL)).as(what + ": EXL").isFalse();
  }
}
