package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A control loop beside a guest that fails, and the supervisor that restarts it. */
final class SupervisionIsolationTest {
  private static final String FRAME =
      ".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 2 3000 3000\nwindow = 3 6000 3000\n.\n";

  /** Each 10 ms: a brace for the console, 40 of them in all. */
  private static final String CONTROL =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF82
      addiu $s3, $zero, 0x7B
      addiu $s4, $zero, 40
      mfc0 $t1, $9
      lui $s2, 0xF
      ori $s2, $s2, 0x4240
      addu $t1, $t1, $s2
      addiu $t1, $t1, -2000
      again:
      mtc0 $t1, $11
      wait
      beq $s4, $zero, enough
      nop
      sw $s3, 0x2620($s0)
      addiu $s4, $s4, -1
      enough:
      xori $s3, $s3, 6
      addu $t1, $t1, $s2
      beq $zero, $zero, again
      nop
      """;

  private static final String START =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF91
      addiu $s1, $zero, 1
      """;

  /** Waits for interrupt 204 and restarts. */
  private static final String SUPERVISOR =
      START
          + """
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

  /** What the supervised guest does. */
  private enum Guest {
    BEATS("again: sw $s1, 0x10($s0)\naddiu $s1, $s1, 1\nwait\nbeq $zero, $zero, again\nnop\n", 0),
    FAULTS("lui $t0, 0xBF90\nlw $t0, 0($t0)\n", 64),
    IS_LATE("again: beq $zero, $zero, again\nnop\n", 10),
    MISCOUNTS("again: sw $zero, 0x10($s0)\nbeq $zero, $zero, again\nnop\n", 64),
    DECLARES("again: sw $s1, 0x20($s0)\nbeq $zero, $zero, again\nnop\n", 64);

    private final String source;
    private final int failures;

    Guest(String source, int failures) {
      this.source = START + source;
      this.failures = failures;
    }
  }

  private record Executed(int pc, long time) {}

  @TempDir Path folder;

  private final List<Executed> executed = new ArrayList<>();

  private TestBoard run(Guest guest, boolean frame, String control, TimingModel timing)
      throws Exception {
    Tasks tasks =
        new Tasks()
            .guest(1, control, "irqpolling = 1" + (frame ? "" : "\npriority = 9"))
            .guest(2, guest.source, frame ? "" : "priority = 1")
            .guest(3, SUPERVISOR, frame ? "" : "priority = 5");
    String heartbeat = guest == Guest.IS_LATE ? "heartbeat = 20000\n" : "";
    TestBoard test =
        TestBoard.of(
            tasks
                .block(frame ? FRAME : "")
                .block(
                    ".supervision\nguest = 2\nsupervisor = 3\nirq = 204\nrestarts = 64 10000000\n"
                        + heartbeat
                        + ".\n")
                .layout(folder),
            timing);
    executed.clear();
    test.board.onInstruction(
        r -> {
          if (r.owner() == 1) {
            executed.add(new Executed(r.pc(), r.time()));
          }
        });
    test.run(1.5);
    assertThat(test.failures.size()).isGreaterThanOrEqualTo(Math.min(guest.failures, 10));
    assertThat(test.failures.isEmpty()).isEqualTo(guest == Guest.BEATS);
    return test;
  }

  /** What the control loop has printed. */
  private static String braces(TestBoard test) {
    return test.console().replaceAll("[^{}]", "");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BEATS")
  void theConsoleOfAMoreUrgentGuestIsTheSameWithAndWithoutFailures(Guest guest) throws Exception {
    String quiet = braces(run(Guest.BEATS, false, CONTROL, TimingModel.APPROXIMATE));
    assertThat(quiet).startsWith("{}{}{}").hasSize(40);
    assertThat(braces(run(guest, false, CONTROL, TimingModel.APPROXIMATE))).isEqualTo(quiet);
  }

  /**
   * With caches, which guests share, it is the first instruction of each window that moves; and
   * what a write to the console takes depends on what others have there.
   */
  @Test
  void inAFrameAFailureMovesNoInstructionOfAnotherGuestByACycle() throws Exception {
    Map<Guest, List<Executed>> all = new EnumMap<>(Guest.class);
    for (Guest guest : Guest.values()) {
      run(guest, true, CONTROL.replace("40", "0"), TimingModel.FUNCTIONAL);
      assertThat(executed).hasSizeGreaterThan(1000);
      all.put(guest, List.copyOf(executed));
    }
    for (Guest guest : Guest.values()) {
      assertThat(all.get(guest)).as(guest.name()).isEqualTo(all.get(Guest.BEATS));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BEATS")
  void inAFrameTheConsoleIsTheSameWithTheTimingThatUsersHave(Guest guest) throws Exception {
    String quiet = braces(run(Guest.BEATS, true, CONTROL, TimingModel.APPROXIMATE));
    assertThat(quiet).startsWith("{}{}{}").hasSize(40);
    assertThat(braces(run(guest, true, CONTROL, TimingModel.APPROXIMATE))).isEqualTo(quiet);
  }
}
