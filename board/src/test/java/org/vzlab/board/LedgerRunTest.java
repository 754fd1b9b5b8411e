package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.timing.Stall;
import org.vzlab.vp.layout.Layout;

/** The ledgers of the modelled tinyVP and of the nano-hypervisor. */
class LedgerRunTest {
  private static final String MODELLED = TestBoard.TWO_GUESTS.toString();
  private static final String NANO = nano("mips32");

  /** Measured inside other kinds. */
  private static final Set<LedgerKind> INSIDE =
      EnumSet.of(LedgerKind.ENTRY, LedgerKind.INJECTION, LedgerKind.INJECTION_HELD);

  @TempDir private Path folder;

  private static String nano(String build) {
    return TestBoard.ROOT.resolve("firmware/nano-hypervisor/nano-" + build + ".elf").toString();
  }

  private static LedgerRun open(String target, TimingModel timing) throws UserError {
    return new LedgerRun(setup(target, timing), Optional.empty());
  }

  private static Setup setup(String target, TimingModel timing) {
    UnmodelledPolicy quiet = UnmodelledPolicy.QUIET;
    return new Setup(target, "wifire", Optional.empty(), List.of(), quiet, false, timing);
  }

  private static List<String> numbers(Ledger ledger) {
    List<String> lines = new ArrayList<>();
    for (Ledger.Row row : ledger.rows()) {
      for (Distribution part : List.of(row.total(), row.exit(), row.handling(), row.entry())) {
        lines.add(
            String.format(
                "%s %d %d %d %d %d",
                row.kind(),
                part.count(),
                part.sum(),
                part.median(),
                part.percentile(99),
                part.max()));
      }
    }
    return lines;
  }

  private static long total(Ledger ledger) {
    return ledger.rows().stream()
        .filter(row -> !INSIDE.contains(row.kind()))
        .mapToLong(row -> row.total().sum())
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyVP", "nano"})
  void aRunInSlicesHasTheSameLedger(String which) throws UserError {
    String target = which.equals("nano") ? NANO : MODELLED;
    LedgerRun whole = open(target, TimingModel.APPROXIMATE);
    whole.session().run(TestBoard.cycles(0.35));
    LedgerRun sliced = open(target, TimingModel.APPROXIMATE);
    while (sliced.session().now() < TestBoard.cycles(0.35)) {
      sliced.session().run(Math.min(TestBoard.cycles(0.35), sliced.session().now() + 9973));
    }
    assertThat(numbers(sliced.ledger())).isEqualTo(numbers(whole.ledger())).hasSizeGreaterThan(20);
  }

  /** From the first guest on, while root sleeps at the end; guest 7 is an errand of root's. */
  @ParameterizedTest
  @CsvSource({
    "two-guests, FUNCTIONAL",
    "two-guests, APPROXIMATE",
    "threads, FUNCTIONAL",
    "threads, APPROXIMATE",
    "nano, FUNCTIONAL",
    "nano, APPROXIMATE"
  })
  void allOfItIsAllTheTimeThatRootIsAwake(String which, TimingModel timing) throws UserError {
    String config = TestBoard.ROOT.resolve("configs/" + which + ".config").toString();
    LedgerRun run = open(which.equals("nano") ? NANO : config, timing);
    Board board = (Board) run.session();
    List<Long> entries = new ArrayList<>();
    board.hart.crossings().listen(crossing -> note(crossing, entries));
    board.run(TestBoard.cycles(0.95));
    long wakeUp =
        timing == TimingModel.FUNCTIONAL
            ? 0
            : TimingTable.standard().get(TimingConstant.WAKE_UP)
                * (run.ledger().row(LedgerKind.WAKE).total().count()
                    + run.ledger().row(LedgerKind.ROOT).total().count());
    long asleep = board.hart.timing.account.stalled(0, Stall.IDLE) - wakeUp;
    assertThat(total(run.ledger()))
        .isEqualTo(
            board.hart.usage.cycles(0) - entries.get(0) - asleep + board.hart.usage.cycles(7));
  }

  /** Root never sleeps beside such a thread: the way that has begun at the end is in no row yet. */
  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void aThreadsOwnTimeIsInNoRow(TimingModel timing) throws Exception {
    Tasks tasks = new Tasks().demo();
    tasks.thread(8, "mode = user", 0x00400000, "again: b again\naddiu $t0, $t0, 1\n");
    tasks.thread(9, "", 0x9D100000, "again: .word 0x03C0000C\nb again\nnop\n");
    TestBoard test = TestBoard.of(tasks.layout(folder), timing);
    Ledger ledger = LedgerRun.keep(test.board, true, OptionalInt.empty());
    List<Long> entries = new ArrayList<>();
    test.board.hart.crossings().listen(crossing -> note(crossing, entries));
    test.run(0.3);
    assertThat(test.board.hart.timing.account.stalled(0, Stall.IDLE)).isZero();
    assertThat(total(ledger))
        .isCloseTo(test.board.hart.usage.cycles(0) - entries.get(0), within(3000L));
    assertThat(ledger.row(LedgerKind.REFILL).total().count()).isPositive();
    assertThat(ledger.row(LedgerKind.SWITCH).total().count()).isPositive();
  }

  private static void note(Crossing crossing, List<Long> entries) {
    if (crossing instanceof Crossing.Entered entered) {
      entries.add(entered.first());
    }
  }

  @Test
  void inFunctionalTimingTheLedgerOfTheModelIsOneOfItsCountedPaths() throws UserError {
    LedgerRun run = open(MODELLED, TimingModel.FUNCTIONAL);
    run.session().run(TestBoard.cycles(0.95));
    Ledger ledger = run.ledger();
    assertThat(ledger.row(LedgerKind.ENTRY).total().max()).isEqualTo(23);
    assertThat(ledger.row(LedgerKind.GPSI).total().min()).isEqualTo(49 + 96 + 23);
    assertThat(ledger.row(LedgerKind.REFILL).total().min()).as("two tables").isEqualTo(36 + 2 * 18);
    assertThat(ledger.row(LedgerKind.GHFC).total().max()).isEqualTo(49 + 25 + 114 + 23);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mips32", "micromips"})
  void bothBuildsOfTheNativeOneHaveTheKindsThatTheModelHas(String build) throws UserError {
    LedgerRun modelled = open(MODELLED, TimingModel.FUNCTIONAL);
    LedgerRun nano = open(nano(build), TimingModel.FUNCTIONAL);
    modelled.session().run(TestBoard.cycles(0.95));
    nano.session().run(TestBoard.cycles(0.95));
    for (LedgerKind kind :
        List.of(LedgerKind.GPSI, LedgerKind.GHFC, LedgerKind.DEVICE, LedgerKind.REFILL)) {
      assertThat(nano.ledger().row(kind).total().count())
          .as(kind.key())
          .isCloseTo(modelled.ledger().row(kind).total().count(), within(2L))
          .isPositive();
    }
    assertThat(nano.ledger().row(LedgerKind.ENTRY).total().min())
        .as("enter_guest, a word at least for each of its instructions")
        .isBetween(10L, 20L);
  }

  private static Ledger beside(String guest, double seconds) throws Exception {
    Path image = TestBoard.ROOT.resolve("firmware/hostile/" + guest + ".elf");
    Layout layout = Guests.beside(ImageFile.load(image));
    TestBoard test = TestBoard.of(layout, TimingModel.FUNCTIONAL);
    Ledger ledger = LedgerRun.keep(test.board, true, OptionalInt.empty());
    test.type(0.2, "2s").type(0.3, "c").type(0.4, "r").type(0.5, "sr").run(seconds);
    return ledger;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jumper", "garbage", "prober", "spinner", "hammer", "toucher"})
  void hostileGuestsThatAreStoppedAndRestartedLeaveEveryTimeSmall(String guest) throws Exception {
    Ledger ledger = beside(guest, 0.6);
    assertThat(ledger.row(LedgerKind.GPSI).total().count()).isPositive();
    for (Ledger.Row row : ledger.rows()) {
      if (!INSIDE.contains(row.kind())) {
        assertThat(row.total().max())
            .as(row.kind().key() + ": a restart with cleared RAM at most")
            .isLessThan(400_000);
      }
      assertThat(row.exit().count()).isLessThanOrEqualTo(row.total().count());
    }
  }

  @Test
  void aGuestThatEndsByABreakpointLeavesForGood() throws Exception {
    TestBoard test = TestBoard.of(Guests.beside(Guests.of("sdbbp")), TimingModel.FUNCTIONAL);
    Ledger ledger = LedgerRun.keep(test.board, true, OptionalInt.empty());
    test.run(1.1);
    assertThat(test.guest(2).state()).isEqualTo("faulted");
    assertThat(ledger.row(LedgerKind.DEBUG).total().count()).isZero();
    assertThat(ledger.row(LedgerKind.WAKE).total().count()).isPositive();
  }

  @Test
  void aGuestThatExitsForEverHasAsManyExitsAsItMakes() throws Exception {
    int[] loop = {0x40084800, 0x1000FFFE, 0}; // mfc0 t0, Count; b .-4; nop
    TestBoard test = TestBoard.of(Guests.beside(Guests.of(loop)), TimingModel.FUNCTIONAL);
    Ledger ledger = LedgerRun.keep(test.board, true, OptionalInt.empty());
    test.run(0.2);
    long exits = test.guest(2).exits().get("GPSI") + test.guest(1).exits().get("GPSI");
    Distribution counted = ledger.row(LedgerKind.GPSI).total();
    assertThat(counted.count()).isBetween(exits - 500, exits).isGreaterThan(10_000);
    assertThat(counted.median()).isEqualTo(49 + 104 + 23);
  }

  @Test
  void anEntrySymbolHasToBeThere() {
    assertThatThrownBy(
            () -> new LedgerRun(setup(NANO, TimingModel.FUNCTIONAL), Optional.of("enter_gest")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("enter_gest");
  }
}
