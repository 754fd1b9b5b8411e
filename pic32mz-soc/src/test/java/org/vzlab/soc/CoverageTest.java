package org.vzlab.soc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.Block;

class CoverageTest {
  /** Registers whose reset value is not the table's: it comes from the configuration words. */
  private static final Map<String, Integer> RESETS =
      Map.ofEntries(
          entry("DEVID", 0x1720E053),
          entry("WDTCON", 20 << 8),
          entry("DMTPSCNT", 0x80000000),
          entry("DMTPSINTV", 0x7F000000),
          entry("OSCCON", 0x1100),
          entry("SPLLCON", 0x01310201),
          entry("PB1DIV", 0x0801),
          entry("PB2DIV", 0x8801),
          entry("PB3DIV", 0x8801),
          entry("PB4DIV", 0x8801),
          entry("PB5DIV", 0x8801),
          entry("PB7DIV", 0x8800),
          entry("PB8DIV", 0x8801),
          entry("CLKSTAT", 0xA7));

  private final TestChip board = new TestChip();

  @Test
  void every_register_of_the_part_is_either_modelled_or_declared_unmodelled() {
    List<RegisterSpec> modelled = new ArrayList<>();
    List<RegisterSpec> declared = new ArrayList<>();
    for (Block block : board.chip.blocks()) {
      modelled.addAll(block.modelled());
      declared.addAll(block.declaredUnmodelled());
    }
    System.out.printf(
        "registers: %d modelled, %d declared unmodelled%n", modelled.size(), declared.size());
    assertThat(modelled).doesNotContainAnyElementsOf(declared);
    List<RegisterSpec> both = new ArrayList<>(modelled);
    both.addAll(declared);
    assertThat(both).containsExactlyInAnyOrderElementsOf(board.part.registers());
    assertThat(both).hasSize(1271);
  }

  @Test
  void every_register_has_its_reset_value() {
    assertThat(board.part.registers())
        .allSatisfy(
            spec ->
                assertThat(board.read(spec.address(), 4))
                    .as(spec.name())
                    .isEqualTo(RESETS.getOrDefault(spec.name(), spec.reset())));
  }

  @Test
  void a_declared_register_keeps_its_writable_bits_and_is_reported_by_name() {
    board.write("T2CON", -1);
    assertThat(board.read("T2CON")).isEqualTo(board.part.register("T2CON").writable());
    board.clear("T2CON", 0x8000);
    board.invert("T2CON", 0x10);
    board.set("T2CON", 0x8000);
    assertThat(board.read("T2CON")).isEqualTo(board.part.register("T2CON").writable() ^ 0x10);
    assertThat(board.unmodelled).contains("write T2CON", "read T2CON").hasSize(6);
  }

  @Test
  void an_address_between_the_registers_reads_0_and_is_reported() {
    assertThat(board.read(0x1F8D0000, 4)).isZero();
    assertThat(board.unmodelled).containsExactly("read 0x1F8D0000");
  }

  @Test
  void the_configuration_words_stand_in_boot_flash_at_both_addresses() {
    assertThat(board.read(0x1FC0FFC4, 4)).as("DEVCFG2").isEqualTo(0xFFF9B11A);
    assertThat(board.read(0x1FC4FFC4, 4)).as("BF1DEVCFG2").isEqualTo(0xFFF9B11A);
    assertThat(board.read(0x1FC0FF4C, 4)).as("ADEVCFG0").isEqualTo(0xFFFFF7FF);
    assertThat(board.read(0x1FC6FFCC, 4)).as("BF2DEVCFG0").isEqualTo(0xFFFFF7FF);
    assertThat(board.read(0x1FC54020, 4)).as("DEVSN0").isEqualTo(-1);
  }
}
