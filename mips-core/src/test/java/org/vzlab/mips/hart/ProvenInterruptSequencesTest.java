package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Listing.li;
import static org.vzlab.mips.hart.Listing.put;
import static org.vzlab.mips.hart.Listing.runTo;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.NOP;
import static org.vzlab.mips.hart.TestMachine.RAM;
import static org.vzlab.mips.hart.TestMachine.TINYVP;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/**
 * Sequences of instructions that hypervisors proven on silicon (tinyVP, prpl-hypervisor) rely on:
 * interrupts, injection and time.
 */
class ProvenInterruptSequencesTest {
  private static final int GUEST = 0x80000100;
  private static final int IV = 1 << 23;
  private static final int TI = 1 << 30;
  private static final int GHFC = 9;

  private static TestMachine guestWithVectors(int eBase) {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.guestRegister(Cp0Register.EBASE, eBase);
    machine.guestRegister(Cp0Register.INT_CTL, 0x20);
    machine.guestRegister(Cp0Register.CAUSE, IV);
    machine.guestRegister(Cp0Register.STATUS, 1);
    return machine;
  }

  private static int guestRipl(TestMachine machine) {
    return machine.guestRegister(Cp0Register.CAUSE) >>> 10 & 0xFF;
  }

  @Test
  void theIdleLoopYieldsBySyscallWaitsWithInterruptsOffAndTakesItAfterEi() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.INT_CTL, 0x20);
    machine.root(Cp0Register.CAUSE, IV);
    machine.root(Cp0Register.STATUS, 1);
    put(machine, RAM, "di\nehb\nsyscall 0xf0000\nwait\nei\nehb\nbeq zero, zero, 0x80000000\nnop\n");
    runTo(machine, FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(8);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(0x03C0000C);
    assertThat(machine.root(Cp0Register.STATUS)).as("EXL alone: DI was before").isEqualTo(2);
    put(machine, FLASH + 0x180, "mfc0 k0, $14\naddiu k0, k0, 4\nmtc0 k0, $14\nehb\neret\n");
    runTo(machine, RAM + 16);
    long before = machine.scheduler.now();
    machine.scheduler.beginSlice(before + 500);
    machine.interpreter.run();
    assertThat(machine.hart.pc).as("still waiting").isEqualTo(RAM + 16);
    machine.hart.request(6, 0x200, 0);
    runTo(machine, FLASH + 0x200);
    assertThat(machine.excCode()).isZero();
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM + 20);
  }

  @Test
  void theTimersEdgeIsAcknowledgedBeforeCompareIsWrittenAndDoesNotComeBack() {
    TestMachine machine = TestMachine.running();
    int[] latch = new int[1];
    machine.hart.connect(
        new IrqLine(0, (number, level) -> latch[0] |= level ? 1 : 0),
        IrqLine.unconnected(),
        IrqLine.unconnected(),
        IrqLine.unconnected());
    machine.root(Cp0Register.COMPARE, machine.root(Cp0Register.COUNT) + 100);
    machine.scheduler.advance(200);
    machine.scheduler.fireDue();
    assertThat(latch[0]).isEqualTo(1);
    assertThat(machine.root(Cp0Register.CAUSE) & TI).isEqualTo(TI);
    latch[0] = 0;
    put(
        machine,
        RAM,
        "mfc0 t0, $13\nmfc0 t1, $9\naddiu t1, t1, 0x64\nmtc0 t1, $11\nehb\nmfc0 t2, $13\n");
    runTo(machine, RAM + 24);
    assertThat(machine.hart.gpr[8] & TI).as("TI stays until Compare is written").isEqualTo(TI);
    assertThat(machine.hart.gpr[10] & TI).isZero();
    assertThat(latch[0]).as("a level would be back").isZero();
    machine.scheduler.advance(200);
    machine.scheduler.fireDue();
    assertThat(latch[0]).isEqualTo(1);
  }

  @Test
  void anInjectionIsReportedByGhfcWhoseEretGoesToTheGuestsHandler() {
    TestMachine machine = guestWithVectors(0x80001000);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x50);
    machine.root(Cp0Register.GUEST_CTL2, 3 << 24 | 0x200);
    put(machine, RAM + 0x1200, "mfc0 k0, $13\nehb\neret\n");
    put(
        machine,
        FLASH + 0x180,
        """
        mfc0 s0, $12, 6
        mfc0 s1, $10, 5
        addiu k0, zero, 0x58
        mtc0 k0, $11, 4
        mtc0 zero, $10, 5
        ehb
        eret
        """);
    machine.put(RAM + 0x100, NOP, NOP);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x80001200);
    runTo(machine, 0x80001200);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(3);
    runTo(machine, GUEST);
    assertThat(machine.hart.gpr[26] >>> 10 & 0xFF).as("RIPL the handler read").isEqualTo(3);
    assertThat(machine.hart.inGuest()).isTrue();
    machine.execute(TestMachine.WAIT);
    assertThat(machine.hart.gpr[16] >>> 2 & 0x1F).isEqualTo(GHFC);
    assertThat(machine.hart.gpr[17]).as("GRIPL is 0: delivered").isEqualTo(0x200);
    assertThat(machine.root(Cp0Register.GUEST_CTL2)).isZero();
  }

  @Test
  void anInjectionTheGuestDoesNotTakeReadsBackAndIsCancelledByZero() {
    TestMachine machine = guestWithVectors(0x80001000);
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.GUEST_CTL2, 3 << 24 | 0x200);
    machine.put(RAM + 0x100, NOP, TestMachine.WAIT);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.root(Cp0Register.GUEST_CTL2) >>> 24).isEqualTo(3);
    machine.root(Cp0Register.GUEST_CTL2, 0);
    machine.enterGuest(1, GUEST + 8);
    put(machine, RAM + 0x108, "ei\nehb\nnop\nwait\n");
    runTo(machine, FLASH + 0x180);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST + 20);
    assertThat(guestRipl(machine)).isZero();
  }

  @Test
  void anInjectionWaitsForTheGuestsEiAndForAnIplBelowIt() {
    TestMachine machine = guestWithVectors(0x80001000);
    machine.guestRegister(Cp0Register.STATUS, 3 << 10);
    machine.root(Cp0Register.GUEST_CTL2, 3 << 24 | 0x200);
    put(machine, RAM + 0x100, "ei\nehb\nnop\naddiu t0, zero, 1\nmtc0 t0, $12\nehb\nnop\nwait\n");
    runTo(machine, 0x80001200);
    assertThat(machine.guestRegister(Cp0Register.EPC)).isBetween(GUEST + 20, GUEST + 24);
    assertThat(guestRipl(machine)).isEqualTo(3);
  }

  @Test
  void requestsOredIntoGriplArriveTogetherAsOneRipl() {
    TestMachine machine = guestWithVectors(0x80001000);
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.STATUS, 2);
    for (int request : new int[] {1, 2, 0x20}) {
      machine.root(
          Cp0Register.GUEST_CTL2, machine.root(Cp0Register.GUEST_CTL2) | request << 24 | 0x200);
    }
    machine.guestRegister(Cp0Register.STATUS, 1);
    machine.enterGuest(1, GUEST);
    runTo(machine, 0x80001200);
    assertThat(guestRipl(machine)).isEqualTo(0x23);
    assertThat(machine.root(Cp0Register.GUEST_CTL2)).isEqualTo(0x200);
  }

  /** The words before 0x100 are those that a boot loader of this board wants there. */
  @Test
  void withoutAVectorTheGuestSlidesOverAReservedInstructionIntoItsHandler() {
    TestMachine machine = guestWithVectors(0x80002000);
    machine.put(RAM + 0x20F8, 0x9D000000, -1);
    put(machine, RAM + 0x2200, "mfc0 a0, $12\nmfc0 a1, $13\nmfc0 k0, $14\nmtc0 k0, $14\neret\n");
    machine.root(Cp0Register.GUEST_CTL2, 1 << 24);
    machine.put(RAM + 0x100, NOP);
    runTo(machine, 0x80002000);
    runTo(machine, 0x80002180);
    assertThat(machine.guestExcCode()).as("RI").isEqualTo(10);
    assertThat(guestRipl(machine)).as("RIPL survives it").isEqualTo(1);
    assertThat(machine.guestRegister(Cp0Register.EPC)).as("EPC survives it").isEqualTo(GUEST);
    runTo(machine, 0x80002214 - 4);
    assertThat(machine.hart.gpr[26]).isEqualTo(GUEST);
    runTo(machine, GUEST);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(1);
  }

  @Test
  void aHypercallIsAnsweredThroughPssAsTheExitLeftItAndReturnsBehindIt() {
    TestMachine machine = TestMachine.guest(GUEST);
    put(machine, RAM + 0x100, "addiu a0, zero, 7\nhypcall 0xb\naddiu v1, v0, 1\nwait\n");
    put(
        machine,
        FLASH + 0x180,
        """
        mfc0 k0, $8, 1
        ext s0, k0, 11, 10
        rdpgpr s1, $4
        addiu s1, s1, 0x23
        wrpgpr $2, s1
        mfc0 k0, $14
        addiu k0, k0, 4
        mtc0 k0, $14
        ehb
        eret
        """);
    runTo(machine, GUEST + 12);
    assertThat(machine.hart.gpr[3]).isEqualTo(7 + 0x23 + 1);
    machine.step();
    assertThat(machine.hart.gpr[16]).as("code").isEqualTo(0xB);
  }

  @Test
  void orderingOnlyBitsIntoGuestCtl0LeavesAnAddressTranslationThatGuestsCanUse() {
    TestMachine machine = TestMachine.running();
    put(
        machine,
        RAM,
        "mfc0 t0, $12, 6\nlui t1, 0x1380\nor t0, t0, t1\nmtc0 t0, $12, 6\nmfc0 t2, $12, 6\n");
    runTo(machine, RAM + 20);
    assertThat(machine.hart.gpr[10] >>> 26 & 3).as("AT").isEqualTo(3);
    assertThat(machine.hart.gpr[10] & 0x13800000).as("CP0, GT, CG, CF").isEqualTo(0x13800000);
    assertThat(machine.hart.gpr[10] >>> 22 & 1).as("G1").isEqualTo(1);
  }

  @Test
  void microMipsRootIsInterruptedByAMips32HandlerAndGoesOn() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.INT_CTL, 0x40);
    machine.root(Cp0Register.CAUSE, IV);
    machine.root(Cp0Register.STATUS, 1);
    byte[] loop =
        new Assembler(InstructionSet.m5150(), Isa.MICROMIPS)
            .bytes(RAM, "addiu32 t0, t0, 1\nnop32\n");
    for (int i = 0; i < loop.length; i++) {
      machine.ram.write(i, 1, loop[i]);
    }
    put(machine, FLASH + 0x220, "addiu t1, t1, 1\neret\n");
    machine.hart.pc = RAM | 1;
    machine.hart.request(7, 0x220, 0);
    machine.step();
    assertThat(machine.root(Cp0Register.EPC)).as("bit 0 is the instruction set").isEqualTo(RAM | 1);
    machine.hart.request(0, 0, 0);
    runTo(machine, RAM | 1);
    runTo(machine, RAM + 4 | 1);
    assertThat(machine.hart.gpr[8]).isEqualTo(1);
    assertThat(machine.hart.gpr[9]).isEqualTo(1);
  }

  @Test
  void aGuestPollsTheTickThatRootSetsInCauseAndItsCompareIsEmulated() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.root(Cp0Register.GUEST_CTL0, TINYVP);
    put(
        machine,
        RAM + 0x100,
        "mfc0 t0, $13\nsll t0, t0, 1\nbgez t0, 0x80000100\nnop\nmtc0 t1, $11\n");
    for (int i = 0; i < 10; i++) {
      machine.step();
    }
    assertThat(machine.hart.inGuest()).as("no exit for a poll").isTrue();
    machine.guestRegister(Cp0Register.CAUSE, TI);
    assertThat(machine.guestRegister(Cp0Register.CAUSE) & TI).isEqualTo(TI);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST + 16);
    assertThat(machine.gexcCode()).as("GPSI").isZero();
    machine.hart.pc = RAM + 0x2000;
    put(
        machine,
        RAM + 0x2000,
        "mfc0 t0, $9\naddiu t0, t0, 0x7fff\nmtgc0 t0, $11\nehb\nmfgc0 t1, $13\n");
    runTo(machine, RAM + 0x2014);
    assertThat(machine.hart.gpr[9] & TI).as("TI after mtgc0 Compare").isZero();
  }

  @Test
  void aGuestsStatusWriteIsDoneByRootWhileItsChangesAreTracked() {
    TestMachine machine = guestWithVectors(0x80001000);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x50);
    put(machine, RAM + 0x100, li("t0", 0x00400001) + "mtc0 t0, $12\nmfc0 t1, $12\nwait\n");
    put(
        machine,
        FLASH + 0x180,
        """
        mfc0 s0, $12, 6
        mfc0 s1, $8, 1
        ext s2, s1, 16, 5
        rdpgpr s3, $8
        mtgc0 s3, $12
        mfc0 k0, $14
        addiu k0, k0, 4
        mtc0 k0, $14
        ehb
        eret
        """);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.gexcCode()).as("GSFC").isEqualTo(1);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).as("not written yet").isEqualTo(1);
    runTo(machine, GUEST + 16);
    assertThat(machine.hart.gpr[9]).as("what the guest reads back").isEqualTo(0x00400001);
    machine.step();
    assertThat(machine.hart.gpr[18]).as("rt of the instruction").isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"0, 0x80000100", "1, 0x80000108"})
  void aGuestThatTrapsInADelaySlotGoesOnWhereTheBranchInBadInstrPLeads(int t0, String next) {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.hart.gpr[8] = t0;
    put(machine, RAM + 0x100, "beq t0, zero, 0x80000100\nwait\nnop\n");
    put(
        machine,
        FLASH + 0x180,
        """
        mfc0 k0, $13
        mfc0 k1, $8, 2
        sll s0, k1, 16
        sra s0, s0, 14
        rdpgpr s1, $8
        mfc0 s2, $14
        beq s1, zero, taken
        addiu s3, s2, 4
        addiu s3, s2, 8
        beq zero, zero, leave
        nop
        taken: addu s3, s3, s0
        leave: mtc0 s3, $14
        ehb
        eret
        """);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.root(Cp0Register.CAUSE)).as("BD").isNegative();
    runTo(machine, Integer.parseUnsignedInt(next.substring(2), 16));
    assertThat(machine.hart.inGuest()).isTrue();
  }
}
