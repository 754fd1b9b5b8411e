package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** The ISA mode: who changes it, where it is kept, and how long instructions and slots are. */
class MicromipsTest {
  private static final int RAM = 0x80000000;
  private static final int CODE = 0x80001000;
  private static final int ISA_ON_EXC = 1 << 16;

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Memory ram = Memory.ram("RAM", 0x10000);
  private final Scheduler scheduler = new Scheduler();
  private final Hart hart;
  private final Interpreter interpreter;

  MicromipsTest() {
    Bus bus = new Bus(Unmodelled.QUIET);
    bus.map(0, ram);
    hart = new Hart(scheduler, bus);
    interpreter = new Interpreter(hart, instructionSet);
    hart.root.set(Cp0Register.STATUS, 0);
    hart.contextChanged();
  }

  private void put(Isa isa, int address, String source) {
    byte[] code = new Assembler(instructionSet, isa).bytes(address, source);
    for (int i = 0; i < code.length; i++) {
      ram.write(address - RAM + i, 1, code[i]);
    }
  }

  private void runFrom(int pc, int instructions) {
    hart.pc = pc;
    for (int i = 0; i < instructions; i++) {
      step();
    }
  }

  /** A branch and its slot count as one. */
  private void step() {
    scheduler.beginSlice(scheduler.now() + 1);
    interpreter.run();
  }

  private int cp0(Cp0Register register) {
    return hart.root.get(register);
  }

  private ExcCode cause() {
    int code = Cause.excCode(cp0(Cp0Register.CAUSE));
    for (ExcCode exception : ExcCode.values()) {
      if (exception.code() == code) {
        return exception;
      }
    }
    throw new AssertionError("code " + code);
  }

  @Test
  void instructionsOfBothLengthsFollowEachOther() {
    put(
        Isa.MICROMIPS,
        CODE,
        """
        li a0, 5
        addiu32 a0, a0, 1000
        addu v0, a0, a0
        xori v0, v0, 1
        """);
    runFrom(CODE | 1, 4);
    assertThat(hart.gpr[2]).isEqualTo(2011);
    assertThat(hart.pc).isEqualTo((CODE | 1) + 2 + 4 + 2 + 4);
  }

  @Test
  void jalxGoesToTheOtherInstructionSetAndBack() {
    put(Isa.MIPS32, CODE, "jalx 0x80002000\nli a0, 7\nli v1, 1");
    put(Isa.MICROMIPS, 0x80002000, "jr ra\naddiu v0, a0, -1");
    runFrom(CODE, 1);
    assertThat(hart.pc).isEqualTo(0x80002001);
    assertThat(hart.gpr[31]).isEqualTo(CODE + 8);
    step();
    step();
    assertThat(hart.gpr[2]).isEqualTo(6);
    assertThat(hart.gpr[3]).isEqualTo(1);
    assertThat(hart.pc).isEqualTo(CODE + 12);
  }

  @Test
  void jalxFromMicromipsLinksWithTheModeBit() {
    put(Isa.MICROMIPS, CODE, "jalx 0x80002000\nli32 a0, 7");
    put(Isa.MIPS32, 0x80002000, "jr ra\nnop");
    runFrom(CODE | 1, 1);
    assertThat(hart.pc).isEqualTo(0x80002000);
    assertThat(hart.gpr[31]).isEqualTo(CODE + 9);
    step();
    assertThat(hart.pc).isEqualTo(CODE + 9);
  }

  @Test
  void aBranchNotTakenGoesOnBehindASlotOfEitherLength() {
    put(
        Isa.MICROMIPS,
        CODE,
        """
              li a0, 1
              beqz32 a0, out
              li16 a1, 2
              beqz32 a0, out
              addiu32 a1, a1, 100
              li a2, 3
        out:  nop
        """);
    runFrom(CODE | 1, 4);
    assertThat(hart.gpr[5]).isEqualTo(102);
    assertThat(hart.gpr[6]).isEqualTo(3);
  }

  @Test
  void callsReturnBehindASlotOfTheLengthTheySay() {
    put(Isa.MICROMIPS, CODE, "jal 0x80002000\nnop32\njals 0x80002000\nnop\n");
    runFrom(CODE | 1, 1);
    assertThat(hart.gpr[31]).isEqualTo((CODE | 1) + 8);
    runFrom((CODE | 1) + 8, 1);
    assertThat(hart.gpr[31]).isEqualTo((CODE | 1) + 8 + 6);
  }

  @Test
  void anInstructionOfTheWrongLengthInASlotIsReserved() {
    put(Isa.MICROMIPS, CODE, "jal 0x80002000\nli16 v0, 1\njals 0x80002000\nli32 v0, 1\n");
    runFrom(CODE | 1, 1);
    assertThat(cause()).isEqualTo(ExcCode.RI);
    assertThat(cp0(Cp0Register.EPC)).isEqualTo(CODE | 1);
    assertThat(cp0(Cp0Register.CAUSE)).as("Cause.BD").isNegative();
    assertThat(hart.gpr[2]).isZero();
    hart.root.set(Cp0Register.STATUS, 0);
    hart.contextChanged();
    runFrom((CODE | 1) + 6, 1);
    assertThat(cause()).isEqualTo(ExcCode.RI);
    assertThat(hart.gpr[2]).isZero();
  }

  @Test
  void handlersExecuteInTheInstructionSetOfIsaOnExc() {
    put(Isa.MICROMIPS, CODE, "break 3");
    runFrom(CODE | 1, 1);
    assertThat(hart.pc).isEqualTo(0x80000180);
    assertThat(cp0(Cp0Register.EPC)).isEqualTo(CODE | 1);
    assertThat(cp0(Cp0Register.BAD_INSTR)).as("16 bits, in the lower half").isEqualTo(0x4683);

    put(Isa.MICROMIPS, 0x80000180, "eret");
    hart.root.set(Cp0Register.STATUS, 0);
    hart.root.set(Cp0Register.CONFIG3, ISA_ON_EXC);
    hart.contextChanged();
    runFrom(CODE | 1, 1);
    assertThat(hart.pc).isEqualTo(0x80000181);
    step();
    assertThat(hart.pc).as("ERET takes the mode from EPC").isEqualTo(CODE | 1);
  }

  @Test
  void badInstrShowsTheFirstHalfwordAbove() {
    put(Isa.MICROMIPS, CODE, "b 0x80001100\nbreak32 1, 2\n");
    runFrom(CODE | 1, 1);
    assertThat(cause()).isEqualTo(ExcCode.BP);
    assertThat(cp0(Cp0Register.BAD_INSTR)).isEqualTo(0x00010087);
    assertThat(cp0(Cp0Register.BAD_INSTR_P)).isEqualTo(0xCC7F);
  }

  @Test
  void anInstructionReachesIntoTheNextPage() {
    put(Isa.MICROMIPS, 0x80001FFE, "addiu32 v0, zero, 1234\nbreak32 5\n");
    runFrom(0x80001FFF, 2);
    assertThat(hart.gpr[2]).isEqualTo(1234);
    assertThat(cause()).isEqualTo(ExcCode.BP);

    hart.root.set(Cp0Register.STATUS, 0);
    hart.contextChanged();
    put(Isa.MICROMIPS, 0x80001FFE, "break32 7\n");
    runFrom(0x80001FFF, 1);
    assertThat(cp0(Cp0Register.EPC)).isEqualTo(0x80001FFF);
    assertThat(cp0(Cp0Register.BAD_INSTR)).isEqualTo(0x00070007);
  }

  @Test
  void storesIntoDecodedCodeAreSeen() {
    put(Isa.MICROMIPS, CODE, "li a0, 1\naddiu32 a0, a0, 1\nb 0x80001000\nnop");
    runFrom(CODE | 1, 3);
    assertThat(hart.gpr[4]).isEqualTo(2);
    // The second halfword of the second instruction.
    ram.write(CODE - RAM + 4, 2, 100);
    runFrom(CODE | 1, 2);
    assertThat(hart.gpr[4]).isEqualTo(101);
  }

  @Test
  void theSeventhBitOfTheMaskOfDspFieldsIsIgnored() {
    hart.root.set(Cp0Register.STATUS, Status.MX);
    hart.contextChanged();
    hart.gpr[4] = 0x0AAA6A95;
    put(Isa.MICROMIPS, CODE, "wrdsp a0, 0x41\nrddsp v0, 0x7f\nrddsp v1, 0x40");
    runFrom(CODE | 1, 3);
    assertThat(hart.gpr[2]).isEqualTo(0x15);
    assertThat(hart.gpr[3]).isZero();
    assertThat(hart.pc).isEqualTo((CODE | 1) + 12);
  }
}
