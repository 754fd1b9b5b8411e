package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways out of a partition by addresses, instructions and CP0 registers, one {@link Attack} each.
 */
final class AttackTest {
  @ParameterizedTest(name = "a load from {0}")
  @ValueSource(
      strings = {
        "0xA001", "0x8001", "0x8007", "0x9D00", "0x9D01", "0xBD01", "0xBFC1", "0xBF82", "0xBF83",
        "0xBF8E", "0xBF90", "0xBFFF"
      })
  void whatIsNotGrantedCannotBeRead(String upper) throws Exception {
    Attack attack = Attack.of("lui $t0, " + upper + "\nlw $s7, 0($t0)\n");
    attack.stoppedFor(" denied: nothing is mapped there");
  }

  @ParameterizedTest(name = "a store to {0}")
  @ValueSource(strings = {"0xA001", "0x8001", "0x8007", "0x9D00", "0x9D01", "0xBFC1", "0xBF8E"})
  void whatIsNotGrantedCannotBeWritten(String upper) throws Exception {
    Attack attack = Attack.of("lui $t0, " + upper + "\nsw $s7, 0($t0)\n");
    attack.stoppedFor("write of ");
  }

  @ParameterizedTest(name = "a jump to {0}")
  @ValueSource(
      strings = {"0xA001", "0x9D00", "0xBF80", "0xBF81", "0xBF86", "0xBF82", "0xBFC1", "0xA000"})
  void codeRunsInCodePagesOnly(String upper) throws Exception {
    Attack attack = Attack.of("lui $t0, " + upper + "\njr $t0\nnop\n");
    attack.stoppedFor("fetch of ");
  }

  @ParameterizedTest(name = "a jump to {0} without a translation of the guest's own")
  @ValueSource(strings = {"0x0000", "0x4000", "0xC000", "0xE000", "0x7FFF"})
  void mappedSegmentsAreTheGuestsOwnAffair(String upper) throws Exception {
    Attack attack = Attack.of("lui $t0, " + upper + "\njr $t0\nnop\n");
    assertThat(attack.test.guest(2).state()).isIn("stopped", "faulted");
  }

  @Test
  void theGuestsOwnCodeCannotBeWritten() throws Exception {
    Attack attack = Attack.of("lui $t0, 0x9FC0\nsw $zero, 0x400($t0)\n");
    attack.stoppedFor("write of 1fc00400 denied: the configuration does not allow it");
  }

  @Test
  void configurationWordsCannotBeWritten() throws Exception {
    Attack attack = Attack.of("lui $t0, 0xBFC1\nsw $zero, -64($t0)\n");
    attack.stoppedFor("write of 1fc0ffc0 denied: the configuration does not allow it");
  }

  @Test
  void theGuestsOwnTlbReachesGuestPhysicalAddressesOnly() throws Exception {
    // Guest physical 0x00010000 is root physical RAM of nobody; mapped at virtual 0x4000.
    Attack attack =
        Attack.of(
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
    attack.stoppedFor("write of 00010000 denied: nothing is mapped there");
  }

  @Test
  void bigPagesOfTheGuestsTlbReachNoFurther() throws Exception {
    // 256 MB pages at virtual 0x40000000 for physical 0: the first page is granted, 64 KB on not.
    Attack attack =
        Attack.of(
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
    attack.stoppedFor("write of 00010000 denied: nothing is mapped there");
    assertThat(attack.test.word(0x10100)).as("its own page was reached").isEqualTo(77);
  }

  @Test
  void kseg1WithErlReachesNoMoreThanKseg0() throws Exception {
    Attack attack =
        Attack.of(
            """
            lui $t0, 0x1000
            ori $t0, $t0, 4           # Status.ERL: kuseg is unmapped
            mtc0 $t0, $12
            ehb
            lui $t0, 0x0001
            sw $zero, 0($t0)
            """);
    attack.stoppedFor("write of 00010000 denied: nothing is mapped there");
  }

  @ParameterizedTest(name = "hypcall {0}")
  @ValueSource(ints = {0, 1, 0x155, 0x3FF})
  void noHypercallIsKnown(int code) throws Exception {
    Attack attack = Attack.of("hypcall " + code + "\n");
    attack.stoppedFor(String.format("unknown hypercall %03x", code));
  }

  @Test
  void eretToAnOddAddressIsTheGuestsOwnError() throws Exception {
    Attack attack =
        Attack.of(
            """
            lui $t0, 0x1000
            ori $t0, $t0, 2
            mtc0 $t0, $12
            addiu $t0, $zero, 0x1235
            mtc0 $t0, $14
            ehb
            eret
            """);
    assertThat(attack.test.guest(2).state()).isIn("stopped", "faulted");
  }

  @Test
  void waitInADelaySlotWaits() throws Exception {
    Attack attack =
        Attack.of(
            """
            again: beq $zero, $zero, again
            wait
            """);
    attack.unharmed();
    assertThat(attack.test.guest(2).exits().get("GPSI")).isPositive();
  }

  @Test
  void aFaultInADelaySlotStopsTheGuest() throws Exception {
    Attack attack = Attack.of("lui $t0, 0xA001\nbeq $zero, $zero, done\nlw $s7, 0($t0)\n");
    attack.stoppedFor("read of 00010000 denied");
  }

  @Test
  void anExceptionInTheDelaySlotOfABranchToItselfLeavesTheOthersAlone() throws Exception {
    Attack attack = Attack.of("again: beq $zero, $zero, again\nsyscall\n");
    attack.unharmed();
  }

  @Test
  void wiredEntriesAreOfTheGuestsTlbAndAreGoneWithTheRestart() throws Exception {
    Attack attack =
        Attack.of(
            """
            addiu $t0, $zero, 15
            mtc0 $t0, $6              # Wired
            ehb
            tlbwr
            tlbwr
            mfc0 $s7, $6
            """);
    attack.unharmed();
    attack.test.type(Attack.END, "r").run(Attack.END + 0.2);
    assertThat(attack.test.lines()).contains("Thread2: restarted");
    assertThat(attack.test.guest(1).state()).isEqualTo("waiting");
  }

  @ParameterizedTest(name = "mtc0 of ones to {0}")
  @ValueSource(
      strings = {
        "$12", "$13", "$12, 1", "$15, 1", "$16", "$16, 5", "$4", "$5", "$10", "$2", "$3", "$0",
        "$6", "$7", "$8", "$11", "$9", "$14", "$30", "$31, 2", "$18", "$19", "$25", "$23"
      })
  void registersFullOfOnesHurtTheGuestOnly(String register) throws Exception {
    Attack attack = Attack.of("addiu $t0, $zero, -1\nmtc0 $t0, " + register + "\nehb\nnop\n");
    assertThat(attack.test.guest(2).state()).isIn("stopped", "faulted");
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
    Attack attack = Attack.of("addiu $t0, $zero, -1\n" + instruction + "\n");
    assertThat(attack.test.guest(2).state()).isIn("stopped", "faulted");
  }

  @Test
  void theShadowSetsOfOthersCannotBeReached() throws Exception {
    Attack attack = Attack.of("addiu $t0, $zero, 0x40\nmtc0 $t0, $12, 2\nrdpgpr $s7, $29\n");
    attack.stoppedFor("written to shadow set control");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"rdpgpr $s7, $16", "wrpgpr $17, $s0"})
  void aGuestHasNoPreviousShadowSet(String instruction) throws Exception {
    Attack attack = Attack.of(instruction + "\n");
    attack.stoppedFor("Unknown GPSI: instruction ");
  }
}
