package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.vp.layout.Layout;

/** The hostile firmware as the second guest of the demo. */
final class HostileGuestTest {
  private TestBoard test;
  private Fortress fortress;

  private void beside(String name, double seconds) throws Exception {
    Layout layout =
        Guests.beside(ImageFile.load(TestBoard.ROOT.resolve("firmware/hostile/" + name + ".elf")));
    test = TestBoard.of(layout);
    fortress = new Fortress(test, layout);
    test.run(0.001);
    fortress.remember();
    test.run(seconds);
    fortress.holds();
    fortress.firstGuestBeats((int) Math.ceil(seconds));
    assertThat(test.clockLines()).hasSize((int) (seconds + 1) / 2);
    assertThat(test.guest(1).state()).isEqualTo("waiting");
    assertThat(test.console()).contains(name + ": ");
  }

  @ParameterizedTest(name = "{0} is stopped: {1}")
  @CsvSource({
    "jumper,  fetch of 1e000000 denied: nothing is mapped there",
    "garbage, unknown hypercall 000",
    "prober,  read of 00010000 denied: nothing is mapped there"
  })
  void aGuestThatLeavesItsPartitionIsStoppedWithAReason(String name, String reason)
      throws Exception {
    beside(name, 4.9);
    assertThat(test.lines()).containsOnlyOnce("PANIC_THREAD: Thread2: " + reason);
    assertThat(test.faults).containsExactly("2: " + reason);
    assertThat(test.guest(2).state()).isEqualTo("faulted");
    assertThat(test.board.failed()).isTrue();
    test.type(4.9, "2q").run(5);
    assertThat(test.lines()).anyMatch(l -> l.startsWith("Thread2:") && l.endsWith(reason));
  }

  @Test
  void aGuestThatLoopsWithInterruptsOffTakesTheTimeThatOthersDoNotNeed() throws Exception {
    beside("spinner", 1.1);
    assertThat(test.guest(2).state()).isEqualTo("running");
    assertThat(test.guest(2).cycles()).isGreaterThan(TestBoard.cycles(1.05));
    assertThat(test.board.failed()).isFalse();
    test.type(1.1, "2s").run(1.11);
    assertThat(test.lines()).as("the monitor still answers").contains("Thread2: stopped");
  }

  @Test
  void aGuestThatHammersTheConsoleSilencesNobody() throws Exception {
    beside("hammer", 1.5);
    assertThat(test.guest(2).state()).isEqualTo("running");
    assertThat(test.board.failed()).isFalse();
    assertThat(test.console().chars().filter(c -> c == '#')).hasSize(2);
    test.type(1.5, "2s").run(1.6);
    assertThat(test.lines()).contains("Thread2: stopped");
    int sent = test.console().length();
    assertThat(test.run(1.9).console()).as("stopped is silent").hasSize(sent);
  }

  @Test
  void aGuestThatWritesSystemRegistersIsIgnored() throws Exception {
    beside("toucher", 2.9);
    assertThat(test.lines())
        .contains(
            "CFGCON unchanged",
            "PMD5 unchanged",
            "OSCCON unchanged",
            "RSWRST unchanged",
            "toucher: still here");
    assertThat(test.board.failed()).isFalse();
  }
}
