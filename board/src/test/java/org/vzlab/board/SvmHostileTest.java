package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container that keeps its deadlines beside containers that do what they can against it. */
final class SvmHostileTest {
  /** The console's line is busy for 0.13 s with what the hypervisor says at first. */
  private static final double SECONDS = 0.6;

  @TempDir private Path folder;

  private static final int TIMES = 20;

  /** Each 10 ms, at most 1 ms late: the LED changes; the console gets a plus, or ! if late. */
  private static final String STEADY =
      bound(0)
          + bound(1)
          + """
                LOADB %d
          loop: PUSH
                PUSH
                LOADB 1
                SWAP
                CALLRTS send
                PUSH
                LOADI 1000
                PUSH
                LOADI 10000
                CALLRTS time
                CALLRTS sync
                LOADB 0
                PUSH
                CLEAR
                APPF missed
                PUSH
                LOADB 0
                EQ
                GOTOIFALSE late
                LOADB '+'
                GOTO say
          late: LOADB '!'
          say:  CALLRTS send
                CALLRTS sync
                POP
                DEC
                PUSH
                PUSH
                LOADB 0
                GT
                GOTOFALSE end
                GOTO loop
          end:  STOP
          """
              .formatted(TIMES);

  private static final String WILD = "next: CLEAR\nPUSH\nCONS\nGOTO next\n";

  /** Sends a word to device 0 for ever. */
  private static String flood(int word) {
    return bound(0)
        + "again: LOADB 0\nPUSH\nLOADB %d\nCALLRTS send\nCALLRTS sync\nGOTO again\n"
            .formatted(word);
  }

  private static String bound(int device) {
    return "CALLRTS channel\nPUSH\nLOADB %d\nCALLRTS bind\n".formatted(device);
  }

  private static String sleeps(int microseconds) {
    return "again: CLEAR\nPUSH\nPUSH\nLOADB %d\nCALLRTS time\nGOTO again\n".formatted(microseconds);
  }

  /** Contexts that spawn contexts as long as there are any, then give way. */
  private static final String SPAWN =
      """
      again: COMB child
             CALLRTS spawn
             COMB child
             CALLRTS spawn
             CLEAR
             PUSH
             PUSH
             CALLRTS time
             GOTO again
      child: STOP
      """;

  @BeforeEach
  void programs() throws Exception {
    SvmPrograms.write(folder, "steady.svm", STEADY);
    SvmPrograms.write(folder, "wild.svm", WILD);
    SvmPrograms.write(folder, "spawn.svm", SPAWN);
    SvmPrograms.write(folder, "still.svm", sleeps(0));
    SvmPrograms.write(folder, "short.svm", sleeps(1));
    SvmPrograms.write(folder, "flood.svm", flood('*'));
    SvmPrograms.write(folder, "restart.svm", flood(1));
    SvmPrograms.write(folder, "trap.svm", SvmPrograms.TRAP);
    SvmPrograms.write(folder, "slow.svm", SvmPrograms.SLEEP);
  }

  private static final String FIRST =
      """
      .vm
          id = 1
          priority = 5
          budget = 2000
          period = 10000
          container = steady.svm
          driver = console
          driver = led LD2
      .
      """;

  private TestBoard run(String others) throws Exception {
    Path file = Files.writeString(folder.resolve("t.config"), FIRST + others);
    return TestBoard.timed(file.toString(), Setup.OWN_BOARD).run(SECONDS);
  }

  private static String other(int id, int priority, String program, String... drivers) {
    StringBuilder text = new StringBuilder(".vm\nid = " + id + "\npriority = " + priority + "\n");
    text.append("budget = 1000\nperiod = 10000\ncontainer = ").append(program).append('\n');
    List.of(drivers).forEach(driver -> text.append("driver = ").append(driver).append('\n'));
    return text + ".\n";
  }

  private static void assertSteady(TestBoard test) {
    assertThat(test.console().replaceAll("[^+!]", "")).isEqualTo("+".repeat(TIMES));
    // The first number is even, and the LED is off at first.
    assertThat(test.leds.stream().filter(led -> led.contains("LD2"))).hasSize(TIMES - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wild", "spawn", "still", "short", "trap"})
  void whoTakesAllTheTimeHarmsNobody(String program) throws Exception {
    assertSteady(run(other(2, 1, program + ".svm", "console") + other(3, 1, "wild.svm")));
  }

  @Test
  void whoIsMoreUrgentHasNoMoreThanItsBudget() throws Exception {
    assertSteady(run(other(2, 4, "wild.svm") + other(3, 5, "short.svm")));
  }

  @Test
  void whoWritesAllTheTimeTakesNoBytesOfOthers() throws Exception {
    assertSteady(run(other(2, 1, "flood.svm", "console")));
  }

  @Test
  void messagesForeverHarmNobody() throws Exception {
    String box = ".mailbox\nname = box\nfrom = 2\nto = 3\nsize = 4\ndepth = 4\n.\n";
    String receiver = other(3, 1, "flood.svm", "console", "mailbox box");
    assertSteady(run(other(2, 1, "flood.svm", "mailbox box") + receiver + box));
  }

  @Test
  void restartsForeverHarmNobody() throws Exception {
    String pair = ".supervision\nguest = 3\nsupervisor = 2\nrestarts = 64 10000000\n.\n";
    String both = other(2, 2, "restart.svm", "supervisor 3") + other(3, 1, "slow.svm", "console");
    assertSteady(run(both + pair));
  }
}
