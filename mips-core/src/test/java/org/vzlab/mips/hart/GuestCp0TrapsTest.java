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

/** Which CP0 accesses of a guest leave to root, and how. */
class GuestCp0TrapsTest {
  private static final int GUEST_PC = 0x80000100;
  private static final int GE = 27;
  private static final int GPSI = 0;
  private static final int GSFC = 1;
  private static final int GT = 1 << 25;
  private static final int CF = 1 << 23;
  private static final int CP0 = 1 << 28;

  /**
   * Registers that the demonstration guests of tinyVP or prpl use without an exit, and the like.
   */
  private static final Set<Cp0Register> FREELY_READ =
      EnumSet.of(
          Cp0Register.INDEX,
          Cp0Register.RANDOM,
          Cp0Register.ENTRY_LO0,
          Cp0Register.ENTRY_LO1,
          Cp0Register.CONTEXT,
          Cp0Register.USER_LOCAL,
          Cp0Register.PAGE_MASK,
          Cp0Register.PAGE_GRAIN,
          Cp0Register.WIRED,
          Cp0Register.HWRENA,
          Cp0Register.BAD_VADDR,
          Cp0Register.BAD_INSTR,
          Cp0Register.BAD_INSTR_P,
          Cp0Register.ENTRY_HI,
          Cp0Register.STATUS,
          Cp0Register.INT_CTL,
          Cp0Register.VIEW_IPL,
          Cp0Register.CAUSE,
          Cp0Register.VIEW_RIPL,
          Cp0Register.NESTED_EXC,
          Cp0Register.EPC,
          Cp0Register.NESTED_EPC,
          Cp0Register.EBASE,
          Cp0Register.CONFIG,
          Cp0Register.CONFIG1,
          Cp0Register.CONFIG2,
          Cp0Register.CONFIG3,
          Cp0Register.CONFIG4,
          Cp0Register.CONFIG5,
          Cp0Register.CONFIG7,
          Cp0Register.LLADDR,
          Cp0Register.ERROR_EPC,
          Cp0Register.KSCRATCH1,
          Cp0Register.KSCRATCH2);

  private static final Set<Cp0Register> CONFIGS =
      EnumSet.of(
          Cp0Register.CONFIG,
          Cp0Register.CONFIG1,
          Cp0Register.CONFIG2,
          Cp0Register.CONFIG3,
          Cp0Register.CONFIG4,
          Cp0Register.CONFIG5);

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void aReadTrapsUnlessTheRegisterIsTheGuests(Cp0Register register) {
    assertOutcome(register, mfc0(2, register), 0, FREELY_READ.contains(register));
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void aWriteTrapsUnlessTheRegisterIsTheGuestsAndNoConfig(Cp0Register register) {
    boolean free =
        FREELY_READ.contains(register)
            && !CONFIGS.contains(register)
            && register != Cp0Register.CONFIG7;
    assertOutcome(register, mtc0(0, register), 0, free);
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void aReadWithGtTrapsNoMoreForCountAndCompare(Cp0Register register) {
    boolean timer = register == Cp0Register.COUNT || register == Cp0Register.COMPARE;
    assertOutcome(register, mfc0(2, register), GT, FREELY_READ.contains(register) || timer);
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void aWriteWithGtAndCfTrapsNoMoreForCompareAndConfigs(Cp0Register register) {
    boolean free = FREELY_READ.contains(register) && register != Cp0Register.CONFIG7;
    assertOutcome(register, mtc0(0, register), GT | CF, free || register == Cp0Register.COMPARE);
  }

  private static void assertOutcome(
      Cp0Register register, int word, int guestCtl0Bits, boolean allowed) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP | guestCtl0Bits);
    machine.execute(word);
    if (allowed) {
      assertThat(machine.hart.inGuest()).as(register.manualName()).isTrue();
      assertThat(machine.hart.pc).isEqualTo(GUEST_PC + 4);
    } else {
      assertExit(machine, GPSI, word);
    }
  }

  private static void assertExit(TestMachine machine, int gexcCode, int word) {
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(machine.hart.pc).isEqualTo(TestMachine.FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(GE);
    assertThat(machine.gexcCode()).isEqualTo(gexcCode);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST_PC);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(word);
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void withoutCp0EveryAccessTraps(Cp0Register register) {
    for (int word : new int[] {mfc0(2, register), mtc0(0, register)}) {
      TestMachine machine = TestMachine.guest(GUEST_PC);
      machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP & ~CP0);
      machine.execute(word);
      assertExit(machine, GPSI, word);
    }
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void aGuestInUserModeHasNoAccess(Cp0Register register) {
    TestMachine machine = TestMachine.guest(0x100);
    identityMapUserPage(machine);
    machine.guestRegister(Cp0Register.STATUS, 0x10);
    machine.put(0x80000100, mfc0(2, register));
    machine.step();
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.guestExcCode()).isEqualTo(11);
    assertThat(machine.guestRegister(Cp0Register.CAUSE) >>> 28 & 3).isZero();
    assertThat(machine.guestRegister(Cp0Register.EPC)).isEqualTo(0x100);
  }

  private static void identityMapUserPage(TestMachine machine) {
    machine.guestRegister(Cp0Register.ENTRY_HI, 0);
    machine.guestRegister(Cp0Register.ENTRY_LO0, 0x1E);
    machine.guestRegister(Cp0Register.ENTRY_LO1, 0);
    machine.hart.tlb.tlbgwi();
  }

  @Test
  void aNumberThatNamesNoRegisterTraps() {
    for (int word : new int[] {0x40028006, 0x40828006}) { // Config6
      TestMachine machine = TestMachine.guest(GUEST_PC);
      machine.execute(word);
      assertExit(machine, GPSI, word);
    }
  }

  @ParameterizedTest(name = "{0} from {1} to {2} with GuestCtl0Ext {3}, GuestCtl0 & {4}: GSFC {5}")
  @CsvSource({
    "STATUS, 0, 0x04000000, 0x50, 0xFFFFFFFF, true",
    "STATUS, 0, 0x04000000, 0x58, 0xFFFFFFFF, false",
    "STATUS, 0x04000000, 0x04000000, 0x50, 0xFFFFFFFF, false",
    "STATUS, 0, 0x20000000, 0x50, 0xFFFFFFFF, false",
    "STATUS, 0, 0x20000000, 0x50, 0xFFFFFFFE, true",
    "STATUS, 0, 0x01000000, 0x50, 0xFFFFFFFF, true",
    "STATUS, 0, 0x00400000, 0x50, 0xFFFFFFFF, true",
    "STATUS, 0, 0x00000002, 0x50, 0xFFFFFFFF, true",
    "STATUS, 0, 0x00000002, 0x50, 0xDFFFFFFF, false",
    "STATUS, 0, 0x00000010, 0x50, 0xFFFFFFFF, true",
    "STATUS, 0, 0x10000401, 0x50, 0xFFFFFFFF, false",
    "CAUSE, 0, 0x00800000, 0x50, 0xFFFFFFFF, true",
    "CAUSE, 0, 0x08000000, 0x50, 0xFFFFFFFF, true",
    "CAUSE, 0, 0x00000300, 0x50, 0xFFFFFFFF, false",
    "CAUSE, 0, 0x00800000, 0x58, 0xFFFFFFFF, false",
    "INT_CTL, 0, 0x20, 0x50, 0xFFFFFFFF, true",
    "INT_CTL, 0x20, 0x20, 0x50, 0xFFFFFFFF, false",
    "PAGE_GRAIN, 0, 0xC0000000, 0x50, 0xFFFFFFFF, true",
    "EBASE, 0x80000000, 0x9D000000, 0x50, 0xFFFFFFFF, false",
  })
  void aChangeOfAFieldThatMattersTrapsWithoutTakingPlace(
      Cp0Register register, long old, long value, int ext, long keep, boolean traps) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.guestRegister(register, (int) old);
    machine.root(Cp0Register.GUEST_CTL0_EXT, ext);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP & (int) keep);
    machine.hart.gpr[2] = (int) value;
    int word = mtc0(2, register);
    machine.execute(word);
    if (traps) {
      assertExit(machine, GSFC, word);
      assertThat(machine.guestRegister(register)).isEqualTo((int) old);
    } else {
      assertThat(machine.hart.inGuest()).isTrue();
      assertThat(machine.guestRegister(register)).isEqualTo((int) value);
    }
  }

  @ParameterizedTest(name = "{0}: GuestCtl0Ext bits {1} take it away")
  @CsvSource({
    "INDEX, 1",
    "ENTRY_HI, 1",
    "PAGE_GRAIN, 1",
    "BAD_VADDR, 2",
    "BAD_INSTR_P, 2",
    "HWRENA, 4",
    "USER_LOCAL, 4",
    "KSCRATCH1, 4"
  })
  void rootCanTakeGroupsOfRegistersAway(Cp0Register register, int bit) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x58 | bit);
    int word = mfc0(2, register);
    machine.execute(word);
    assertExit(machine, GPSI, word);
  }

  @ParameterizedTest(name = "{0} with CG {1} and CGI {2} traps: {3}")
  @CsvSource({
    "0x00, true, true, false", // Index Invalidate I
    "0x01, true, true, false", // Index Writeback Invalidate D
    "0x00, true, false, true",
    "0x00, false, true, true",
    "0x10, true, false, false", // Hit Invalidate I
    "0x15, true, false, false", // Hit Writeback Invalidate D
    "0x10, false, false, true",
    "0x08, true, true, true", // Index Store Tag I
    "0x05, true, true, true", // Index Load Tag D
    "0x1C, true, true, true", // Fetch and Lock I
    "0x17, true, true, true", // Hit Writeback Invalidate S
  })
  void cacheOperationsTrapUnlessRootAllowsThem(int op, boolean cg, boolean cgi, boolean traps) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP & ~(cg ? 0 : 1 << 24));
    machine.root(Cp0Register.GUEST_CTL0_EXT, cgi ? 0x58 : 0x48);
    machine.hart.gpr[4] = 0x80000000;
    int word = 0xBC800000 | op << 16;
    machine.execute(word);
    if (traps) {
      assertExit(machine, GPSI, word);
    } else {
      assertThat(machine.hart.inGuest()).isTrue();
      assertThat(machine.hart.pc).isEqualTo(GUEST_PC + 4);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mfgc0, 0x40620000",
    "mtgc0, 0x40620200",
    "tlbgr, 0x42000009",
    "tlbgwi, 0x4200000A",
    "tlbginv, 0x4200000B",
    "tlbginvf, 0x4200000C",
    "tlbgwr, 0x4200000E",
    "tlbgp, 0x42000010",
    "mfhc0, 0x4042F800",
    "opcode 0x27, 0x9D000000",
  })
  void aGuestHasNoVirtualizationInstructions(String name, long word) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.execute((int) word);
    assertThat(machine.hart.inGuest()).as(name).isTrue();
    assertThat(machine.guestExcCode()).isEqualTo(10);
    assertThat(machine.hart.pc).isEqualTo(0x9FC00180);
    assertThat(machine.guestRegister(Cp0Register.BAD_INSTR)).isEqualTo((int) word);

    TestMachine redirected = TestMachine.guest(GUEST_PC);
    redirected.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP | 1 << 30);
    redirected.execute((int) word);
    assertExit(redirected, 3, (int) word);
  }

  @Test
  void hypcallLeavesToRootWithItsCode() {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.execute(0x42008028);
    assertExit(machine, 2, 0x42008028);
    assertThat(machine.hart.usage.exits(1, ExitReason.HC)).isEqualTo(1);
  }

  @Test
  void diEiTlbInstructionsAndEretDoNotTrap() {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.guestRegister(Cp0Register.EPC, 0x80000200);
    machine.execute(
        0x41606020, 0x41626000, 0x42000002, 0x42000006, 0x42000008, 0x42000001, TestMachine.ERET);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[2]).isEqualTo(1);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isZero();
    assertThat(machine.hart.pc).isEqualTo(0x80000200);
  }

  @Test
  void shadowSetInstructionsTrapInAGuestWithoutShadowSets() {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.execute(0x41453000);
    assertExit(machine, GPSI, 0x41453000);
  }

  @Test
  void rdhwrOfCountTrapsUntilRootLendsTheTimer() {
    int word = 0x7C02103B; // rdhwr $2, $2
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.execute(word);
    assertExit(machine, GPSI, word);
    machine = TestMachine.guest(GUEST_PC);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP | GT);
    machine.root(Cp0Register.GT_OFFSET, 1000);
    machine.execute(word);
    assertThat(machine.hart.gpr[2]).isEqualTo(machine.root(Cp0Register.COUNT) + 1000);
  }

  @ParameterizedTest(name = "{0}: guest Status {2}: root takes it {4}")
  @CsvSource({
    "cop1, 0x44020000, 0, 11, false",
    "cop1, 0x44020000, 0x20000000, 11, true",
    "ldc1, 0xD4800000, 0x20000000, 11, true",
    "cop2, 0x48020000, 0x20000000, 11, false",
    "rddsp, 0x7C3F04B8, 0, 26, false",
    "rddsp, 0x7C3F04B8, 0x01000000, 26, true",
    "mflo ac1, 0x00201012, 0x01000000, 26, true",
  })
  void aDisabledUnitIsTheGuestsExceptionFirstAndThenRoots(
      String name, long word, int status, int code, boolean root) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.guestRegister(Cp0Register.STATUS, status);
    machine.execute((int) word);
    assertThat(machine.hart.inGuest()).as(name).isEqualTo(!root);
    assertThat(root ? machine.excCode() : machine.guestExcCode()).isEqualTo(code);
    int cause = root ? machine.root(Cp0Register.CAUSE) : machine.guestRegister(Cp0Register.CAUSE);
    int unit = code == 26 ? 0 : name.equals("cop2") ? 2 : 1;
    assertThat(cause >>> 28 & 3).isEqualTo(unit);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"rddsp, 0x7C3F04B8", "mflo ac1, 0x00201012", "addu.qb, 0x7C851010"})
  void theDspIsAGuestsIfBothRootAndTheGuestHaveEnabledIt(String name, long word) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.root(Cp0Register.STATUS, Status.MX);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.MX);
    machine.guestRegister(Cp0Register.STATUS, Status.MX);
    machine.execute((int) word);
    assertThat(machine.hart.inGuest()).as(name).isTrue();
    assertThat(machine.hart.pc).isEqualTo(GUEST_PC + 4);
    assertThat(machine.unmodelled).isEmpty();
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.execute((int) word);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.guestExcCode()).isEqualTo(26);
  }
}
