package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeBoard;
import org.vzlab.vp.fake.FakeRootPort.Entry;
import org.vzlab.vp.layout.Partition;

class SchedulingTest {
  private static final int IFS0 = FakeBoard.IC + 0x40;
  private static final int IEC0 = FakeBoard.IC + 0xC0;
  private static final int IPC0 = FakeBoard.IC + 0x140;
  private static final int OFF0 = FakeBoard.IC + 0x540;

  private final FakeBoard board = new FakeBoard().start();

  @Test
  void aGuestRunsUntilItWaitsAndThenTheNext() {
    assertThat(board.running()).isEqualTo(1);
    board.guestWaits();
    assertThat(board.running()).isEqualTo(2);
    assertThat(board.view(1).state()).isEqualTo(GuestState.WAITING);
    board.guestWaits();
    assertThat(board.running()).isZero();
    assertThat(board.port.awaits).isEqualTo(1);
  }

  @Test
  void theIdleRootWaitsWithInterruptsOffAndThenTakesTheOneThatCame() {
    board.guestWaits();
    board.guestWaits();
    assertThat(board.port.cp0(Cp0Register.STATUS)).isZero();
    board.vp.run();
    assertThat(board.port.awaits).isEqualTo(1);
    assertThat(board.port.cp0(Cp0Register.STATUS)).isEqualTo(1);
    board.vp.run();
    assertThat(board.port.awaits).isEqualTo(2);
  }

  @Test
  void aGuestThatNeverWaitsGivesWayAfterItsSlice() {
    int compare = board.port.cp0(Cp0Register.COMPARE) - board.port.cp0(Cp0Register.COUNT);
    assertThat(compare).isLessThanOrEqualTo((int) TurnTaking.SLICE);
    board.timer(TurnTaking.SLICE);
    assertThat(board.running()).isEqualTo(2);
    board.timer(TurnTaking.SLICE);
    assertThat(board.running()).isEqualTo(1);
  }

  @Test
  void aGuestAloneIsNotInterruptedForASliceUnlessItHasSoftwareInterrupts() {
    FakeBoard alone = new FakeBoard(plain(1), plain(2)).start();
    board.guestWaits();
    int look = board.port.cp0(Cp0Register.COMPARE) - board.port.cp0(Cp0Register.COUNT);
    assertThat(look).isLessThanOrEqualTo((int) TurnTaking.SLICE);
    alone.guestWaits();
    int compare = alone.port.cp0(Cp0Register.COMPARE) - alone.port.cp0(Cp0Register.COUNT);
    assertThat(compare).isGreaterThan(10 * (int) TurnTaking.SLICE);
  }

  @Test
  void aGuestOnItsWayOutTakesItsRegistersAlong() {
    board.port.guestCp0(Cp0Register.KSCRATCH1, 111);
    board.port.guestCp0(Cp0Register.WIRED, 1);
    board.port.guestTlb[0] = new Entry(0x4000, 7, 9, 0, 1);
    board.guestWaits();
    assertThat(board.port.llbitClears).isEqualTo(1);
    assertThat(board.port.guestCp0(Cp0Register.KSCRATCH1)).isZero();
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL1)).isEqualTo(0x00020002);
    assertThat((board.port.cp0(Cp0Register.SRS_CTL) >> 6) & 15).isEqualTo(2);
    board.port.guestTlb[0] = new Entry(0x8000, 1, 1, 0, 2);
    board.timer(TurnTaking.SLICE);
    board.type("\u00051x");
    board.timer(TurnTaking.SLICE);
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.port.guestCp0(Cp0Register.KSCRATCH1)).isEqualTo(111);
    assertThat(board.port.guestTlb[0]).isEqualTo(new Entry(0x4000, 7, 9, 0, 1));
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY + 4);
  }

  @Test
  void aTimerThatMatchesWhileAnotherGuestRunsIsSeenByPolling() {
    compare(1_000_000);
    board.guestWaits();
    assertThat(board.running()).isEqualTo(2);
    board.timer(1_000_000);
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.port.guestCp0(Cp0Register.CAUSE) & 1 << 30).isNotZero();
  }

  @Test
  void aPollingGuestIsNeverInterrupted() {
    enable(0, 3);
    compare(1000);
    board.timer(2000);
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isZero();
    assertThat(board.loadWord(IFS0) & 1).isEqualTo(1);
  }

  @Test
  void waitDoesNotWaitForATickThatHasCome() {
    compare(1000);
    board.timer(2000);
    board.guestWaits();
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY + 8);
  }

  @Test
  void aCompareThatIsAlreadyPastTicksAtOnce() {
    board.port.now += 20_000;
    compare(-5_000);
    assertThat(board.port.guestCp0(Cp0Register.CAUSE)).isEqualTo(1 << 30);
  }

  @Test
  void theTimerInterruptIsPresentedTakenAndAcknowledged() {
    board.guestWaits();
    enable(0, 3);
    compare(1000);
    board.guestWaits();
    board.timer(2000);
    assertThat(board.running()).isEqualTo(2);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isEqualTo(3 << 24 | 0x200);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL0_EXT)).isEqualTo(0x50);
    assertThat(board.loadWord(FakeBoard.IC + 0x20)).isEqualTo(3 << 8);
    // The hardware delivers it: GRIPL is zeroed and GHFC raised.
    board.port.cp0(Cp0Register.GUEST_CTL2, 0x200);
    board.exit(27, 9, 0);
    board.storeWord(IFS0 + 4, 1);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isZero();
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL0_EXT)).isEqualTo(0x58);
  }

  @Test
  void aFlagThatIsNotClearedIsRequestedAgain() {
    board.guestWaits();
    enable(1, 2);
    board.storeWord(IFS0 + 8, 2);
    board.port.cp0(Cp0Register.GUEST_CTL2, 0x200);
    board.exit(27, 9, 0);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isEqualTo(2 << 24 | 0x200);
  }

  @Test
  void thePresentedInterruptIsWithdrawnWhenItIsDisabled() {
    board.guestWaits();
    enable(1, 2);
    board.storeWord(IFS0 + 8, 2);
    board.storeWord(IEC0 + 4, 2);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isZero();
  }

  @Test
  void aHigherPriorityGoesFirstAndVectorsAreTheGuests() {
    board.guestWaits();
    enable(1, 2);
    enable(2, 6);
    board.storeWord(FakeBoard.IC + 8, 1 << 12);
    board.storeWord(OFF0 + 8, 0x480);
    board.storeWord(IFS0 + 8, 6);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isEqualTo(6 << 24 | 0x480);
  }

  @Test
  void anInterruptOfPriorityZeroIsNotPresented() {
    board.guestWaits();
    board.storeWord(IEC0 + 8, 2);
    board.storeWord(IFS0 + 8, 2);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isZero();
  }

  @Test
  void aGuestsOwnInterruptIsMaskedUntilTheGuestHasClearedIt() {
    board.guestWaits();
    int iec4 = IEC0 + 0x40;
    board.storeWord(iec4 + 8, 1 << 6);
    board.storeWord(IPC0 + 33 * 0x10 + 8, 4 << 18);
    assertThat(board.port.memory.get(iec4)).isEqualTo(1 << 6);
    board.port.memory.put(IFS0 + 0x40, 1 << 6);
    board.guestWaits();
    board.interrupt(FakeBoard.OWN_IRQ);
    assertThat(board.running()).isEqualTo(2);
    assertThat(board.port.memory.get(iec4)).isZero();
    assertThat(board.loadWord(IFS0 + 0x40)).isEqualTo(1 << 6);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isEqualTo(4 << 24 | 0x200);
    board.storeWord(IFS0 + 0x44, 1 << 6);
    assertThat(board.port.memory.get(IFS0 + 0x40)).isZero();
    assertThat(board.port.memory.get(iec4)).isEqualTo(1 << 6);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isZero();
  }

  @Test
  void aFaultedGuestsOwnInterruptsAreMasked() {
    board.guestWaits();
    board.storeWord(IEC0 + 0x48, 1 << 6);
    board.storeWord(0x1F880000, 0);
    assertThat(board.port.memory.get(IEC0 + 0x40)).isZero();
  }

  @Test
  void aGuestSeesNoInterruptThatIsNotItsOwn() {
    board.storeWord(IEC0 + 0x48, -1);
    board.storeWord(IFS0 + 0x48, -1);
    board.storeWord(IPC0 + 33 * 0x10, -1);
    assertThat(board.loadWord(IEC0 + 0x40)).isZero();
    assertThat(board.loadWord(IFS0 + 0x40)).isZero();
    assertThat(board.loadWord(IPC0 + 33 * 0x10)).isZero();
    assertThat(board.port.memory.getOrDefault(IEC0 + 0x40, 0)).isZero();
  }

  @Test
  void theGuestsControllerIsReadBackAsItWasWritten() {
    board.storeWord(FakeBoard.IC, -1);
    board.storeWord(FakeBoard.IC + 0x10, 0x12345678);
    board.storeWord(IPC0, -1);
    board.storeWord(OFF0 + 4, -1);
    assertThat(board.loadWord(FakeBoard.IC)).isEqualTo(0x171F);
    assertThat(board.loadWord(FakeBoard.IC + 0x10)).isEqualTo(0x12345678);
    assertThat(board.loadWord(IPC0)).isEqualTo(0x001F1F1F);
    assertThat(board.loadWord(OFF0 + 4)).isEqualTo(0x3FFFE);
    assertThat(board.loadWord(IPC0 + 4)).isZero();
    assertThat(board.port.memory.get(FakeBoard.IC)).isZero();
  }

  @Test
  void byteStoresTouchTheirLanesOnly() {
    board.storeWord(IPC0, 0x001F1F1F);
    board.port.gprs[1][2] = 4;
    board.miss(3, IPC0 + 1, 0xA0820000);
    assertThat(board.loadWord(IPC0)).isEqualTo(0x001F041F);
  }

  @Test
  void cyclesInGuestModeAreTheGuests() {
    long before = board.view(1).cycles();
    board.port.now += 5000;
    board.gpsi(0xBC000000);
    assertThat(board.view(1).cycles() - before).isEqualTo(5000);
    assertThat(board.view(1).exits()).containsEntry("GPSI", 1L);
  }

  /** A guest without software interrupts. */
  private static Partition plain(int id) {
    Partition guest = FakeBoard.guest(id, true);
    guest.emulatedInterrupts().clear(1, 3);
    return guest;
  }

  @Test
  void aSpuriousInterrupt0CostsAnExitAndNothingElse() {
    int pc = board.pc();
    board.interrupt(0);
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.pc()).isEqualTo(pc);
    assertThat(board.port.guestCp0(Cp0Register.CAUSE) & 1 << 30).isZero();
    assertThat(board.vp.failed()).isFalse();
  }

  private void enable(int irq, int priority) {
    board.storeWord(IEC0 + 8, 1 << irq);
    board.storeWord(IPC0 + 8, priority << (irq * 8 + 2));
  }

  /** MTC0 Compare of the guest's Count and so much. */
  private void compare(int counts) {
    board.port.gprs[board.running()][2] = board.port.guestCp0(Cp0Register.COUNT) + counts;
    board.gpsi(0x40825800);
  }
}
