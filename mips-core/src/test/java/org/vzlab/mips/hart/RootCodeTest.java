package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;
import org.vzlab.mips.timing.CycleAccount;

/** Modelled root software that lets root mode execute code, and has the units of the processor. */
class RootCodeTest {
  private static final int CODE = 0x80000100;
  private static final int ADDIU = 0x25080001;

  /** Enters code, and after each exception goes on behind the instruction. */
  private static class Entering implements RootSoftware {
    final List<String> calls = new ArrayList<>();
    RootPort port;

    @Override
    public void start(RootPort rootPort) {
      port = rootPort;
      calls.add("start");
      port.cp0(Cp0Register.EBASE, TestMachine.FLASH);
    }

    @Override
    public void exception(int vectorOffset) {
      calls.add(
          String.format(
              "0x%x cause %d at %08x",
              vectorOffset, port.cp0(Cp0Register.CAUSE) >>> 2 & 0x1F, port.cp0(Cp0Register.EPC)));
      port.cp0(Cp0Register.EPC, port.cp0(Cp0Register.EPC) + 4);
      port.eretToCode(5);
    }

    @Override
    public void debugException() {
      calls.add("debug");
      port.deret();
    }

    @Override
    public void run() {
      calls.add("run");
      port.cp0(Cp0Register.STATUS, 2);
      port.cp0(Cp0Register.EPC, CODE);
      port.eretToCode(5);
    }
  }

  private final TestMachine machine = new TestMachine();
  private final Entering software = new Entering();

  private void run(int steps, int... words) {
    machine.hart.install(software);
    machine.put(TestMachine.RAM + 0x100, words);
    for (int i = 0; i < steps; i++) {
      machine.step();
    }
  }

  @Test
  void codeRunsUntilItsExceptionsComeBack() {
    run(7, ADDIU, TestMachine.SYSCALL, ADDIU, ADDIU);
    assertThat(software.calls).containsExactly("start", "run", "0x180 cause 8 at 80000104");
    assertThat(machine.hart.gpr[8]).isEqualTo(3);
    assertThat(machine.hart.inGuest()).isFalse();
  }

  @Test
  void whatItUsesIsAccountedToItsThread() {
    run(7, ADDIU, TestMachine.SYSCALL, ADDIU, ADDIU);
    int thread = CycleAccount.THREADS + 5;
    assertThat(machine.hart.owner()).isEqualTo(thread);
    assertThat(machine.hart.guestId()).isZero();
    assertThat(machine.hart.usage.instructions(thread)).isEqualTo(machine.hart.instructions);
    assertThat(machine.hart.usage.cycles(thread) + machine.hart.usage.cycles(0))
        .isEqualTo(machine.hart.scheduler.now());
    machine.hart.reset();
    assertThat(machine.hart.owner()).isZero();
  }

  @Test
  void itsBordersAreCrossedAsAGuestsAre() {
    List<Crossing> crossings = new ArrayList<>();
    machine.hart.crossings().listen(crossings::add);
    run(7, ADDIU, TestMachine.SYSCALL, ADDIU, ADDIU);
    int thread = CycleAccount.THREADS + 5;
    assertThat(crossings).hasSize(3);
    assertThat(crossings.get(0))
        .isInstanceOfSatisfying(
            Crossing.Entered.class, entered -> assertThat(entered.owner()).isEqualTo(thread));
    assertThat(crossings.get(1))
        .isInstanceOfSatisfying(
            Crossing.Left.class,
            left -> {
              assertThat(left.owner()).isEqualTo(thread);
              assertThat(left.reason()).isEqualTo(ExitReason.EXCEPTION);
            });
    assertThat(crossings.get(2)).isInstanceOf(Crossing.Entered.class);
  }

  @Test
  void aDebugExceptionEndsTheCodeAsWell() {
    run(6, ADDIU, TestMachine.SDBBP, ADDIU);
    assertThat(software.calls).containsExactly("start", "run", "debug", "run");
  }

  @Test
  void aResetStartsTheSoftwareAnew() {
    run(3, ADDIU, ADDIU, ADDIU);
    assertThat(machine.hart.installedRoot.works()).isFalse();
    machine.hart.reset();
    assertThat(machine.hart.installedRoot.works()).isTrue();
  }

  @Test
  void codeIsNotEnteredAtErrorLevelOrInAGuest() {
    run(1, ADDIU);
    RootPort port = software.port;
    port.cp0(Cp0Register.STATUS, 6);
    port.cp0(Cp0Register.ERROR_EPC, CODE);
    assertThatThrownBy(() -> port.eretToCode(5)).isInstanceOf(IllegalStateException.class);
    port.cp0(Cp0Register.GUEST_CTL0, TestMachine.TINYVP);
    port.cp0(Cp0Register.STATUS, 2);
    assertThatThrownBy(() -> port.eretToCode(5)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theFpuIsReachedWithItsStatusBitsOnly() {
    run(1, ADDIU);
    RootPort port = software.port;
    port.cp0(Cp0Register.STATUS, 2);
    assertThatThrownBy(() -> port.fpr(1)).hasMessageContaining("CU1");
    assertThatThrownBy(() -> port.fpr(1, 1)).hasMessageContaining("CU1");
    assertThatThrownBy(port::fcsr).hasMessageContaining("CU1");
    assertThatThrownBy(() -> port.fcsr(0)).hasMessageContaining("CU1");
    port.cp0(Cp0Register.STATUS, 0x20000002);
    assertThatThrownBy(() -> port.fpr(1)).hasMessageContaining("FR");
    port.cp0(Cp0Register.STATUS, 0x24000002);
    port.fpr(1, 0x123456789ABCDEF0L);
    port.fcsr(0x8403);
    assertThat(machine.hart.fpu.doubleword(1)).isEqualTo(0x123456789ABCDEF0L);
    assertThat(port.fpr(1)).isEqualTo(0x123456789ABCDEF0L);
    assertThat(port.fcsr() & 0xFFFF).isEqualTo(0x8403);
  }

  @Test
  void theDspIsReachedWithStatusMxOnly() {
    run(1, ADDIU);
    RootPort port = software.port;
    port.cp0(Cp0Register.STATUS, 2);
    assertThatThrownBy(() -> port.accumulator(1)).hasMessageContaining("MX");
    assertThatThrownBy(() -> port.accumulator(1, 1)).hasMessageContaining("MX");
    assertThatThrownBy(port::dspControl).hasMessageContaining("MX");
    assertThatThrownBy(() -> port.dspControl(1)).hasMessageContaining("MX");
    port.cp0(Cp0Register.STATUS, 0x01000002);
    port.accumulator(2, 0x0000000700000009L);
    port.dspControl(0x1FBF);
    assertThat(port.accumulator(2)).isEqualTo(0x0000000700000009L);
    assertThat(port.accumulator(1)).isZero();
    assertThat(port.dspControl()).isEqualTo(0x1FBF);
  }
}
