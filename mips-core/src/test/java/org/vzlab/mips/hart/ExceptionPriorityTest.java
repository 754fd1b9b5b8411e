package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.VectorMachine.INHIBITED;
import static org.vzlab.mips.hart.VectorMachine.INVALID;
import static org.vzlab.mips.hart.VectorMachine.PC;
import static org.vzlab.mips.hart.VectorMachine.READ_ONLY;
import static org.vzlab.mips.hart.VectorMachine.UNMAPPED;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.Status;

/**
 * Which of two exceptions is taken if both apply (MD00091 "Priority of Exceptions"; for guests
 * MD00847: root's interrupts first, and within an instruction what the guest's own context says
 * before what root's says).
 */
class ExceptionPriorityTest {
  private static final int LW = 0x8C850000;
  private static final int SW = 0xAC850000;
  private static final int LWC1 = 0xC4820000;

  /** add.d with odd registers, which do not exist with Status.FR = 0. */
  private static final int ADD_D_ODD = 0x46231040;

  /** A word that the DSP module reserves. */
  private static final int DSP_RESERVED = 0x7C0007D0;

  private static final int MFC0_PRID = 0x40057800;
  private static final int MFGC0 = 0x40650000;
  private static final int MTC0_CONFIG5 = 0x40858005;
  private static final int NOWHERE = 0x1E000000;
  private static final int READ_INHIBIT = 1 << 31;
  private static final int EXECUTE_INHIBIT = 1 << 30;

  /**
   * Two causes at once.
   *
   * @param inGuest who executes
   * @param both makes the two apply to the next instruction
   * @param byGuest who takes the first
   */
  private record Pair(
      String name, boolean inGuest, Consumer<VectorMachine> both, boolean byGuest, ExcCode first) {
    void check() {
      VectorMachine machine = new VectorMachine(inGuest);
      machine.set(false, inGuest ? Status.CU1 | Status.MX : 0, 0, 0, false);
      machine.set(true, 0, 0, 0, false);
      machine.hart.pc = PC;
      both.accept(machine);
      machine.machine.step();
      Cp0 taker = machine.context(byGuest);
      assertThat(taker.has(Cp0Register.STATUS, Status.EXL)).as(name + ": taken").isTrue();
      assertThat(Cause.excCode(taker.get(Cp0Register.CAUSE))).as(name).isEqualTo(first.code());
      assertThat(machine.context(!byGuest).has(Cp0Register.STATUS, Status.EXL))
          .as(name + ": by the other context")
          .isFalse();
    }
  }

  private static Pair root(String name, ExcCode first, Consumer<VectorMachine> both) {
    return new Pair(name, false, both, false, first);
  }

  private static Pair guests(String name, ExcCode first, Consumer<VectorMachine> both) {
    return new Pair(name, true, both, true, first);
  }

  private static Pair exit(String name, ExcCode first, Consumer<VectorMachine> both) {
    return new Pair(name, true, both, false, first);
  }

  private static void run(VectorMachine machine, int word, int address) {
    machine.machine.put(PC, word);
    machine.hart.gpr[4] = address;
  }

  private static void status(VectorMachine machine, boolean ofGuest, int status) {
    machine.context(ofGuest).set(Cp0Register.STATUS, status);
    machine.hart.contextChanged();
  }

  private static void watch(VectorMachine machine, int address, int kinds) {
    machine.machine.root(Cp0Register.WATCH_HI0, 1 << 30);
    machine.machine.root(Cp0Register.WATCH_LO0, (address & -8) | kinds);
  }

  /** A page of root's, or of the guest's, that leads somewhere. */
  private static int page(VectorMachine machine, boolean ofGuest, int pa, int flags) {
    int va = 0xC1000000;
    Cp0 context = machine.context(ofGuest);
    context.set(Cp0Register.INDEX, 5);
    context.set(Cp0Register.ENTRY_HI, va);
    context.set(Cp0Register.PAGE_MASK, 0);
    context.set(Cp0Register.ENTRY_LO0, pa >>> 6 | flags);
    context.set(Cp0Register.ENTRY_LO1, 0);
    machine.hart.tlb.tlbwi(ofGuest);
    context.set(Cp0Register.ENTRY_HI, 0);
    machine.hart.contextChanged();
    return va;
  }

  private static Stream<Pair> between() {
    return Stream.of(
        root(
            "interrupt, fetch",
            ExcCode.INT,
            m -> {
              status(m, false, Status.IE);
              m.request(false);
              m.hart.pc = UNMAPPED;
            }),
        root(
            "interrupt, debug breakpoint",
            ExcCode.INT,
            m -> {
              status(m, false, Status.IE);
              m.request(false);
              run(m, TestMachine.SDBBP, 0);
            }),
        root(
            "interrupt, deferred watch",
            ExcCode.INT,
            m -> {
              status(m, false, Status.IE);
              m.request(false);
              m.hart.root.replace(Cp0Register.CAUSE, Cause.WP, Cause.WP);
            }),
        root(
            "deferred watch, fetch",
            ExcCode.WATCH,
            m -> {
              m.hart.root.replace(Cp0Register.CAUSE, Cause.WP, Cause.WP);
              m.hart.pc = UNMAPPED;
            }),
        exit(
            "root's interrupt, the guest's",
            ExcCode.INT,
            m -> {
              status(m, false, Status.IE);
              status(m, true, Status.IE);
              m.request(false);
              m.request(true);
            }),
        exit(
            "root's deferred watch, the guest's interrupt",
            ExcCode.WATCH,
            m -> {
              status(m, true, Status.IE);
              m.request(true);
              m.hart.root.replace(Cp0Register.CAUSE, Cause.WP, Cause.WP);
            }),
        guests(
            "the guest's interrupt, fetch",
            ExcCode.INT,
            m -> {
              status(m, true, Status.IE);
              m.request(true);
              m.hart.pc = UNMAPPED;
            }),
        guests(
            "the guest's interrupt, exit",
            ExcCode.INT,
            m -> {
              status(m, true, Status.IE);
              m.request(true);
              run(m, TestMachine.WAIT, 0);
            }));
  }

  private static Stream<Pair> atFetch() {
    return Stream.of(
        root(
            "watch, refill",
            ExcCode.WATCH,
            m -> {
              watch(m, UNMAPPED, 4);
              m.hart.pc = UNMAPPED;
            }),
        root(
            "address, refill",
            ExcCode.ADEL,
            m -> {
              status(m, false, Status.UM);
              m.hart.pc = UNMAPPED;
            }),
        root("alignment, refill", ExcCode.ADEL, m -> m.hart.pc = UNMAPPED + 2),
        root(
            "invalid, execute inhibit",
            ExcCode.TLBL,
            m -> m.hart.pc = page(m, false, 0, EXECUTE_INHIBIT)),
        root(
            "execute inhibit, bus error",
            ExcCode.TLBXI,
            m -> m.hart.pc = page(m, false, NOWHERE, EXECUTE_INHIBIT | 0x1E)),
        guests("stage one, stage two", ExcCode.TLBL, m -> m.hart.pc = UNMAPPED),
        guests(
            "the guest's execute inhibit, root's refill",
            ExcCode.TLBXI,
            m -> m.hart.pc = page(m, true, 0x10000000, EXECUTE_INHIBIT | 0x1E)));
  }

  private static Stream<Pair> decoding() {
    return Stream.of(
        root("unit, reserved", ExcCode.CPU, m -> run(m, ADD_D_ODD, 0)),
        root("unit, address", ExcCode.CPU, m -> run(m, LWC1, 0x80000002)),
        root("DSP, reserved", ExcCode.DSPDIS, m -> run(m, DSP_RESERVED, 0)),
        root(
            "CP0 in user mode, its effect", ExcCode.CPU, m -> userCode(m, false, TestMachine.WAIT)),
        guests(
            "the guest's unit, root's",
            ExcCode.CPU,
            m -> {
              status(m, false, 0);
              run(m, LWC1, 0x80000002);
            }),
        guests(
            "the guest's CP0 in user mode, exit", ExcCode.CPU, m -> userCode(m, true, MFC0_PRID)),
        guests("the guest's reserved, exit", ExcCode.RI, m -> run(m, MFGC0, 0)),
        exit(
            "root's unit, the guest's address",
            ExcCode.CPU,
            m -> {
              status(m, false, 0);
              status(m, true, Status.CU1);
              run(m, LWC1, 0x80000002);
            }));
  }

  /** A word in user mode, in a page that whoever executes maps. */
  private static void userCode(VectorMachine machine, boolean inGuest, int word) {
    Cp0 context = machine.context(inGuest);
    context.set(Cp0Register.INDEX, 6);
    context.set(Cp0Register.ENTRY_HI, 0);
    context.set(Cp0Register.PAGE_MASK, 0);
    context.set(Cp0Register.ENTRY_LO0, 0x1F);
    context.set(Cp0Register.ENTRY_LO1, 0x1F);
    machine.hart.tlb.tlbwi(inGuest);
    machine.machine.put(PC, word);
    machine.hart.pc = PC & 0xFFFF;
    status(machine, inGuest, Status.UM);
  }

  private static Stream<Pair> data() {
    return Stream.of(
        root(
            "watch, address",
            ExcCode.WATCH,
            m -> {
              watch(m, 0x80000040, 2);
              run(m, LW, 0x80000042);
            }),
        root(
            "watch, refill",
            ExcCode.WATCH,
            m -> {
              watch(m, UNMAPPED, 1);
              run(m, SW, UNMAPPED);
            }),
        root("alignment, refill", ExcCode.ADES, m -> run(m, SW, UNMAPPED + 2)),
        root(
            "invalid, read inhibit",
            ExcCode.TLBL,
            m -> run(m, LW, page(m, false, 0, READ_INHIBIT))),
        root("invalid, modified", ExcCode.TLBS, m -> run(m, SW, page(m, false, 0, 0))),
        root(
            "read inhibit, bus error",
            ExcCode.TLBRI,
            m -> run(m, LW, page(m, false, NOWHERE, READ_INHIBIT | 0x1E))),
        root("modified, bus error", ExcCode.MOD, m -> run(m, SW, page(m, false, NOWHERE, 0x1A))),
        guests("stage one, stage two: refill", ExcCode.TLBS, m -> run(m, SW, UNMAPPED)),
        guests("stage one, stage two: invalid", ExcCode.TLBL, m -> run(m, LW, INVALID)),
        guests(
            "the guest's modified, root's refill",
            ExcCode.MOD,
            m -> run(m, SW, page(m, true, 0x10000000, 0x1A))),
        guests(
            "the guest's read inhibit, root's invalid",
            ExcCode.TLBRI,
            m -> run(m, LW, page(m, true, 0x10002000, READ_INHIBIT | 0x1E))),
        guests("alignment, stage two", ExcCode.ADEL, m -> run(m, LW, 0x90000002)),
        exit(
            "root's refill, bus error",
            ExcCode.TLBL,
            m -> run(m, LW, page(m, true, 0x18000000, 0x1E))));
  }

  @TestFactory
  Stream<DynamicTest> theFirstOfTwoIsTaken() {
    return Stream.of(between(), atFetch(), decoding(), data())
        .flatMap(pairs -> pairs)
        .map(pair -> DynamicTest.dynamicTest(pair.name, pair::check));
  }

  @Test
  void anNmiComesBeforeADebugBreakpointAndDebugModeHoldsItBack() {
    VectorMachine machine = new VectorMachine(false);
    run(machine, TestMachine.SDBBP, 0);
    machine.hart.pc = PC;
    machine.hart.nmi();
    machine.machine.step();
    assertThat(machine.hart.pc).isEqualTo(Hart.RESET_VECTOR);
    assertThat(machine.hart.inDebugMode()).isFalse();
  }

  @Test
  void whatTheGuestMayNotWriteIsAPrivilegedInstructionBeforeItIsAFieldChange() {
    VectorMachine machine = new VectorMachine(true);
    machine.machine.root(Cp0Register.GUEST_CTL0_EXT, 0);
    machine.hart.pc = PC;
    machine.hart.gpr[5] = 1 << 2;
    run(machine, MTC0_CONFIG5, 0);
    machine.machine.step();
    assertThat(machine.machine.excCode()).isEqualTo(ExcCode.GE.code());
    assertThat(machine.machine.gexcCode()).as("GPSI").isZero();
  }

  @Test
  void theLastOfTheListAreTakenIfNothingElseApplies() {
    VectorMachine machine = new VectorMachine(false);
    machine.hart.pc = PC;
    run(machine, SW, READ_ONLY);
    machine.machine.step();
    assertThat(machine.machine.excCode()).isEqualTo(ExcCode.MOD.code());
    machine = new VectorMachine(false);
    machine.hart.pc = INHIBITED;
    machine.machine.step();
    assertThat(machine.machine.excCode()).isEqualTo(ExcCode.TLBXI.code());
  }
}
