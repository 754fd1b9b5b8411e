package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.vp.layout.Mailbox;

/** What a guest has in hand when its supervisor restarts it. */
final class SupervisedRestartTest {
  private static final int CHBUSY = 1 << 15;

  /** Handlers, no interrupts, the mailbox in s5, the supervision in s0. */
  private static final String START =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s5, 0xBF90
      lui $s0, 0xBF91
      addiu $s1, $zero, 1
      """;

  /** Restarts whenever it may. */
  private static final String RESTARTS =
      START + "again: sw $s1, 0x10($s0)\nbeq $zero, $zero, again\nnop\n";

  private static final String SLEEPS = "again: wait\nbeq $zero, $zero, again\nnop\n";

  @TempDir Path folder;

  private static String supervision(int guest, int supervisor, String restarts) {
    return ".supervision\nguest = %d\nsupervisor = %d\nrestarts = %s\n.\n"
        .formatted(guest, supervisor, restarts);
  }

  @Test
  void restartsComeNoSoonerThanTheLimitAllowsAndAtOnceThen() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, RESTARTS)
            .guest(2, START + SLEEPS)
            .block(supervision(2, 1, "2 20000"))
            .open(folder)
            .run(0.1);
    assertThat(test.restarts).hasSizeBetween(9, 11);
    for (int i = 2; i < test.restarts.size(); i++) {
      long apart = test.restarts.get(i).time() - test.restarts.get(i - 2).time();
      assertThat(apart).isBetween(4_000_000L - 2, 4_000_000L + 2_000);
      assertThat(test.restarts.get(i).number()).isEqualTo(2);
    }
    assertThat(test.failures).isEmpty();
  }

  /** Whatever it finds in f4 is in t9; then 5 is in f4, and it has failed. */
  @Test
  void theFpuIsEmptyAgain() throws Exception {
    String holder =
        START
            + """
            lui $t0, 0x3400
            mtc0 $t0, $12
            ehb
            mfc1 $t9, $f4
            addiu $t8, $zero, 5
            mtc1 $t8, $f4
            mfc1 $t7, $f4
            sw $s1, 0x20($s0)
            """
            + SLEEPS;
    TestBoard test =
        new Tasks()
            .guest(1, RESTARTS)
            .guest(2, holder)
            .guest(3, holder.replace("sw $s1, 0x20($s0)\n", ""))
            .block(supervision(2, 1, "1 3000"))
            .open(folder);
    List<Integer> found = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    test.board.onInstruction(
        r -> {
          if (r.owner() == 2) {
            found.add(test.board.hart.gpr[25]);
            kept.add(test.board.hart.gpr[15]);
          }
        });
    test.run(0.05);
    assertThat(test.failures).hasSizeGreaterThan(2);
    assertThat(found).isNotEmpty().containsOnly(0);
    assertThat(kept).contains(5);
  }

  /** Sends without pause to guest 3, and is restarted at any place of it. */
  @Test
  void whatWasSentIsWholeAndNumbersGoOn() throws Exception {
    String sender = START + "again: sw $s1, 0x10($s5)\nbeq $zero, $zero, again\nnop\n";
    TestBoard test =
        new Tasks()
            .guest(1, RESTARTS)
            .guest(2, sender)
            .guest(3, START + sender.substring(START.length()))
            .block(".mailbox\nname = box\nfrom = 2\nto = 3\nsize = 128\ndepth = 4\n.\n")
            .block(supervision(2, 1, "64 100000"))
            .open(folder)
            .run(0.2);
    List<Integer> sent = new ArrayList<>();
    test.messages.stream()
        .filter(m -> m.event() == Mailbox.Event.SENT || m.event() == Mailbox.Event.DROPPED)
        .forEach(m -> sent.add(m.sequence()));
    assertThat(test.restarts).hasSizeGreaterThan(20);
    assertThat(sent).hasSizeGreaterThan(5);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(sent.get(i)).isEqualTo(i + 1);
    }
  }

  /** The supervisor runs when its guest waits: for the end of a transfer, above all. */
  @Test
  void aChannelOfDmaIsTheGuestsToSetUpAnew() throws Exception {
    String dma = Files.readString(TestBoard.ROOT.resolve("configs/dma.config"));
    TestBoard test =
        new Tasks()
            .block(
                dma.replace("../firmware", TestBoard.ROOT + "/firmware")
                    .replace("irqpolling = 1", "irqpolling = 1\npriority = 9\n"))
            .guest(2, RESTARTS, "priority = 1")
            .block(supervision(1, 2, "5 10000000"))
            .open(folder);
    boolean[] before = new boolean[1];
    List<Boolean> busy = new ArrayList<>();
    test.board.onInstruction(
        r -> {
          if (test.restarts.size() > busy.size()) {
            busy.add(before[0]);
          }
          before[0] = (test.register("DCH0CON") & CHBUSY) != 0;
        });
    test.run(3);

    assertThat(busy).containsExactly(true, true, true, true, true);
    assertThat(test.console()).contains("DMA ok").doesNotContain("DMA error", "SBA:");
    assertThat(test.faults).isEmpty();
  }
}
