package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.TestMachine;

/** The window that CDMMBase opens, and the fast debug channel in it. */
class CommonDevicesTest {
  private static final int ENABLE = 1 << 10;

  /** Where nothing else is. */
  private static final int WINDOW = 0x1E108000;

  private static final int VA = 0xBE108000;

  private final TestMachine machine = TestMachine.running();

  @BeforeEach
  void open() {
    machine.root(Cp0Register.CDMM_BASE, WINDOW >>> 4 | ENABLE);
    machine.unmodelled.clear();
  }

  private int load(int va) throws GuestTrap {
    return machine.hart.mmu.loadWord(va);
  }

  @Test
  void theAddressIsThatOfLinux() {
    int base = machine.root(Cp0Register.CDMM_BASE);
    assertThat(base >>> 11 << 15).isEqualTo(WINDOW);
    machine.root(Cp0Register.CDMM_BASE, -1);
    assertThat(machine.root(Cp0Register.CDMM_BASE)).as("CI and CDMMSize").isEqualTo(0xFFFFFC00);
  }

  @Test
  void aWindowThatIsClosedOrElsewhereDoesNotAnswer() throws GuestTrap {
    assertThat(load(VA) >>> 24).isEqualTo(0xFD);
    for (int base :
        new int[] {
          WINDOW >>> 4, (WINDOW + 0x8000) >>> 4 | ENABLE, WINDOW >>> 4 | 9 << 28 | ENABLE
        }) {
      machine.root(Cp0Register.CDMM_BASE, base);
      assertThatThrownBy(() -> load(VA)).isInstanceOf(GuestTrap.class);
    }
  }

  @Test
  void aResetClosesTheWindowAndTakesAwayWhatUsersMayDo() throws GuestTrap {
    machine.hart.mmu.storeWord(VA, 0xC);
    machine.hart.reset();
    assertThat(machine.root(Cp0Register.CDMM_BASE)).isZero();
    machine.root(Cp0Register.CDMM_BASE, WINDOW >>> 4 | ENABLE);
    assertThat(load(VA)).isEqualTo(0xFD020000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0x7FFC})
  void theWindowHidesTheMemoryBehindItAtOnceAndShowsItAgain(int offset) throws GuestTrap {
    machine.ram.write(0x10000 + offset, 4, 0x1234);
    assertThat(load(0x80010000 + offset)).isEqualTo(0x1234);
    machine.root(Cp0Register.CDMM_BASE, 0x10000 >>> 4 | ENABLE);
    assertThat(load(0x80010000 + offset)).isNotEqualTo(0x1234);
    machine.hart.mmu.storeWord(0x80010000 + offset, 1);
    assertThat(load(0x80018000)).as("behind the window").isZero();
    machine.root(Cp0Register.CDMM_BASE, 0);
    assertThat(load(0x80010000 + offset)).isEqualTo(0x1234);
  }

  @Test
  void theCachesDoNotHideTheWindow() throws GuestTrap {
    machine.hart.mmu.keepStaleLines(true);
    machine.root(Cp0Register.CONFIG, 3);
    machine.root(Cp0Register.CDMM_BASE, 0x10000 >>> 4 | ENABLE);
    machine.hart.mmu.storeWord(0x80010008, 0x50000);
    assertThat(load(0xA0010008)).isEqualTo(0x50000);
    assertThat(load(0x80010000) >>> 24).isEqualTo(0xFD);
  }

  @Test
  void nothingIsFetchedFromTheWindow() {
    machine.root(Cp0Register.CDMM_BASE, 0x10000 >>> 4 | ENABLE);
    machine.hart.pc = 0x80010000;
    machine.step();
    assertThat(machine.excCode()).isEqualTo(ExcCode.IBE.code());
  }

  @ParameterizedTest(name = "{2} at {0} reads {1}")
  @CsvSource({
    "0x00, 0xFD020000, FDACSR",
    "0x08, 0x00000000, FDCFG",
    "0x10, 0x0000000A, FDSTAT",
    "0x18, 0x00000000, FDRX",
    "0x20, 0x00000000, FDTX0",
    "0x98, 0x00000000, FDTX15",
    "0x04, 0x00000000, CDMM+0x0004",
    "0xA0, 0x00000000, CDMM+0x00A0",
    "0x7FFC, 0x00000000, CDMM+0x7FFC",
  })
  void everyTouchIsReportedByName(int offset, long value, String name) throws GuestTrap {
    assertThat(load(VA + offset)).isEqualTo((int) value);
    machine.hart.mmu.storeWord(VA + offset, 0);
    assertThat(machine.unmodelled).containsExactly(name, name);
  }

  @Test
  void thresholdsAndAccessRightsAreKeptAlsoInASnapshot() throws GuestTrap {
    machine.hart.mmu.storeWord(VA, -1);
    machine.hart.mmu.storeWord(VA + 8, -1);
    machine.hart.mmu.storeByte(VA + 8, 0);
    Snapshot snapshot = Snapshot.of(machine.hart);
    machine.hart.mmu.storeWord(VA, 0);
    machine.hart.mmu.storeWord(VA + 8, 0);
    snapshot.restore(machine.hart);
    assertThat(load(VA)).isEqualTo(0xFD02000C);
    assertThat(load(VA + 8)).isEqualTo(0x000F0000);
    assertThat(machine.hart.mmu.loadByte(VA + 10)).isEqualTo(0x0F);
    assertThat(machine.hart.mmu.loadHalf(VA + 2)).isEqualTo(0xFD02);
  }

  /** FDACSR in user mode: never; the rest with Ur and Uw. */
  @ParameterizedTest(name = "FDACSR {0}")
  @ValueSource(ints = {0, 4, 8, 12})
  void userModeReadsAndWritesWhatFdacsrAllows(int rights) throws GuestTrap {
    machine.root(Cp0Register.ENTRY_LO0, WINDOW >>> 6 | 0x17);
    machine.root(Cp0Register.ENTRY_LO1, 1);
    machine.hart.tlb.tlbwi(false);
    machine.hart.mmu.storeWord(VA, rights);
    machine.root(Cp0Register.STATUS, 0x10);
    machine.hart.mmu.storeWord(0, 0xF);
    machine.hart.mmu.storeWord(8, 0x50000);
    assertThat(load(0)).isZero();
    assertThat(load(0x10)).isEqualTo((rights & 4) != 0 ? 0xA : 0);
    machine.root(Cp0Register.STATUS, 0);
    assertThat(load(VA)).isEqualTo(0xFD020000 | rights);
    assertThat(load(VA + 8)).isEqualTo((rights & 8) != 0 ? 0x50000 : 0);
  }

  @Test
  void aGuestForWhomRootMapsTheWindowIsAUserThere() {
    TestMachine guest = TestMachine.guest(0x80000100);
    guest.root(Cp0Register.CDMM_BASE, 0x10000 >>> 4 | ENABLE);
    guest.hart.gpr[4] = 0xA0010000;
    guest.hart.gpr[2] = -1;
    guest.hart.gpr[3] = -1;
    guest.execute(0x8C820000, 0x8C830010); // lw v0, 0(a0); lw v1, 16(a0)
    assertThat(guest.hart.inGuest()).isTrue();
    assertThat(guest.hart.gpr[2]).isZero();
    assertThat(guest.hart.gpr[3]).isZero();
    assertThat(guest.unmodelled).contains("FDACSR", "FDSTAT");
  }
}
