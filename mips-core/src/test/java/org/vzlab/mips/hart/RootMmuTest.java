package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.mfc0;
import static org.vzlab.mips.hart.TestMachine.mtc0;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;

/**
 * Guests whose MMU root controls (GuestCtl0.AT = 1): their TLB takes no part, neither do they reach
 * it, and what they would map is a guest physical address as it is.
 */
class RootMmuTest {
  private static final int GUEST_PC = 0x80000100;

  /** As tinyVP has it, but with AT = 1. */
  private static final int ROOT_MMU = TestMachine.TINYVP & ~(2 << 26);

  /** GT and CF. */
  private static final int MORE_RIGHTS = 1 << 25 | 1 << 23;

  /** The instruction lw $2, 0($4). */
  private static final int LOAD = 0x8C820000;

  private static final Set<Cp0Register> MMU =
      EnumSet.of(
          Cp0Register.INDEX,
          Cp0Register.RANDOM,
          Cp0Register.ENTRY_LO0,
          Cp0Register.ENTRY_LO1,
          Cp0Register.CONTEXT,
          Cp0Register.PAGE_MASK,
          Cp0Register.PAGE_GRAIN,
          Cp0Register.WIRED,
          Cp0Register.ENTRY_HI);

  /** Each access, as it is with AT = 1, and as it is otherwise. */
  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void accessesOfTheMmuGroupTrapAndOthersAreWhatTheyWere(Cp0Register register) {
    for (int word : new int[] {mfc0(2, register), mtc0(0, register)}) {
      TestMachine theirs = TestMachine.guest(GUEST_PC);
      theirs.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP | MORE_RIGHTS);
      theirs.execute(word);
      TestMachine roots = TestMachine.guest(GUEST_PC);
      roots.root(Cp0Register.GUEST_CTL0, ROOT_MMU | MORE_RIGHTS);
      roots.execute(word);
      if (MMU.contains(register)) {
        assertThat(theirs.hart.inGuest()).as(register.manualName()).isTrue();
        assertGpsi(roots, word);
      } else {
        assertThat(roots.hart.pc).as(register.manualName()).isEqualTo(theirs.hart.pc);
        assertThat(roots.hart.inGuest()).isEqualTo(theirs.hart.inGuest());
      }
    }
  }

  private static void assertGpsi(TestMachine machine, int word) {
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(machine.hart.pc).isEqualTo(TestMachine.FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(27);
    assertThat(machine.gexcCode()).isZero();
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST_PC);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(word);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "tlbr, 0x42000001",
    "tlbwi, 0x42000002",
    "tlbinv, 0x42000003",
    "tlbinvf, 0x42000004",
    "tlbwr, 0x42000006",
    "tlbp, 0x42000008",
  })
  void tlbInstructionsTrapIfRootHasTheMmuOrWantsToSee(String name, int word) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.root(Cp0Register.GUEST_CTL0, ROOT_MMU);
    machine.execute(word);
    assertGpsi(machine, word);

    TestMachine watched = TestMachine.guest(GUEST_PC);
    watched.root(Cp0Register.GUEST_CTL0_EXT, 0x59);
    watched.execute(word);
    assertGpsi(watched, word);

    TestMachine free = TestMachine.guest(GUEST_PC);
    free.execute(word);
    assertThat(free.hart.inGuest()).as(name).isTrue();
  }

  @Test
  void aGuestCannotUseItsTlbBehindRootsBack() {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.guestRegister(Cp0Register.ENTRY_HI, 0xC0000000);
    machine.guestRegister(Cp0Register.ENTRY_LO0, 0x1F);
    machine.guestRegister(Cp0Register.ENTRY_LO1, 0x1F);
    machine.hart.tlb.tlbgwi();
    machine.put(0x80000000, 0x600D600D);
    machine.hart.gpr[4] = 0xC0000000;

    machine.execute(LOAD);
    assertThat(machine.hart.gpr[2]).as("through the guest's TLB").isEqualTo(0x600D600D);

    machine.hart.gpr[2] = 0;
    machine.root(Cp0Register.GUEST_CTL0, ROOT_MMU);
    machine.execute(LOAD);
    assertThat(machine.hart.inGuest()).as("its TLB takes no part any more").isFalse();
    assertThat(machine.hart.gpr[2]).isZero();
    assertThat(machine.excCode()).isEqualTo(2);
    assertThat(machine.gexcCode()).as("a fault of a guest physical address").isEqualTo(10);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0xC0000000);
    assertThat(machine.hart.pc).as("root's refill vector").isEqualTo(TestMachine.FLASH);

    machine.map(1, 0xC0000000, 0x2000, 0);
    machine.put(0x80002000, 0x2007);
    machine.enterGuest(1, GUEST_PC);
    machine.root(Cp0Register.GUEST_CTL0, ROOT_MMU);
    machine.execute(LOAD);
    assertThat(machine.hart.gpr[2]).as("the page that root maps").isEqualTo(0x2007);

    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP);
    machine.execute(LOAD);
    assertThat(machine.hart.gpr[2]).as("through the guest's TLB again").isEqualTo(0x600D600D);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"0x80000000", "0x80001FFC", "0xA0000000", "0xA0001FFC"})
  void unmappedSegmentsStayWhatTheyAre(long address) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.root(Cp0Register.GUEST_CTL0, ROOT_MMU);
    machine.put((int) address, 0x600D600D);
    machine.hart.gpr[4] = (int) address;
    machine.execute(LOAD);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[2]).isEqualTo(0x600D600D);
  }

  @Test
  void aGuestInUserModeReachesItsLowerHalfAndNoMore() {
    TestMachine machine = TestMachine.guest(0x100);
    machine.root(Cp0Register.GUEST_CTL0, ROOT_MMU);
    machine.guestRegister(Cp0Register.STATUS, Status.UM);
    machine.hart.gpr[4] = 0x2000;
    machine.hart.gpr[5] = 0xC0000000;
    machine.put(0x80002000, 0x600D600D);
    machine.put(0x80000100, LOAD, 0x8CA20000); // lw $2, 0($4); lw $2, 0($5)

    machine.step();
    assertThat(machine.hart.gpr[2]).isEqualTo(0x600D600D);
    machine.step();
    assertThat(machine.hart.inGuest()).as("an address error of its own").isTrue();
    assertThat(machine.guestExcCode()).isEqualTo(4);
    assertThat(machine.guestRegister(Cp0Register.BAD_VADDR)).isEqualTo(0xC0000000);
  }

  @Test
  void rootsViewOfTheGuestsRegistersAndTlbIsWhatItWas() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.GUEST_CTL0, ROOT_MMU);
    machine.root(Cp0Register.GUEST_CTL1, 1 << 16);
    machine.guestRegister(Cp0Register.INDEX, 5);
    machine.guestRegister(Cp0Register.ENTRY_HI, 0x4000);
    machine.guestRegister(Cp0Register.ENTRY_LO0, 0x1E);
    machine.hart.tlb.tlbgwi();
    machine.guestRegister(Cp0Register.INDEX, 0);
    machine.hart.tlb.tlbgp();
    assertThat(machine.guestRegister(Cp0Register.INDEX)).isEqualTo(5);
  }
}
