package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.hart.Sampler.Activity;

class SamplerTest {
  private final Scheduler scheduler = new Scheduler();
  private final Sampler sampler = new Sampler(scheduler);
  private final List<String> heard = new ArrayList<>();

  private void listen(long period) {
    sampler.start(
        period,
        (guestId, activity, pc, samples) ->
            heard.add(guestId + " " + activity + " " + pc + " x" + samples));
  }

  private void take(long cycles, int guestId, int pc) {
    scheduler.advance(cycles);
    sampler.take(guestId, Activity.EXECUTING, pc);
  }

  @Test
  void nothingIsDueUntilItIsStarted() {
    take(1_000_000, 0, 4);

    assertThat(sampler.due()).isEqualTo(Scheduler.NEVER);
    assertThat(heard).isEmpty();
  }

  @Test
  void samplesAreTheMultiplesOfThePeriodWheneverItIsStarted() {
    scheduler.advance(25);
    listen(10);

    assertThat(sampler.due()).isEqualTo(30);
    take(4, 0, 4);
    assertThat(heard).isEmpty();
    take(1, 0, 8);
    assertThat(heard).containsExactly("0 EXECUTING 8 x1");
    assertThat(sampler.due()).isEqualTo(40);
  }

  @Test
  void timeThatPassesAtOnceIsSeveralSamplesOfTheOneWhoUsedIt() {
    listen(10);

    take(39, 3, 4);
    take(1, 0, 8);

    assertThat(heard).containsExactly("3 EXECUTING 4 x3", "0 EXECUTING 8 x1");
  }

  @Test
  void aPeriodOfNoCyclesIsOurMistake() {
    assertThatThrownBy(() -> listen(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRestoredMachineGoesOnAtItsOwnTime() {
    TestMachine machine = new TestMachine();
    machine.hart.sampler.start(10, (guestId, activity, pc, samples) -> heard.add("x" + samples));
    Snapshot early = Snapshot.of(machine.hart);
    machine.hart.scheduler.advance(1000);
    machine.hart.used(0);
    assertThat(heard).containsExactly("x100");

    early.restore(machine.hart);

    assertThat(heard).as("nobody has used what was skipped").containsExactly("x100");
    assertThat(machine.hart.sampler.due()).isEqualTo(1010);
  }
}
