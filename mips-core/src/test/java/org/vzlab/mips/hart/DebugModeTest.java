package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.Status;

/** SDBBP, debug mode and DERET, bare and under a hypervisor. */
class DebugModeTest {
  private static final int VECTOR = 0xBFC00480;
  private static final int GUEST_PC = 0x80000100;
  private static final int BEQ_ZERO_ZERO = 0x10000001;
  private static final int MFC0_DEBUG = TestMachine.mfc0(2, Cp0Register.DEBUG);

  /** Debug after reset: CountDM, and version 5. */
  private static final int RESET = 0x02028000;

  private static void assertDebug(TestMachine machine, int depc, int debug) {
    assertThat(machine.hart.inDebugMode()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(VECTOR);
    assertThat(machine.root(Cp0Register.DEPC)).isEqualTo(depc);
    assertThat(machine.root(Cp0Register.DEBUG)).isEqualTo(RESET | Debug.DM | Debug.IEXI | debug);
  }

  private static int dExcCode(ExcCode code) {
    return code.code() << Debug.DEXC_CODE_SHIFT;
  }

  private static int breakpoint() {
    return Debug.DBP | dExcCode(ExcCode.BP);
  }

  /** Root in user mode, interrupted in a page of its own. */
  private static TestMachine user() {
    TestMachine machine = TestMachine.running();
    machine.map(0, 0, 0, 0x07FFE000);
    machine.root(Cp0Register.STATUS, Status.UM);
    machine.hart.pc = 0x100;
    machine.put(RAM + 0x100, TestMachine.SDBBP);
    return machine;
  }

  @Test
  void sdbbpEntersDebugModeAndChangesNothingButDebugAndDepc() {
    TestMachine machine = TestMachine.running();
    int[] before = registers(machine);
    machine.execute(TestMachine.SDBBP);
    assertDebug(machine, RAM, breakpoint());
    assertThat(registers(machine)).isEqualTo(before);
  }

  /** All registers of both contexts but Debug, DEPC and what time moves. */
  private static int[] registers(TestMachine machine) {
    List<Integer> values = new ArrayList<>();
    for (Cp0Register register : Cp0Register.values()) {
      if (register != Cp0Register.DEBUG && register != Cp0Register.DEPC) {
        values.add(machine.hart.root.get(register));
        values.add(machine.hart.guest.get(register));
      }
    }
    return values.stream().mapToInt(i -> i).toArray();
  }

  @Test
  void inADelaySlotDepcIsTheBranchAndDbdIsSet() {
    TestMachine machine = TestMachine.running();
    machine.put(RAM + 4, TestMachine.SDBBP);
    machine.execute(BEQ_ZERO_ZERO);
    assertDebug(machine, RAM, Debug.DBD | breakpoint());
  }

  @Test
  void deretGoesBackToDepcAndToWhatWasBefore() {
    TestMachine machine = user();
    machine.step();
    assertDebug(machine, 0x100, breakpoint());
    machine.root(Cp0Register.DEPC, 0x104);
    machine.execute(TestMachine.DERET);
    assertThat(machine.hart.inDebugMode()).isFalse();
    assertThat(machine.hart.pc).isEqualTo(0x104);
    assertThat(machine.root(Cp0Register.DEBUG)).isEqualTo(RESET | breakpoint());
    machine.put(RAM + 0x104, MFC0_DEBUG);
    machine.step();
    assertThat(machine.excCode()).as("user mode again").isEqualTo(ExcCode.CPU.code());
  }

  @Test
  void debugModeIsKernelModeWhateverStatusSays() {
    TestMachine machine = user();
    machine.step();
    machine.hart.gpr[4] = RAM + 0x100;
    machine.execute(MFC0_DEBUG, 0x8C830000);
    assertThat(machine.hart.gpr[2]).isEqualTo(machine.root(Cp0Register.DEBUG));
    assertThat(machine.hart.gpr[3]).as("a load from kseg0").isEqualTo(TestMachine.SDBBP);
    assertThat(machine.hart.pc).isEqualTo(VECTOR + 8);
  }

  @Test
  void interruptsWaitUntilDebugModeEnds() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, Status.IE);
    machine.execute(TestMachine.SDBBP);
    machine.hart.request(7, 0x200, 0);
    machine.execute(TestMachine.NOP);
    assertThat(machine.hart.pc).isEqualTo(VECTOR + 4);
    machine.execute(TestMachine.DERET);
    machine.hart.prepare();
    assertThat(machine.excCode()).isZero();
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.IE | Status.EXL);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"BP 0000000d", "SYS 0000000c", "RI ec000000", "TLBL 8c030000"})
  void anExceptionInDebugModeEntersItAgainAndTellsItsCodeInDebug(String row) {
    ExcCode code = ExcCode.valueOf(row.substring(0, row.indexOf(' ')));
    TestMachine machine = TestMachine.running();
    machine.execute(TestMachine.SDBBP);
    final int[] before = registers(machine);
    machine.execute(TestMachine.NOP);
    machine.execute(Integer.parseUnsignedInt(row.substring(row.indexOf(' ') + 1), 16));
    assertDebug(machine, VECTOR + 4, dExcCode(code));
    assertThat(registers(machine)).isEqualTo(before);
  }

  @Test
  void handlersInstructionSetIsThatOfIsaOnExcAndDeretsThatOfDepc() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.CONFIG3, 1 << 16);
    machine.execute(TestMachine.SDBBP);
    assertThat(machine.hart.pc).isEqualTo(VECTOR | 1);
    assertThat(machine.root(Cp0Register.DEPC)).isEqualTo(RAM);
    machine.root(Cp0Register.DEPC, RAM + 0x201);
    assertThat(machine.hart.traps.deret()).isEqualTo(RAM + 0x201);
  }

  @Test
  void sdbbpInDebugModeIsABreakpointWithoutDbp() {
    TestMachine machine = TestMachine.running();
    machine.execute(TestMachine.SDBBP, TestMachine.SDBBP);
    assertDebug(machine, VECTOR, dExcCode(ExcCode.BP));
  }

  @Test
  void deretOutsideDebugModeIsReservedInRootAndInAGuest() {
    TestMachine machine = TestMachine.running();
    machine.execute(TestMachine.DERET);
    assertThat(machine.excCode()).isEqualTo(ExcCode.RI.code());
    machine = TestMachine.guest(GUEST_PC);
    machine.execute(TestMachine.DERET);
    assertThat(machine.guestExcCode()).isEqualTo(ExcCode.RI.code());
    assertThat(machine.hart.inGuest()).isTrue();
  }

  @ParameterizedTest(name = "Guest.Status {0}")
  @ValueSource(ints = {0, Status.UM, Status.EXL, Status.ERL})
  void aGuestsSdbbpIsRootsAndNothingOfTheGuestChanges(int status) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.guestRegister(Cp0Register.STATUS, status);
    int pc = GUEST_PC;
    if (status == Status.UM) {
      pc = 0x100;
      wireGuestPage(machine);
      machine.hart.pc = pc;
    }
    machine.put(RAM + 0x100, TestMachine.SDBBP);
    final int[] before = registers(machine);
    machine.step();
    assertDebug(machine, pc, breakpoint());
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(machine.hart.guestId()).isZero();
    assertThat(registers(machine)).isEqualTo(before);
    assertThat(machine.hart.usage.exits(1, ExitReason.DEBUG)).isEqualTo(1);
    machine.execute(TestMachine.DERET);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(pc);
  }

  private static void wireGuestPage(TestMachine machine) {
    machine.guestRegister(Cp0Register.ENTRY_HI, 0);
    machine.guestRegister(Cp0Register.PAGE_MASK, 0);
    machine.guestRegister(Cp0Register.ENTRY_LO0, 0x1F);
    machine.guestRegister(Cp0Register.ENTRY_LO1, 0x1F);
    machine.hart.tlb.tlbwi(true);
  }

  @Test
  void aGuestCannotReachDebugDepcOrDesave() {
    for (Cp0Register register : List.of(Cp0Register.DEBUG, Cp0Register.DEPC, Cp0Register.DESAVE)) {
      TestMachine machine = TestMachine.guest(GUEST_PC);
      machine.hart.gpr[2] = -1;
      int before = machine.root(register);
      machine.execute(TestMachine.mtc0(2, register));
      assertThat(machine.gexcCode()).as("GPSI").isZero();
      assertThat(machine.excCode()).isEqualTo(ExcCode.GE.code());
      assertThat(machine.root(register)).isEqualTo(before);
    }
  }

  @Test
  void dmCannotBeWrittenAndSingleStepIsReportedAsNotModelled() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.DEBUG, Debug.DM | 1 << 8);
    assertThat(machine.hart.inDebugMode()).isFalse();
    assertThat(machine.root(Cp0Register.DEBUG)).isEqualTo(RESET);
    assertThat(machine.unmodelled).containsExactly("Debug");
  }

  @Test
  void debugModeIsPartOfASnapshotAndEndsWithAReset() {
    TestMachine machine = user();
    machine.step();
    Snapshot snapshot = Snapshot.of(machine.hart);
    machine.execute(TestMachine.DERET);
    snapshot.restore(machine.hart);
    assertDebug(machine, 0x100, breakpoint());
    machine.execute(MFC0_DEBUG);
    assertThat(machine.hart.gpr[2]).isEqualTo(machine.root(Cp0Register.DEBUG));
    machine.hart.reset();
    assertThat(machine.hart.inDebugMode()).isFalse();
    assertThat(machine.root(Cp0Register.DEBUG)).isEqualTo(RESET);
  }

  @Test
  void theTraceTellsDepcAndTheDebugVector() {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    List<ExceptionTaken> taken = new ArrayList<>();
    machine.hart.traps.trace().listen(taken::add);
    machine.execute(TestMachine.SDBBP);
    assertThat(taken)
        .containsExactly(new ExceptionTaken(1, 1, false, ExcCode.BP, -1, GUEST_PC, 0, 0, VECTOR));
  }
}
