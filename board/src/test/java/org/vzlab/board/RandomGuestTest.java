package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Load;

/**
 * Guests of random instructions, one after another in the place of the demo's second guest: each is
 * programmed into its flash, restarted from the monitor and left alone for some milliseconds. After
 * each, nothing outside its partition has changed; at the end the first guest has kept its beat.
 */
final class RandomGuestTest {
  private static final int GUESTS = 25;
  private static final double FIRST = 0.001;
  private static final double EACH = 0.003;
  private static final double END = 2.5;

  @TempDir Path folder;

  @ParameterizedTest(name = "seeds {0}00 to {0}24")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void aRandomGuestHurtsNobodyButItself(int batch) throws Exception {
    attack(batch, RandomCode::words);
  }

  @ParameterizedTest(name = "seeds {0}00 to {0}24")
  @ValueSource(ints = {21, 22, 23, 24})
  void aRandomGuestInMicromipsHurtsNobodyButItself(int batch) throws Exception {
    TestBoard test = attack(batch, RandomCode::micromips);
    assertThat(test.lines())
        .as("some have come as far as to be stopped for what they did")
        .anyMatch(line -> line.startsWith("PANIC_THREAD: Thread2: "));
  }

  private TestBoard attack(int batch, Function<RandomCode, int[]> code) throws Exception {
    Layout layout = Guests.withoutPorts(Guests.of("stop: beq $zero, $zero, stop\nnop\n"), folder);
    int flash =
        layout.loads().stream()
            .filter(load -> load.owner().contains("2"))
            .mapToInt(Load::address)
            .findFirst()
            .orElseThrow();
    TestBoard test = TestBoard.of(layout);
    Fortress fortress = new Fortress(test, layout);
    test.run(FIRST);
    fortress.remember();
    test.type(FIRST, "2");
    double time = FIRST;
    for (int i = 0; i < GUESTS; i++) {
      int seed = batch * 100 + i;
      fortress.program(flash, Guests.bytes(code.apply(new RandomCode(new SplittableRandom(seed)))));
      test.type(time, "r");
      time += EACH;
      try {
        test.run(time);
        fortress.holds();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    test.type(time, "s").type(END - 0.1, "q").run(END);
    fortress.holds();
    fortress.firstGuestBeats(3);
    assertThat(test.clockLines()).hasSize(1);
    assertThat(test.lines())
        .filteredOn(l -> l.startsWith("Thread2: "))
        .last()
        .asString()
        .as("the monitor has obeyed to the end")
        .matches("Thread2: guest2\\.elf pc=[0-9a-f]{8} cycles=\\d+ (stopped|faulted: .*)");
    assertThat(test.guest(1).state()).isEqualTo("waiting");
    assertThat(test.guest(2).state()).isIn("stopped", "faulted");
    return test;
  }
}
