package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;

/** A control loop in a major frame, with mailboxes from and to a neighbour who misuses them. */
final class MailboxFrameTest {
  private static final int PERIOD = 2_000_000;

  /** Each 10 ms: sends a message, and takes one. */
  private static final String CONTROL =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF90
      addiu $s1, $zero, 1
      mfc0 $t1, $9
      lui $s2, 0xF
      ori $s2, $s2, 0x4240
      addu $t1, $t1, $s2
      addiu $t1, $t1, -2000
      again:
      mtc0 $t1, $11
      wait
      sw $t1, 0x80($s0)
      sw $s1, 0x10($s0)
      sw $s1, 0x110($s0)
      addu $t1, $t1, $s2
      beq $zero, $zero, again
      nop
      """;

  private static final String NEIGHBOUR = "lui $s0, 0xBF90\naddiu $s1, $zero, 1\n";

  /** What the neighbour does with its ends. */
  enum Neighbour {
    LEAVES_THEM("again: wait\nbeq $zero, $zero, again\nnop\n"),
    SPINS("again: beq $zero, $zero, again\nnop\n"),
    TAKES_WITHOUT_PAUSE("again: sw $s1, 0x10($s0)\nbeq $zero, $zero, again\nnop\n"),
    SENDS_WITHOUT_PAUSE("again: sw $s1, 0x110($s0)\nbeq $zero, $zero, again\nnop\n"),
    DOES_BOTH(
        "again: sw $s1, 0x10($s0)\nsw $s1, 0x110($s0)\nbeq $zero, $zero, again\nlw $t0, 0($s0)\n");

    private final String source;

    Neighbour(String source) {
      this.source = NEIGHBOUR + source;
    }
  }

  private record Executed(int pc, long time) {}

  @TempDir Path folder;

  private final List<Executed> executed = new ArrayList<>();

  private TestBoard run(Neighbour neighbour, TimingModel timing) throws Exception {
    String box = "size = 128\ndepth = 4\ninterval = 2000\n";
    Layout layout =
        new Tasks()
            .guest(1, CONTROL, "irqpolling = 1")
            .guest(2, neighbour.source)
            .block(".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 2 3000 7000\n.\n")
            .block(".mailbox\nname = out\nfrom = 1\nto = 2\n" + box + ".\n")
            .block(".mailbox\nname = in\nfrom = 2\nto = 1\n" + box + ".\n")
            .layout(folder);
    TestBoard test = TestBoard.of(layout, timing);
    test.board.onInstruction(
        r -> {
          if (r.owner() == 1) {
            executed.add(new Executed(r.pc(), r.time()));
          }
        });
    return test.run(0.3);
  }

  private static List<Long> times(TestBoard test, String mailbox, Mailbox.Event event) {
    return test.messages.stream()
        .filter(message -> message.mailbox().equals(mailbox) && message.event() == event)
        .map(TestBoard.Message::time)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void theLoopSendsInTheSameCycleOfEveryFrame(Neighbour neighbour) throws Exception {
    TestBoard test = run(neighbour, TimingModel.APPROXIMATE);
    List<Long> out = new ArrayList<>(times(test, "out", Mailbox.Event.SENT));
    out.addAll(times(test, "out", Mailbox.Event.DROPPED));
    assertThat(out).hasSizeBetween(27, 30);
    for (int i = 3; i < out.size(); i++) {
      assertThat(out.get(i) - out.get(i - 1)).isEqualTo(PERIOD);
    }
  }

  /** With caches, which the two share, it is the first instruction of each window that does not. */
  @Test
  void theNeighbourMovesNoInstructionOfTheLoopByACycle() throws Exception {
    run(Neighbour.LEAVES_THEM, TimingModel.FUNCTIONAL);
    List<Executed> quiet = List.copyOf(executed);
    for (Neighbour neighbour : Neighbour.values()) {
      executed.clear();
      run(neighbour, TimingModel.FUNCTIONAL);
      assertThat(executed).as(neighbour.name()).isEqualTo(quiet);
    }
  }

  @Test
  void messagesFromTheNeighbourComeNoCloserThanTheInterval() throws Exception {
    TestBoard test = run(Neighbour.SENDS_WITHOUT_PAUSE, TimingModel.APPROXIMATE);
    List<Long> sent = times(test, "in", Mailbox.Event.SENT);
    assertThat(sent).hasSizeGreaterThan(25);
    for (int i = 1; i < sent.size(); i++) {
      assertThat(sent.get(i) - sent.get(i - 1)).isGreaterThanOrEqualTo(2 * 200_000 - 2);
    }
  }
}
