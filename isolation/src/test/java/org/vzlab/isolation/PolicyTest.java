package org.vzlab.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.board.UserError;

final class PolicyTest {
  private static final int SECOND_RAM = 0x0001_0000;

  @Test
  void aGuestMayReadAndWriteItsOwnRamAndNoByteBesideIt() throws UserError {
    Policy policy = Policy.of(Benches.of("two-guests.config"));

    assertThat(policy.tasks()).containsExactly(1, 2);
    assertThat(policy.permits(1, 0, Use.READ, Way.MAPPED)).isTrue();
    assertThat(policy.permits(1, 0, 0x1_0000, Use.WRITE, Way.MAPPED)).isTrue();
    assertThat(policy.permits(1, 0, 0x1_0001, Use.WRITE, Way.MAPPED)).isFalse();
    assertThat(policy.permits(1, 0, Use.EXECUTE, Way.MAPPED)).isFalse();
    assertThat(policy.permits(1, 0, Use.READ, Way.EMULATED)).isFalse();
    assertThat(policy.permits(1, 0, Use.READ, Way.DMA)).isFalse();
    assertThat(policy.permits(2, SECOND_RAM - 1, Use.READ, Way.MAPPED)).isFalse();
    assertThat(policy.permits(2, SECOND_RAM, Use.WRITE, Way.MAPPED)).isTrue();
    assertThat(policy.permits(3, SECOND_RAM, Use.WRITE, Way.MAPPED)).isFalse();
  }

  @Test
  void aRightNamesTheLineThatGivesIt() throws UserError {
    Policy policy = Policy.of(Benches.of("two-guests.config"));

    assertThat(policy.right(1, 0x1234, Way.MAPPED).orElseThrow())
        .hasToString(
            "ram 0x00000000..0x0000ffff rw- mapped of task 1 (../configs/two-guests.config:10)");
    assertThat(policy.right(1, 0x0007_0000, Way.MAPPED)).isEmpty();
  }

  @Test
  void theEmulatedConsoleIsNotMapped() throws UserError {
    Policy policy = Policy.of(Benches.of("two-guests.config"));

    assertThat(policy.permits(1, 0x1F82_2600, 0x100, Use.WRITE, Way.EMULATED)).isTrue();
    assertThat(policy.permits(1, 0x1F82_2600, Use.READ, Way.MAPPED)).isFalse();
    assertThat(policy.permits(1, 0x1F82_2600, Use.EXECUTE, Way.EMULATED)).isFalse();
  }

  @Test
  void whatIgnoresWritesMayNotBeWritten() throws UserError {
    Policy policy = Policy.of(Benches.of("two-guests.config"));

    assertThat(policy.permits(1, 0x1F80_0000, Use.READ, Way.EMULATED)).isTrue();
    assertThat(policy.permits(1, 0x1F80_0000, Use.WRITE, Way.EMULATED)).isFalse();
  }

  @Test
  void guestsSharePortsAndNotTheirRam() throws UserError {
    Policy policy = Policy.of(Benches.of("two-guests.config"));

    assertThat(policy.shares(1, 2, 0x1F86_0000L)).isTrue();
    assertThat(policy.shares(1, 2, 0L)).isFalse();
  }

  @Test
  void dmaMayReachItsZoneAndThePeripheralSetOfItsDevices() throws UserError {
    Policy policy = Policy.of(Benches.of("dma.config"));

    assertThat(policy.permits(1, 0, 0x1_0000, Use.WRITE, Way.DMA)).isTrue();
    assertThat(policy.permits(1, 0x1_0000, Use.READ, Way.DMA)).isFalse();
    assertThat(policy.permits(1, 0x1F86_0000, 0x1_0000, Use.WRITE, Way.DMA)).isTrue();
    assertThat(policy.permits(1, 0x1F81_1000, Use.WRITE, Way.DMA)).isFalse();
    assertThat(policy.right(1, 0x100, Way.DMA).orElseThrow().source())
        .isEqualTo("../configs/dma.config:12");
  }

  @Test
  void aThreadInKernelModeIsPartOfTheHypervisor() throws UserError {
    Policy policy = Policy.of(Benches.of("threads.config"));

    assertThat(policy.isKernel(8)).isTrue();
    assertThat(policy.permits(8, -1, Use.WRITE, Way.MAPPED)).isTrue();
    assertThat(policy.isKernel(1)).isFalse();
  }

  @Test
  void aGuestHasTheInterruptsOfItsDevices() throws UserError {
    Policy policy = Policy.of(Benches.of("dma.config"));

    assertThat(policy.interrupts(1).stream()).containsExactly(0, 134, 170, 171, 172);
    assertThat(policy.interrupts(8).stream()).isEmpty();
  }
}
