package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.peripheral.ResetCause;

/**
 * Whoever owns registers may write anything into them, in any size and order, unlocked or not. The
 * chip goes on: nothing comes out but bus errors, its time goes forward, and what it reports does
 * not grow with time.
 */
final class RegisterFuzzTest {
  private static final int STORES = 40_000;

  /** Sooner or later a store switches everything off: after so many all begins anew. */
  private static final int RESET = 500;

  /** More events than that without any time would be an endless loop. */
  private static final long MOST_EVENTS = 1000;

  private static final int[] VALUES = {0, 1, -1, 0x8000, 0xFFFF, 0x80000000, 0x7FFFFFFF, 0x8080};

  private final TestChip board = new TestChip();
  private int events;

  private static int value(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> VALUES[random.nextInt(VALUES.length)];
      case 1 -> 1 << random.nextInt(32);
      case 2 -> random.nextInt() & 0x7FFFF;
      default -> random.nextInt();
    };
  }

  /** UARTs that send and DMA channels that copy, to begin with. */
  private void prepare() {
    for (String uart : List.of("U1", "U4")) {
      board.write(uart + "MODE", 0x8000);
      board.write(uart + "STA", 0x1400);
      board.write(uart + "TXREG", 'a');
    }
    board.write("DMACON", 0x8000);
    for (int channel = 0; channel < 8; channel++) {
      for (String size : List.of("SSIZ", "DSIZ", "CSIZ")) {
        board.write("DCH" + channel + size, 256);
      }
      board.write("DCH" + channel + "DSA", 0x1000 * channel);
      board.write("DCH" + channel + "CON", 0x93);
      board.write("DCH" + channel + "ECON", 0x80);
    }
  }

  private void access(SplittableRandom random, int address) {
    int size = random.nextInt(4) == 0 ? 1 << random.nextInt(3) : 4;
    int at = (address + 4 * random.nextInt(4)) & -size;
    try {
      if (random.nextInt(4) == 0) {
        board.bus.read(at, size);
      } else {
        board.bus.write(at, size, value(random));
      }
    } catch (BusError e) {
      assertThat(board.part.registers()).noneMatch(register -> register.address() == at);
    }
  }

  /** As {@link TestChip#run}, counting events. */
  private void run(long cycles) {
    long end = board.time.now() + cycles;
    int before = events;
    while (board.time.nextEvent() <= end) {
      board.time.advance(board.time.nextEvent() - board.time.now());
      board.time.fireDue();
      events++;
      assertThat((long) events - before)
          .as("events in %d cycles", cycles)
          .isLessThan(cycles + MOST_EVENTS);
    }
    board.time.advance(end - board.time.now());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverIsWrittenToRegistersTheChipGoesOn(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RegisterSpec> registers = List.copyOf(board.part.registers());
    List<RegisterSpec> busy =
        registers.stream().filter(r -> r.name().matches("U\\d.*|DCH.*|DMACON|DCRC.*")).toList();
    for (int i = 0; i < STORES; i++) {
      if (i % 50 == 0 && random.nextBoolean()) {
        board.unlock();
      }
      if (i % RESET == 0) {
        board.chip.reset(ResetCause.POWER_ON);
        prepare();
      }
      List<RegisterSpec> some = random.nextBoolean() ? busy : registers;
      RegisterSpec next = some.get(random.nextInt(some.size()));
      // A module that is off has no registers, and this would be soon over.
      if (!next.name().startsWith("PMD") || random.nextInt(64) == 0) {
        access(random, next.address());
      }
      if (random.nextInt(16) == 0) {
        run(random.nextInt(random.nextInt(64) == 0 ? 2_000_000 : 2_000));
      }
      board.requests.clear();
    }
    assertThat(events).as("what the chip has done").isGreaterThan(1000);
    long before = board.time.now();
    run(1_000_000);
    assertThat(board.time.now()).isEqualTo(before + 1_000_000);
    assertThat(new TreeSet<>(board.unmodelled)).hasSizeLessThan(8 * registers.size());
  }
}
