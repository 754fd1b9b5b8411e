package org.vzlab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a test that has failed: a report, and a file that runs its board again. */
@TestInstance(Lifecycle.PER_CLASS)
final class ReportTest {
  @TempDir static Path output;

  private Failures.Outcome outcome;

  /** Tests that fail. */
  static class Failing {
    @Test
    @Board("configs/two-guests.config")
    void withInput(RunningBoard board, @Id(2) Guest second) {
      board.runFor("600ms");
      second.console().type("+");
      board.runFor("300ms");
      board.console().type("\0050q");
      board.runFor("100us");
      board.button("BTN1").press("3ms");
      board.runFor("7.5ms");
      VzAssertions.assertThat(second).console().contains("not there");
    }

    @Test
    @Board("configs/two-guests.config")
    @Program(guest = 2, assembly = "spin: b spin\n addiu $s0, $s0, 1")
    void withAProgram(RunningBoard board) {
      board.runFor("30ms");
      VzAssertions.fail("on purpose");
    }

    @Test
    @Board("configs/two-guests.config")
    void withWrittenMemory(RunningBoard board) {
      board.memory().writeWord(0x7F000, 1);
      VzAssertions.fail("on purpose");
    }

    @Test
    @Board("configs/two-guests.config")
    void passes(RunningBoard board) {}
  }

  @BeforeAll
  void runThem() {
    outcome = Failures.of(Failing.class, "vzlab.output", output.toString());
  }

  private Path folder(String method) {
    return output.resolve("vzlab-reports").resolve(Failing.class.getName()).resolve(method);
  }

  /** What the command line says to a replay, its standard output and error together. */
  private static String replay(Path journal) throws IOException, InterruptedException {
    String path =
        Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path"))
            .filter(part -> part != null && !part.isEmpty())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-cp",
                    path,
                    "org.vzlab.cli.Main",
                    "replay",
                    journal.toString()))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void theFailureCarriesAReportOfTheBoard() throws IOException {
    assertThat(outcome.passed()).containsExactly("passes");
    assertThat(folder("passes")).doesNotExist();
    Throwable failure = outcome.failures().get("withInput");
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expected guest 2's console to contain \"not there\"");
    assertThat(failure.getSuppressed()).hasSize(1);
    String report = failure.getSuppressed()[0].getMessage();
    assertThat(report)
        .isEqualTo(Files.readString(folder("withInput").resolve("report.txt")))
        .contains("Replay: vzlab replay ", "Console of the board (UART4):", "Thread1: guest1.elf")
        .contains("Console of guest 1 (guest1.elf):", "Console of guest 2 (guest2.elf):")
        .containsPattern("guest 1 \\(guest1.elf\\): (waiting|running)")
        .containsPattern("exits \\{.*GPSI=\\d+")
        .containsPattern("0\\.9\\d+ s  GPSI +pc 9fc0")
        .containsPattern("Root TLB:\n +\\d+ guest \\d")
        .containsPattern("Interrupts of the chip that are pending:\n  ")
        .contains("Status");
  }

  @Test
  void aReplayPrintsTheSameAndEndsAtTheSameCycle() throws Exception {
    Path folder = folder("withInput");
    String report = Files.readString(folder.resolve("report.txt"));
    String said = replay(folder.resolve("replay.vzlab")).replace("\r", "");
    int from = report.indexOf("(UART4):\n") + "(UART4):\n".length();
    String printed =
        report.substring(from, report.indexOf("Console of guest 1")).replaceAll("(?m)^  ", "");
    assertThat(printed).contains("Thread2: guest2.elf");
    assertThat(said.strip()).startsWith(printed.strip());
  }

  @Test
  void aReplayHasTheProgramsOfTheTest() throws Exception {
    Path folder = folder("withAProgram");
    assertThat(folder.resolve("replay.config")).content().contains("guest2/guest2-test.elf");
    replay(folder.resolve("replay.vzlab"));
    Path other = folder.resolve("replay.vzlab");
    Files.writeString(
        other, Files.readString(other).replaceFirst("end (\\d+) (\\d+)", "end $1 1$2"));
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> replay(other)))
        .hasMessageContaining("the run is not the one that was recorded");
  }

  @Test
  void aTestThatHasWrittenMemoryHasNoReplay() {
    assertThat(outcome.failures().get("withWrittenMemory").getSuppressed()[0])
        .hasMessageStartingWith("Replay: no, the test has written memory itself");
    assertThat(folder("withWrittenMemory").resolve("replay.vzlab")).doesNotExist();
  }
}
