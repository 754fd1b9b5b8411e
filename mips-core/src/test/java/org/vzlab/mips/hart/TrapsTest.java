package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;

/** Exception entry and ERET in both contexts. */
class TrapsTest {
  private static final int IV = 1 << 23;

  @ParameterizedTest(name = "Status {0}, IV {1}, IntCtl {2}: 0x{3}")
  @CsvSource({
    "0x00000001, false, 0x20, 0x9D000180, 0",
    "0x00000001, true, 0x00, 0x9D000200, 0",
    "0x00000001, true, 0x20, 0x9D000340, 4",
    "0x00400001, true, 0x20, 0xBFC00400, 0",
    "0x00400001, false, 0x20, 0xBFC00380, 0",
  })
  void interruptVectorsDependOnBevIvAndVs(
      int status, boolean iv, int intCtl, long vector, int set) {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.CAUSE, iv ? IV : 0);
    machine.root(Cp0Register.INT_CTL, intCtl);
    machine.root(Cp0Register.STATUS, status);
    machine.hart.request(3, 0x340, 4);
    assertThat(machine.hart.prepare()).isFalse();
    assertThat(machine.hart.pc).isEqualTo((int) vector);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0xF).isEqualTo(set);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM);
  }

  @ParameterizedTest(name = "Status {0}, level {1}: taken {2}")
  @CsvSource({
    "0x00000001, 1, true",
    "0x00000000, 7, false",
    "0x00000003, 7, false",
    "0x00000005, 7, false",
    "0x00000C01, 3, false",
    "0x00000C01, 4, true",
    "0x00040001, 7, false",
  })
  void anInterruptNeedsIeAndAHigherLevelAndNoExceptionLevel(int status, int level, boolean taken) {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, status);
    machine.hart.request(level, 0x200, 0);
    machine.hart.prepare();
    assertThat(machine.hart.pc != RAM).isEqualTo(taken);
  }

  @Test
  void aRootInterruptIsTakenFromGuestModeWhateverTheGuestsStatus() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.guestRegister(Cp0Register.STATUS, 6);
    machine.hart.request(1, 0x200, 0);
    machine.hart.prepare();
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
    assertThat(machine.excCode()).isZero();
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x80000100);
    assertThat(machine.hart.usage.exits(1, ExitReason.INTERRUPT)).isEqualTo(1);
  }

  @Test
  void anExceptionAtExceptionLevelKeepsEpcAndUsesTheGeneralVector() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, 2);
    machine.root(Cp0Register.EPC, 0x1234);
    machine.hart.gpr[4] = 0x00400000;
    machine.execute(0x8C850000);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(2);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x1234);
    assertThat(machine.root(Cp0Register.NESTED_EPC)).isEqualTo(RAM);
    assertThat(machine.root(Cp0Register.NESTED_EXC)).isEqualTo(2);
  }

  @Test
  void aRefillHasItsOwnVectorAndABootstrapOneWithBev() {
    TestMachine machine = TestMachine.running();
    machine.hart.gpr[4] = 0x00400000;
    machine.execute(0x8C850000);
    assertThat(machine.hart.pc).isEqualTo(FLASH);
    machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, 0x00400000);
    machine.hart.gpr[4] = 0x00400000;
    machine.execute(0x8C850000);
    assertThat(machine.hart.pc).isEqualTo(0xBFC00200);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "misaligned load, 0x8C850000, 0x80000002, 4",
    "misaligned store, 0xAC850000, 0x80000002, 5",
    "load from nowhere, 0x8C850000, 0xBE000000, 7",
    "store to nowhere, 0xAC850000, 0xBE000000, 7",
  })
  void dataFaultsHaveTheirCodes(String name, long word, long address, int code) {
    TestMachine machine = TestMachine.running();
    machine.hart.gpr[4] = (int) address;
    machine.execute((int) word);
    assertThat(machine.excCode()).as(name).isEqualTo(code);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(code < 7 ? (int) address : 0);
  }

  @ParameterizedTest(name = "fetch from {0}")
  @CsvSource({"0x80000002, 4", "0xBE000000, 6", "0x00400000, 2"})
  void fetchFaultsHaveTheirCodesAndKeepBadInstr(long pc, int code) {
    TestMachine machine = TestMachine.running();
    machine.hart.pc = (int) pc;
    machine.step();
    assertThat(machine.excCode()).isEqualTo(code);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo((int) pc);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isZero();
  }

  @Test
  void aGuestsOwnExceptionStaysInTheGuest() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.execute(TestMachine.SYSCALL);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(0x9FC00180);
    assertThat(machine.guestExcCode()).isEqualTo(8);
    assertThat(machine.guestRegister(Cp0Register.EPC)).isEqualTo(0x80000100);
    assertThat(machine.root(Cp0Register.CAUSE)).isZero();
  }

  @Test
  void aGuestTlbMissIsTheGuestsRefill() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.hart.gpr[4] = 0x00400000;
    machine.execute(0x8C850000);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(0x9FC00000);
    assertThat(machine.guestRegister(Cp0Register.BAD_VADDR)).isEqualTo(0x00400000);
  }

  @Test
  void ghfcReportsAGuestsExceptionAfterItHasHappenedAndItsEretToo() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x50);
    machine.execute(TestMachine.SYSCALL);
    assertThat(machine.gexcCode()).isEqualTo(9);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x9FC00180);
    assertThat(machine.guestRegister(Cp0Register.EPC)).isEqualTo(0x80000100);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(2);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isZero();

    machine.root(Cp0Register.EPC, 0x80000200);
    machine.hart.pc = machine.hart.traps.eret();
    machine.execute(TestMachine.ERET);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
    assertThat(machine.gexcCode()).isEqualTo(9);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x80000100);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isZero();
    assertThat(machine.hart.usage.exits(1, ExitReason.GHFC)).isEqualTo(2);
  }

  @Test
  void gExcCodeStaysUntilTheNextExit() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.execute(0x42008028);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP);
    assertThat(machine.gexcCode()).isEqualTo(2);
  }

  @Test
  void eretFromErrorLevelUsesErrorEpcAndKeepsTheShadowSet() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.SRS_CTL, 3 << 6);
    machine.root(Cp0Register.STATUS, 6);
    machine.root(Cp0Register.ERROR_EPC, RAM + 0x400);
    machine.execute(TestMachine.ERET);
    assertThat(machine.hart.pc).isEqualTo(RAM + 0x400);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(2);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0xF).isZero();
  }

  @Test
  void eretInTheGuestClearsTheGuestsLlbitAndEretInRootDoesNot() throws GuestTrap {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.hart.mmu.loadLinked(0x80000040);
    machine.execute(TestMachine.WAIT);
    machine.hart.pc = machine.hart.traps.eret();
    assertThat(machine.hart.mmu.storeConditional(0x80000040, 5)).isEqualTo(1);
    assertThat(machine.hart.mmu.storeConditional(0x80000040, 6)).isZero();
    machine.hart.mmu.loadLinked(0x80000040);
    machine.hart.traps.eret();
    assertThat(machine.hart.mmu.storeConditional(0x80000040, 7)).isZero();
    assertThat(machine.hart.mmu.loadWord(0x80000040)).isEqualTo(5);
  }

  @Test
  void everyExceptionTakenIsTraced() {
    TestMachine machine = TestMachine.guest(0x80000100);
    List<ExceptionTaken> taken = new ArrayList<>();
    machine.hart.traps.trace().listen(taken::add);
    machine.execute(TestMachine.WAIT);
    assertThat(taken)
        .containsExactly(
            new ExceptionTaken(
                1, 1, false, ExcCode.GE, 0, 0x80000100, 0, TestMachine.WAIT, FLASH + 0x180));
  }

  @Test
  void usageTellsGuestAndRootApart() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.execute(TestMachine.NOP, TestMachine.NOP, TestMachine.WAIT);
    machine.hart.pc = RAM + 0x1000;
    machine.execute(TestMachine.NOP, TestMachine.NOP);
    machine.scheduler.advance(10);
    assertThat(machine.hart.usage.instructions(1)).isEqualTo(3);
    assertThat(machine.hart.usage.cycles(1)).isEqualTo(3);
    assertThat(machine.hart.usage.instructions(0)).isEqualTo(2);
    assertThat(machine.hart.usage.cycles(0)).isEqualTo(12);
    assertThat(machine.hart.usage.exits(1, ExitReason.GPSI)).isEqualTo(1);
  }
}
