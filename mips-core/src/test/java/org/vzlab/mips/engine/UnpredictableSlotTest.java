package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Flow;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/** What must not stand in a delay slot (MD00086 and MD00582: UNPREDICTABLE), and what it does. */
class UnpredictableSlotTest {
  private static final int CODE = 0x80001000;
  private static final int TARGET = 0x80001100;
  private static final int ELSEWHERE = 0x80001040;
  private static final int A0 = 4;
  private static final int S0 = 16;
  private static final int SP = 29;
  private static final int RA = 31;

  static Stream<Operation> branches() {
    return BranchForms.all().stream().filter(o -> !returnsFromException(o));
  }

  static Stream<Operation> returns() {
    return BranchForms.all().stream().filter(UnpredictableSlotTest::returnsFromException);
  }

  private static boolean returnsFromException(Operation operation) {
    return operation.flow() == Flow.RESUME;
  }

  private static TestMachine machine(Isa isa, byte[] slot) {
    return prepared(TestMachine.running(), isa, slot);
  }

  private static TestMachine prepared(TestMachine machine, Isa isa, byte[] slot) {
    String branch = isa == Isa.MIPS32 ? "beq" : "beq32";
    byte[] bytes =
        BranchForms.bytes(isa, CODE, String.format("%s zero, zero, 0x%x", branch, TARGET));
    put(machine, CODE, bytes);
    put(machine, CODE + bytes.length, slot);
    machine.hart.pc = CODE | (isa == Isa.MIPS32 ? 0 : 1);
    return machine;
  }

  private static void put(TestMachine machine, int address, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      machine.ram.write((address & 0xFFFFF) + i, 1, bytes[i]);
    }
  }

  private static void execute(TestMachine machine, boolean stepped) {
    if (stepped) {
      machine.interpreter.step();
      machine.interpreter.step();
    } else {
      machine.step();
    }
  }

  @ParameterizedTest
  @MethodSource("branches")
  void aBranchInTheSlotDoesNotBranch(Operation branch) {
    for (int value = -1; value <= 1; value++) {
      for (boolean stepped : new boolean[] {true, false}) {
        byte[] slot = BranchForms.bytes(branch, CODE + 4, ELSEWHERE);
        TestMachine machine = machine(branch.isa(), slot);
        Hart hart = machine.hart;
        machine.root(Cp0Register.STATUS, Status.CU1 | Status.MX);
        hart.gpr[A0] = BranchForms.isIndirect(branch) ? ELSEWHERE : value;
        final int mode = hart.pc & 1;
        execute(machine, stepped);
        assertThat(hart.pc).as(branch.asm()).isEqualTo(TARGET | mode);
        assertThat(hart.inDelaySlot || hart.annulled || hart.notTaken).as("left over").isFalse();
        assertThat(hart.gpr[SP])
            .as("sp")
            .isEqualTo(branch.mnemonic().equals("jraddiusp") ? BranchForms.FRAME : 0);
        if (branch.mnemonic().equals("jal")) {
          assertThat(hart.gpr[RA]).as("it links").isEqualTo((CODE + 4 + 8) | mode);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("returns")
  void aReturnFromAnExceptionInTheSlotIsReserved(Operation operation) {
    for (boolean stepped : new boolean[] {true, false}) {
      byte[] slot = BranchForms.bytes(operation, CODE + 4, 0);
      TestMachine machine = machine(operation.isa(), slot);
      final int pc = machine.hart.pc;
      execute(machine, stepped);
      int cause = machine.root(Cp0Register.CAUSE);
      assertThat(Cause.excCode(cause)).isEqualTo(ExcCode.RI.code());
      assertThat(cause & Cause.BD).isEqualTo(Cause.BD);
      assertThat(machine.root(Cp0Register.EPC)).isEqualTo(pc);
    }
  }

  /** With GuestCtl0.MC, which makes root hear of the end of a guest's exception level. */
  @ParameterizedTest
  @MethodSource("returns")
  void itIsForAGuestTooWhoDoesNotGetToRootWithIt(Operation operation) {
    for (boolean redirected : new boolean[] {true, false}) {
      byte[] slot = BranchForms.bytes(operation, CODE + 4, 0);
      TestMachine machine = TestMachine.guest(CODE);
      machine.root(Cp0Register.GUEST_CTL0_EXT, 0);
      machine.hart.root.replace(Cp0Register.GUEST_CTL0, GuestCtl.RI, redirected ? GuestCtl.RI : 0);
      machine.hart.guest.set(Cp0Register.STATUS, Status.EXL);
      machine.hart.contextChanged();
      prepared(machine, operation.isa(), slot);
      final int pc = machine.hart.pc;
      execute(machine, true);
      if (redirected) {
        assertThat(machine.gexcCode()).isEqualTo(GuestExit.GRR.code());
        assertThat(machine.root(Cp0Register.EPC)).isEqualTo(pc);
      } else {
        assertThat(machine.guestExcCode()).isEqualTo(ExcCode.RI.code());
        assertThat(machine.hart.inGuest()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lwm32 s0, s1, 0(gp)", "lwp s0, 0(gp)"})
  void severalLoadsInTheSlotWorkAsElsewhere(String text) {
    TestMachine machine = machine(Isa.MICROMIPS, BranchForms.bytes(Isa.MICROMIPS, 0, text));
    machine.put(TestMachine.RAM + 0x2000, 11, 22);
    machine.hart.gpr[28] = TestMachine.RAM + 0x2000;
    execute(machine, false);
    assertThat(machine.hart.gpr[S0]).isEqualTo(11);
    assertThat(machine.hart.gpr[S0 + 1]).isEqualTo(22);
    assertThat(machine.hart.pc).isEqualTo(TARGET | 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"swm32 s0, s1, 0(gp)", "swp s0, 0(gp)", "swm16 s0, ra, 0(sp)"})
  void severalStoresInTheSlotWorkAsElsewhere(String text) {
    TestMachine machine = machine(Isa.MICROMIPS, BranchForms.bytes(Isa.MICROMIPS, 0, text));
    machine.hart.gpr[28] = TestMachine.RAM + 0x2000;
    machine.hart.gpr[SP] = TestMachine.RAM + 0x2000;
    machine.hart.gpr[S0] = 11;
    machine.hart.gpr[S0 + 1] = 22;
    machine.hart.gpr[RA] = 22;
    execute(machine, false);
    assertThat(machine.ram.read(0x2000, 4)).isEqualTo(11);
    assertThat(machine.ram.read(0x2004, 4)).isEqualTo(22);
    assertThat(machine.hart.pc).isEqualTo(TARGET | 1);
  }
}
