package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.state.Snapshot;

/** A bare board taken at any moment and put back goes on as if nothing had happened. */
final class BoardSnapshotTest {
  private static TestBoard open(String name) throws UserError {
    Path image = TestBoard.ROOT.resolve("firmware").resolve(name);
    return TestBoard.open(image);
  }

  private static String tail(TestBoard test, int from) {
    return test.console().substring(from);
  }

  @ParameterizedTest(name = "{0} at {1} s")
  @CsvSource({
    "guest1/guest1.elf, 0.0001, 1.1", "guest1/guest1.elf, 0.05, 1.1",
    "guest1/guest1.elf, 1.0, 1.1", "guest2/guest2.elf, 0.0001, 1.1",
    "guest2/guest2.elf, 0.01, 1.1", "guest2/guest2.elf, 0.9, 1.1",
    "guest2/guest2.elf, 1.20003, 1.1", "hostile/hammer.elf, 0.01, 0.3"
  })
  void itGoesOnTheSameInTheSameBoardAndInAFreshOne(String name, double at, double later)
      throws UserError {
    double until = at + later;
    TestBoard original = open(name).run(at);
    long now = original.board.now();
    Snapshot snapshot = Snapshot.of(original.board);
    int sent = original.console().length();
    int changed = original.leds.size();
    original.run(until);
    String expected = tail(original, sent);
    assertThat(expected).isNotEmpty();

    int again = original.console().length();
    int ledsAgain = original.leds.size();
    snapshot.restore(original.board);
    assertThat(original.board.now()).isEqualTo(now);
    original.run(until);
    assertThat(tail(original, again)).isEqualTo(expected);
    assertThat(original.leds.subList(ledsAgain, original.leds.size()))
        .isEqualTo(original.leds.subList(changed, ledsAgain));

    TestBoard fresh = open(name);
    snapshot.restore(fresh.board);
    fresh.run(until);
    assertThat(fresh.console()).isEqualTo(expected);
    assertThat(fresh.leds).isEqualTo(original.leds.subList(changed, ledsAgain));
    assertThat(fresh.board.dump()).isEqualTo(original.board.dump());
  }
}
