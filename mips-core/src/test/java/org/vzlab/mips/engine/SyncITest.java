package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.hart.TestMachine;

/** SYNCI and the hit operations of CACHE raise what translating their address does (MD00086). */
class SyncITest {
  private static final int SYNCI = 0x049F0000;
  private static final int CACHE_HIT_INVALIDATE_I = 0xBC900000;
  private static final int RIE_IEC = 0x88000000;

  private final TestMachine machine = TestMachine.running();

  /** A page of code at 0, and one at 0x2000. */
  private void map(int entryLo) {
    machine.root(Cp0Register.PAGE_GRAIN, RIE_IEC);
    machine.root(Cp0Register.ENTRY_LO0, 0x1F);
    machine.root(Cp0Register.ENTRY_LO1, 0x1F);
    machine.hart.tlb.tlbwi(false);
    machine.root(Cp0Register.INDEX, 1);
    machine.root(Cp0Register.ENTRY_HI, 0x2000);
    machine.root(Cp0Register.ENTRY_LO0, entryLo);
    machine.root(Cp0Register.ENTRY_LO1, 1);
    machine.hart.tlb.tlbwi(false);
  }

  private void execute(int word, int address) {
    machine.hart.gpr[4] = address;
    machine.hart.pc = 0x100;
    machine.put(RAM + 0x100, word);
    machine.step();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "0x00400000, 0x00, TLBL, 0x9D000000",
    "0x00003000, 0x00, TLBL, 0x9D000180",
    "0x80001000, 0x10, ADEL, 0x9D000180",
  })
  void anAddressThatCannotBeLoadedFromRaisesWhatALoadDoes(
      long address, int status, ExcCode code, long vector) {
    map(0x1F);
    machine.root(Cp0Register.STATUS, status);
    execute(SYNCI, (int) address);
    assertThat(machine.excCode()).isEqualTo(code.code());
    assertThat(machine.hart.pc).isEqualTo((int) vector);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo((int) address);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x100);
  }

  @ParameterizedTest
  @ValueSource(ints = {SYNCI, CACHE_HIT_INVALIDATE_I})
  void aPageThatCannotBeReadExecutedOrWrittenRaisesNothing(int word) {
    map(0xC000001B);
    execute(word, 0x2003);
    assertThat(machine.hart.pc).isEqualTo(0x104);
    assertThat(machine.root(Cp0Register.CAUSE)).isZero();
    execute(0x8C850000, 0x2000);
    assertThat(machine.excCode()).as("but a load does").isEqualTo(ExcCode.TLBRI.code());
  }

  @Test
  void aGuestsSynciNeedsRootsTranslationToo() {
    TestMachine guest = TestMachine.guest(0x80000100);
    guest.hart.gpr[4] = 0x90000000;
    guest.execute(SYNCI);
    assertThat(guest.excCode()).isEqualTo(ExcCode.TLBL.code());
    assertThat(guest.root(Cp0Register.BAD_VADDR)).isEqualTo(0x10000000);
  }
}
