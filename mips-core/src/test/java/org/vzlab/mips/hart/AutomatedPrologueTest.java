package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.IntCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** The automated prologue of interrupts, and IRET (MD00641; the choices of the model). */
class AutomatedPrologueTest {
  private static final int IRET = 0x42000038;
  private static final int SP = 29;
  private static final int STACK = RAM + 0x1000;
  private static final int VS = 1 << 5;
  private static final int GUEST_PC = 0x80000100;

  /** EXL, the level of the interrupted program 0, IE. */
  private static final int ENTERED = Status.EXL | Status.IE;

  /** CSS = 4, PSS = 0, EICSS = 4. */
  private static final int SRS_CTL = 7 << 26 | 4 << 18 | 4;

  private static TestMachine machine(int intCtl) {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.CAUSE, Cause.IV);
    machine.root(Cp0Register.INT_CTL, VS | IntCtl.APE | intCtl);
    machine.root(Cp0Register.STATUS, Status.IE);
    machine.hart.gpr[SP] = STACK;
    return machine;
  }

  /** Requests an interrupt and takes it if it is accepted. */
  private static void interrupt(TestMachine machine, int level) {
    machine.hart.request(level, 0x100 * level, level);
    machine.hart.prepare();
  }

  private static int word(TestMachine machine, int va) {
    return machine.ram.read(va & 0x1FFFFFFF, 4);
  }

  private static int withIpl(int status, int level) {
    return Status.withIpl(status, level);
  }

  @ParameterizedTest(name = "StkDec {0}: {1} bytes")
  @CsvSource({"0, 12", "1, 12", "3, 12", "4, 16", "5, 20", "31, 124"})
  void theFrameHoldsEpcStatusAndSrsCtl(int stkDec, int bytes) {
    TestMachine machine = machine(stkDec << 16);
    interrupt(machine, 4);
    int frame = STACK - bytes;
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x400);
    assertThat(machine.hart.gpr[SP]).isEqualTo(frame);
    assertThat(machine.hart.sets().previous(SP)).as("of the interrupted set").isEqualTo(STACK);
    assertThat(word(machine, frame)).as("EPC").isEqualTo(RAM);
    assertThat(word(machine, frame + 4)).as("Status").isEqualTo(ENTERED);
    assertThat(word(machine, frame + 8)).as("SRSCtl").isEqualTo(SRS_CTL);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(withIpl(ENTERED, 4));
    assertThat(machine.root(Cp0Register.SRS_CTL)).isEqualTo(SRS_CTL);
    assertThat(machine.root(Cp0Register.CAUSE)).isEqualTo(Cause.IV | 4 << Cause.RIPL_SHIFT);

    machine.root(Cp0Register.EPC, 0x1234);
    machine.hart.request(0, 0, 0);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.IE);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0x3CF).isZero();
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK);
  }

  @Test
  void useKStkTakesTheHandlersOwnStackAndIretGivesItBackToTheUser() {
    TestMachine machine = machine(IntCtl.USE_K_STK | IntCtl.CLR_EXL);
    machine.root(Cp0Register.SRS_CTL, 4 << 6);
    machine.hart.sets().previous(SP, STACK + 0x800);
    machine.root(Cp0Register.STATUS, Status.IE | Status.UM);
    interrupt(machine, 4);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK + 0x800 - 12);
    assertThat(machine.hart.sets().previous(SP)).isEqualTo(STACK);
    assertThat(word(machine, STACK + 0x800 - 8)).isEqualTo(ENTERED | Status.UM);
    assertThat(machine.root(Cp0Register.STATUS)).as("kernel").isEqualTo(withIpl(Status.IE, 4));
    machine.hart.request(0, 0, 0);
    machine.execute(IRET);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.IE | Status.UM);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    machine.root(Cp0Register.SRS_CTL, 4 << 6);
    assertThat(machine.hart.sets().previous(SP)).isEqualTo(STACK + 0x800);
  }

  @Test
  void withClrExlAHigherInterruptNestsAndTwoIretsGoBack() {
    TestMachine machine = machine(IntCtl.CLR_EXL);
    interrupt(machine, 2);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(withIpl(Status.IE, 2));
    interrupt(machine, 2);
    assertThat(machine.hart.pc).as("not above the level").isEqualTo(FLASH + 0x200);
    machine.execute(TestMachine.NOP);
    interrupt(machine, 5);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x500);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK - 24);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0x3CF).isEqualTo(2 << 6 | 5);
    machine.hart.request(0, 0, 0);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x204);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(withIpl(Status.IE, 2));
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0xF).isEqualTo(2);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK - 12);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.IE);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0xF).isZero();
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK);
  }

  @ParameterizedTest(name = "ClrEXL {0}")
  @CsvSource({"0", "32768"})
  void withIceAnotherRequestIsServedOnTheSameFrame(int clrExl) {
    TestMachine machine = machine(IntCtl.ICE | clrExl);
    interrupt(machine, 5);
    machine.hart.request(3, 0x300, 3);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x300);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK - 12);
    int exl = clrExl == 0 ? Status.EXL : 0;
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(withIpl(Status.IE | exl, 3));
    assertThat(machine.root(Cp0Register.SRS_CTL)).isEqualTo(7 << 26 | 3 << 18 | 3);
    assertThat(machine.root(Cp0Register.CAUSE))
        .isEqualTo(Cause.IV | Cause.IC | 3 << Cause.RIPL_SHIFT);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM);

    machine.hart.request(0, 0, 0);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.IE);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.IC).isZero();
    machine.root(Cp0Register.SRS_CTL, 5 << 6);
    assertThat(machine.hart.sets().previous(SP)).as("of the first handler").isEqualTo(STACK);
  }

  @Test
  void aRequestNotAboveTheInterruptedLevelIsNotChained() {
    TestMachine machine = machine(IntCtl.ICE);
    machine.root(Cp0Register.STATUS, withIpl(Status.IE, 3));
    interrupt(machine, 5);
    machine.hart.request(3, 0x300, 3);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(withIpl(Status.IE, 3));
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.IC).isZero();
  }

  @Test
  void withoutIceTheNextRequestIsTakenAfterTheReturn() {
    TestMachine machine = machine(0);
    interrupt(machine, 5);
    machine.hart.request(3, 0x300, 3);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    machine.hart.prepare();
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x300);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.IC).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a stack that is not mapped, 0x00401000, 3",
    "a stack that is not aligned, 0x80001002, 5",
    "a stack where nothing is, 0xBE001000, 7",
  })
  void aFaultOfTheStackIsAnExceptionAtExceptionLevel(String name, long stack, int code) {
    TestMachine machine = machine(0);
    machine.hart.gpr[SP] = (int) stack;
    machine.root(Cp0Register.BAD_INSTR, 0);
    List<ExceptionTaken> taken = new ArrayList<>();
    machine.hart.traps.trace().listen(taken::add);
    interrupt(machine, 4);
    assertThat(machine.hart.pc).as(name).isEqualTo(FLASH + 0x180);
    assertThat(machine.root(Cp0Register.CAUSE))
        .isEqualTo(Cause.IV | Cause.AP | 4 << Cause.RIPL_SHIFT | code << 2);
    assertThat(machine.root(Cp0Register.STATUS)).as("the level is not raised").isEqualTo(ENTERED);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM);
    assertThat(machine.root(Cp0Register.NESTED_EPC)).isEqualTo(RAM);
    assertThat(machine.root(Cp0Register.NESTED_EXC)).isEqualTo(2);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isZero();
    if (code != ExcCode.DBE.code()) {
      assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo((int) stack - 12);
    }
    assertThat(machine.hart.gpr[SP]).as("of the handler's set").isZero();
    assertThat(machine.hart.sets().previous(SP)).isEqualTo((int) stack);
    assertThat(taken).extracting(ExceptionTaken::code).hasSize(1);

    machine.hart.sets().previous(SP, STACK);
    machine.execute(TestMachine.ERET);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    machine.hart.prepare();
    assertThat(machine.hart.pc).as("still requested").isEqualTo(FLASH + 0x400);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK - 12);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.AP).isZero();
  }

  @Test
  void aFaultOfIretsLoadsIsOneOfTheInstructionAndChangesNothingElse() {
    TestMachine machine = machine(IntCtl.CLR_EXL);
    interrupt(machine, 4);
    machine.hart.gpr[SP] = 0x00401000;
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(FLASH);
    assertThat(machine.excCode()).isEqualTo(ExcCode.TLBL.code());
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x00401004);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(IRET);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(FLASH + 0x400);
    machine.root(Cp0Register.SRS_CTL, 4 << 6);
    assertThat(machine.hart.sets().previous(SP)).isEqualTo(0x00401000);
  }

  @ParameterizedTest(name = "IntCtl {0}, IV {1}, Status {2}")
  @CsvSource({
    "0x20,   true,  0x00000001",
    "0x4000, true,  0x00000001",
    "0x4020, false, 0x00000001",
    "0x4020, true,  0x00400001",
  })
  void withoutOneOfItsConditionsThereIsNoPrologue(int intCtl, boolean iv, int status) {
    TestMachine machine = machine(0);
    machine.root(Cp0Register.INT_CTL, intCtl);
    machine.root(Cp0Register.CAUSE, iv ? Cause.IV : 0);
    machine.root(Cp0Register.STATUS, status);
    interrupt(machine, 4);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(status | Status.EXL);
    assertThat(word(machine, STACK - 12)).isZero();
  }

  @ParameterizedTest(name = "IntCtl {0}, Status {1}")
  @CsvSource({"0x20, 2", "0x4020, 4", "0x4020, 0x00400002"})
  void withoutApeOrWithErlOrBevIretIsEret(int intCtl, int status) {
    TestMachine machine = machine(0);
    machine.root(Cp0Register.INT_CTL, intCtl);
    machine.root(Cp0Register.STATUS, status);
    machine.root(Cp0Register.EPC, RAM + 0x200);
    machine.root(Cp0Register.ERROR_EPC, RAM + 0x200);
    machine.hart.gpr[SP] = 1;
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(RAM + 0x200);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(status & ~6);
    assertThat(machine.hart.gpr[SP]).isEqualTo(1);
  }

  @Test
  void inMicromipsTheFrameKeepsTheIsaModeOfEpc() {
    TestMachine machine = machine(0);
    machine.root(Cp0Register.CONFIG3, 1 << 16);
    machine.hart.pc = RAM | 1;
    interrupt(machine, 4);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x401);
    assertThat(word(machine, STACK - 12)).isEqualTo(RAM | 1);
    byte[] iret = new Assembler(InstructionSet.m5150(), Isa.MICROMIPS).bytes(FLASH + 0x400, "iret");
    for (int i = 0; i < iret.length; i++) {
      machine.flash.write(0x400 + i, 1, iret[i]);
    }
    machine.hart.request(0, 0, 0);
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(RAM | 1);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.IE);
  }

  /** A guest with two register sets, and an interrupt of level 4 for set 1 put into GuestCtl2. */
  private static TestMachine guest(int intCtl, int stack) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.guestRegister(Cp0Register.EBASE, 0x80002000);
    machine.guestRegister(Cp0Register.SRS_CTL, 1 << 26);
    machine.guestRegister(Cp0Register.CAUSE, Cause.IV);
    machine.guestRegister(Cp0Register.INT_CTL, VS | IntCtl.APE | intCtl);
    machine.guestRegister(Cp0Register.STATUS, Status.IE);
    machine.hart.gpr[SP] = stack;
    machine.root(Cp0Register.GUEST_CTL2, 4 << 24 | 1 << 18 | 0x400);
    return machine;
  }

  @Test
  void aGuestHasAPrologueOfItsOwnAndAnIretThatChainsByGripl() {
    TestMachine machine = guest(IntCtl.ICE, STACK);
    machine.hart.prepare();
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(0x80002400);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK - 12);
    assertThat(word(machine, STACK - 12)).isEqualTo(GUEST_PC);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(withIpl(ENTERED, 4));
    assertThat(machine.root(Cp0Register.GUEST_CTL2) >>> 24).isZero();
    assertThat(machine.root(Cp0Register.CAUSE)).isZero();

    machine.root(Cp0Register.GUEST_CTL2, 2 << 24 | 1 << 18 | 0x200);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(0x80002200);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(withIpl(ENTERED, 2));
    assertThat(machine.root(Cp0Register.GUEST_CTL2) >>> 24).isZero();
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(GUEST_PC);
    assertThat(machine.hart.gpr[SP]).isEqualTo(STACK);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(Status.IE);
  }

  @Test
  void aGuestWithoutShadowSetsHasNoPrologue() {
    TestMachine machine = guest(0, STACK);
    machine.guestRegister(Cp0Register.SRS_CTL, 0);
    machine.hart.prepare();
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(ENTERED);
    assertThat(word(machine, STACK - 12)).isZero();
  }

  @Test
  void aFaultOfAGuestsStackInItsOwnTlbIsTheGuests() {
    TestMachine machine = guest(0, 0x00401000);
    machine.hart.prepare();
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(0x80002180);
    assertThat(machine.guestExcCode()).isEqualTo(ExcCode.TLBS.code());
    assertThat(machine.guestRegister(Cp0Register.CAUSE) & Cause.AP).isEqualTo(Cause.AP);
    assertThat(machine.guestRegister(Cp0Register.EPC)).isEqualTo(GUEST_PC);
    assertThat(machine.root(Cp0Register.GUEST_CTL2) >>> 24).as("taken").isZero();
  }

  @Test
  void aFaultOfAGuestsStackInRootsTlbIsRootsAndTheGuestIsAsBefore() {
    TestMachine machine = guest(0, 0x80000000 + 0x10001000);
    final int status = machine.guestRegister(Cp0Register.STATUS);
    final int cause = machine.guestRegister(Cp0Register.CAUSE);
    List<ExceptionTaken> taken = new ArrayList<>();
    machine.hart.traps.trace().listen(taken::add);
    machine.hart.prepare();
    assertThat(machine.hart.pc).as("root's refill").isEqualTo(FLASH);
    assertThat(machine.excCode()).isEqualTo(ExcCode.TLBS.code());
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.AP).isEqualTo(Cause.AP);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST_PC);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x10001000 - 12);
    assertThat(machine.gexcCode()).isEqualTo(10);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(status);
    assertThat(machine.guestRegister(Cp0Register.CAUSE)).isEqualTo(cause);
    assertThat(machine.root(Cp0Register.GUEST_CTL2)).isEqualTo(4 << 24 | 1 << 18 | 0x400);
    assertThat(taken).extracting(ExceptionTaken::code).containsExactly(ExcCode.TLBS);

    machine.map(1, 0x10000000, 0, 0);
    machine.execute(TestMachine.ERET);
    machine.hart.prepare();
    assertThat(machine.hart.pc).as("taken now").isEqualTo(0x80002400);
    assertThat(word(machine, RAM + 0x1000 - 12)).isEqualTo(GUEST_PC);
    assertThat(taken).extracting(ExceptionTaken::code).containsExactly(ExcCode.TLBS, ExcCode.INT);
  }

  @ParameterizedTest(name = "ClrEXL {0}: GHFC {1}")
  @CsvSource({"0, true", "32768, false"})
  void rootHearsOfAGuestsPrologueIfItLeavesExlChanged(int clrExl, boolean reported) {
    TestMachine machine = guest(clrExl, STACK);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x50);
    machine.hart.prepare();
    assertThat(machine.hart.inGuest()).isEqualTo(!reported);
    assertThat(word(machine, STACK - 12)).isEqualTo(GUEST_PC);
    if (reported) {
      assertThat(machine.gexcCode()).isEqualTo(9);
      assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x80002400);
    }
  }

  @Test
  void rootsPrologueOfAnInterruptInGuestModeCanUseAStackOfRoots() {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.root(Cp0Register.STATUS, Status.EXL);
    machine.root(Cp0Register.SRS_CTL, 4 << 6);
    machine.hart.sets().previous(SP, STACK);
    machine.root(Cp0Register.CAUSE, Cause.IV);
    machine.root(Cp0Register.INT_CTL, VS | IntCtl.APE | IntCtl.USE_K_STK);
    machine.root(Cp0Register.STATUS, Status.IE);
    machine.hart.gpr[SP] = 0x12345678;
    interrupt(machine, 4);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x400);
    assertThat(word(machine, STACK - 12)).isEqualTo(GUEST_PC);
    machine.hart.request(0, 0, 0);
    machine.execute(IRET);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(GUEST_PC);
    assertThat(machine.hart.gpr[SP]).isEqualTo(0x12345678);
  }
}
