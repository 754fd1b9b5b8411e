package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.cost.Overheads;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;

/** Mailboxes on a running board, with guests that use them well and badly. */
final class MailboxTest {
  private static final String EXAMPLE = TestBoard.ROOT.resolve("configs/mailbox.config").toString();

  /** 1 ms in SYSCLK cycles. */
  private static final long INTERVAL = 200_000;

  /** Handlers, no interrupts, and the mailbox in s0. */
  private static final String START =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF90
      addiu $s1, $zero, 1
      """;

  private static final String SENDS = "again: sw $s1, 0x10($s0)\nbeq $zero, $zero, again\nnop\n";

  /** Waits for interrupt 204, enabled without a handler, and takes what has come. */
  private static final String TAKES =
      """
      lui $s2, 0xBF81
      addiu $s3, $zero, 0x1000
      sw $s3, 0x128($s2)
      again:
      wait
      sw $s3, 0xA4($s2)
      sw $s1, 0x10($s0)
      beq $zero, $zero, again
      nop
      """;

  private static final String SLEEPS = "again: wait\nbeq $zero, $zero, again\nnop\n";

  @TempDir Path folder;

  private static String box(int from, int to, String keys) {
    return ".mailbox\nname = box\nirq = 203 204\nsize = 128\ndepth = 4\nfrom = %d\nto = %d\n%s\n.\n"
        .formatted(from, to, keys);
  }

  private static List<Long> times(TestBoard test, Mailbox.Event event) {
    return test.messages.stream()
        .filter(message -> message.event() == event)
        .map(TestBoard.Message::time)
        .toList();
  }

  /** When a guest goes on behind its WAIT. */
  private static List<Long> wakes(TestBoard test, int guest) {
    List<Long> times = new ArrayList<>();
    boolean[] waited = new boolean[1];
    test.board.onInstruction(
        r -> {
          if (r.owner() == guest) {
            if (waited[0]) {
              times.add(r.time());
            }
            waited[0] = CodeText.bits(r.instruction()).equals("42000020");
          }
        });
    return times;
  }

  private static void assertNoCloserThan(long distance, List<Long> times) {
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(distance);
    }
  }

  @Test
  void theExampleCarriesAMessageEachTenthOfASecond() throws Exception {
    TestBoard test = TestBoard.open(Path.of(EXAMPLE)).run(1.05);
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      expected.add("message " + i + ": value " + i + ", dropped 0");
    }
    assertThat(test.lines()).filteredOn(line -> line.startsWith("message")).isEqualTo(expected);
  }

  @Test
  void aConsumerThatPausesFindsTheOldestMessagesAndHowManyWereDropped() throws Exception {
    TestBoard test = TestBoard.open(Path.of(EXAMPLE));
    test.type(0.45, "^E2x").type(1.25, "x").run(1.45);
    assertThat(test.lines())
        .filteredOn(line -> line.startsWith("message"))
        .containsExactly(
            "message 1: value 1, dropped 0",
            "message 2: value 2, dropped 0",
            "message 3: value 3, dropped 0",
            "message 4: value 4, dropped 0",
            "message 5: value 5, dropped 4",
            "message 6: value 6, dropped 4",
            "message 7: value 7, dropped 4",
            "message 8: value 8, dropped 4",
            "message 13: value 13, dropped 4",
            "message 14: value 14, dropped 4");
  }

  @Test
  void aSenderThatNeverStopsInterruptsTheReceiverOnceInAnInterval() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, START + TAKES, "priority = 9")
            .guest(2, START + SENDS, "priority = 1")
            .block(box(2, 1, "allow = up"))
            .open(folder);
    final List<Long> wakes = wakes(test, 1);
    test.run(0.1);

    List<Long> sent = times(test, Mailbox.Event.SENT);
    assertThat(sent).hasSizeBetween(98, 100);
    assertThat(times(test, Mailbox.Event.REFUSED)).hasSizeGreaterThan(10_000);
    assertThat(times(test, Mailbox.Event.DROPPED)).isEmpty();
    assertNoCloserThan(INTERVAL - 2, sent);
    assertThat(wakes).hasSameSizeAs(sent);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(wakes.get(i) - sent.get(i)).isBetween(0L, (long) new Overheads(2, 1).change());
    }
    assertThat(test.faults).isEmpty();
  }

  /** Waits for its timer until 0.35 s, when the console has nothing more to print. */
  private static final String LATER =
      """
      lui $t0, 0xBF81
      lui $t1, 0x0216
      mtc0 $t1, $11
      sw $s1, 0xC8($t0)
      wait
      sw $s1, 0xC4($t0)
      """;

  /** Sends until there is no more room, then waits for interrupt 203, enabled without a handler. */
  private static final String FILLS =
      """
      lui $s2, 0xBF81
      addiu $s3, $zero, 0x800
      sw $s3, 0x128($s2)
      more:
      sw $s1, 0x10($s0)
      lw $t0, 0($s0)
      srl $t0, $t0, 8
      bne $t0, $zero, more
      nop
      again:
      wait
      sw $s3, 0xA4($s2)
      beq $zero, $zero, again
      nop
      """;

  /** Takes four messages, one right after the other, when there are four; then sleeps, or spins. */
  private static String emptiesAndThen(String then) {
    return """
    lui $s2, 0xBF81
    addiu $s3, $zero, 0x1000
    sw $s3, 0x128($s2)
    addiu $t1, $zero, 4
    less:
    wait
    sw $s3, 0xA4($s2)
    lbu $t0, 1($s0)
    bne $t0, $t1, less
    nop
    sw $s1, 0x10($s0)
    sw $s1, 0x10($s0)
    sw $s1, 0x10($s0)
    sw $s1, 0x10($s0)
    """
        + then;
  }

  @Test
  void theSenderIsToldOfRoomAtOnceAndThenWhenTheIntervalIsOver() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, START + FILLS)
            .guest(2, START + emptiesAndThen(SLEEPS))
            .block(box(1, 2, ""))
            .open(folder);
    List<Long> wakes = wakes(test, 1);
    test.run(0.05);

    List<Long> taken = times(test, Mailbox.Event.TAKEN);
    assertThat(taken).hasSize(4);
    long change = new Overheads(2, 1).change();
    assertThat(wakes).hasSize(2);
    assertThat(wakes.get(0) - taken.get(0)).isBetween(0L, taken.get(3) - taken.get(0) + change);
    // The interval begins with the look at the clock at the start of the exit that takes.
    long look = new Overheads(2, 1).section();
    assertThat(wakes.get(1) - taken.get(0)).isBetween(INTERVAL - look, INTERVAL + change);
  }

  @Test
  void noNoticeForALessUrgentSenderTakesTimeFromAReceiver() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, START + LATER + FILLS, "priority = 1")
            .guest(
                2, START + emptiesAndThen("again: beq $zero, $zero, again\nnop\n"), "priority = 9")
            .block(box(1, 2, "allow = up"))
            .open(folder);
    long[] last = new long[1];
    List<Long> gaps = new ArrayList<>();
    test.board.onInstruction(
        r -> {
          if (r.owner() == 2) {
            gaps.add(r.time() - last[0]);
            last[0] = r.time();
          }
        });
    test.run(0.4);

    assertThat(times(test, Mailbox.Event.TAKEN)).hasSize(4);
    assertThat(gaps.subList(gaps.size() - 100_000, gaps.size())).allMatch(gap -> gap < 10);
  }

  @Test
  void aReceiverThatNeverTakesDoesNotHoldUpTheSender() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, START + SENDS, "priority = 9\nbudget = 1000\nperiod = 2000")
            .guest(2, START + SLEEPS)
            .block(box(1, 2, ""))
            .open(folder);
    test.run(0.1);

    assertThat(times(test, Mailbox.Event.SENT)).hasSize(4);
    assertThat(times(test, Mailbox.Event.DROPPED)).hasSizeBetween(45, 98);
    assertNoCloserThan(INTERVAL - 2, times(test, Mailbox.Event.DROPPED));
    assertThat(test.messages)
        .filteredOn(message -> message.event() != Mailbox.Event.REFUSED)
        .extracting(TestBoard.Message::sequence)
        .isEqualTo(List.copyOf(numbers(times(test, Mailbox.Event.DROPPED).size() + 4)));
  }

  private static List<Integer> numbers(int last) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= last; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  @Test
  void aThirdGuestIsStoppedWhenItReachesForTheRegisters() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, START + SENDS)
            .guest(2, START + TAKES)
            .guest(3, START + "lw $t0, 0($s0)\n")
            .block(box(1, 2, ""))
            .open(folder);
    test.run(0.02);

    assertThat(test.faults).containsExactly("3: read of 1f900000 denied: nothing is mapped there");
    assertThat(times(test, Mailbox.Event.TAKEN)).hasSizeGreaterThan(4);
  }

  /** Every offset of the block in every size, aligned or not, with values that change. */
  private static final String NONSENSE =
      START
          + """
          lui $t3, 0x1234
          ori $t3, $t3, 0x5671
          again:
          addu $t0, $s0, $zero
          addiu $t1, $s0, 0x100
          next:
          sw $s1, 0($t0)
          lw $t2, 0($t0)
          sh $s1, 2($t0)
          lhu $t2, 0($t0)
          sb $s1, 3($t0)
          lb $t2, 1($t0)
          sw $s1, 1($t0)
          lw $t2, 2($t0)
          sh $s1, 1($t0)
          addu $s1, $s1, $t3
          addiu $t0, $t0, 4
          bne $t0, $t1, next
          nop
          beq $zero, $zero, again
          nop
          """;

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1"})
  void nonsenseInEveryRegisterHurtsNobodyElse(int from, int to) throws Exception {
    Layout layout = Guests.beside(Guests.of(NONSENSE), box(from, to, ""), folder);
    TestBoard test = TestBoard.of(layout);
    Fortress fortress = new Fortress(test, layout);
    test.run(0.001);
    fortress.remember();
    test.run(1.2);

    fortress.holds();
    fortress.firstGuestBeats(2);
    assertThat(test.count('#')).isEqualTo(2);
    assertThat(test.faults).isEmpty();
    assertThat(times(test, Mailbox.Event.SENT)).hasSize(from == 2 ? 4 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lwl $t0, 1($s0)", "swr $t0, 0x10($s0)", "ll $t0, 0($s0)"})
  void whatIsNoPlainLoadOrStoreEndsTheGuestAlone(String instruction) throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, START + instruction + "\n")
            .guest(2, START + TAKES)
            .block(box(1, 2, ""))
            .open(folder);
    test.run(0.01);
    assertThat(test.faults).hasSize(1);
    assertThat(test.faults.get(0)).startsWith("1: ").contains("box at 1f9000");
    assertThat(test.guest(2).state()).isEqualTo("waiting");
  }

  @Test
  void aSenderThatIsRestartedLeavesItsMessages() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, START + "sw $s1, 0x80($s0)\nsw $s1, 0x10($s0)\n" + SLEEPS)
            .guest(2, START + SLEEPS)
            .block(box(1, 2, ""))
            .open(folder);
    test.type(0.01, "1r").type(0.02, "r").run(0.03);
    assertThat(test.messages)
        .extracting(message -> message.event() + " " + message.sequence())
        .containsExactly("SENT 1", "SENT 2", "SENT 3");
  }

  @Test
  void aReceiverThatIsRestartedFindsAnEmptyMailbox() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, START + SENDS, "")
            .guest(2, START + SLEEPS)
            .block(box(1, 2, ""))
            .open(folder);
    test.type(0.0505, "2r").run(0.1);
    List<Long> sent = times(test, Mailbox.Event.SENT);
    assertThat(sent).hasSize(8);
    assertThat(sent.get(4)).isGreaterThan(TestBoard.cycles(0.0505));
  }
}
