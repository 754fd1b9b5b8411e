package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.Image;

/** Guests that do again and again what the emulator notes: it forgets, or notes it once. */
final class GrowthAttackTest {
  private static final long SECOND = Session.CYCLES_PER_SECOND;

  /** What may be left of 60 million cycles: a byte in a hundred of them, and the JVM's own. */
  private static final long MOST_BYTES = 1_000_000;

  private final List<String> reports = new ArrayList<>();
  private long sent;

  private Bench open(String config, String source) throws Exception {
    Image image = Guests.of(source);
    Setup setup =
        new Setup(
            TestBoard.ROOT.resolve("configs/" + config).toString(),
            Setup.OWN_BOARD,
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.REPORT);
    int last = config.startsWith("two") ? 2 : 1;
    Bench bench = Boards.bench(setup, Variant.NONE.withImage(last, image));
    bench.onReport(reports::add);
    bench.onSerial(4, character -> sent++);
    return bench;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Runs for half a second; what most of it leaves behind is bounded. */
  private void staysSmall(Bench bench) {
    bench.run(SECOND / 5);
    final long before = used();
    bench.run(SECOND / 2);
    assertThat(used() - before).as("bytes that it leaves").isLessThan(MOST_BYTES);
    assertThat(bench.end()).isEqualTo(End.RUNNING);
  }

  @Test
  void refusedDmaForEverIsTakenAwayAgain() throws Exception {
    Bench bench =
        open(
            "dma-violator.config",
            """
            lui $t0, 0xBF81
            ori $t1, $zero, 0x8000
            sw $t1, 0x1000($t0)       # DMACON.ON
            addiu $t2, $zero, 4
            lui $t3, 1                # behind the zone
            again: sw $zero, 0x1090($t0)
            sw $t3, 0x10A0($t0)
            sw $t2, 0x10B0($t0)
            sw $t2, 0x10C0($t0)
            sw $t2, 0x10F0($t0)
            sw $zero, 0x1080($t0)
            addiu $t4, $zero, 0x80
            sw $t4, 0x1060($t0)       # CHEN
            sw $t4, 0x1070($t0)       # CFORCE
            b again
            nop
            """);
    staysSmall(bench);
    assertThat(reports).filteredOn(line -> line.startsWith("SB")).hasSize(1001);
    assertThat(reports).last().isEqualTo("SBA: further access violations are not told");
  }

  @Test
  void exitsAndInterruptsForEverLeaveNothing() throws Exception {
    Bench bench =
        open(
            "two-guests.config",
            """
            lui $t1, 0xBF81
            lui $t2, 0xBF82
            addiu $t0, $zero, 1
            again: sw $t0, 0x48($t1)  # IFS0SET
            sw $t0, 0x44($t1)         # IFS0CLR
            sw $t0, 0x2620($t2)       # U4TXREG
            mfc0 $t3, $9
            mtc0 $t3, $11
            tlbwr
            mtc0 $t3, $10
            cache 0x15, 0($t1)
            b again
            nop
            """);
    staysSmall(bench);
    assertThat(sent).as("what the console has taken").isGreaterThan(1000);
    assertThat(reports).hasSizeLessThan(20);
  }
}
