package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.hart.ExitReason;
import org.vzlab.mips.mmu.TlbEntry;
import org.vzlab.mips.mmu.TlbWritten;

/** The ledger of scripted events; the count of instructions is the time. */
class LedgerTest {
  private final Ledger ledger = new Ledger(true);

  private void left(long time, int guest, ExitReason reason) {
    ledger.take(new Crossing.Left(time, time + 5, guest, reason, time));
  }

  private void entered(long time, int guest) {
    ledger.take(new Crossing.Entered(time, time + 6, guest, true, time + 6));
  }

  private void errand(long time) {
    ledger.take(new Crossing.Entered(time, time + 6, 7, false, time + 6));
  }

  private void delivered(long time, int guest) {
    ledger.take(new Crossing.Delivered(time, time + 9, guest, time));
  }

  private void presented(long time, int level) {
    ledger.take(new Crossing.Presented(time, level));
  }

  private void tlbWritten(int guest) {
    ledger.take(new TlbWritten(0, false, 0, new TlbEntry(0, 0, 0, 0, guest)));
  }

  private List<LedgerKind> kinds() {
    return ledger.rows().stream().map(Ledger.Row::kind).toList();
  }

  private void has(LedgerKind kind, long... cycles) {
    assertThat(ledger.row(kind).total().count()).as(kind.key()).isEqualTo(cycles.length);
    long sum = 0;
    for (long each : cycles) {
      sum += each;
    }
    assertThat(ledger.row(kind).total().sum()).as(kind.key()).isEqualTo(sum);
  }

  @Test
  void anExitThatComesBackHasThreeParts() {
    entered(0, 1);
    left(100, 1, ExitReason.GPSI);
    ledger.entryBegins(180);
    entered(200, 1);
    has(LedgerKind.GPSI, 106);
    Ledger.Row row = ledger.row(LedgerKind.GPSI);
    assertThat(row.exit().max()).isEqualTo(5);
    assertThat(row.handling().max()).isEqualTo(75);
    assertThat(row.entry().max()).isEqualTo(26);
    has(LedgerKind.ENTRY, 26);
    assertThat(kinds()).containsExactly(LedgerKind.ENTRY, LedgerKind.GPSI);
  }

  @Test
  void aWayBackOutOfTheVectorIsNoEntryByDecision() {
    left(100, 1, ExitReason.TLB_REFILL);
    tlbWritten(1);
    entered(140, 1);
    has(LedgerKind.REFILL, 46);
    has(LedgerKind.ENTRY);
    assertThat(ledger.row(LedgerKind.REFILL).entry().max()).isEqualTo(6);
  }

  @Test
  void aTranslationExitThatFillsNothingForTheGuestIsAnEmulatedAccess() {
    left(100, 1, ExitReason.TLB_REFILL);
    tlbWritten(0);
    entered(300, 1);
    left(400, 1, ExitReason.TLB_INVALID);
    entered(500, 1);
    has(LedgerKind.DEVICE, 206, 106);
    has(LedgerKind.REFILL);
  }

  @Test
  void anotherGuestNextIsASwitchAndTheErrandInBetweenIsPartOfIt() {
    left(100, 1, ExitReason.INTERRUPT);
    ledger.entryBegins(150);
    errand(160);
    left(168, 7, ExitReason.TLB_REFILL);
    errand(180);
    left(190, 7, ExitReason.HC);
    ledger.entryBegins(280);
    entered(300, 2);
    has(LedgerKind.SWITCH, 206);
    assertThat(ledger.row(LedgerKind.SWITCH).entry().max()).isEqualTo(26);
    assertThat(kinds()).containsExactly(LedgerKind.ENTRY, LedgerKind.SWITCH);
  }

  @Test
  void sleepIsNoPartOfAnything() {
    left(100, 1, ExitReason.GPSI);
    ledger.take(new Crossing.Waiting(150));
    ledger.take(new Crossing.Woken(10_000));
    ledger.take(new Crossing.Waiting(10_040));
    ledger.take(new Crossing.Woken(20_000));
    entered(20_100, 2);
    has(LedgerKind.SLEEP, 50);
    has(LedgerKind.ROOT, 40);
    has(LedgerKind.WAKE, 106);
    has(LedgerKind.SWITCH);
  }

  @Test
  void anInterruptThatTheGuestTakesAtOnceIsTimedFromTheExitToItsHandlerBehindTheFieldChange() {
    left(100, 1, ExitReason.INTERRUPT);
    presented(150, 3);
    entered(200, 1);
    delivered(206, 1);
    left(206, 1, ExitReason.GHFC);
    entered(300, 1);
    has(LedgerKind.INJECTION);
    left(400, 1, ExitReason.GPSI);
    has(LedgerKind.INJECTION, 206);
    has(LedgerKind.INJECTION_HELD);
  }

  @Test
  void anInterruptThatTheGuestHoldsBackIsCountedApart() {
    ledger.take(new Crossing.Woken(100));
    presented(150, 3);
    entered(200, 1);
    delivered(250, 1);
    left(260, 1, ExitReason.GPSI);
    has(LedgerKind.INJECTION);
    has(LedgerKind.INJECTION_HELD, 159);
  }

  @Test
  void anInterruptThatIsWithdrawnIsNone() {
    left(100, 1, ExitReason.INTERRUPT);
    presented(150, 3);
    presented(160, 0);
    entered(200, 1);
    left(300, 1, ExitReason.GPSI);
    has(LedgerKind.INJECTION);
    has(LedgerKind.INJECTION_HELD);
  }

  @Test
  void anotherGuestInBetweenDoesNotEndAnInjection() {
    left(100, 1, ExitReason.INTERRUPT);
    presented(150, 3);
    entered(200, 1);
    delivered(206, 1);
    left(206, 1, ExitReason.INTERRUPT);
    entered(300, 2);
    left(400, 2, ExitReason.INTERRUPT);
    entered(500, 1);
    left(600, 1, ExitReason.GPSI);
    has(LedgerKind.INJECTION, 406);
  }

  @Test
  void aResetForgetsWhatWasGoingOn() {
    left(100, 1, ExitReason.GPSI);
    presented(150, 3);
    ledger.take(new Crossing.Reset(160));
    entered(200, 1);
    delivered(206, 1);
    left(300, 1, ExitReason.GPSI);
    assertThat(ledger.rows()).isEmpty();
  }

  @Test
  void withoutAMarkEveryEntryBeginsWithItsInstruction() {
    Ledger unmarked = new Ledger(false);
    unmarked.take(new Crossing.Left(100, 105, 1, ExitReason.GHFC, 0));
    unmarked.take(new Crossing.Entered(200, 206, 1, true, 0));
    assertThat(unmarked.row(LedgerKind.ENTRY).total().max()).isEqualTo(6);
  }

  @Test
  void everyReasonHasAKind() {
    for (ExitReason reason : ExitReason.values()) {
      left(100, 1, reason);
      entered(200, 1);
    }
    assertThat(ledger.row(LedgerKind.ENTRY).total().count()).isZero();
    assertThat(ledger.rows().stream().mapToLong(row -> row.total().count()).sum())
        .isEqualTo(ExitReason.values().length);
  }
}
