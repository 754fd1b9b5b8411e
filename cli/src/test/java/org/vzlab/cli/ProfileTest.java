package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that ask where the time goes. */
class ProfileTest {
  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();
  private final FakeSession session = new FakeSession();

  private int vzlab(String... words) {
    return new Vzlab(host, setup -> session).execute(words);
  }

  private Path file() {
    return folder.resolve("run.prof");
  }

  @Test
  void theProfileIsWrittenWhenTheRunHasEnded() throws Exception {
    assertThat(vzlab("run", "a.elf", "--for", "10ms", "--profile", file().toString())).isZero();

    assertThat(file()).hasContent("root;[idle] " + 2_000_000 / 10_007 + "\nroot;main 1\n");
    assertThat(host.outText()).isEmpty();
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void itsPeriodAndFurtherSymbolsCanBeChosen() throws Exception {
    int status =
        vzlab(
            "demo",
            "--for=1ms",
            "--profile=" + file(),
            "--profile-period=100",
            "--profile-symbols=1=one.elf",
            "--profile-symbols",
            "0=root.elf",
            "--profile-symbols=255=thread.elf");

    assertThat(status).isZero();
    assertThat(file()).hasContent("root;[idle] 2000\nroot;main 1\n");
    assertThat(session.log)
        .containsExactly(
            "symbols of 1: one.elf", "symbols of 0: root.elf", "symbols of 255: thread.elf");
  }

  @Test
  void itIsWrittenAlsoOfARunThatReachesItsLimitOrFails() throws Exception {
    String option = "--profile=" + file();
    assertThat(vzlab("run", "a.elf", "--for=1ms", "--until=never", option)).isEqualTo(3);
    assertThat(file()).isNotEmptyFile();
    Files.delete(file());

    session.guestFails(2);
    assertThat(vzlab("run", "a.elf", "--for=5ms", option)).isEqualTo(1);
    assertThat(file()).isNotEmptyFile();
  }

  @Test
  void aFileThatCannotBeWrittenIsToldBeforeTheRun() {
    session.prints(0, 4, "the run");

    assertThat(vzlab("run", "a.elf", "--for=1ms", "--profile=" + folder.resolve("no/such")))
        .isEqualTo(2);

    assertThat(host.errText())
        .isEqualTo(
            "vzlab: --profile: cannot write "
                + folder.resolve("no/such")
                + ": there is no such folder\n");
    assertThat(host.outText()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "many", "1.5", "99999999999999999999"})
  void aPeriodIsANumberOfCycles(String period) {
    assertThat(vzlab("run", "a.elf", "--profile=" + file(), "--profile-period=" + period))
        .isEqualTo(2);

    assertThat(host.errText())
        .contains("--profile-period", "'" + period + "' is not a number of cycles", "whole number")
        .doesNotContain("\tat ");
    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"guest1.elf", "256=a.elf", "1=", "-1=a.elf"})
  void symbolsAreOfRootOrOfAGuest(String symbols) {
    assertThat(vzlab("run", "a.elf", "--profile=" + file(), "--profile-symbols=" + symbols))
        .isEqualTo(2);

    assertThat(host.errText()).contains("--profile-symbols", "expected N=FILE, N from 0 (root)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--profile-period=7", "--profile-symbols=1=a.elf"})
  void whatIsSaidAboutAProfileNeedsOne(String option) {
    assertThat(vzlab("run", "a.elf", "--for=1ms", option)).isEqualTo(2);

    assertThat(host.errText()).contains("--profile=FILE", "Try 'vzlab run --help'");
  }
}
