package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.soc.peripheral.ResetCause;

/** CFGPG.CPUPG: what the system bus does about the processor's accesses. */
class ProcessorGroupTest {
  private static final int VIOLATION = 106;
  private static final int ERRP = 1 << 24;
  private static final int CODE_3 = 3 << 24;
  private static final int CPUPRI = 1 << 24;
  private static final int CPU = 1;
  private static final int READ = 2;
  private static final int WRITE = 1;

  /** In the upper half of RAM, target 3. */
  private static final int UPPER = 0x4_0000;

  private final TestChip board = new TestChip();
  private int changes;

  @BeforeEach
  void listen() {
    board.bus.onGuardChange(() -> changes++);
  }

  /** The processor in group 1, and a target's region 0 for some groups. */
  private void shut(int target, int readers, int writers) {
    board.write("CFGPG", 1);
    board.write("SBT" + target + "ECON", ERRP);
    board.write("SBT" + target + "RD0", readers);
    board.write("SBT" + target + "WR0", writers);
  }

  private boolean isOpen(int page) {
    return board.bus.guard().opens(page, false) && board.bus.guard().opens(page, true);
  }

  private void assertRefused(int address) {
    assertThatThrownBy(() -> board.bus.readGuarded(address, 4)).isInstanceOf(BusError.class);
  }

  @Test
  void a_read_without_the_right_is_a_bus_error_that_is_logged_and_reported() throws BusError {
    board.write(UPPER, 4, 0x1234);
    shut(3, 0b1101, 0b1111);
    assertRefused(UPPER);
    assertThat(board.read("SBT3ELOG1")).isEqualTo(CODE_3 | CPU << 8 | READ);
    assertThat(board.read("SBT3ELOG2")).as("group").isEqualTo(1);
    assertThat(board.read("SBFLAG")).isEqualTo(1 << 3);
    assertThat(board.chip.evic().flag(VIOLATION)).isTrue();
    board.bus.writeGuarded(UPPER, 4, 5);
    assertThat(board.read(UPPER, 4)).as("it may write").isEqualTo(5);
    assertThat(board.unmodelled).isEmpty();
  }

  @Test
  void a_write_without_the_right_does_not_happen_and_is_logged() throws BusError {
    board.write(UPPER, 4, 0x1234);
    shut(3, 0b1111, 0b1101);
    board.bus.writeGuarded(UPPER, 4, 5);
    board.bus.writeGuarded(UPPER + 3, 1, 5);
    assertThat(board.bus.readGuarded(UPPER, 4)).isEqualTo(0x1234);
    assertThat(board.read("SBT3ELOG1")).as("MULTI").isEqualTo(1 << 31 | CODE_3 | CPU << 8 | WRITE);
    assertThat(board.read("SBFLAG")).isEqualTo(1 << 3);
  }

  @Test
  void a_refused_read_of_a_device_has_no_effect_there() {
    board.write("U4MODE", 0x8040);
    board.write("U4STA", 0x1400);
    board.write("U4TXREG", 'x');
    board.run(100_000);
    shut(6, 0b1101, 0b1111);
    assertRefused(board.part.register("U4RXREG").address());
    assertThat(board.read("U4STA") & 1).as("URXDA").isEqualTo(1);
    assertThat(board.read("SBFLAG")).isEqualTo(1 << 6);
  }

  @Test
  void without_ERRP_the_access_is_refused_and_logged_all_the_same() {
    shut(3, 0, 0);
    board.write("SBT3ECON", 0);
    assertRefused(UPPER);
    assertThat(board.read("SBT3ELOG1")).isEqualTo(CODE_3 | CPU << 8 | READ);
    assertThat(board.read("SBFLAG")).isZero();
  }

  @Test
  void with_CPUPRI_the_initiator_is_the_one_of_high_priority() {
    shut(3, 0, 0);
    board.unlock();
    board.write("CFGCON", board.read("CFGCON") | CPUPRI);
    assertRefused(UPPER);
    assertThat(board.read("SBT3ELOG1") >>> 8 & 0xFF).isEqualTo(CPU + 1);
  }

  @Test
  void groups_of_others_do_not_count() throws BusError {
    board.write("CFGPG", 0x30);
    board.write("SBT3RD0", 0b0111);
    assertThat(board.bus.readGuarded(UPPER, 4)).isZero();
    assertThat(isOpen(UPPER)).isTrue();
    board.write("CFGPG", 0x03);
    assertRefused(UPPER);
    board.write("CFGPG", 0x02);
    assertThat(board.bus.readGuarded(UPPER, 4)).isZero();
  }

  @Test
  void a_page_is_open_if_all_its_regions_let_the_processor_read_or_write() throws BusError {
    board.write("SBT2WR1", 0);
    board.write("SBT2REG1", 0x8400 | 1 << 3);
    assertThat(board.bus.guard().opens(0x8000, false)).isTrue();
    assertThat(board.bus.guard().opens(0x8000, true)).as("1 KB of it is shut").isFalse();
    assertThat(isOpen(0x7000)).isTrue();
    assertThat(isOpen(0x9000)).isTrue();
    for (int at = 0x8000; at < 0x9000; at += 0x400) {
      board.bus.writeGuarded(at, 4, 1);
      boolean window = at == 0x8400;
      assertThat(board.read(at, 4)).as("%X", at).isEqualTo(window ? 0 : 1);
    }
    assertThat(board.read("SBT2ELOG1")).isEqualTo(CODE_3 | CPU << 8 | 1 << 4 | WRITE);
  }

  @Test
  void a_window_may_let_through_what_its_target_does_not() throws BusError {
    shut(2, 0, 0);
    board.write("SBT2RD1", 2);
    board.write("SBT2REG1", 0x8000 | 3 << 3);
    assertThat(board.bus.guard().opens(0x8000, false)).isTrue();
    assertThat(board.bus.guard().opens(0x8000, true)).isTrue();
    assertThat(board.bus.readGuarded(0x8FFC, 4)).isZero();
    assertRefused(0x9000);
    assertThat(isOpen(0x9000)).isFalse();
  }

  @ParameterizedTest(name = "{0} is target {1}")
  @CsvSource({
    "0x1F8F0510, 0", "0x1D000000, 1", "0x1FC00000, 1", "0x1FC60000, 1", "0x1F8E0000, 1",
    "0x0003FFFC, 2", "0x0007FFFC, 3", "0x1F8E1000, 4", "0x1F810000, 5", "0x1F822610, 6",
    "0x1F840000, 7", "0x1F860020, 8", "0x1F882000, 9", "0x1F8E3000, 10", "0x1F8E6000, 13"
  })
  void every_target_can_refuse(int address, int target) {
    shut(target, 0b1101, 0b1111);
    assertRefused(address);
    assertThat(board.read("SBFLAG")).isEqualTo(1 << target);
  }

  @Test
  void the_processor_hears_of_changes_only_while_something_is_denied_to_it() {
    board.write("SBT2RD1", 0b1101);
    board.write("SBT2WR0", 0b0011);
    board.write("CFGPG", 0x10);
    board.write("SBT2REG1", 0x8000 | 1 << 3);
    assertThat(changes).as("in group 0, which all let through").isZero();
    board.write("CFGPG", 1);
    assertThat(changes).isEqualTo(1);
    board.write("SBT2REG1", 0x9000 | 1 << 3);
    assertThat(changes).as("the window moves").isEqualTo(2);
    board.write("SBT2REG1", 0);
    assertThat(changes).as("the window goes").isEqualTo(3);
    board.write("SBT2RD1", 0);
    assertThat(changes).as("it is absent").isEqualTo(3);
  }

  @Test
  void a_reset_opens_everything_and_says_so() {
    shut(3, 0, 0);
    changes = 0;
    board.chip.reset(ResetCause.SOFTWARE);
    assertThat(changes).isEqualTo(1);
    assertThat(isOpen(UPPER)).isTrue();
    assertThat(board.bus.guard().permits(UPPER, true)).isTrue();
  }

  @Test
  void a_snapshot_brings_its_permissions_along() {
    Snapshot open = Snapshot.of(board);
    shut(3, 0, 0);
    assertRefused(UPPER);
    Snapshot shut = Snapshot.of(board);
    open.restore(board);
    assertThat(isOpen(UPPER)).isTrue();
    assertThat(board.bus.guard().permits(UPPER, true)).isTrue();
    TestChip other = new TestChip();
    assertThat(other.bus.guard().permits(UPPER, true)).isTrue();
    shut.restore(other);
    assertThat(other.bus.guard().opens(UPPER, true)).isFalse();
    assertThat(other.bus.guard().permits(UPPER, true)).isFalse();
  }
}
