package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Sampler.Activity;
import org.vzlab.mips.hart.Sampler.Samples;

class SamplerTest {
  private final TestMachine machine = new TestMachine();
  private final Scheduler scheduler = machine.scheduler;
  private final Sampler sampler = machine.hart.sampler;
  private final List<Samples> heard = new ArrayList<>();

  private void used(long cycles, int pc) {
    scheduler.advance(cycles);
    sampler.used(pc);
  }

  private static Samples executing(int guestId, int pc, long count) {
    return new Samples(guestId, Activity.EXECUTING, pc, count);
  }

  @Test
  void nothingIsDueUntilItIsStarted() {
    used(1_000_000, 4);

    assertThat(sampler.due()).isEqualTo(Scheduler.NEVER);
    assertThat(heard).isEmpty();
  }

  @Test
  void samplesAreTheMultiplesOfThePeriodWheneverItIsStarted() {
    scheduler.advance(25);
    sampler.start(10, heard::add);

    assertThat(sampler.due()).isEqualTo(30);
    used(4, 4);
    assertThat(heard).isEmpty();
    used(1, 8);
    assertThat(heard).containsExactly(executing(0, 8, 1));
    assertThat(sampler.due()).isEqualTo(40);
  }

  @Test
  void timeThatPassesAtOnceIsSeveralSamplesOfTheOneWhoUsedIt() {
    sampler.start(10, heard::add);

    used(39, 4);
    used(1, 8);

    assertThat(heard).containsExactly(executing(0, 4, 3), executing(0, 8, 1));
  }

  @Test
  void whatHasPassedBelongsToTheOneWhoExecutedBeforeAChange() {
    sampler.start(10, heard::add);
    machine.hart.root.set(Cp0Register.STATUS, 0);
    machine.hart.root.set(Cp0Register.GUEST_CTL1, 0x50005);
    machine.hart.root.set(Cp0Register.GUEST_CTL0, TestMachine.TINYVP);
    machine.hart.pc = 0x1000;
    scheduler.advance(10);
    machine.hart.contextChanged();
    machine.hart.pc = 0x2000;
    scheduler.advance(20);
    machine.hart.root.set(Cp0Register.STATUS, Status.EXL);
    machine.hart.contextChanged();

    assertThat(heard).containsExactly(executing(0, 0x1000, 1), executing(5, 0x2000, 2));
  }

  @Test
  void aPeriodOfNoCyclesIsOurMistake() {
    assertThatThrownBy(() -> sampler.start(0, heard::add))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRestoredMachineGoesOnAtItsOwnTime() {
    sampler.start(10, heard::add);
    Snapshot early = Snapshot.of(machine);
    used(1000, 0);
    assertThat(heard).containsExactly(executing(0, 0, 100));

    early.restore(machine);

    assertThat(scheduler.now()).isZero();
    assertThat(sampler.due()).isEqualTo(10);
    assertThat(heard).as("nobody has used what was skipped").hasSize(1);
  }
}
