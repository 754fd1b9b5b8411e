package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/**
 * A guest of a test's, as the second one under firmware/nano-hypervisor and under the modelled
 * tinyVP.
 */
final class SecondGuest {
  private static final int SIZE = 0x1000;

  /** $s0 is UART4, $s1 the interrupt controller; $a0 is printed in hexadecimal, and a line feed. */
  private static final String START =
      """
      lui $t0, 0x1000
      mtc0 $t0, $12             # Status
      ehb
      lui $s0, 0xBF82
      lui $s1, 0xBF81
      beq $zero, $zero, main
      nop
      print:
      addiu $t0, $zero, 28
      digit:
      srlv $t1, $a0, $t0
      andi $t1, $t1, 15
      sltiu $t3, $t1, 10
      bne $t3, $zero, store
      addiu $t1, $t1, 48
      addiu $t1, $t1, 39
      store:
      sw $t1, 0x2620($s0)       # U4TXREG
      bne $t0, $zero, digit
      addiu $t0, $t0, -4
      addiu $t1, $zero, 10
      jr $ra
      sw $t1, 0x2620($s0)
      main: nop
      """;

  private static final String END =
      """
      .word 0x42000028          # HYPCALL 0
      nop
      """;

  private SecondGuest() {}

  /** What is in the flash of a guest with some code, which ends with HYPCALL 0. */
  static byte[] code(String source) {
    ByteBuffer code = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (int word :
        new Assembler(InstructionSet.m5150()).assemble(Guests.CODE, START + source + END)) {
      code.putInt(word);
    }
    return code.array();
  }

  private static TestBoard underTinyVp(byte[] code) throws Exception {
    Segment text = new Segment(Guests.CODE, code, SIZE, true, false, true);
    Segment ram = new Segment(0xA0000000, new byte[0], 0x1000, true, true, false);
    OptionalInt entry = OptionalInt.of(Guests.CODE);
    return TestBoard.of(Guests.beside(new Image("guest", entry, List.of(text, ram), List.of())));
  }

  /** Runs it under both; what it has printed, which is the same, in lines. */
  static List<String> printed(String build, double seconds, String source) throws Exception {
    return printed(NanoBoard.open(build), build, seconds, source);
  }

  /** The same with a board of the test's that has run nothing yet. */
  static List<String> printed(TestBoard nano, String build, double seconds, String source)
      throws Exception {
    byte[] code = code(source);
    NanoBoard.replace(nano, build, 2, code);
    TestBoard tinyVp = underTinyVp(code);
    GuestExits underNano = new GuestExits(nano.board);
    GuestExits underTinyVp = new GuestExits(tinyVp.board);
    nano.run(seconds);
    tinyVp.run(seconds);
    assertThat(String.join("\n", underNano.of(2))).isEqualTo(String.join("\n", underTinyVp.of(2)));
    assertThat(underNano.console(2)).isEqualTo(underTinyVp.console(2));
    assertThat(nano.console()).contains("guest 2 stopped: hypercall 0, pc 9fc0");
    return underNano.console(2).lines().toList();
  }
}
