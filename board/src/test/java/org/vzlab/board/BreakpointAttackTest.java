package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.layout.Layout;

/**
 * Debug mode is above every guest and every Status, and one word enters it: what that gains the
 * demo's second guest, which is nothing.
 */
final class BreakpointAttackTest {
  private static final double END = 1.2;

  private TestBoard test;

  private void attack(String source) throws Exception {
    Layout layout = Guests.beside(Guests.of("lui $t0, 0x1000\nmtc0 $t0, $12\nehb\n" + source));
    test = TestBoard.of(layout);
    Fortress fortress = new Fortress(test, layout);
    test.run(0.0004);
    fortress.remember();
    test.run(END);
    fortress.holds();
    fortress.firstGuestBeats(2);
    assertThat(test.clockLines()).hasSize(1);
    assertThat(test.guest(1).state()).isEqualTo("waiting");
    assertThat(test.guest(1).exits()).doesNotContainKey("DEBUG");
    assertThat(test.board.hart.inDebugMode()).isFalse();
  }

  private void stoppedAtBreakpoint(String address) {
    String reason = "debug breakpoint near " + address;
    assertThat(test.faults).hasSize(1);
    assertThat(test.faults.get(0)).startsWith("2: " + reason);
    assertThat(test.lines()).anyMatch(l -> l.startsWith("PANIC_THREAD: Thread2: " + reason));
    assertThat(test.guest(2).state()).isEqualTo("faulted");
    assertThat(test.guest(2).exits()).containsEntry("DEBUG", 1L);
    assertThat(test.board.failed()).isTrue();
  }

  @ParameterizedTest(name = "Guest.Status {0}")
  @ValueSource(strings = {"0x00000000", "0x10000001", "0x10400002", "0x10000004"})
  void aBreakpointStopsTheGuestThatExecutesIt(String status) throws Exception {
    attack(
        String.format(
            """
            lui $t0, 0x%s
            ori $t0, $t0, 0x%s
            mtc0 $t0, $12
            ehb
            sdbbp 5
            """,
            status.substring(2, 6), status.substring(6)));
    stoppedAtBreakpoint("9fc004");
  }

  @Test
  void aBreakpointInADelaySlotOfTheGuestsUserModeStopsItToo() throws Exception {
    // Virtual 0x2000 is the guest's code; EPC is its user: there, 32 bytes behind here.
    attack(
        """
        mtc0 $zero, $0
        addiu $t0, $zero, 0x2000
        mtc0 $t0, $10
        lui $t0, 0x007F
        ori $t0, $t0, 0x001B
        mtc0 $t0, $2
        ori $t0, $t0, 0x0040
        mtc0 $t0, $3
        mtc0 $zero, $5
        ehb
        tlbwi
        bgezal $zero, here
        nop
        here: lui $t0, 0x9FC0
        subu $t1, $ra, $t0
        addiu $t1, $t1, 0x2020
        mtc0 $t1, $14
        addiu $t0, $zero, 0x12    # Status.UM behind EXL
        mtc0 $t0, $12
        ehb
        eret
        user: beq $zero, $zero, user
        sdbbp
        """);
    stoppedAtBreakpoint("000024");
  }

  @Test
  void aGuestStoppedAtABreakpointCanBeRestartedAndStopsThereAgain() throws Exception {
    attack("sdbbp\n");
    test.type(END, "2r").run(END + 0.2);
    assertThat(test.lines()).contains("Thread2: restarted");
    assertThat(test.faults).hasSize(2);
    assertThat(test.guest(1).state()).isEqualTo("waiting");
  }

  @Test
  void deretIsTheGuestsOwnReservedInstruction() throws Exception {
    attack(
        """
        lui $t0, 0x1040
        mtc0 $t0, $12             # Status: BEV while EBase is written
        ehb
        lui $t0, 0x9FC0
        mtc0 $t0, $15, 1          # EBase: the exception's handler skips the instruction
        lui $t0, 0x1000
        mtc0 $t0, $12
        ehb
        lui $t1, 4                # a quarter of a million times
        again: deret
        addiu $t1, $t1, -1
        bne $t1, $zero, again
        nop
        done: wait
        beq $zero, $zero, done
        nop
        """);
    assertThat(test.faults).isEmpty();
    assertThat(test.guest(2).state()).isEqualTo("waiting");
    assertThat(test.board.failed()).isFalse();
  }

  @ParameterizedTest(name = "mtc0 $t0, ${0}")
  @ValueSource(ints = {23, 24, 31})
  void theRegistersOfDebugModeAreRootsAlone(int number) throws Exception {
    attack("addiu $t0, $zero, -1\nmtc0 $t0, $" + number + "\ndone: b done\nnop\n");
    Cp0Register register = Cp0Register.of(number, 0);
    assertThat(test.board.hart.root.get(register)).isEqualTo(register.reset(false));
  }
}
