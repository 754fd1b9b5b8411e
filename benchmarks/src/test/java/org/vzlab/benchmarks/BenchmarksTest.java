package org.vzlab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.UserError;
import org.vzlab.mips.isa.Isa;

/** Every benchmark measures what it says; how fast is not tested. */
class BenchmarksTest {
  private static final String LOOPS = "../firmware/speed/loops.elf";

  static Stream<Arguments> combinations() {
    return Stream.of(Isa.values())
        .flatMap(isa -> Stream.of(Model.values()).map(timing -> Arguments.of(isa, timing)));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void theRegisterLoopExecutesAsManyInstructionsAsItCounts(Isa isa, Model timing) {
    RegisterLoop benchmark = new RegisterLoop();
    benchmark.image = LOOPS;
    benchmark.isa = isa;
    benchmark.timing = timing;
    benchmark.start();

    assertThat(benchmark.bare()).isBetween(1_000_000L, 1_000_001L);
    assertThat(benchmark.guest()).isBetween(1_000_000L, 1_000_001L);
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void theLoadStoreLoopExecutesAsManyInstructionsAsItCounts(Isa isa, Model timing) {
    LoadStoreLoop benchmark = new LoadStoreLoop();
    benchmark.image = LOOPS;
    benchmark.isa = isa;
    benchmark.timing = timing;
    benchmark.start();

    assertThat(benchmark.bare()).isBetween(1_000_000L, 1_000_001L);
    assertThat(benchmark.guest()).isBetween(1_000_000L, 1_000_001L);
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void theFloatLoopExecutesAsManyInstructionsAsItCounts(Isa isa, Model timing) {
    FloatLoop benchmark = new FloatLoop();
    benchmark.image = LOOPS;
    benchmark.isa = isa;
    benchmark.timing = timing;
    benchmark.start();

    assertThat(benchmark.bare()).isBetween(1_000_000L, 1_000_001L);
    assertThat(benchmark.guest()).isBetween(1_000_000L, 1_000_001L);
  }

  @Test
  void everyTurnOfTheCountLoopIsAnExit() {
    CountExit benchmark = new CountExit();
    benchmark.image = LOOPS;
    benchmark.start();

    assertThat(benchmark.exit()).isEqualTo(10_000);
    LoopMachine guest = LoopMachine.guest(LOOPS, "count_loop", Isa.MIPS32, Model.FUNCTIONAL);
    guest.executeExits(1 + 1_000);
    assertThat(guest.instructions()).isEqualTo(4 * 1_000 - 3);
  }

  @Test
  void everyTurnOfThePageLoopIsARefill() {
    TlbRefill benchmark = new TlbRefill();
    benchmark.image = LOOPS;
    benchmark.start();

    assertThat(benchmark.refill()).isEqualTo(10_000);
    LoopMachine guest = LoopMachine.guest(LOOPS, "page_loop", Isa.MIPS32, Model.FUNCTIONAL);
    guest.executeExits(1_000);
    assertThat(guest.instructions()).isBetween(4_000L, 6_000L);
  }

  @Test
  void theLoopsOfGuestsRunInGuestMode() {
    LoopMachine guest = LoopMachine.guest(LOOPS, "register_loop", Isa.MIPS32, Model.FUNCTIONAL);
    guest.execute(1_000);

    assertThat(guest.inGuest()).isTrue();
    assertThat(guest.exits()).isEqualTo(1);
  }

  @Test
  void theDemoRunsForTheBoardTimeItCounts() throws UserError {
    DemoBoard benchmark = new DemoBoard();
    benchmark.target = "../configs/two-guests.config";
    benchmark.start();

    assertThat(benchmark.run()).isGreaterThanOrEqualTo(20_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../configs/two-guests.config", "../configs/sense-vm.config"})
  void aForkedBoardGoesOnFromWhereItWasTaken(String target) throws UserError {
    ForkBoard benchmark = new ForkBoard();
    benchmark.target = target;
    benchmark.start();

    assertThat(benchmark.open().now()).isZero();
    assertThat(benchmark.restoreAndRun()).isBetween(4_200_000L, 4_201_000L);
    assertThat(benchmark.restore()).isBetween(4_000_000L, 4_001_000L);
    assertThat(benchmark.snapshot().differences(benchmark.snapshot())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyProgramOfSenseVmGoesOnWithoutEnd(SenseVmProgram program) {
    SenseVmLoop benchmark = new SenseVmLoop();
    benchmark.program = program;
    benchmark.start();

    assertThat(benchmark.run()).isEqualTo(1_000_000);
    assertThat(benchmark.run()).isEqualTo(2_000_000);
  }

  @ParameterizedTest
  @EnumSource
  void theMonitorHearsOfEveryWorkloadAndFindsNothing(Workload workload) throws UserError {
    MonitoredBoard alone = monitored(workload, false);
    MonitoredBoard watched = monitored(workload, true);
    for (int i = 0; i < 3; i++) {
      assertThat(watched.run()).isEqualTo(alone.run());
    }
    assertThat(watched.instructions()).isEqualTo(alone.instructions());
    assertThat(alone.heard()).isZero();
    assertThat(watched.heard()).isPositive();
    assertThat(watched.violations()).isZero();
    if (workload == Workload.REFILLS) {
      assertThat(watched.heard()).as("a translation in 200 cycles").isGreaterThan(30_000);
    }
  }

  private static MonitoredBoard monitored(Workload workload, boolean monitored) throws UserError {
    MonitoredBoard benchmark = new MonitoredBoard();
    benchmark.workload = workload;
    benchmark.monitored = monitored;
    benchmark.configs = "../configs";
    benchmark.start();
    return benchmark;
  }
}
