package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The root's commands at the console of the demo. */
final class MonitorTest {
  private static TestBoard typed(String text) throws UserError {
    return TestBoard.open(TestBoard.TWO_GUESTS).type(2.1, "^E0" + text).run(2.25);
  }

  private static List<String> replies(TestBoard demo) {
    return demo.lines().stream().filter(l -> l.startsWith("Thread")).toList();
  }

  @Test
  void aStoppedGuestIsSilentUntilItIsContinued() throws UserError {
    TestBoard demo = typed("1s").run(4.9);
    assertThat(replies(demo)).containsExactly("Thread1: stopped");
    assertThat(demo.guest(1).state()).isEqualTo("stopped");
    long before = demo.leds.stream().filter(l -> l.contains("LD1")).count();
    assertThat(before).isEqualTo(3);
    demo.type(4.95, "c").run(7.5);
    assertThat(replies(demo)).containsExactly("Thread1: stopped", "Thread1: continued");
    assertThat(demo.leds.stream().filter(l -> l.contains("LD1")).count()).isGreaterThan(before + 1);
    assertThat(demo.board.failed()).isFalse();
  }

  @Test
  void aRestartedGuestBeginsAtItsEntryAndTheOtherDoesNot() throws UserError {
    TestBoard demo = typed("1r").run(4);
    assertThat(replies(demo)).containsExactly("Thread1: restarted");
    assertThat(demo.lines()).filteredOn(l -> l.startsWith("DEVID")).hasSize(2);
    assertThat(demo.lines()).filteredOn(l -> l.startsWith("Config7")).hasSize(1);
    assertThat(demo.leds).filteredOn(l -> l.contains("LD1")).hasSizeBetween(4, 5);
  }

  @Test
  void statusOfTheSelectedGuestHasItsRegisters() throws UserError {
    TestBoard demo = typed("2q");
    assertThat(replies(demo))
        .singleElement()
        .asString()
        .matches("Thread2: guest2\\.elf pc=9fc0[0-9a-f]{4} cycles=\\d+ (waiting|running)");
    assertThat(demo.lines()).filteredOn(l -> l.matches("\\$\\d\\d:( [0-9a-f]{8}){4}")).hasSize(8);
  }

  @Test
  void statusWithNoGuestSelectedIsThatOfEveryGuest() throws UserError {
    TestBoard demo = typed("1s0q");
    assertThat(replies(demo)).hasSize(3);
    assertThat(replies(demo).get(1)).startsWith("Thread1: guest1.elf").endsWith("stopped");
    assertThat(replies(demo).get(2)).startsWith("Thread2: guest2.elf").endsWith("waiting");
  }

  @Test
  void theTlbIsListedWithTheGuestsThatOwnItsEntries() throws UserError {
    TestBoard demo = typed("T");
    List<String> entries =
        demo.lines().stream()
            .filter(
                l ->
                    l.matches(
                        "TLB\\d+: HI=0x[0-9a-f]{8} Lo0=0x[0-9a-f]{8} Lo1=0x[0-9a-f]{8}"
                            + " PM=0x[0-9a-f]{8} GCTL1=0x000[012]000[012]"))
            .toList();
    assertThat(entries).hasSize(16);
    assertThat(entries).anyMatch(l -> l.contains("GCTL1=0x0001"));
    assertThat(entries).anyMatch(l -> l.contains("GCTL1=0x0002"));
    demo.run(5);
    assertThat(demo.guest(1).state()).as("the listing changes nothing").isEqualTo("waiting");
    assertThat(demo.leds).filteredOn(l -> l.contains("LD1")).hasSize(5);
  }

  @Test
  void theInterruptControllerIsListedRealAndVirtual() throws UserError {
    TestBoard demo = typed("2I");
    for (String row : List.of("IFS: ", "IEC: ", "vIFS:", "vIEC:")) {
      assertThat(demo.lines())
          .filteredOn(l -> l.startsWith(row) && l.matches("\\w+: *( [0-9a-f]{8}){7}"))
          .hasSize(1);
    }
    assertThat(demo.lines())
        .as("guest 2 has the core timer's and the receiver's interrupts on")
        .contains("vIEC: 00000001 00000000 00000000 00000000 00000000 00000800 00000000");
  }

  @Test
  void tracesOfOneGuestAreSwitchedOnAndOff() throws UserError {
    TestBoard demo = typed("2deit");
    assertThat(demo.lines())
        .contains("Thread2: debug on", "exception trace on", "interrupt trace on", "time trace on");
    demo.run(2.8);
    assertThat(demo.lines())
        .anyMatch(l -> l.matches("Thread2: exception \\d+, gcause=\\d+"))
        .anyMatch(l -> l.matches("Thread2: interrupt 0, ipl 3"))
        .anyMatch(l -> l.matches("MTC0 COMPARE: [0-9a-f]{8}"))
        .anyMatch(l -> l.matches("MFC0 COUNT: [0-9a-f]{8}"))
        .noneMatch(l -> l.startsWith("Thread1: "));
    demo.type(2.8, "d").run(2.95);
    int traced = replies(demo).size();
    demo.run(4);
    assertThat(replies(demo)).hasSize(traced).last().isEqualTo("Thread2: debug off");
  }

  @Test
  void nonsenseAtTheMonitorChangesNothing() throws UserError {
    StringBuilder nonsense = new StringBuilder();
    for (int c = 0; c < 256; c++) {
      if (c != 5 && "srcdeitqITx0123456789".indexOf(c) < 0) {
        nonsense.append((char) c);
      }
    }
    TestBoard demo = typed("1" + nonsense + "\r\n8s9r").run(5.5);
    assertThat(replies(demo)).isEmpty();
    assertThat(demo.leds).filteredOn(l -> l.contains("LD1")).hasSize(6);
    assertThat(demo.guest(1).state()).isEqualTo("waiting");
    assertThat(demo.guest(2).state()).isEqualTo("waiting");
  }
}
