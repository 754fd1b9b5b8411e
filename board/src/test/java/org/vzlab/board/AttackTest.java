package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.image.Image;
import org.vzlab.vp.layout.Layout;

/**
 * Ways out of a partition, one program each, as the second guest of the demo. What the program
 * found is in $s7 when it comes to its end, a WAIT.
 */
final class AttackTest {
  private static final double STOP = 0.02;
  private static final double END = 2.5;
  private static final String SET_UP =
      """
      lui $t0, 0x1040
      mtc0 $t0, $12             # Status: BEV while EBase is written
      ehb
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1          # EBase
      addiu $t0, $zero, 0x20
      mtc0 $t0, $12, 1          # IntCtl.VS
      lui $t0, 0x0080
      mtc0 $t0, $13             # Cause.IV
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      addu $s7, $zero, $zero
      """;
  private static final String DONE =
      """
      done: wait
      beq $zero, $zero, done
      nop
      """;

  private TestBoard test;

  /** Runs the attack, stops it from the monitor, and looks at what is left of everybody else. */
  private void attack(String source) throws Exception {
    attack(Guests.of(SET_UP + source + DONE));
  }

  private void attack(Image image) throws Exception {
    Layout layout = Guests.beside(image);
    test = TestBoard.of(layout);
    Fortress fortress = new Fortress(test, layout);
    test.run(0.0004);
    fortress.remember();
    test.run(STOP).type(STOP, "2s").run(END);
    fortress.holds();
    fortress.firstGuestBeats(3);
    assertThat(test.clockLines()).hasSize(1);
    assertThat(test.lines()).anyMatch(l -> l.matches("Thread2: (stopped|faulted: .*)"));
    assertThat(test.guest(1).state()).isEqualTo("waiting");
  }

  private void stoppedFor(String reason) {
    assertThat(test.faults).hasSize(1);
    assertThat(test.faults.get(0)).startsWith("2: ").contains(reason);
    assertThat(test.console())
        .contains("PANIC_THREAD: Thread2: " + test.faults.get(0).substring(3));
    assertThat(test.board.failed()).isTrue();
  }

  private void unharmed() {
    assertThat(test.faults).isEmpty();
    assertThat(test.board.failed()).isFalse();
    assertThat(test.guest(2).state()).isEqualTo("stopped");
  }

  @ParameterizedTest(name = "a load from {0}")
  @ValueSource(
      strings = {
        "0xA001", "0x8001", "0x8007", "0x9D00", "0x9D01", "0xBD01", "0xBFC1", "0xBF82", "0xBF83",
        "0xBF8E", "0xBF90", "0xBFFF"
      })
  void whatIsNotGrantedCannotBeRead(String upper) throws Exception {
    attack("lui $t0, " + upper + "\nlw $s7, 0($t0)\n");
    stoppedFor(" denied: nothing is mapped there");
  }

  @ParameterizedTest(name = "a store to {0}")
  @ValueSource(strings = {"0xA001", "0x8001", "0x8007", "0x9D00", "0x9D01", "0xBFC1", "0xBF8E"})
  void whatIsNotGrantedCannotBeWritten(String upper) throws Exception {
    attack("lui $t0, " + upper + "\nsw $s7, 0($t0)\n");
    stoppedFor("write of ");
  }

  @ParameterizedTest(name = "a jump to {0}")
  @ValueSource(
      strings = {"0xA001", "0x9D00", "0xBF80", "0xBF81", "0xBF86", "0xBF82", "0xBFC1", "0xA000"})
  void codeRunsInCodePagesOnly(String upper) throws Exception {
    attack("lui $t0, " + upper + "\njr $t0\nnop\n");
    stoppedFor("fetch of ");
  }

  @ParameterizedTest(name = "a jump to {0} without a translation of the guest's own")
  @ValueSource(strings = {"0x0000", "0x4000", "0xC000", "0xE000", "0x7FFF"})
  void mappedSegmentsAreTheGuestsOwnAffair(String upper) throws Exception {
    attack("lui $t0, " + upper + "\njr $t0\nnop\n");
    assertThat(test.guest(2).state()).isIn("stopped", "faulted");
  }

  @Test
  void theGuestsOwnCodeCannotBeWritten() throws Exception {
    attack("lui $t0, 0x9FC0\nsw $zero, 0x400($t0)\n");
    stoppedFor("write of 1fc00400 denied: the configuration does not allow it");
  }

  @Test
  void configurationWordsCannotBeWritten() throws Exception {
    attack("lui $t0, 0xBFC1\nsw $zero, -64($t0)\n");
    stoppedFor("write of 1fc0ffc0 denied: the configuration does not allow it");
  }

  @Test
  void theGuestsOwnTlbReachesGuestPhysicalAddressesOnly() throws Exception {
    // Guest physical 0x00010000 is root physical RAM of nobody; mapped at virtual 0x4000.
    attack(
        """
        mtc0 $zero, $0            # Index
        addiu $t0, $zero, 0x4000
        mtc0 $t0, $10             # EntryHi
        addiu $t0, $zero, 0x041F  # PFN 0x10, C 3, D, V, G
        mtc0 $t0, $2
        mtc0 $t0, $3
        mtc0 $zero, $5            # PageMask
        ehb
        tlbwi
        ehb
        addiu $t0, $zero, 0x4000
        sw $t0, 0($t0)
        """);
    stoppedFor("write of 00010000 denied: nothing is mapped there");
  }

  @Test
  void bigPagesOfTheGuestsTlbReachNoFurther() throws Exception {
    // 256 MB pages at virtual 0x40000000 for physical 0: the first page is granted, 64 KB on not.
    attack(
        """
        mtc0 $zero, $0
        lui $t0, 0x4000
        mtc0 $t0, $10
        addiu $t1, $zero, 0x1F
        mtc0 $t1, $2
        mtc0 $t1, $3
        lui $t1, 0x1FFF
        ori $t1, $t1, 0xE000
        mtc0 $t1, $5
        ehb
        tlbwi
        ehb
        addiu $s7, $zero, 77
        sw $s7, 0x100($t0)
        lui $t2, 0xA000
        lw $s6, 0x100($t2)
        lui $t0, 0x4001
        sw $s6, 0($t0)
        """);
    stoppedFor("write of 00010000 denied: nothing is mapped there");
    assertThat(test.word(0x10100)).as("its own page was reached").isEqualTo(77);
  }

  @Test
  void kseg1WithErlReachesNoMoreThanKseg0() throws Exception {
    attack(
        """
        lui $t0, 0x1000
        ori $t0, $t0, 4           # Status.ERL: kuseg is unmapped
        mtc0 $t0, $12
        ehb
        lui $t0, 0x0001
        sw $zero, 0($t0)
        """);
    stoppedFor("write of 00010000 denied: nothing is mapped there");
  }

  @ParameterizedTest(name = "hypcall {0}")
  @ValueSource(ints = {0, 1, 0x155, 0x3FF})
  void noHypercallIsKnown(int code) throws Exception {
    attack("hypcall " + code + "\n");
    stoppedFor(String.format("unknown hypercall %03x", code));
  }

  @Test
  void eretToAnOddAddressIsTheGuestsOwnError() throws Exception {
    attack(
        """
        lui $t0, 0x1000
        ori $t0, $t0, 2
        mtc0 $t0, $12
        addiu $t0, $zero, 0x1235
        mtc0 $t0, $14
        ehb
        eret
        """);
    assertThat(test.guest(2).state()).isIn("stopped", "faulted");
  }

  @Test
  void waitInADelaySlotWaits() throws Exception {
    attack(
        """
        again: beq $zero, $zero, again
        wait
        """);
    unharmed();
    assertThat(test.guest(2).exits().get("GPSI")).isPositive();
  }

  @Test
  void aDeviceAccessInADelaySlotGoesOnAtTheBranchsTarget() throws Exception {
    attack(
        """
        lui $t0, 0xBF82
        beq $zero, $zero, over
        lw $s7, 0x2610($t0)
        hypcall 1
        over: bne $zero, $zero, over
        lw $s6, 0x2600($t0)
        jal sub
        lw $s5, 0x2600($t0)
        hypcall 2
        sub: bltzal $zero, over
        lw $s4, 0x2600($t0)
        jalr $t9, $ra
        lw $s3, 0x2600($t0)
        """
            .replace("jalr $t9, $ra\n", "beq $zero, $zero, done\n"));
    unharmed();
  }

  @Test
  void aFaultInADelaySlotStopsTheGuest() throws Exception {
    attack("lui $t0, 0xA001\nbeq $zero, $zero, done\nlw $s7, 0($t0)\n");
    stoppedFor("read of 00010000 denied");
  }

  @Test
  void anExceptionInTheDelaySlotOfABranchToItselfLeavesTheOthersAlone() throws Exception {
    attack("again: beq $zero, $zero, again\nsyscall\n");
    unharmed();
  }

  @Test
  void aTimerThatIsDueAllTheTimeDelaysNobody() throws Exception {
    attack(
        """
        again: mfc0 $t0, $9
        addiu $t0, $t0, 1
        mtc0 $t0, $11
        beq $zero, $zero, again
        nop
        """);
    unharmed();
  }

  @Test
  void anInterruptStormHitsTheGuestThatMadeItOnly() throws Exception {
    attack(
        """
        lui $t1, 0xBF81
        addiu $t0, $zero, 0x1C
        sw $t0, 0x140($t1)        # IPC0: level 7
        addiu $t0, $zero, 0x200
        sw $t0, 0x540($t1)        # OFF0
        addiu $t0, $zero, 1
        sw $t0, 0xC8($t1)         # IEC0SET
        sw $t0, 0x48($t1)         # IFS0SET, never cleared
        lui $t0, 0x1000
        ori $t0, $t0, 1
        mtc0 $t0, $12
        ehb
        """);
    unharmed();
    assertThat(test.guest(2).exits().get("GHFC")).isGreaterThan(10);
  }

  @Test
  void wiredEntriesAreOfTheGuestsTlbAndAreGoneWithTheRestart() throws Exception {
    attack(
        """
        addiu $t0, $zero, 15
        mtc0 $t0, $6              # Wired
        ehb
        tlbwr
        tlbwr
        mfc0 $s7, $6
        """);
    unharmed();
    test.type(END, "r").run(END + 0.2);
    assertThat(test.lines()).contains("Thread2: restarted");
    assertThat(test.guest(1).state()).isEqualTo("waiting");
  }

  @Test
  void everyOffsetAndSizeOfTheInterruptControllerCanBeWrittenWithoutHarm() throws Exception {
    attack(
        """
        lui $t1, 0xBF81
        addiu $t2, $t1, 0x1000
        addiu $t0, $zero, -1
        next: sb $t0, 0($t1)
        sh $t0, 0($t1)
        sw $t0, 0($t1)
        lb $t3, 1($t1)
        lh $t3, 2($t1)
        lw $t3, 0($t1)
        addiu $t1, $t1, 4
        bne $t1, $t2, next
        nop
        addiu $s7, $zero, 1
        """);
    unharmed();
    assertThat(test.guest(2).exits().get("DEVICE")).isEqualTo(6 * 0x400);
  }

  @Test
  void everyOffsetOfTheSystemRegistersCanBeWrittenWithoutEffect() throws Exception {
    attack(
        """
        lui $t1, 0xBF80
        addiu $t2, $t1, 0x100
        addiu $t0, $zero, -1
        next: sw $t0, 0($t1)
        sh $t0, 2($t1)
        sb $t0, 3($t1)
        sw $t0, 0x1200($t1)
        sw $t0, 0x1300($t1)
        addiu $t1, $t1, 4
        bne $t1, $t2, next
        nop
        """);
    unharmed();
  }

  @Test
  void theConsoleCannotBeFloodedPastItsShareByDirectStores() throws Exception {
    attack(
        """
        lui $t1, 0xBF82
        addiu $t0, $zero, 33
        again: sw $t0, 0x2620($t1)
        sb $t0, 0x2620($t1)
        sh $t0, 0x2620($t1)
        beq $zero, $zero, again
        nop
        """);
    unharmed();
    assertThat(test.console().chars().filter(c -> c == '!').count()).isBetween(200L, 1500L);
  }

  @Test
  void turningTheVirtualConsoleOffLeavesTheRealOneOn() throws Exception {
    attack("lui $t1, 0xBF82\nsw $zero, 0x2600($t1)\nsw $zero, 0x2610($t1)\nsw $t1, 0x2640($t1)\n");
    unharmed();
  }

  @Test
  void misalignedAccessesAreTheGuestsOwnExceptions() throws Exception {
    attack(
        """
        lui $t1, 0xBF81
        lw $s7, 1($t1)
        sh $s7, 3($t1)
        lui $t1, 0xA000
        lw $s7, 2($t1)
        sw $s7, 1($t1)
        """);
    unharmed();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "lwl $s7, 0x2600($t1)",
        "lwr $s7, 0x2603($t1)",
        "swl $s7, 0x2600($t1)",
        "swr $s7, 0x2603($t1)",
        "ll $s7, 0x2600($t1)"
      })
  void unalignedAndLinkedAccessesToDevicesStopTheGuest(String instruction) throws Exception {
    attack("lui $t1, 0xBF82\n" + instruction + "\n");
    stoppedFor("cannot access device console");
  }

  @ParameterizedTest(name = "mtc0 of ones to {0}")
  @ValueSource(
      strings = {
        "$12", "$13", "$12, 1", "$15, 1", "$16", "$16, 5", "$4", "$5", "$10", "$2", "$3", "$0",
        "$6", "$7", "$8", "$11", "$9", "$14", "$30", "$31, 2", "$18", "$19", "$25", "$23"
      })
  void registersFullOfOnesHurtTheGuestOnly(String register) throws Exception {
    attack("addiu $t0, $zero, -1\nmtc0 $t0, " + register + "\nehb\nnop\n");
    assertThat(test.guest(2).state()).isIn("stopped", "faulted");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "mfgc0 $s7, $12",
        "mtgc0 $s7, $12",
        "tlbgr",
        "tlbgwi",
        "tlbgwr",
        "tlbgp",
        "tlbginv",
        "tlbginvf",
        "mtc0 $t0, $12, 6",
        "mtc0 $t0, $10, 4",
        "mtc0 $t0, $11, 4",
        "mtc0 $t0, $12, 7"
      })
  void theRegistersAndInstructionsOfARootAreNotThere(String instruction) throws Exception {
    attack("addiu $t0, $zero, -1\n" + instruction + "\n");
    assertThat(test.guest(2).state()).isIn("stopped", "faulted");
  }

  @Test
  void theShadowSetsOfOthersCannotBeReached() throws Exception {
    attack("addiu $t0, $zero, 0x40\nmtc0 $t0, $12, 2\nrdpgpr $s7, $29\n");
    stoppedFor("written to shadow set control");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"rdpgpr $s7, $16", "wrpgpr $17, $s0"})
  void aGuestHasNoPreviousShadowSet(String instruction) throws Exception {
    attack(instruction + "\n");
    stoppedFor("Unknown GPSI: instruction ");
  }
}
