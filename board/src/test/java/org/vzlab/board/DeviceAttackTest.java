package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of a partition by devices and interrupts, one {@link Attack} each. */
final class DeviceAttackTest {
  @Test
  void aDeviceAccessInADelaySlotGoesOnAtTheBranchsTarget() throws Exception {
    Attack attack =
        Attack.of(
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
            beq $zero, $zero, done
            lw $s3, 0x2600($t0)
            """);
    attack.unharmed();
  }

  @Test
  void aTimerThatIsDueAllTheTimeDelaysNobody() throws Exception {
    Attack attack =
        Attack.of(
            """
            again: mfc0 $t0, $9
            addiu $t0, $t0, 1
            mtc0 $t0, $11
            beq $zero, $zero, again
            nop
            """);
    attack.unharmed();
  }

  @Test
  void anInterruptStormHitsTheGuestThatMadeItOnly() throws Exception {
    Attack attack =
        Attack.of(
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
    attack.unharmed();
    assertThat(attack.test.guest(2).exits().get("GHFC")).isGreaterThan(10);
  }

  @Test
  void everyOffsetAndSizeOfTheInterruptControllerCanBeWrittenWithoutHarm() throws Exception {
    Attack attack =
        Attack.of(
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
    attack.unharmed();
    assertThat(attack.test.guest(2).exits().get("DEVICE")).isEqualTo(6 * 0x400);
  }

  @Test
  void everyOffsetOfTheSystemRegistersCanBeWrittenWithoutEffect() throws Exception {
    Attack attack =
        Attack.of(
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
    attack.unharmed();
  }

  @Test
  void theConsoleCannotBeFloodedPastItsShareByDirectStores() throws Exception {
    Attack attack =
        Attack.of(
            """
            lui $t1, 0xBF82
            addiu $t0, $zero, 33
            again: sw $t0, 0x2620($t1)
            sb $t0, 0x2620($t1)
            sh $t0, 0x2620($t1)
            beq $zero, $zero, again
            nop
            """);
    attack.unharmed();
    assertThat(attack.test.console().chars().filter(c -> c == '!').count()).isBetween(200L, 1500L);
  }

  @Test
  void turningTheVirtualConsoleOffLeavesTheRealOneOn() throws Exception {
    Attack attack =
        Attack.of(
            "lui $t1, 0xBF82\nsw $zero, 0x2600($t1)\nsw $zero, 0x2610($t1)\nsw $t1, 0x2640($t1)\n");
    attack.unharmed();
  }

  @Test
  void misalignedAccessesAreTheGuestsOwnExceptions() throws Exception {
    Attack attack =
        Attack.of(
            """
            lui $t1, 0xBF81
            lw $s7, 1($t1)
            sh $s7, 3($t1)
            lui $t1, 0xA000
            lw $s7, 2($t1)
            sw $s7, 1($t1)
            """);
    attack.unharmed();
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
    Attack attack = Attack.of("lui $t1, 0xBF82\n" + instruction + "\n");
    attack.stoppedFor("cannot access device console");
  }
}
