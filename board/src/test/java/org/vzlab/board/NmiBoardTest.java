package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.ExitReason;
import org.vzlab.mips.isa.Isa;

/** NMIs from the chip's registers through the processor to boot code, and to a hypervisor. */
final class NmiBoardTest {
  /** Notes its start; then once the NMI key, then a time-out that nobody clears. */
  private static final String BOOT =
      """
      lui $t0, 0x8000
      lui $t4, 0xBF80
      lw $t1, 0x100($t0)
      sll $t2, $t1, 4
      addu $t2, $t2, $t0
      addiu $t1, $t1, 1
      sw $t1, 0x100($t0)     # starts
      mfc0 $t3, $12
      sw $t3, 0x110($t2)     # Status
      mfc0 $t3, $30
      sw $t3, 0x114($t2)     # ErrorEPC
      lw $t3, 0x1240($t4)
      sw $t3, 0x118($t2)     # RCON
      lw $t3, 0x1260($t4)
      sw $t3, 0x11C($t2)     # RNMICON
      addiu $t5, $zero, 2
      beq $t1, $t5, second
      nop
      addiu $t5, $zero, 3
      beq $t1, $t5, stay
      nop
      addiu $t5, $zero, 4
      beq $t1, $t5, stay
      nop
      lui $t5, 0x4E00
      lui $t6, 0xBF81
      sw $t5, 0($t6)         # INTCON
      stay: beq $zero, $zero, stay
      nop
      second:
      lui $t5, 0xAA99
      ori $t5, $t5, 0x6655
      sw $t5, 0x30($t4)      # SYSKEY
      lui $t5, 0x5566
      ori $t5, $t5, 0x99AA
      sw $t5, 0x30($t4)
      sw $zero, 0x1240($t4)  # RCON
      lui $t5, 0x0100
      ori $t5, $t5, 0x0400
      sw $t5, 0x1260($t4)    # RNMICON: WDTO, 1024 cycles
      beq $zero, $zero, stay
      nop
      """;

  @TempDir private Path folder;

  @Test
  void bootCodeSeesAnNmiAndThenTheResetThatFollowsATimeOut() throws Exception {
    TestBoard board = new BootFlash(Isa.MIPS32).put(0, BOOT).open(folder);

    board.run(0.0001);

    assertThat(board.word(0x100)).as("starts").isEqualTo(4);
    assertStart(board, 0, 0x00400004, 3, 0);
    assertStart(board, 1, 0x00480004, 3, 1 << 19);
    assertThat(board.word(0x124)).as("ErrorEPC").isEqualTo(BootFlash.RESET + 27 * 4);
    assertStart(board, 2, 0x00480004, 0, 1 << 24 | 1024);
    assertStart(board, 3, 0x00400004, 1 << 4, 0);
  }

  private static void assertStart(TestBoard board, int start, int status, int rcon, int rnmicon) {
    int record = 0x110 + 16 * start;
    assertThat(board.word(record)).as("Status at start " + start).isEqualTo(status);
    assertThat(board.word(record + 8)).as("RCON at start " + start).isEqualTo(rcon);
    assertThat(board.word(record + 12)).as("RNMICON at start " + start).isEqualTo(rnmicon);
  }

  @Test
  void anNmiStartsTheModelledHypervisorAnewWhichStartsItsGuests() throws Exception {
    TestBoard board = TestBoard.open(TestBoard.TWO_GUESTS);
    board.run(0.3);
    while (!board.board.hart.inGuest()) {
      board.board.run(board.board.now() + 1);
    }
    final int guest = board.board.hart.guestId();

    board.board.hart.nmi();
    board.board.run(board.board.now() + TestBoard.cycles(0.3));

    assertThat(board.console().split("init_IRQ: priss", -1)).as("boots").hasSize(3);
    assertThat(board.board.hart.usage.exits(guest, ExitReason.NMI)).isEqualTo(1);
    assertThat(board.board.hart.root.has(Cp0Register.STATUS, 1 << 22)).as("BEV").isFalse();
    assertThat(board.board.failed()).isFalse();
    assertThat(board.board.summary().guests()).allMatch(g -> !g.state().equals("stopped"));
    assertThat(board.reports).isEmpty();
  }
}
