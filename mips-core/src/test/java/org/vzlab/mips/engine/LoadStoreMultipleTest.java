package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Isa;

/** LWM, SWM, LWP and SWP where their words lie in two pages or none, or where they stand. */
class LoadStoreMultipleTest {
  private static final int CODE = 0x80001000;

  /** The pair of pages that the TLB has; the next pair it has not. */
  private static final int MAPPED = 0x00008000;

  private static final int END = MAPPED + 0x2000;
  private static final int RAM_END = 0x80014000;
  private static final int BASE = 4;
  private static final int S0 = 16;

  private final TestMachine machine = TestMachine.small();

  LoadStoreMultipleTest() {
    machine.root(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.ENTRY_HI, MAPPED);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_LO0, MAPPED >>> 6 | 7);
    machine.root(Cp0Register.ENTRY_LO1, (MAPPED + 0x1000) >>> 6 | 7);
    machine.hart.tlb.tlbwi(false);
    for (int register = S0; register < S0 + 8; register++) {
      machine.hart.gpr[register] = 0x1000 + register;
    }
    machine.hart.gpr[BASE] = END - 8;
  }

  private void execute(int pc, String source) {
    byte[] bytes = BranchForms.bytes(Isa.MICROMIPS, pc, source);
    for (int i = 0; i < bytes.length; i++) {
      machine.ram.write((pc & 0xFFFFF) + i, 1, bytes[i]);
    }
    machine.hart.pc = pc | 1;
    machine.scheduler.beginSlice(machine.scheduler.now() + 1);
    machine.interpreter.run();
  }

  private int word(int address) {
    return machine.ram.read(address, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"swm s0-s3, 0(a0)", "swm s0-s7, -4(a0)", "swp s0, 4(a0)"})
  void aStoreThatMissesInItsSecondPageHasStoredNothing(String source) {
    execute(CODE, source);
    assertThat(machine.excCode()).isEqualTo(ExcCode.TLBS.code());
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(END);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(CODE | 1);
    assertThat(word(END - 8)).isZero();
    assertThat(word(END - 4)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lwm s0-s3, 0(a0)", "lwp s0, 4(a0)"})
  void aLoadThatMissesInItsSecondPageHasLoadedNothing(String source) {
    execute(CODE, source);
    assertThat(machine.excCode()).isEqualTo(ExcCode.TLBL.code());
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(END);
    assertThat(machine.hart.gpr[S0]).isEqualTo(0x1000 + S0);
  }

  @Test
  void wordsInTwoMappedPagesAreMoved() {
    machine.hart.gpr[BASE] = MAPPED + 0x1000 - 8;
    execute(CODE, "swm s0-s3, 0(a0)");
    assertThat(word(MAPPED + 0x1000 - 8)).isEqualTo(0x1010);
    assertThat(word(MAPPED + 0x1000 + 4)).isEqualTo(0x1013);
    execute(CODE, "lwm s0, 0(a0)");
    assertThat(machine.hart.gpr[S0]).isEqualTo(0x1010);
  }

  @Test
  void aMisalignedAddressIsTheFirstWordsError() {
    machine.hart.gpr[BASE] = END - 6;
    execute(CODE, "swm s0-s3, 0(a0)");
    assertThat(machine.excCode()).isEqualTo(ExcCode.ADES.code());
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(END - 6);
  }

  /**
   * At the end of RAM the second word meets a bus error; the first has replaced the instruction.
   */
  @ParameterizedTest
  @ValueSource(ints = {0xFFFFFFFF, 0x00000000, 0x0C000C00})
  void anInstructionThatOverwritesItselfAndFaultsDoesNoHarm(int stored) {
    machine.hart.gpr[S0] = stored;
    machine.hart.gpr[29] = RAM_END - 4;
    execute(RAM_END - 2, "swm16 s0-s1, ra, 0(sp)");
    assertThat(machine.excCode()).isEqualTo(ExcCode.DBE.code());
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM_END - 2 | 1);
    assertThat(word(0x14000 - 4)).isEqualTo(stored);
  }
}
