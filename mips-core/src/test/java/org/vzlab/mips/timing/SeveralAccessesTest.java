package org.vzlab.mips.timing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.isa.Isa;

/** How many accesses an instruction makes, and what those after the first take. */
class SeveralAccessesTest {
  private static final int BASE = 4;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lw $8, 0($4) | 1",
        "sw $8, 0($4) | 1",
        "lwl $8, 0($4) | 1",
        "lwl $8, 3($4) | 1",
        "lwr $8, 0($4) | 1",
        "lwr $8, 3($4) | 1",
        "swl $8, 0($4) | 1",
        "swl $8, 3($4) | 1",
        "swr $8, 0($4) | 1",
        "swr $8, 3($4) | 1",
        "ldc1 $f2, 8($4) | 1",
        "sdc1 $f2, 8($4) | 1",
        "ldxc1 $f2, $0($4) | 1",
        "suxc1 $f2, $0($4) | 1",
        "aset 1, 0($4) | 2",
        "aclr 1, 0($4) | 2",
        "pref 0, 0($4) | 0",
        "sync | 0"
      })
  void anInstructionMakesAsManyAccessesAsHardware(String source, long accesses) {
    for (Isa isa : Isa.values()) {
      TimedMachine machine = TimedMachine.approximate(isa);

      long cycles = machine.cycles(source);

      assertThat(machine.counted(Tally.DATA_ACCESS)).as(source).isEqualTo(2 * accesses);
      assertThat(cycles).as(source).isEqualTo(Math.max(accesses, 1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lwm $16-$17, 0($4)    | 2",
        "lwm $16-$23, 0($4)    | 8",
        "lwm $16-$23, $30-$31, 0($4) | 10",
        "swm $16-$17, 0($4)    | 2",
        "swm $16-$23, $31, 0($4) | 9",
        "lwp $8, 0($4)         | 2",
        "swp $8, 0($4)         | 2"
      })
  void eachWordTakesACycle(String source, int words) {
    TimedMachine machine = TimedMachine.approximate(Isa.MICROMIPS);

    assertThat(machine.cycles(source)).isEqualTo(words);
    assertThat(machine.stalled(Stall.MULTIPLE)).isEqualTo(2L * (words - 1));
    assertThat(machine.counted(Tally.DATA_ACCESS)).isEqualTo(2L * words);

    TimedMachine slow = TimedMachine.with(Isa.MICROMIPS, TimingConstant.FURTHER_ACCESS, 3);
    assertThat(slow.cycles(source)).isEqualTo(1 + 3L * (words - 1));
  }

  @Test
  void onlyTheLastOfSeveralLoadsIsLate() {
    TimedMachine machine = TimedMachine.approximate(Isa.MICROMIPS);

    assertThat(machine.cycles("lwm $16-$17, 0($4)", "addu $8, $17, $0")).isEqualTo(2 + 1 + 1);
    assertThat(machine.cycles("lwm $16-$17, 0($4)", "addu $8, $16, $0")).isEqualTo(2 + 1);
    assertThat(machine.cycles("lwp $8, 0($4)", "addu $10, $9, $0")).isEqualTo(2 + 1 + 1);
    assertThat(machine.cycles("lwp $8, 0($4)", "addu $10, $8, $0")).isEqualTo(2 + 1);
  }

  @Test
  void aStoreOfSeveralWaitsForEachOfThem() {
    TimedMachine machine = TimedMachine.approximate(Isa.MICROMIPS);

    assertThat(machine.cycles("lw $16, 0($4)", "swm $16-$17, 8($4)")).isEqualTo(1 + 1 + 2);
    assertThat(machine.cycles("lw $18, 0($4)", "swm $16-$17, 8($4)")).isEqualTo(1 + 2);
    assertThat(machine.cycles("lw $9, 0($4)", "swp $8, 8($4)")).isEqualTo(1 + 1 + 2);
  }

  @ParameterizedTest
  @EnumSource
  void synchronizingWaitsForTheStoresOnTheirWay(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);
    machine.hart.gpr[BASE] = TimedMachine.DATA | 0x20000000;
    int store = TimingConstant.WRITE_WORD.standard();

    assertThat(machine.cycles("sw $8, 0($4)", "sync")).isEqualTo(1 + store);
    assertThat(machine.cycles("sw $8, 0($4)", "addu $9, $8, $8")).isEqualTo(2);
  }
}
