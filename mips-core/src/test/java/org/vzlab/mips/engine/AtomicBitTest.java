package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/** ASET and ACLR (MD00641). */
class AtomicBitTest {
  private static final int DATA = RAM + 0x1000;
  private static final Assembler ASSEMBLER = new Assembler(InstructionSet.m5150());

  private final TestMachine machine = TestMachine.running();

  private void execute(String source) {
    machine.execute(ASSEMBLER.assemble(machine.hart.pc, source));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void asetSetsAndAclrClearsOneBitOfOneByte(int bit) throws GuestTrap {
    machine.put(DATA, 0, 0xFFFFFFFF);
    machine.hart.gpr[4] = DATA;
    execute("aset " + bit + ", 2(a0)\naclr " + bit + ", 5(a0)");
    assertThat(machine.hart.mmu.loadWord(DATA)).isEqualTo(1 << (16 + bit));
    assertThat(machine.hart.mmu.loadWord(DATA + 4)).isEqualTo(~(1 << (8 + bit)));
    execute("aset " + bit + ", 2(a0)\naclr " + bit + ", 5(a0)");
    assertThat(machine.hart.mmu.loadWord(DATA)).as("set again").isEqualTo(1 << (16 + bit));
    assertThat(machine.hart.mmu.loadWord(DATA + 4)).isEqualTo(~(1 << (8 + bit)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-2048, -1, 0, 2047})
  void theOffsetHasTwelveSignedBits(int offset) throws GuestTrap {
    machine.hart.gpr[4] = DATA;
    execute("aset 7, " + offset + "(a0)");
    assertThat(machine.hart.mmu.loadByte(DATA + offset)).isEqualTo(0x80);
  }

  @Test
  void llbitStaysAsItWas() throws GuestTrap {
    machine.hart.gpr[4] = DATA;
    execute("ll v0, 0(a0)\naset 0, 64(a0)\nsc v1, 0(a0)");
    assertThat(machine.hart.gpr[3]).isEqualTo(1);
  }

  /** As every store's: the load that comes first is not to be seen. */
  @ParameterizedTest(name = "{0} with Status {1} and EntryLo {2}: {3}")
  @CsvSource({
    "0x00400000, 0x00, 0x00, TLBS",
    "0x00002000, 0x00, 0x1D, TLBS",
    "0x00002000, 0x00, 0x1B, MOD",
    "0x80001000, 0x10, 0x1F, ADES",
    "0xBE000000, 0x00, 0x1F, DBE",
  })
  void aFaultIsThatOfAStore(long address, int status, int entryLo, ExcCode code) {
    for (String name : new String[] {"aset", "aclr"}) {
      TestMachine user = TestMachine.running();
      user.root(Cp0Register.ENTRY_HI, 0);
      user.root(Cp0Register.ENTRY_LO0, 0x1F);
      user.root(Cp0Register.ENTRY_LO1, 0x1F);
      user.hart.tlb.tlbwi(false);
      user.root(Cp0Register.INDEX, 1);
      user.root(Cp0Register.ENTRY_HI, 0x2000);
      user.root(Cp0Register.ENTRY_LO0, entryLo);
      user.hart.tlb.tlbwi(false);
      user.root(Cp0Register.STATUS, status);
      user.hart.pc = 0x100;
      user.hart.gpr[4] = (int) address;
      user.put(RAM + 0x100, ASSEMBLER.assemble(0x100, name + " 3, 0(a0)"));
      user.step();
      assertThat(user.excCode()).isEqualTo(code.code());
      assertThat(user.root(Cp0Register.EPC)).isEqualTo(0x100);
      if (code != ExcCode.DBE) {
        assertThat(user.root(Cp0Register.BAD_VADDR)).isEqualTo((int) address);
      }
    }
  }

  @Test
  void inAGuestTheSecondTranslationIsRoots() {
    TestMachine guest = TestMachine.guest(0x80000100);
    guest.hart.gpr[4] = 0x90000000;
    guest.execute(ASSEMBLER.assemble(0x80000100, "aset 3, 0(a0)"));
    assertThat(guest.excCode()).isEqualTo(ExcCode.TLBS.code());
    assertThat(guest.gexcCode()).as("GPA").isEqualTo(10);
    assertThat(guest.root(Cp0Register.BAD_VADDR)).isEqualTo(0x10000000);
  }

  @Test
  void iretIsEretWithoutAutomaticPrologues() {
    machine.root(Cp0Register.EPC, RAM + 0x400);
    machine.root(Cp0Register.SRS_CTL, 3 << 6);
    machine.root(Cp0Register.STATUS, Status.EXL | Status.IE);
    execute("iret");
    assertThat(machine.hart.pc).isEqualTo(RAM + 0x400);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.IE);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0xF).as("CSS").isEqualTo(3);
    assertThat(machine.unmodelled).isEmpty();
  }

  @Test
  void aGuestsIretIsItsEretWithTheSameExits() {
    TestMachine guest = TestMachine.guest(0x80000100);
    guest.root(Cp0Register.GUEST_CTL0_EXT, 0x50);
    guest.guestRegister(Cp0Register.EPC, 0x80000200);
    guest.guestRegister(Cp0Register.STATUS, Status.EXL);
    guest.execute(0x42000038);
    assertThat(guest.gexcCode()).as("GHFC").isEqualTo(9);
    assertThat(guest.root(Cp0Register.EPC)).isEqualTo(0x80000200);
    guest = TestMachine.guest(0x80000100);
    guest.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP & ~(1 << 28));
    guest.execute(0x42000038);
    assertThat(guest.gexcCode()).as("GPSI").isZero();
    assertThat(guest.excCode()).isEqualTo(ExcCode.GE.code());
  }
}
