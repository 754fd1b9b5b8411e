package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;

/**
 * ERET and DERET with every combination of GuestCtl0.GM and Root's EXL, ERL and DM: a guest
 * executes if GM is set and the others are clear, before and after (MD00847; MD00047). ERET in
 * debug mode, which is undefined, does what it does outside and leaves DM alone: our choice. And
 * WAIT.
 */
class ModeTransitionTest {
  private static final int EPC = RAM + 0x2000;
  private static final int ERROR_EPC = RAM + 0x3000;
  private static final int DEPC = RAM + 0x4000;
  private static final int GUEST_EPC = RAM + 0x5000;
  private static final int SC = 0xE0850000;

  private static TestMachine machine(boolean gm, boolean exl, boolean erl, boolean dm)
      throws GuestTrap {
    TestMachine machine = TestMachine.guest(RAM + 0x100);
    machine.hart.mmu.loadLinked(RAM + 0x40);
    machine.guestRegister(Cp0Register.STATUS, Status.EXL);
    machine.guestRegister(Cp0Register.EPC, GUEST_EPC);
    machine.root(Cp0Register.STATUS, Status.EXL);
    machine.root(Cp0Register.EPC, EPC);
    machine.root(Cp0Register.ERROR_EPC, ERROR_EPC);
    machine.root(Cp0Register.DEPC, DEPC);
    machine.hart.root.replace(Cp0Register.GUEST_CTL0, GuestCtl.GM, gm ? GuestCtl.GM : 0);
    machine.hart.root.replace(Cp0Register.DEBUG, Debug.DM, dm ? Debug.DM : 0);
    machine.hart.root.set(
        Cp0Register.STATUS, (exl ? Status.EXL : 0) | (erl ? Status.ERL : 0) | Status.CU0);
    machine.hart.contextChanged();
    machine.hart.pc = RAM + 0x100;
    return machine;
  }

  private static boolean levels(TestMachine machine, int bits) {
    return machine.hart.root.has(Cp0Register.STATUS, bits);
  }

  @ParameterizedTest(name = "GM {0} EXL {1} ERL {2} DM {3}: {4}, then {5}")
  @CsvSource({
    "0, 0, 0, 0, EPC,       ROOT",
    "0, 0, 0, 1, EPC,       DEBUG",
    "0, 0, 1, 0, ERROR_EPC, ROOT",
    "0, 0, 1, 1, ERROR_EPC, DEBUG",
    "0, 1, 0, 0, EPC,       ROOT",
    "0, 1, 0, 1, EPC,       DEBUG",
    "0, 1, 1, 0, ERROR_EPC, EXL",
    "0, 1, 1, 1, ERROR_EPC, DEBUG",
    "1, 0, 0, 0, GUEST_EPC, GUEST",
    "1, 0, 0, 1, EPC,       DEBUG",
    "1, 0, 1, 0, ERROR_EPC, GUEST",
    "1, 0, 1, 1, ERROR_EPC, DEBUG",
    "1, 1, 0, 0, EPC,       GUEST",
    "1, 1, 0, 1, EPC,       DEBUG",
    "1, 1, 1, 0, ERROR_EPC, EXL",
    "1, 1, 1, 1, ERROR_EPC, DEBUG",
  })
  void eret(int gm, int exl, int erl, int dm, String where, String mode) throws GuestTrap {
    TestMachine machine = machine(gm == 1, exl == 1, erl == 1, dm == 1);
    boolean inGuest = machine.hart.inGuest();
    assertThat(inGuest).isEqualTo(where.equals("GUEST_EPC"));
    machine.execute(TestMachine.ERET);
    assertThat(machine.hart.pc).isEqualTo(address(where));
    assertThat(machine.hart.inGuest()).isEqualTo(mode.equals("GUEST"));
    assertThat(machine.hart.inDebugMode()).isEqualTo(mode.equals("DEBUG"));
    assertThat(levels(machine, Status.ERL)).isFalse();
    assertThat(levels(machine, Status.EXL)).isEqualTo(exl == 1 && erl == 1);
    assertThat(machine.hart.root.has(Cp0Register.GUEST_CTL0, GuestCtl.GM)).isEqualTo(gm == 1);
    assertThat(machine.hart.guest.has(Cp0Register.STATUS, Status.EXL)).isEqualTo(!inGuest);
    if (machine.hart.inGuest()) {
      assertThat(machine.hart.mmu.storeConditional(RAM + 0x40, 1))
          .as("only the guest's own ERET clears its LLbit")
          .isEqualTo(inGuest ? 0 : 1);
    }
  }

  private static int address(String where) {
    return switch (where) {
      case "EPC" -> EPC;
      case "ERROR_EPC" -> ERROR_EPC;
      default -> GUEST_EPC;
    };
  }

  @ParameterizedTest(name = "GM {0} EXL {1} ERL {2} DM {3}: {4}")
  @CsvSource({
    "0, 0, 0, 0, RI",
    "0, 0, 0, 1, ROOT",
    "0, 0, 1, 0, RI",
    "0, 0, 1, 1, ROOT",
    "0, 1, 0, 0, RI",
    "0, 1, 0, 1, ROOT",
    "0, 1, 1, 0, RI",
    "0, 1, 1, 1, ROOT",
    "1, 0, 0, 0, GUEST_RI",
    "1, 0, 0, 1, GUEST",
    "1, 0, 1, 0, RI",
    "1, 0, 1, 1, ROOT",
    "1, 1, 0, 0, RI",
    "1, 1, 0, 1, ROOT",
    "1, 1, 1, 0, RI",
    "1, 1, 1, 1, ROOT",
  })
  void deret(int gm, int exl, int erl, int dm, String mode) throws GuestTrap {
    TestMachine machine = machine(gm == 1, exl == 1, erl == 1, dm == 1);
    machine.execute(TestMachine.DERET);
    assertThat(machine.hart.inDebugMode()).isFalse();
    if (mode.endsWith("RI")) {
      boolean guests = mode.equals("GUEST_RI");
      assertThat(guests ? machine.guestExcCode() : machine.excCode()).isEqualTo(ExcCode.RI.code());
      assertThat(machine.hart.inGuest()).isEqualTo(guests);
      assertThat(levels(machine, Status.EXL)).isEqualTo(!guests);
      return;
    }
    assertThat(machine.hart.pc).isEqualTo(DEPC);
    assertThat(machine.hart.inGuest()).isEqualTo(mode.equals("GUEST"));
    assertThat(levels(machine, Status.EXL)).isEqualTo(exl == 1);
    assertThat(levels(machine, Status.ERL)).isEqualTo(erl == 1);
    if (machine.hart.inGuest()) {
      machine.hart.gpr[4] = RAM + 0x40;
      machine.execute(SC);
      assertThat(machine.hart.gpr[5]).as("DERET leaves LLbit").isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "Status {0}, debug {1}, level {2}: ends {3}, taken {4}")
  @CsvSource({
    "0x00000001, false, 0, false, false",
    "0x00000001, false, 1, true,  true",
    "0x00000000, false, 1, true,  false",
    "0x00000002, false, 1, true,  false",
    "0x00000003, false, 1, true,  false",
    "0x00000005, false, 1, true,  false",
    "0x00000C01, false, 3, false, false",
    "0x00000C01, false, 4, true,  true",
    "0x00000C00, false, 4, true,  false",
    "0x00000C00, false, 2, false, false",
    "0x00000001, true,  1, true,  false",
    "0x00000C01, true,  3, false, false",
  })
  void waitEndsWithARequestAboveTheLevelWhetherOrNotItIsTaken(
      int status, boolean debug, int level, boolean ends, boolean taken) {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, status);
    machine.hart.root.replace(Cp0Register.DEBUG, Debug.DM, debug ? Debug.DM : 0);
    machine.hart.contextChanged();
    machine.put(RAM, TestMachine.WAIT, TestMachine.NOP);
    machine.step();
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(RAM + 4);
    machine.hart.request(level, 0x200, 0);
    machine.step();
    if (taken) {
      assertThat(machine.excCode()).isZero();
      assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM + 4);
    } else {
      assertThat(machine.hart.pc).isEqualTo(ends ? RAM + 8 : RAM + 4);
    }
  }
}
