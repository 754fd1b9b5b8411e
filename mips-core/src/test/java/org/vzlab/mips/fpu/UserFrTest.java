package org.vzlab.mips.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** UFR and UNFR, the FPU's control registers 1 and 4, which stand for Status.FR. */
class UserFrTest {
  private static final int UFR = 1 << 2;
  private static final int CODE = 0x80001000;
  private static final InstructionSet SET = InstructionSet.m5150();

  /** Who executes. */
  private enum Place {
    ROOT_KERNEL,
    ROOT_USER,
    GUEST_KERNEL,
    GUEST_USER;

    boolean isGuest() {
      return name().startsWith("GUEST");
    }

    /** With FR and Config5.UFR of the context that executes; the other one's are the opposite. */
    TestMachine machine(boolean fr, boolean ufr) {
      TestMachine machine = isGuest() ? TestMachine.guest(CODE) : TestMachine.running();
      int user = name().endsWith("USER") ? Status.UM : 0;
      set(machine, isGuest(), user, fr, ufr);
      set(machine, !isGuest(), 0, !fr, !ufr);
      if (user == 0) {
        machine.hart.pc = CODE;
      } else {
        machine.hart.pc = 0x1000;
        machine.guestRegister(Cp0Register.PAGE_MASK, 0x6000);
        machine.guestRegister(Cp0Register.ENTRY_LO0, 7);
        machine.guestRegister(Cp0Register.ENTRY_LO1, 7);
        machine.root(Cp0Register.GUEST_CTL1, isGuest() ? 1 << 16 | 1 : 0);
        machine.hart.tlb.tlbgwi();
        if (!isGuest()) {
          machine.map(0, 0, 0, 0x6000);
        }
      }
      return machine;
    }

    private static void set(TestMachine machine, boolean guest, int user, boolean fr, boolean ufr) {
      int status = Status.CU1 | user | (fr ? Status.FR : 0);
      if (guest) {
        machine.guestRegister(Cp0Register.STATUS, status);
        machine.hart.guest.replace(Cp0Register.CONFIG5, UFR, ufr ? UFR : 0);
      } else {
        machine.root(Cp0Register.STATUS, status);
        machine.root(Cp0Register.CONFIG5, ufr ? UFR : 0);
      }
    }

    boolean fr(TestMachine machine) {
      return ((isGuest()
                  ? machine.guestRegister(Cp0Register.STATUS)
                  : machine.root(Cp0Register.STATUS))
              & Status.FR)
          != 0;
    }

    boolean othersFr(TestMachine machine) {
      return (isGuest() ? ROOT_KERNEL : GUEST_KERNEL).fr(machine);
    }

    int excCode(TestMachine machine) {
      return isGuest() ? machine.guestExcCode() : machine.excCode();
    }
  }

  private static void execute(TestMachine machine, Isa isa, String source) {
    byte[] bytes = new Assembler(SET, isa).bytes(CODE, source);
    for (int i = 0; i < bytes.length; i++) {
      machine.ram.write((CODE & 0xFFFF) + i, 1, bytes[i]);
    }
    machine.hart.pc |= isa == Isa.MICROMIPS ? 1 : 0;
    machine.step();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void frIsReadAndWrittenWhereConfig5OfTheContextAllowsIt(Place place) {
    String[] sources = {
      "cfc1 v0,$1", "cfc1 v0,$4", "ctc1 zero,$1", "ctc1 zero,$4", "ctc1 a0,$1", "ctc1 a0,$4"
    };
    for (Isa isa : Isa.values()) {
      for (int i = 0; i < 8 * sources.length; i++) {
        boolean fr = (i & 1) != 0;
        boolean ufr = (i & 2) != 0;
        String source = sources[i >> 3];
        TestMachine machine = place.machine(fr, ufr);
        machine.hart.gpr[2] = 77;
        machine.hart.gpr[4] = 0;
        execute(machine, isa, source);
        boolean works = ufr && !source.matches("cfc1.*4|ctc1 a0.*");
        String what = place + " " + source + " UFR " + ufr + " FR " + fr;
        assertThat(place.excCode(machine)).as(what).isEqualTo(works ? 0 : ExcCode.RI.code());
        boolean expected = works && source.startsWith("ctc1") ? source.endsWith("4") : fr;
        assertThat(place.fr(machine)).as(what).isEqualTo(expected);
        assertThat(place.othersFr(machine)).as(what).isEqualTo(!fr);
        assertThat(machine.hart.gpr[2])
            .as(what)
            .isEqualTo(works && source.startsWith("cfc1") ? fr ? 1 : 0 : 77);
        if (works) {
          assertThat(machine.hart.fpu.isWide()).as(what).isEqualTo(expected);
          assertThat(machine.hart.inGuest()).isEqualTo(place.isGuest());
        }
      }
    }
  }

  @Test
  void withoutCoprocessor1NothingOfItIsReached() {
    for (boolean ofRoot : new boolean[] {true, false}) {
      TestMachine machine = Place.GUEST_KERNEL.machine(false, true);
      if (ofRoot) {
        machine.root(Cp0Register.STATUS, 0);
      } else {
        machine.guestRegister(Cp0Register.STATUS, 0);
      }
      execute(machine, Isa.MIPS32, "ctc1 zero,$4");
      assertThat(ofRoot ? machine.excCode() : machine.guestExcCode()).isEqualTo(ExcCode.CPU.code());
      assertThat(Place.GUEST_KERNEL.fr(machine)).isFalse();
    }
  }

  @Test
  void aGuestThatAllowsItsUsersToLeavesToRoot() {
    TestMachine machine = Place.GUEST_KERNEL.machine(false, false);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP | GuestCtl.CF);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0);
    machine.hart.gpr[4] = UFR;
    machine.execute(TestMachine.mtc0(4, Cp0Register.CONFIG5));
    assertThat(machine.gexcCode()).isEqualTo(GuestExit.GSFC.code());
    assertThat(machine.excCode()).isEqualTo(ExcCode.GE.code());
  }
}
