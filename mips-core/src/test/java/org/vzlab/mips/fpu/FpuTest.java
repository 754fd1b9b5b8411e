package org.vzlab.mips.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/** The FPU among the rest: who may use it, its registers, loads, stores and branches. */
class FpuTest {
  private static final int DATA = TestMachine.RAM + 0x1000;
  private static final int FPE = 15;
  private static final int RI = 10;
  private static final int CPU = 11;
  private static final int CE1 = 1 << 28;

  private final Assembler assembler = new Assembler(InstructionSet.m5150());

  private static TestMachine root(int status) {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, status);
    return machine;
  }

  private static TestMachine wide() {
    return root(Status.CU1 | Status.FR);
  }

  private void execute(TestMachine machine, String source) {
    int pc = machine.hart.pc;
    int[] words = assembler.assemble(pc, source);
    machine.put(pc, words);
    machine.step();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add.s $f0,$f2,$f4",
        "madd.d $f0,$f2,$f4,$f6",
        "lwc1 $f0,0(zero)",
        "sdxc1 $f0,zero(zero)",
        "prefx 0x0,zero(zero)",
        "movf v0,a0,$fcc0",
        "bc1t 0x80000000",
        "ctc1 v0,$31",
        ".word 0x46c00000",
        ".word 0x4c00003f"
      })
  void withoutCu1EveryInstructionIsCoprocessor1Unusable(String source) {
    TestMachine machine = root(Status.FR);
    execute(machine, source);
    assertThat(machine.excCode()).isEqualTo(CPU);
    assertThat(machine.root(Cp0Register.CAUSE) & 3 << 28).isEqualTo(CE1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".word 0x46c00000",
        ".word 0x4c00003f",
        ".word 0x45200000",
        "cfc1 v0,$1",
        "ctc1 v0,$4",
        "cfc1 v0,$30"
      })
  void whatTheFpuDoesNotHaveIsReserved(String source) {
    TestMachine machine = wide();
    execute(machine, source);
    assertThat(machine.excCode()).isEqualTo(RI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add.d $f0,$f2,$f5",
        "ldc1 $f1,0(zero)",
        "mfhc1 v0,$f1",
        "cvt.l.s $f0,$f2",
        "cvt.d.l $f0,$f2",
        "luxc1 $f0,zero(zero)"
      })
  void withFrClearOddPairsAndLongsAreReserved(String source) {
    TestMachine machine = root(Status.CU1);
    execute(machine, source);
    assertThat(machine.excCode()).isEqualTo(RI);
  }

  @Test
  void aGuestNeedsItsOwnCu1AndRootsToo() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.guestRegister(Cp0Register.STATUS, Status.CU1);
    machine.root(Cp0Register.STATUS, Status.CU1);
    execute(machine, "mtc1 zero,$f2");
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(0x80000104);

    machine.guestRegister(Cp0Register.STATUS, 0);
    execute(machine, "mtc1 zero,$f2");
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.guestExcCode()).isEqualTo(CPU);
  }

  @Test
  void theGuestsFrDecidesInTheGuest() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.guestRegister(Cp0Register.STATUS, Status.CU1);
    machine.root(Cp0Register.STATUS, Status.CU1 | Status.FR);
    execute(machine, "mov.d $f1,$f2");
    assertThat(machine.guestExcCode()).isEqualTo(RI);
  }

  @Test
  void aGuestsFloatingPointExceptionStaysInTheGuest() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.guestRegister(Cp0Register.STATUS, Status.CU1);
    machine.root(Cp0Register.STATUS, Status.CU1);
    machine.hart.gpr[4] = 1 << 17;
    execute(machine, "ctc1 a0,$31");
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.guestExcCode()).isEqualTo(FPE);
  }

  @Test
  void controlRegistersHaveTheValuesOfTheM5150() {
    TestMachine machine = wide();
    machine.hart.reset();
    machine.root(Cp0Register.STATUS, Status.CU1);
    machine.hart.pc = TestMachine.RAM;
    execute(machine, "cfc1 v0,$0");
    execute(machine, "cfc1 v1,$31");
    assertThat(machine.hart.gpr[2]).isEqualTo(0x11F3A700);
    assertThat(machine.hart.gpr[3]).isEqualTo(0x000C0000);
  }

  @Test
  void flushVariantsAreStoredAndReported() {
    TestMachine machine = wide();
    machine.hart.gpr[4] = -1 & ~(0x3F << 12);
    execute(machine, "ctc1 a0,$31");
    execute(machine, "cfc1 v0,$31");
    assertThat(machine.hart.gpr[2]).isEqualTo(0xFFEC0FFF);
    assertThat(machine.unmodelled).containsExactly("FCSR.FO/FN");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void loadsAndStoresMoveWordsAndDoublewordsInLittleEndianOrder(boolean wide) {
    TestMachine machine = root(wide ? Status.CU1 | Status.FR : Status.CU1);
    machine.put(DATA, 0x11111111, 0x22222222, 0, 0, 0, 0, 0, 0);
    machine.hart.gpr[4] = DATA;
    machine.hart.gpr[5] = 16;
    machine.hart.gpr[6] = 8;
    execute(machine, "ldc1 $f2,0(a0)");
    assertThat(machine.hart.fpu.doubleword(2)).isEqualTo(0x2222222211111111L);
    assertThat(machine.hart.fpu.word(3)).isEqualTo(wide ? 0 : 0x22222222);
    execute(machine, "sdxc1 $f2,a1(a0)");
    execute(machine, "ldxc1 $f4,a1(a0)");
    execute(machine, "sdc1 $f4,24(a0)");
    execute(machine, "lwc1 $f7,4(a0)");
    execute(machine, "swxc1 $f7,a2(a0)");
    execute(machine, "lwxc1 $f9,a2(a0)");
    execute(machine, "swc1 $f9,12(a0)");
    for (int i = 0; i < 8; i++) {
      assertThat(machine.bus.at(0x1000).memory().read(0x1000 + 4 * i, 4))
          .as("word %d", i)
          .isEqualTo(i == 0 || i == 4 || i == 6 ? 0x11111111 : 0x22222222);
    }
  }

  @Test
  void luxc1AndSuxc1IgnoreTheLowBitsOfTheAddress() {
    TestMachine machine = wide();
    machine.put(DATA, 1, 2, 0, 0);
    machine.hart.gpr[4] = DATA + 5;
    machine.hart.gpr[5] = 8;
    execute(machine, "luxc1 $f3,zero(a0)");
    execute(machine, "suxc1 $f3,a1(a0)");
    assertThat(machine.bus.at(0x1000).memory().read(0x1008, 4)).isEqualTo(1);
    assertThat(machine.bus.at(0x1000).memory().read(0x100C, 4)).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "ldc1 $f2,4(a0); 4; 4",
        "sdc1 $f2,4(a0); 5; 4",
        "ldxc1 $f2,a1(a0); 4; 1",
        "sdxc1 $f2,a1(a0); 5; 1",
        "lwc1 $f2,2(a0); 4; 2",
        "swc1 $f2,2(a0); 5; 2"
      })
  void misalignedAddressesRaiseAddressError(String source, int code, int distance) {
    TestMachine machine = wide();
    machine.hart.gpr[4] = DATA;
    machine.hart.gpr[5] = 1;
    execute(machine, source);
    assertThat(machine.excCode()).isEqualTo(code);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(DATA + distance);
  }

  @ParameterizedTest(name = "{0} with FCCR {1}")
  @CsvSource({
    "bc1t $fcc0, 1, true, 1",
    "bc1t $fcc0, 254, false, 1",
    "bc1f $fcc7, 127, true, 1",
    "bc1f $fcc7, 128, false, 1",
    "bc1tl $fcc1, 2, true, 1",
    "bc1tl $fcc1, 253, false, 0",
    "bc1fl $fcc0, 0, true, 1",
    "bc1fl $fcc0, 1, false, 0"
  })
  void branchesTestConditionCodes(String branch, int fccr, boolean taken, int slots) {
    TestMachine machine = wide();
    machine.hart.fpu.fccr(fccr);
    int pc = machine.hart.pc;
    String source = branch.replace("$fcc0", "").trim();
    source += source.contains("$") ? "," : " ";
    execute(machine, source + "target\naddiu t0,t0,1\nnop\nnop\ntarget: nop");
    assertThat(machine.hart.pc).isEqualTo(taken ? pc + 16 : pc + 8);
    assertThat(machine.hart.gpr[8]).isEqualTo(slots);
  }

  @Test
  void aResultThatIsTinyBeforeRoundingOnlyIsNotFlushed() {
    TestMachine machine = wide();
    machine.hart.fpu.fcsr(1 << 24);
    machine.hart.fpu.doubleword(4, 0x380FFFFFF0000000L);
    execute(machine, "cvt.s.d $f2,$f4");
    assertThat(machine.hart.fpu.word(2)).isEqualTo(0x00800000);
    assertThat(machine.hart.fpu.fexr()).isEqualTo(0x1004);
  }

  @Test
  void writingCauseAndEnablesTrapsAfterTheWrite() {
    TestMachine machine = wide();
    machine.hart.gpr[4] = 0x1080;
    execute(machine, "ctc1 a0,$31");
    assertThat(machine.excCode()).isEqualTo(FPE);
    assertThat(machine.hart.fpu.fcsr()).isEqualTo(0x000C1080);
  }
}
