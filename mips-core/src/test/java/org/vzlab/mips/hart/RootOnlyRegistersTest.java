package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestExit;

/** Registers that no guest has. */
class RootOnlyRegistersTest {
  static Stream<Cp0Register> registers() {
    return Stream.of(Cp0Register.values()).filter(register -> !register.isGuests());
  }

  @ParameterizedTest
  @MethodSource("registers")
  void aGuestsAccessLeavesToRootAndMtgc0DoesNotReachThem(Cp0Register register) {
    for (int word : new int[] {TestMachine.mfc0(2, register), TestMachine.mtc0(2, register)}) {
      TestMachine machine = TestMachine.guest(TestMachine.RAM + 0x1000);
      machine.hart.gpr[2] = -1;
      int before = machine.root(register);
      machine.execute(word);
      assertThat(machine.excCode()).isEqualTo(ExcCode.GE.code());
      assertThat(machine.gexcCode()).isEqualTo(GuestExit.GPSI.code());
      machine.guestRegister(register, -1);
      assertThat(machine.guestRegister(register)).isZero();
      assertThat(machine.root(register)).isEqualTo(before);
    }
  }
}
