package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;

/** What a command line means, and what is wrong with it. */
class VzlabTest {
  private final FakeHost host = new FakeHost();
  private final FakeSession session = new FakeSession();
  private Setup opened;

  private int vzlab(String... words) {
    return new Vzlab(
            host,
            setup -> {
              opened = setup;
              return session;
            })
        .execute(words);
  }

  @Test
  void theBoardIsMadeOfWhatTheOptionsSay() {
    vzlab(
        "run",
        "app.bin@0x9D001000",
        "--image",
        "boot.hex",
        "--image",
        "more.srec",
        "--start",
        "reset",
        "--board",
        "other",
        "--unmodelled",
        "stop",
        "--for",
        "1ms");

    assertThat(opened)
        .isEqualTo(
            new Setup(
                "app.bin@0x9D001000",
                "other",
                Optional.of("reset"),
                List.of("boot.hex", "more.srec"),
                UnmodelledPolicy.STOP,
                false,
                TimingModel.APPROXIMATE));
  }

  @Test
  void theCachesKeepStaleLinesIfAskedTo() {
    vzlab("run", "a.elf", "--for", "1ms");
    assertThat(opened.staleCaches()).isFalse();
    vzlab("run", "a.elf", "--stale-caches", "--for", "1ms");
    assertThat(opened.staleCaches()).isTrue();
  }

  @Test
  void demoRunsTheConfigurationBesideTheLauncherAndSaysHowToUseIt() {
    int status = vzlab("demo", "--for=1ms");

    assertThat(status).isZero();
    assertThat(opened)
        .isEqualTo(
            new Setup(
                Path.of("/opt/vzlab/configs/two-guests.config").toString(),
                Setup.OWN_BOARD,
                Optional.empty(),
                List.of(),
                UnmodelledPolicy.REPORT,
                false,
                TimingModel.APPROXIMATE));
    assertThat(host.errText()).contains("Ctrl-E 1", "Ctrl-]");
    assertThat(host.outText()).isEmpty();
  }

  @Test
  void theTimingModelIsWhatTheOptionSays() {
    vzlab("run", "a.elf", "--for", "1ms");
    assertThat(opened.timing()).isEqualTo(TimingModel.APPROXIMATE);
    vzlab("run", "a.elf", "--timing", "functional", "--for", "1ms");
    assertThat(opened.timing()).isEqualTo(TimingModel.FUNCTIONAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --for 10           | Invalid value for option '--for': '10' is not a time; expected a number and us, ms, s, m or h, such as 500ms
          --for 99999h       | '99999h' is too long; expected at most a year
          --until [          | '[' is not a regular expression: Unclosed character class
          --type 2s          | '2s' has no '='; expected TIME=TEXT
          --type x=a         | 'x' is not a time
          --press BTN1       | 'BTN1' has no '='; expected NAME=TIME[+DURATION], such as BTN1=2s+100ms
          --press =2s        | '=2s' names no button; expected NAME=TIME[+DURATION]
          --press BTN1=2     | '2' is not a time; expected a number and us, ms, s, m or h
          --press BTN1=2s+   | '' is not a time
          --press BTN1=2s+1s+1s | '1s+1s' is not a time
          --press BTN1=2s+0ms   | in 'BTN1=2s+0ms' the duration is 0; expected NAME=TIME[+DURATION]
          --uart 7=stdio     | '7=stdio' is no back end; expected N=stdio, N=none, N=file:PATH, N=tcp:[HOST:]PORT, N=telnet:[HOST:]PORT, N=pty[:LINK] or N=serial:DEVICE[,BAUD], N from 1 to 6
          --uart 1=file:     | '1=file:' is no back end
          --uart 4=tcp:      | '4=tcp:' is no back end
          --uart 4=pty:      | '4=pty:' is no back end
          --uart 4=tcp:65536 | in '4=tcp:65536' '65536' is no port; expected a number from 1 to 65535, or 0 for any that is free
          --uart 4=tcp:ab    | in '4=tcp:ab' 'ab' is no port
          --uart 4=telnet:-1 | in '4=telnet:-1' '-1' is no port
          --uart 4=tcp:host: | in '4=tcp:host:' '' is no port
          --uart 4=serial:/dev/x,fast | in '4=serial:/dev/x,fast' 'fast' is no speed; expected bits a second, such as 115200
          --uart 4=serial:/dev/x,0    | in '4=serial:/dev/x,0' '0' is no speed
          --pace fast        | 'fast' is not known; expected one of realtime, max
          --unmodelled no    | 'no' is not known; expected one of report, stop, quiet
          --timing exact     | 'exact' is not known; expected one of functional, approximate
          --trace tlb        | 'tlb' names no file; expected KIND=FILE
          --trace all=x      | 'all' is not known; expected one of instructions, cycles, exceptions, tlb, interrupts, uart
          --fro 10s          | Unknown options: '--fro', '10s'
          """)
  void aMistakeInAnOptionIsStatus2AndAClearMessage(String option, String message) {
    assertThat(vzlab(("run a.elf " + option).split(" "))).isEqualTo(2);

    assertThat(host.errText())
        .startsWith("vzlab: ")
        .contains(message)
        .endsWith("Try 'vzlab run --help'.\n");
    assertThat(host.errText()).doesNotContain("\tat ");
    assertThat(host.outText()).isEmpty();
    assertThat(opened).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "--uart 1=none --uart 1=none, --uart 1=... is given twice; leave one out",
    "--uart 1=stdio --uart 2=stdio, only one UART can have the terminal",
    "--json /no/such/folder/x, --json: cannot write /no/such/folder/x: there is no such folder",
    "--press BTN9=2s, '--press: found button ''BTN9'', expected BTN1'",
    "--trace tlb=/, --trace tlb: cannot write /: it is a folder",
  })
  void optionsThatCannotBeMetAreStatus2(String options, String message) {
    assertThat(vzlab(("run a.elf " + options).split(" "))).isEqualTo(2);

    assertThat(host.errText()).startsWith("vzlab: ").contains(message);
    assertThat(session.now()).isZero();
  }

  @Test
  void aMistakeInATargetIsStatus2AndItsMessageOnly() {
    int status =
        new Vzlab(
                host,
                setup -> {
                  throw new UserError("a.elf: there is no such file");
                })
            .execute("run", "a.elf");

    assertThat(status).isEqualTo(2);
    assertThat(host.errText()).isEqualTo("vzlab: a.elf: there is no such file\n");
  }

  @Test
  void noCommandIsStatus2AndTheUsage() {
    assertThat(vzlab()).isEqualTo(2);
    assertThat(host.errText())
        .contains(
            "expected demo, run, replay, check, build, svm, ports, disasm, timing, flamegraph, ledger, attack,"
                + " inject or guarantees",
            "Usage: vzlab");
    assertThat(vzlab("run")).isEqualTo(2);
    assertThat(host.errText()).contains("Missing required parameter: 'TARGET'");
  }

  @Test
  void helpIsStandardOutputAndListsEveryOptionOfTheInterface() {
    assertThat(vzlab("run", "--help")).isZero();

    assertThat(host.outText())
        .contains(
            "TARGET",
            "--board",
            "--start",
            "--image",
            "--for",
            "--until",
            "--type",
            "--press",
            "--uart",
            "--leds",
            "--pace",
            "--unmodelled",
            "--stale-caches",
            "--timing",
            "--trace",
            "--stats",
            "--json");
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aBugIsStatus70WithTheStateAndARequestToReportIt() {
    session.prints(1, 4, "before").breaks(2);

    assertThat(vzlab("run", "a.elf", "--for", "5ms")).isEqualTo(70);

    assertThat(host.outText()).isEqualTo("before");
    assertThat(host.errText())
        .contains("bug of vzlab", "Please report it", "the model is wrong", "pc 0x9D001234");
  }
}
