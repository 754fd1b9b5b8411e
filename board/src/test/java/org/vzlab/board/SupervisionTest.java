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

/** Guests on a running board that fail in every way, and a supervisor that restarts them. */
final class SupervisionTest {
  /** Handlers, no interrupts, and the registers of the supervision in s0. */
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

  /** Waits for interrupt 204, enabled without a handler, shows SVSTAT in t9, and restarts. */
  private static final String RESTARTS =
      START
          + """
          lui $s2, 0xBF81
          addiu $s3, $zero, 0x1000
          sw $s3, 0x128($s2)
          again:
          wait
          sw $s3, 0xA4($s2)
          lw $t9, 0($s0)
          sw $s1, 0x10($s0)
          beq $zero, $zero, again
          nop
          """;

  private static final String SLEEPS = "again: wait\nbeq $zero, $zero, again\nnop\n";
  private static final String SPINS = "again: beq $zero, $zero, again\nnop\n";

  /** Reaches for what it does not have. */
  private static final String FAULTS = START + "lui $t0, 0xBF90\nlw $t0, 0($t0)\n" + SPINS;

  private static final String DECLARES =
      START + "addiu $t0, $zero, 0x107\nsw $t0, 0x20($s0)\n" + SPINS;

  private static final String MISCOUNTS =
      START
          + """
          sw $s1, 0x10($s0)
          addiu $t0, $zero, 2
          sw $t0, 0x10($s0)
          sw $t0, 0x10($s0)
          """
          + SPINS;

  @TempDir Path folder;

  private static String supervision(String keys) {
    return ".supervision\nguest = 2\nsupervisor = 1\nirq = 204\n%s\n.\n".formatted(keys);
  }

  /** The values that a guest has had in t9, without zeros. */
  private static List<Integer> shown(TestBoard test, int guest) {
    List<Integer> values = new ArrayList<>();
    test.board.onInstruction(
        r -> {
          int value = r.owner() == guest ? test.board.hart.gpr[25] : 0;
          if (value != 0 && (values.isEmpty() || values.get(values.size() - 1) != value)) {
            values.add(value);
          }
        });
    return values;
  }

  /** When a guest executes instructions. */
  private static List<Long> executed(TestBoard test, int guest) {
    List<Long> times = new ArrayList<>();
    test.board.onInstruction(
        r -> {
          if (r.owner() == guest) {
            times.add(r.time());
          }
        });
    return times;
  }

  private TestBoard pair(String supervisor, String guest, String keys) throws Exception {
    return new Tasks().guest(1, supervisor).guest(2, guest).block(supervision(keys)).open(folder);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "FAULT    | 80000102 | read of 1f900000 denied: nothing is mapped there",
        "LATE     | 80000202 | no heartbeat in 1000 us",
        "SEQUENCE | 80000302 | heartbeat 2 instead of 3",
        "DECLARED | 80070402 | it declares failure 7",
      })
  void aGuestThatFailsIsStoppedAndItsSupervisorToldWhy(String way, String status, String reason)
      throws Exception {
    String source =
        switch (way) {
          case "FAULT" -> FAULTS;
          case "LATE" -> START + SPINS;
          case "SEQUENCE" -> MISCOUNTS;
          default -> DECLARES;
        };
    TestBoard test = pair(RESTARTS, source, way.equals("LATE") ? "heartbeat = 1000" : "");
    List<Integer> shown = shown(test, 1);
    final List<Long> executed = executed(test, 2);
    test.run(0.05);

    assertThat(test.failures).hasSize(4);
    assertThat(test.failures).allMatch(f -> f.guest() == 2 && f.reason().equals(reason));
    assertThat(test.restarts)
        .extracting(r -> r.guest() + " by " + r.by() + ", " + r.number() + " of " + r.limit())
        .containsExactly("2 by 1, 1 of 3", "2 by 1, 2 of 3", "2 by 1, 3 of 3");
    int failed = Integer.parseUnsignedInt(status, 16);
    assertThat(shown).containsExactly(failed, failed + 1);
    for (int i = 0; i < 4; i++) {
      long failure = test.failures.get(i).time();
      long restart = i < 3 ? test.restarts.get(i).time() : Long.MAX_VALUE;
      assertThat(executed).noneMatch(time -> time > failure && time < restart);
    }
    assertThat(test.faults).isEmpty();
    assertThat(test.board.failed()).isTrue();
  }

  @Test
  void aGuestThatIsRestartedInTimeHasNotFailedForTheBoard() throws Exception {
    TestBoard test = pair(RESTARTS, START + LIVES_IF_RESTARTED, "");
    test.run(0.05);
    assertThat(test.failures).hasSize(1);
    assertThat(test.board.failed()).isFalse();
    assertThat(test.guest(2).state()).isEqualTo("waiting");
  }

  /** Declares that it has failed, but not after a restart. */
  private static final String LIVES_IF_RESTARTED =
      "lw $t9, 0($s0)\nbne $t9, $zero, again\nnop\nsw $s1, 0x20($s0)\n" + SLEEPS;

  @Test
  void aGuestIsLateWhenItsHeartbeatIs() throws Exception {
    TestBoard test = pair(RESTARTS, START + SPINS, "heartbeat = 1000");
    List<Long> executed = executed(test, 2);
    test.run(0.05);

    long change = new Overheads(2, 0, 1).change();
    for (int i = 0; i < 4; i++) {
      long from = i == 0 ? 0 : test.restarts.get(i - 1).time();
      long failure = test.failures.get(i).time();
      long first = executed.stream().filter(time -> time > from).findFirst().orElseThrow();
      assertThat(failure - first).isBetween(200_000 - change, 200_000 + change);
    }
  }

  /** Tokens 1, 2, 3 and so on, each 0.5 ms or so. */
  private static final String BEATS =
      START
          + """
          again:
          sw $s1, 0x10($s0)
          addiu $s1, $s1, 1
          ori $t0, $zero, 25000
          down:
          addiu $t0, $t0, -1
          bne $t0, $zero, down
          nop
          beq $zero, $zero, again
          nop
          """;

  @Test
  void aGuestThatBeatsInTimeIsLeftAlone() throws Exception {
    TestBoard test = pair(START + SLEEPS, BEATS, "heartbeat = 1000");
    test.run(0.1);
    assertThat(test.failures).isEmpty();
    assertThat(test.guest(2).state()).isEqualTo("running");
  }

  @Test
  void aGuestThatIsNotScheduledIsLateAllTheSame() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, RESTARTS, "priority = 9")
            .guest(2, BEATS, "priority = 1")
            .guest(3, START + SPINS, "priority = 5")
            .block(supervision("heartbeat = 1000"))
            .open(folder);
    test.run(0.02);
    assertThat(test.failures).hasSizeGreaterThan(0);
    long change = new Overheads(3, 0, 1).change();
    assertThat(test.failures.get(0).time()).isLessThan(TestBoard.cycles(0.011) + change);
  }

  /** Kills its time, one exit after the other, and counts them in t9. */
  @ParameterizedTest
  @ValueSource(strings = {"0x10", "0x20"})
  void aStormOfWritesTellsTheSupervisorOnceForEachRestart(String offset) throws Exception {
    String storm = "again: sw $zero, %s($s0)\nbeq $zero, $zero, again\nnop\n".formatted(offset);
    TestBoard test = pair(RESTARTS, START + storm, "restarts = 5 1000000");
    List<Integer> shown = shown(test, 1);
    test.run(0.2);
    assertThat(test.failures).hasSize(6);
    assertThat(test.restarts).hasSize(5);
    assertThat(shown).hasSize(2);
  }

  @Test
  void whatASupervisedGuestWritesToOffsetsOfTheOtherEndDoesNothing() throws Exception {
    StringBuilder writes = new StringBuilder(START);
    for (int offset = 0; offset < 0x100; offset += 4) {
      if (offset != 0x10 && offset != 0x20) {
        writes.append("sw $s1, ").append(offset).append("($s0)\n");
        writes.append("lw $t0, ").append(offset).append("($s0)\n");
      }
    }
    TestBoard test = pair(RESTARTS, writes + SLEEPS, "");
    test.run(0.05);
    assertThat(test.failures).isEmpty();
    assertThat(test.restarts).isEmpty();
    assertThat(test.guest(2).state()).isEqualTo("waiting");
  }

  @Test
  void aGuestHasNoRegistersOfASupervisionThatIsNotItsOwn() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, RESTARTS)
            .guest(2, START + SLEEPS)
            .guest(3, START + "sw $s1, 0x10($s0)\n")
            .block(supervision(""))
            .open(folder);
    test.run(0.02);
    assertThat(test.faults).containsExactly("3: write of 1f910010 denied: nothing is mapped there");
    assertThat(test.restarts).isEmpty();
    assertThat(test.board.failed()).isTrue();
  }

  @Test
  void theMonitorsCommandsAreToldToo() throws Exception {
    String shows = RESTARTS.replace("sw $s1, 0x10($s0)\n", "lw $t9, 0x50($s0)\n");
    TestBoard test = pair(shows, START + SLEEPS, "heartbeat = 1000000");
    List<Integer> shown = shown(test, 1);
    test.type(0.01, "2s").type(0.02, "c").type(0.03, "r").type(0.04, "1r").run(0.05);
    assertThat(shown).containsExactly(0x8000_0000, 0x8000_0001);
    assertThat(test.failures).isEmpty();
  }

  @Test
  void aSupervisorThatIsRestartedLeavesItsGuestAlone() throws Exception {
    TestBoard test = pair(START + SLEEPS, BEATS, "heartbeat = 2000");
    test.type(0.0203, "1r").run(0.1);
    assertThat(test.failures).isEmpty();
    assertThat(test.restarts).isEmpty();
  }

  /** Who is how urgent, and whether somebody takes all the time that is left. */
  @ParameterizedTest(name = "{0} and {1} beside {2}")
  @CsvSource({"9, 1, 0", "1, 9, 0", "9, 5, 1", "5, 9, 1", "9, 9, 1", "9, 5, 5"})
  void aRestartIsDoneWhoeverIsTheMoreUrgent(int supervisor, int guest, int wild) throws Exception {
    Tasks tasks =
        new Tasks()
            .guest(1, RESTARTS, "priority = " + supervisor)
            .guest(2, START + LIVES_IF_RESTARTED, "priority = " + guest);
    if (wild > 0) {
      tasks.guest(3, START + SPINS, "priority = " + wild);
    }
    TestBoard test = tasks.block(supervision("")).open(folder);
    test.run(0.1);
    assertThat(test.failures).hasSize(1);
    assertThat(test.restarts).hasSize(1);
    assertThat(test.guest(2).state()).isEqualTo("waiting");
  }

  @Test
  void aRestartTakesItsTimeFromTheGuestsOwnBudget() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, RESTARTS, "priority = 5")
            .guest(2, DECLARES, "priority = 9\nbudget = 100\nperiod = 1000")
            .guest(3, START + SPINS, "priority = 1")
            .block(supervision("restarts = 64 10000000"))
            .open(folder);
    final List<Long> executed = executed(test, 3);
    test.run(0.03);
    assertThat(test.failures).hasSizeBetween(5, 7);
    long change = new Overheads(3, 0, 1).change();
    for (int i = 1; i < executed.size(); i++) {
      assertThat(executed.get(i) - executed.get(i - 1)).isLessThan(20_000 + 2 * change);
    }
  }
}
