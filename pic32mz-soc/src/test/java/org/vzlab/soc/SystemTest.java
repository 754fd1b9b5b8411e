package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.bus.BusError;
import org.vzlab.soc.peripheral.ResetCause;

/** Locks, clocks, resets, pin select, system bus, memories. */
class SystemTest {
  private static final int PGLOCK = 1 << 11;
  private static final int PMDLOCK = 1 << 12;
  private static final int IOLOCK = 1 << 13;
  private static final int OSWEN = 1;

  private final TestChip board = new TestChip();

  @Test
  void CFGCON_changes_only_between_the_two_keys_and_the_next_write_of_SYSKEY() {
    board.write("CFGCON", IOLOCK | 0x31);
    assertThat(board.read("CFGCON")).isEqualTo(0x31);
    board.write("SYSKEY", 0xAA996655);
    board.write("CFGCON", IOLOCK | 0x31);
    assertThat(board.read("CFGCON")).as("half open").isEqualTo(0x31);
    board.write("SYSKEY", 0x556699AA);
    board.write("CFGCON", PMDLOCK | 0x31);
    assertThat(board.read("CFGCON")).isEqualTo(PMDLOCK | 0x31);
    board.write("SYSKEY", 0x33333333);
    board.write("CFGCON", 0x31 | PMDLOCK | IOLOCK);
    assertThat(board.read("CFGCON")).as("locked again").isEqualTo(PMDLOCK | 0x31);
    assertThat(board.read("SYSKEY")).isZero();
  }

  @Test
  void the_keys_must_come_one_after_the_other() {
    board.write("SYSKEY", 0xAA996655);
    board.write("SYSKEY", 0);
    board.write("SYSKEY", 0x556699AA);
    board.write("CFGCON", PMDLOCK);
    assertThat(board.read("CFGCON")).isEqualTo(0x31);
  }

  @Test
  void the_locks_stay_set_where_DEVCFG3_allows_one_reconfiguration() {
    board.unlock();
    board.write("CFGCON", PGLOCK | PMDLOCK | IOLOCK | 0x31);
    board.write("CFGCON", 0x31);
    assertThat(board.read("CFGCON")).isEqualTo(PGLOCK | PMDLOCK | IOLOCK | 0x31);
    board.chip.configurationWords().program("DEVCFG3", 0x8EFFFFFF);
    board.write("CFGCON", 0x31);
    assertThat(board.read("CFGCON")).as("bits 29 and 28 of DEVCFG3 are 0").isEqualTo(PGLOCK | 0x31);
  }

  @Test
  void ECC_can_be_configured_once() {
    board.unlock();
    board.write("CFGCON", 0x11);
    board.write("CFGCON", 0x31);
    assertThat(board.read("CFGCON")).isEqualTo(0x11);
    board.chip.reset(ResetCause.EXTERNAL);
    assertThat(board.read("CFGCON")).isEqualTo(0x31);
  }

  @Test
  void PMD_and_CFGPG_obey_their_own_locks() {
    board.write("PMD5", 0xFFFFFFF7);
    board.write("CFGPG", 1);
    assertThat(board.read("PMD5")).isEqualTo(0x011F3F37);
    assertThat(board.unmodelled).isEmpty();
    board.unlock();
    board.write("CFGCON", PMDLOCK | PGLOCK | 0x31);
    board.write("PMD5", 0);
    board.clear("CFGPG", 1);
    assertThat(board.read("PMD5")).isEqualTo(0x011F3F37);
    assertThat(board.read("CFGPG")).isEqualTo(1);
  }

  @Test
  void pin_select_ignores_writes_while_IOLOCK_is_set() {
    board.write("U4RXR", 11);
    board.unlock();
    board.write("CFGCON", IOLOCK | 0x31);
    board.write("U4RXR", 3);
    board.write("RPF8R", 2);
    assertThat(board.read("U4RXR")).isEqualTo(11);
    assertThat(board.read("RPF8R")).isZero();
  }

  @Test
  void DEVID_is_that_of_the_WiFire_s_part_and_cannot_be_written() {
    board.write("DEVID", 0);
    assertThat(board.read("DEVID")).isEqualTo(0x1720E053);
  }

  @Test
  void a_peripheral_bus_divider_needs_the_key_and_takes_effect_at_once() {
    board.run(1001);
    assertThat(board.chip.peripheralClock(3).ticks()).isEqualTo(500);
    board.write("PB3DIV", 0x8004);
    assertThat(board.read("PB3DIV")).isEqualTo(0x8801);
    board.unlock();
    board.write("PB3DIV", 0x8004);
    assertThat(board.read("PB3DIV")).isEqualTo(0x8804);
    assertThat(board.chip.peripheralClock(3).divider()).isEqualTo(5);
    board.run(50);
    assertThat(board.chip.peripheralClock(3).ticks()).isEqualTo(510);
    assertThat(board.chip.peripheralClock(7).divider()).isEqualTo(1);
    assertThatThrownBy(() -> board.chip.peripheralClock(6)).hasMessageContaining("6");
  }

  @Test
  void a_clock_switch_is_refused_while_FCKSM_forbids_it() {
    board.unlock();
    board.write("OSCCON", 0x1000 | OSWEN);
    assertThat(board.read("OSCCON")).as("NOSC is FRC, COSC still SPLL").isEqualTo(0x1000);
  }

  @Test
  void a_clock_switch_takes_no_time_and_is_reported() {
    board.chip.configurationWords().program("DEVCFG1", 0x7F747CB9);
    board.write("OSCCON", OSWEN);
    assertThat(board.read("OSCCON")).as("locked").isEqualTo(0x1100);
    board.unlock();
    board.write("OSCCON", OSWEN);
    assertThat(board.read("OSCCON")).isZero();
    assertThat(board.unmodelled).containsExactly("write OSCCON.COSC");
    board.write("OSCCON", 0x80);
    board.write("OSCCON", 0x180 | OSWEN);
    assertThat(board.read("OSCCON")).as("CLKLOCK freezes the selection").isEqualTo(0x80);
  }

  @Test
  void a_reference_clock_says_that_it_is_active_while_it_is_on() {
    board.write("REFO1CON", 0x8200);
    assertThat(board.read("REFO1CON")).isEqualTo(0x8100);
    board.clear("REFO1CON", 0x8000);
    assertThat(board.read("REFO1CON")).isZero();
  }

  @Test
  void a_software_reset_needs_the_key_the_bit_and_a_read() {
    List<ResetCause> resets = new ArrayList<>();
    board.chip.onReset(resets::add);
    board.set("RSWRST", 1);
    board.read("RSWRST");
    assertThat(resets).as("locked").isEmpty();
    board.unlock();
    board.read("RSWRST");
    assertThat(resets).as("bit not set").isEmpty();
    board.set("RSWRST", 1);
    assertThat(resets).as("not read").isEmpty();
    board.read("RSWRST");
    assertThat(resets).containsExactly(ResetCause.SOFTWARE);
  }

  @Test
  void RCON_says_why_and_keeps_what_software_has_not_cleared() {
    assertThat(board.read("RCON")).as("POR and BOR").isEqualTo(3);
    board.write("RCON", 0);
    board.chip.reset(ResetCause.SOFTWARE);
    assertThat(board.read("RCON")).isEqualTo(0x40);
    board.chip.reset(ResetCause.EXTERNAL);
    assertThat(board.read("RCON")).isEqualTo(0xC0);
    board.chip.reset(ResetCause.POWER_ON);
    assertThat(board.read("RCON")).isEqualTo(3);
  }

  @Test
  void a_reset_locks_the_system_registers_and_gives_all_their_reset_values() {
    board.unlock();
    board.write("PB2DIV", 0x8003);
    board.write("U4MODE", 0x8000);
    board.chip.reset(ResetCause.SOFTWARE);
    assertThat(board.read("PB2DIV")).isEqualTo(0x8801);
    assertThat(board.chip.peripheralClock(2).divider()).isEqualTo(2);
    assertThat(board.read("U4MODE")).isZero();
    board.write("PB2DIV", 0x8003);
    assertThat(board.read("PB2DIV")).isEqualTo(0x8801);
  }

  @Test
  void a_flash_operation_ends_at_once_with_an_error_and_a_report() {
    board.write("NVMCON", 0x4001);
    board.set("NVMCON", 0x8000);
    assertThat(board.read("NVMCON")).as("WR 0, WRERR 1").isEqualTo(0x6001);
    assertThat(board.unmodelled).containsExactly("write NVMCON.WR");
    board.write("NVMCON", 0x4000);
    board.set("NVMCON", 0x8000);
    assertThat(board.read("NVMCON")).as("the empty operation clears WRERR").isEqualTo(0x4000);
  }

  @Test
  void memories_are_where_the_memory_map_has_them() throws BusError {
    board.write(0x0007FFFC, 4, 0x12345678);
    assertThat(board.chip.ram().read(0x7FFFC, 4)).isEqualTo(0x12345678);
    board.chip.flash().write(0x1FFFFC, 4, 7);
    assertThat(board.read(0x1D1FFFFC, 4)).isEqualTo(7);
    board.write(0x1D1FFFFC, 4, 8);
    assertThat(board.read(0x1D1FFFFC, 4)).as("a store does not change flash").isEqualTo(7);
    board.chip.bootFlash().write(0x13FFC, 4, 9);
    assertThat(board.read(0x1FC13FFC, 4)).isEqualTo(9);
    assertThat(board.read(0x1FC53FFC, 4)).isEqualTo(9);
    assertThat(board.read(0x1FC33FFC, 4)).as("boot flash 2").isEqualTo(-1);
    assertThatThrownBy(() -> board.bus.read(0x00080000, 4)).isInstanceOf(BusError.class);
  }
}
