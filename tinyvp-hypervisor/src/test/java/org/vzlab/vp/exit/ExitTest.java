package org.vzlab.vp.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeBoard;
import org.vzlab.vp.fake.FakeRootPort.Entry;
import org.vzlab.vp.model.GuestState;

class ExitTest {
  private static final int NEXT = FakeBoard.ENTRY + 4;

  private final FakeBoard board = new FakeBoard().start();

  @Test
  void aMissingPageIsEnteredForItsGuestAndTheInstructionTriedAgain() {
    board.miss(2, 0x5678, 0x8C820000);
    assertThat(board.port.tlb[0]).isEqualTo(new Entry(0x4000, 0x1E, 0x11E, 0x6000, 1));
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY);
    assertThat(board.view(1).exits()).containsEntry("REFILL", 1L);
  }

  @Test
  void aPairIsNeverEnteredTwice() {
    board.miss(2, 0x4000, 0x8C820000);
    board.miss(2, 0x4000, 0x8C820000);
    assertThat(board.port.random).isEqualTo(1);
  }

  @Test
  void aFetchFromAnUnmappedPageStopsExactlyThatGuest() {
    board.port.cp0(Cp0Register.EPC, 0x9FC10000);
    board.miss(2, 0x1FC10000, 0);
    assertThat(board.events)
        .containsExactly("faulted 1: fetch of 1fc10000 denied: nothing is mapped there");
    assertThat(board.view(1).state()).isEqualTo(GuestState.FAULTED);
    assertThat(board.view(2).state()).isEqualTo(GuestState.RUNNING);
    assertThat(board.running()).isEqualTo(2);
    assertThat(board.vp.failed()).isTrue();
  }

  @Test
  void aFaultPrintsItsReasonAndTheRegisters() {
    board.clearOutput();
    board.port.gprs[1][7] = 0xCAFE1234;
    board.storeWord(0x1F880000, 5);
    assertThat(board.output())
        .startsWith(
            "PANIC_THREAD: Thread1: write of 1f880000 denied: nothing is mapped there\n\rEPC=9fc00030")
        .contains("$04: 1f880000 00000000 00000000 cafe1234\n\r");
  }

  @Test
  void aStoreToAReadOnlyPageStopsTheGuest() {
    board.port.cp0(Cp0Register.BAD_VADDR, 0x1FC00100);
    board.exit(1, 10, 0xAC820000);
    assertThat(board.view(1).reason())
        .isEqualTo("write of 1fc00100 denied: the configuration does not allow it");
  }

  @ParameterizedTest
  @CsvSource({"19, read of", "20, fetch of", "6, bus error", "7, bus error", "27, unexpected type"})
  void otherFaultsStopTheGuestWithAReason(int excCode, String reason) {
    board.exit(excCode, 3, 0);
    assertThat(board.view(1).reason()).startsWith(reason);
    assertThat(board.running()).isEqualTo(2);
  }

  @Test
  void everyCodeTheHardwareCouldReportHasAnOutcome() {
    for (int excCode = 0; excCode < 32; excCode++) {
      for (int guestExcCode = 0; guestExcCode < (excCode == 27 ? 32 : 1); guestExcCode++) {
        FakeBoard fresh = new FakeBoard().start();
        fresh.exit(excCode, guestExcCode, 0xFFFFFFFF);
        assertThat(fresh.running()).as("%d/%d", excCode, guestExcCode).isIn(1, 2);
      }
    }
  }

  @Test
  void noInstructionOrAddressMakesTheModelThrow() {
    Random random = new Random(7);
    FakeBoard any = new FakeBoard().start();
    int[] codes = {1, 2, 3, 11, 19, 20, 26, 27, 27, 27};
    for (int i = 0; i < 5_000; i++) {
      if (any.running() == 0) {
        any = new FakeBoard().start();
      }
      int address = FakeBoard.IC + (random.nextInt(0x20000) & ~3) - 0x8000;
      any.port.cp0(Cp0Register.BAD_VADDR, random.nextBoolean() ? address : random.nextInt());
      int code = codes[random.nextInt(codes.length)];
      int instruction = random.nextInt();
      if (random.nextBoolean()) {
        any.exitInSlot(code, random.nextInt(11), instruction, random.nextInt());
      } else {
        any.exit(code, random.nextInt(11), instruction);
      }
    }
    assertThat(any.port.erets).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "0x80, 0x81, 0xFFFFFF81", // LB
    "0x84, 0x8181, 0xFFFF8181", // LH
    "0x8C, 0x87654321, 0x87654321", // LW
    "0x90, 0x81, 0x81", // LBU
    "0x94, 0x8181, 0x8181", // LHU
  })
  void loadsFromDevicesExtendAsTheInstructionSays(String opcode, String held, String loaded) {
    board.port.memory.put(FakeBoard.PPS + 8, Long.decode(held).intValue());
    board.port.gprs[1][4] = FakeBoard.PPS + 8;
    board.miss(2, FakeBoard.PPS + 8, Integer.decode(opcode) << 24 | 0x820000);
    assertThat(board.port.gprs[1][2]).isEqualTo(Long.decode(loaded).intValue());
    assertThat(board.pc()).isEqualTo(NEXT);
    assertThat(board.view(1).exits()).containsEntry("DEVICE", 1L);
  }

  @ParameterizedTest
  @CsvSource({"0xA0, 1", "0xA4, 2", "0xAC, 4"})
  void storesToDevicesReachTheRealRegister(String opcode, int size) {
    board.port.gprs[1][2] = 0x12345678;
    board.miss(3, FakeBoard.PPS + 4, Integer.decode(opcode) << 24 | 0x820000);
    assertThat(board.port.stores).contains("1f801404/" + size + "=12345678");
    assertThat(board.pc()).isEqualTo(NEXT);
  }

  @Test
  void aLoadIntoRegisterZeroChangesNothing() {
    board.port.memory.put(FakeBoard.PPS, 5);
    board.miss(2, FakeBoard.PPS, 0x8C800000);
    assertThat(board.port.gprs[1][0]).isZero();
    assertThat(board.pc()).isEqualTo(NEXT);
  }

  @ParameterizedTest
  @CsvSource({"0x88", "0x98", "0xC0"})
  void unalignedAndLinkedLoadsOfADeviceAreRefused(String opcode) {
    board.miss(2, FakeBoard.PPS, Integer.decode(opcode) << 24 | 0x820000);
    assertThat(board.view(1).reason()).contains("cannot access device dev at 1f801400");
  }

  @Test
  void aFetchFromADeviceStopsTheGuest() {
    board.port.cp0(Cp0Register.EPC, 0xBF801400);
    board.miss(2, FakeBoard.PPS, 0x8C820000);
    assertThat(board.view(1).reason()).startsWith("fetch of 1f801400 denied");
  }

  @Test
  void readingAWriteOnlyWindowStopsTheGuest() {
    board.loadWord(FakeBoard.WRITE_ONLY);
    assertThat(board.view(1).reason()).startsWith("read of 1f805000 denied");
  }

  @Test
  void anIgnoredWriteDoesNothingSilently() {
    board.port.memory.put(FakeBoard.SYSTEM + 0x20, 0x1720E053);
    board.clearOutput();
    board.storeWord(FakeBoard.SYSTEM + 0x20, 1);
    assertThat(board.loadWord(FakeBoard.SYSTEM + 0x20)).isEqualTo(0x1720E053);
    assertThat(board.output()).isEmpty();
    assertThat(board.events).isEmpty();
  }

  @Test
  void aPageWhoseWritesAreIgnoredIsMappedAndOnlyItsWritesExit() {
    board.miss(2, FakeBoard.CONFIG_WORDS, 0x8C820000);
    assertThat(board.port.tlb[0].lo1()).isEqualTo(0x0074045A);
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY);
    board.miss(3, FakeBoard.CONFIG_WORDS, 0xAC820000);
    assertThat(board.pc()).isEqualTo(NEXT);
    board.port.cp0(Cp0Register.BAD_VADDR, FakeBoard.CONFIG_WORDS + 4);
    board.exit(1, 10, 0xAC820000);
    assertThat(board.pc()).isEqualTo(NEXT + 4);
    assertThat(board.events).isEmpty();
    assertThat(board.view(1).exits()).containsEntry("DEVICE", 2L).containsEntry("REFILL", 1L);
  }

  @Test
  void anIgnoredWriteThatIsToBeLoggedIsLogged() {
    board.clearOutput();
    board.storeWord(FakeBoard.LOGGED, 0xABC);
    assertThat(board.output()).isEqualTo("Thread1: write abc (4 bytes) to 1f801200 ignored\n\r");
    assertThat(board.events).containsExactly("ignored 1: 1f801200/4=abc");
    assertThat(board.view(1).state()).isEqualTo(GuestState.RUNNING);
  }

  @Test
  void anAccessInADelaySlotGoesOnWhereTheBranchGoes() {
    board.port.gprs[1][4] = FakeBoard.PPS;
    board.port.cp0(Cp0Register.BAD_VADDR, FakeBoard.PPS);
    board.exitInSlot(3, 10, 0xAC820000, 0x10000008);
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY + 4 + 0x20);
  }

  @Test
  void anAccessInTheSlotOfABranchOnAMissingUnitStopsTheGuest() {
    board.port.cp0(Cp0Register.BAD_VADDR, FakeBoard.PPS);
    board.exitInSlot(3, 10, 0xAC820000, 0x45000008);
    assertThat(board.view(1).reason()).contains("delay slot");
  }

  @ParameterizedTest
  @CsvSource({
    "15, 0, 0x0001a720",
    "12, 2, 0",
    "12, 3, 0",
    "12, 5, 0",
    "15, 2, 0",
    "28, 0, 0",
    "28, 1, 0",
    "26, 0, 0",
    "27, 0, 0",
    "18, 0, 0",
    "19, 0, 0",
    "23, 0, 0",
    "25, 0, 0",
    "25, 3, 0"
  })
  void registersThatAGuestMayOnlyReadThroughTheRoot(int register, int select, String value) {
    board.port.gprs[1][2] = 99;
    board.gpsi(0x40020000 | register << 11 | select);
    assertThat(board.port.gprs[1][2]).isEqualTo(Integer.decode(value));
    assertThat(board.pc()).isEqualTo(NEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "16, 0", "16, 6", "16, 7", "28, 0", "28, 1", "26, 0", "18, 0", "19, 0", "23, 0", "25, 0",
    "12, 2", "12, 3", "12, 5"
  })
  void writesThatAreIgnored(int register, int select) {
    board.gpsi(0x40800000 | register << 11 | select);
    assertThat(board.pc()).isEqualTo(NEXT);
    assertThat(board.view(1).state()).isEqualTo(GuestState.RUNNING);
  }

  @ParameterizedTest
  @CsvSource({"0x40021800", "0x40821800", "0x42000018", "0x7C02203B", "0x00000000"})
  void anUnknownPrivilegedInstructionStopsTheGuest(String instruction) {
    board.gpsi(Integer.decode(instruction));
    assertThat(board.view(1).reason())
        .isEqualTo(
            "Unknown GPSI: instruction " + instruction.substring(2).toLowerCase(Locale.ROOT));
  }

  @Test
  void instructionsOfMicromipsAreUnderstoodToo() {
    int entry = board.pc() | 1;
    board.port.cp0(Cp0Register.EPC, entry);
    board.gpsi(0x004900FC);
    assertThat(board.port.gprs[1][2]).as("mfc0 v0, Count").isPositive();
    assertThat(board.pc()).isEqualTo(entry + 4);
    board.port.memory.put(FakeBoard.PPS, 0x1234);
    board.miss(2, FakeBoard.PPS, 0x6820);
    assertThat(board.port.gprs[1][16]).as("lw s0, 0(v0) of 16 bits").isEqualTo(0x1234);
    assertThat(board.pc()).isEqualTo(entry + 6);
    board.gpsi(0x0000937C);
    assertThat(board.view(1).state()).isEqualTo(GuestState.WAITING);
  }

  @Test
  void anUnknownPrivilegedInstructionOfMicromipsIsShownAsItStandsInMemory() {
    board.port.cp0(Cp0Register.EPC, board.pc() | 1);
    board.gpsi(0x004908FC);
    assertThat(board.view(1).reason()).isEqualTo("Unknown GPSI: instruction 004908fc");
  }

  @Test
  void anAccessOfMicromipsToSeveralWordsOfAWindowStopsTheGuest() {
    board.port.cp0(Cp0Register.EPC, board.pc() | 1);
    board.miss(2, FakeBoard.PPS, 0x4522);
    assertThat(board.view(1).reason()).startsWith("instruction 00004522 cannot access device dev");
  }

  @Test
  void aBranchIsEvaluatedBeforeTheLoadInItsSlotThatChangesWhatItHasRead() {
    // again: beqz v0, again; lw v0, 0(a0)
    board.port.memory.put(FakeBoard.PPS, 1);
    board.port.gprs[1][2] = 0;
    board.port.gprs[1][4] = FakeBoard.PPS;
    board.port.cp0(Cp0Register.BAD_VADDR, FakeBoard.PPS);
    board.exitInSlot(2, 10, 0x8C820000, 0x1040FFFF);
    assertThat(board.port.gprs[1][2]).isEqualTo(1);
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY);
  }

  @Test
  void aCacheOperationIsSkipped() {
    board.gpsi(0xBC000000);
    assertThat(board.pc()).isEqualTo(NEXT);
  }

  @Test
  void countIsReadThroughMfc0AndRdhwrWithTheGuestsOffset() {
    board.port.gprs[1][2] = 1000;
    board.gpsi(0x40824800);
    board.gpsi(0x40034800);
    board.gpsi(0x7C05103B);
    assertThat(board.port.gprs[1][3]).isBetween(1001, 2000);
    assertThat(board.port.gprs[1][5]).isBetween(board.port.gprs[1][3] + 1, 3000);
    assertThat(board.port.cp0(Cp0Register.GT_OFFSET)).isNegative();
  }

  @Test
  void aCompareReadsBackAndClearsTheTimersInterrupt() {
    board.port.guestCp0(Cp0Register.CAUSE, 1 << 30);
    board.port.gprs[1][2] = 123_456_789;
    board.gpsi(0x40825800);
    board.gpsi(0x40035800);
    assertThat(board.port.gprs[1][3]).isEqualTo(123_456_789);
    assertThat(board.port.guestCp0(Cp0Register.CAUSE)).isZero();
  }

  @Test
  void aFieldChangeIsCarriedOutWithoutTheRootsFields() {
    board.port.gprs[1][2] = 0xFFFFFFFF;
    board.exit(27, 1, 0x40826000);
    assertThat(board.port.guestCp0(Cp0Register.STATUS)).isEqualTo(0x3FE7FFFF);
    board.port.guestCp0(Cp0Register.CAUSE, 1 << 30);
    board.exit(27, 1, 0x40826800);
    assertThat(board.port.guestCp0(Cp0Register.CAUSE)).isEqualTo(0x48C00300);
    board.exit(27, 1, 0x40826001);
    assertThat(board.port.guestCp0(Cp0Register.INT_CTL)).isEqualTo(0x3E0);
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY + 12);
  }

  @Test
  void aReportOfAHardwareChangeGoesOnAtTheNewPlace() {
    board.port.cp0(Cp0Register.EPC, 0x9FC00200);
    board.exit(27, 9, 0);
    assertThat(board.pc()).isEqualTo(0x9FC00200);
  }

  @Test
  void anUnknownHypercallStopsTheGuest() {
    board.exit(27, 2, 0x42000028 | 0x123 << 11);
    assertThat(board.view(1).reason()).isEqualTo("unknown hypercall 123");
  }

  @Test
  void aUnitThatGuestsHaveNotRaisesTheExceptionOfADisabledUnit() {
    board.port.guestCp0(Cp0Register.STATUS, 0);
    board.port.guestCp0(Cp0Register.EBASE, 0x9FC00000);
    board.exit(26, 0, 0);
    assertThat(board.pc()).isEqualTo(0x9FC00180);
    assertThat(board.port.guestCp0(Cp0Register.CAUSE)).isEqualTo(26 << 2);
    assertThat(board.port.guestCp0(Cp0Register.EPC)).isEqualTo(FakeBoard.ENTRY);
    assertThat(board.port.guestCp0(Cp0Register.STATUS)).isEqualTo(2);
  }

  @Test
  void anInjectedExceptionInsideAnotherKeepsTheFirstOnesPlace() {
    board.port.guestCp0(Cp0Register.STATUS, 0x00400002);
    board.port.guestCp0(Cp0Register.EPC, 0x1234);
    board.port.guestCp0(Cp0Register.CAUSE, 1 << 31);
    board.exit(11, 0, 0);
    assertThat(board.pc()).isEqualTo(0xBFC00380);
    assertThat(board.port.guestCp0(Cp0Register.EPC)).isEqualTo(0x1234);
    assertThat(board.port.guestCp0(Cp0Register.CAUSE)).isEqualTo(1 << 31 | 11 << 2);
  }
}
