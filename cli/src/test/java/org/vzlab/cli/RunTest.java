package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.board.TraceKind;

/** What a run does with the host's files and its time, and how it ends. */
class RunTest {
  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();
  private final FakeSession session = new FakeSession();

  private int vzlab(String... words) {
    return new Vzlab(host, setup -> session).execute(words);
  }

  @Test
  void standardOutputCarriesTheConsolesBytesAndNothingElse() {
    session.prints(1, 4, "\n\rhello\0").prints(2, 1, "other UART").reports(3, "a guest stopped");

    int status = vzlab("run", "a.elf", "--for", "10ms", "--leds");

    assertThat(status).isZero();
    assertThat(host.outText()).isEqualTo("\n\rhello\0");
    assertThat(host.errText()).isEqualTo("vzlab: a guest stopped\n");
  }

  @Test
  void bytesAboveAsciiAreNotChanged() {
    session.prints(1, 4, "é");

    vzlab("run", "a.elf", "--for", "2ms");

    assertThat(host.outBytes.toByteArray()).containsExactly(0xC3, 0xA9);
  }

  @Test
  void aRunEndsExactlyAtItsTime() {
    assertThat(vzlab("run", "a.elf", "--for", "2500us")).isZero();

    assertThat(session.now()).isEqualTo(500_000);
  }

  @Test
  void aMatchSplitAcrossSlicesEndsTheRun() {
    session.prints(3, 4, "ready: 4").prints(5, 4, "2\n").prints(9, 4, "too late");

    int status = vzlab("run", "a.elf", "--until", "ready: \\d\\d$", "--for", "1s");

    assertThat(status).isZero();
    assertThat(session.now()).isEqualTo(FakeSession.ms(5));
    assertThat(host.outText()).isEqualTo("ready: 42\n");
  }

  @Test
  void aLimitBeforeTheMatchIsStatus3EvenIfAGuestFailed() {
    session.prints(1, 4, "nothing").guestFails(2);

    int status = vzlab("run", "a.elf", "--until", "some.*thing", "--for", "20ms");

    assertThat(status).isEqualTo(3);
    assertThat(host.errText())
        .isEqualTo(
            "vzlab: the console printed no match of 'some.*thing' in 0.020000000 s of board"
                + " time\n");
  }

  @Test
  void aMatchOfAnotherUartDoesNotCount() {
    session.prints(1, 1, "ready");

    assertThat(vzlab("run", "a.elf", "--until", "ready", "--for", "5ms")).isEqualTo(3);
  }

  @Test
  void aStoppedGuestIsReportedAtOnceAndTheRunGoesOnToStatus1() {
    session.reports(2, "guest 1 stopped: it jumped to nowhere").guestFails(2).prints(8, 4, ".");

    int status = vzlab("run", "two.config", "--for", "10ms");

    assertThat(status).isEqualTo(1);
    assertThat(host.outText()).isEqualTo(".");
    assertThat(host.errText()).isEqualTo("vzlab: guest 1 stopped: it jumped to nowhere\n");
  }

  @Test
  void stoppingAtSomethingUnmodelledIsStatus1() {
    session.touchesUnmodelled(2).prints(4, 4, "never");

    assertThat(vzlab("run", "a.elf", "--unmodelled", "stop", "--for", "10ms")).isEqualTo(1);
    assertThat(session.now()).isEqualTo(FakeSession.ms(2));
    assertThat(host.outText()).isEmpty();
  }

  @Test
  void textIsTypedOnTheConsoleAtItsTimes() {
    vzlab("run", "a.elf", "--type", "2ms=^E1=", "--type=4ms=a\\r", "--for", "10ms");

    assertThat(session.log).containsExactly("2 ms, UART4: \0051=", "4 ms, UART4: a\r");
    assertThat(host.outText()).isEqualTo("\0051=a\r");
  }

  @Test
  void buttonsArePressedAtTheirTimesForAsLongAsAskedOrATenthOfASecond() {
    vzlab("run", "a.elf", "--press", "BTN1=2ms", "--press=btn1=1s+20ms", "--for", "10ms");

    assertThat(session.log).containsExactly("2 to 102 ms: BTN1", "1000 to 1020 ms: btn1");
  }

  @Test
  void everyLedChangeIsPrintedWithItsTimeWhenAsked() {
    session.led(1, "LD1", true).led(3, "LD1", false);

    vzlab("run", "a.elf", "--leds", "--for", "10ms");

    assertThat(host.errText()).isEqualTo("0.001000000 s LD1 on\n0.003000000 s LD1 off\n");
  }

  @Test
  void uartsLeadToFilesAndTheConsoleCanLeadNowhere() throws Exception {
    Path file = folder.resolve("uart1.txt");
    session.prints(1, 1, "log\n").prints(2, 4, "console").prints(3, 2, "second");

    vzlab(
        "run",
        "a.elf",
        "--uart",
        "1=file:" + file,
        "--uart",
        "4=none",
        "--uart",
        "2=stdio",
        "--for",
        "10ms");

    assertThat(file).hasContent("log\n");
    assertThat(host.outText()).isEqualTo("second");
  }

  @Test
  void tracesGoToTheirFilesALineARecord() throws Exception {
    Path tlb = folder.resolve("tlb.txt");
    session.traces(1, TraceKind.TLB, "entry 0").traces(2, TraceKind.UART, "not asked for");
    session.traces(3, TraceKind.TLB, "entry 1");

    vzlab("run", "a.elf", "--trace", "tlb=" + tlb, "--for", "5ms");

    assertThat(Files.readString(tlb)).isEqualTo("entry 0\nentry 1\n");
  }

  @Test
  void aTraceIsCompletedHoweverTheRunEnds() throws Exception {
    Path file = folder.resolve("schedule.json");
    session.traces(1, TraceKind.SCHEDULE, "[").breaks(2);

    vzlab("run", "a.elf", "--trace", "schedule=" + file, "--for", "5ms");

    assertThat(Files.readString(file)).isEqualTo("[\n]}\n");
  }

  @Test
  void theSummaryHasThePromisedKeys() throws Exception {
    Path json = folder.resolve("out.json");
    host.step = 250_000;

    vzlab("run", "a.elf", "--json", json.toString(), "--for", "1ms");

    assertThat(Files.readString(json))
        .isEqualTo(
            """
            {
              "boardTimeNs": 1000000,
              "cycles": 200000,
              "instructions": 1000000,
              "hostSeconds": 0.000750,
              "mips": 1333.3,
              "end": "time",
              "leds": {
                "LD1": {
                  "toggles": 3,
                  "on": true
                }
              },
              "timing": "approximate",
              "root": {
                "instructions": 0,
                "cycles": 199230,
                "stalls": {
                  "load-use": 0,
                  "idle": 199230
                },
                "caches": {
                  "i-cache": {
                    "accesses": 0,
                    "misses": 0
                  }
                }
              },
              "guests": [
                {
                  "id": 1,
                  "instructions": 600,
                  "cycles": 700,
                  "stalls": {
                    "load-use": 30,
                    "idle": 70
                  },
                  "caches": {
                    "i-cache": {
                      "accesses": 600,
                      "misses": 30,
                      "hitRate": 0.950000
                    }
                  },
                  "exits": {
                    "GPSI": 4
                  },
                  "state": "running"
                }
              ],
              "threads": [
                {
                  "id": 8,
                  "instructions": 60,
                  "cycles": 70,
                  "stalls": {
                    "load-use": 10,
                    "idle": 0
                  },
                  "caches": {
                    "i-cache": {
                      "accesses": 60,
                      "misses": 10,
                      "hitRate": 0.833333
                    }
                  },
                  "exits": {
                    "SYSCALL": 5
                  },
                  "state": "waiting"
                }
              ],
              "tasks": [
                {
                  "id": 1,
                  "thread": false,
                  "cycles": 700,
                  "work": 216,
                  "share": 0.004580,
                  "switches": 2,
                  "overruns": 0,
                  "worstLatency": 1234
                },
                {
                  "id": 8,
                  "thread": true,
                  "cycles": 70,
                  "work": 270,
                  "share": 0.001700,
                  "switches": 5,
                  "overruns": 1
                }
              ],
              "work": [
                {
                  "name": "exit",
                  "why": "what is saved",
                  "charges": {
                    "1": {
                      "times": 4,
                      "cycles": 216
                    },
                    "8": {
                      "times": 5,
                      "cycles": 270
                    }
                  }
                }
              ],
              "interrupts": {
                "171": 2
              },
              "unmodelled": [
                {
                  "register": "U4MODE.\\"WAKE\\"",
                  "pc": "0x9D001000",
                  "guest": 0,
                  "count": 1
                }
              ]
            }
            """);
  }

  @Test
  void statsAreATableOnStandardErrorThatAddsUp() {
    session.prints(1, 4, "console");

    vzlab("run", "a.elf", "--stats", "--for", "1ms");

    assertThat(host.outText()).isEqualTo("console");
    assertThat(host.errText())
        .isEqualTo(
            """
            Cycles by what has taken them, approximate timing:
                             root     %  guest 1     %  thread 8     %    total     %
            instructions        0   0.0      600  85.7        60  85.7      660   0.3
            + load-use          0   0.0       30   4.3        10  14.3       40   0.0
            + idle        199,230 100.0       70  10.0         0   0.0  199,300  99.7
            = cycles      199,230 100.0      700 100.0        70 100.0  200,000 100.0
            CPI                 -          1.050           1.167          1.061
            i-cache hits        -         95.00%          83.33%         93.94%
            CPI is cycles by instruction, idle and modelled ones left out.
            Cycles of the modelled hypervisor's work, by whom it was done for:
                        each  times  guest 1  thread 8  total
            exit          54      9      216       270    486
            = modelled                   216       270    486
            exit: what is saved
            How guests and threads were served, in cycles:
                      own  work  share  switches  overruns  worst latency
            guest 1   700   216  0.46%         2         0       6.170 us
            thread 8   70   270  0.17%         5         1              -
            share: own cycles and work for it. latency: from interrupt to first instruction.
            """);
  }

  @Test
  void theSummarySaysWhyTheRunEnded() throws Exception {
    Path json = folder.resolve("out.json");
    session.prints(1, 4, "x");

    vzlab("run", "a.elf", "--json", json.toString(), "--until", "x");

    assertThat(Files.readString(json)).contains("\"end\": \"match\"");
  }

  @Test
  void anInterruptedRunStillWritesItsSummary() throws Exception {
    Path json = folder.resolve("out.json");
    session.does(3, () -> host.interrupted = true);

    assertThat(vzlab("run", "a.elf", "--json", json.toString())).isZero();
    assertThat(Files.readString(json)).contains("\"end\": \"user\"");
  }

  @Test
  void aReaderThatHasGoneEndsTheRun() {
    host.readerGone = true;
    session.prints(3, 4, "x");

    assertThat(vzlab("run", "a.elf")).isZero();
    assertThat(session.now()).isEqualTo(FakeSession.ms(3));
  }

  @Test
  void aLongRunTellsHowFarItIsAfterTwoSecondsAndThenEveryTen() {
    host.step = 100_000_000;

    vzlab("run", "a.elf", "--for", "130ms");

    assertThat(host.errText().lines())
        .containsExactly(
            "vzlab: 0.0 s of board time in 2.0 s", "vzlab: 0.1 s of board time in 12.0 s");
  }

  @Test
  void atFullPaceNobodySleepsAndInRealTimeTheHostWaitsForTheBoard() {
    vzlab("run", "a.elf", "--for", "2s");
    assertThat(host.slept).isZero();

    vzlab("run", "a.elf", "--for", "4s", "--pace", "realtime");
    assertThat(host.slept).isEqualTo(2_000_000_000L);
  }
}
