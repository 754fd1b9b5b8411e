package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;

/** Time passes even if no instruction can be fetched. */
class EndlessFaultTest {
  private static final int NOTHING = 0x8F000000;
  private static final int TRIES = 1000;

  @Test
  void aHandlerThatCannotBeFetchedTakesTime() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.EBASE, NOTHING);
    machine.hart.pc = NOTHING;
    passesTime(machine);
  }

  private static void passesTime(TestMachine machine) {
    for (int i = 0; i <= TRIES; i++) {
      machine.scheduler.beginSlice(TRIES);
      machine.interpreter.run();
    }
    assertThat(machine.scheduler.now()).isGreaterThanOrEqualTo(TRIES);
  }
}
