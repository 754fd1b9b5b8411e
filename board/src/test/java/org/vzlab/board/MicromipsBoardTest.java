package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** Programs in microMIPS on a board: how they start, and what the traces say of them. */
final class MicromipsBoardTest {
  private static final int CODE = 0x9D001000;
  private static final int CODE_IN_FILE = 0x80;
  private static final int PLAIN = 0x20;

  /** The vector of general exceptions with Status.BEV = 1. */
  private static final int HANDLER = 0x380;

  /** Config3 after reset: both instruction sets, starting in MIPS32. */
  private static final int CONFIG3 = 0x8CA2BD68;

  private static final int ISA = 1 << 14;
  private static final int ISA_ON_EXC = 1 << 16;

  /** Calls MIPS32 code, reads a register that is not modelled, breaks. */
  private static final String PROGRAM =
      """
      li16 $v0, 5
      addiu32 $v1, $v0, 7
      jalx 0x9D001020
      nop32
      lui $t0, 0xBF82
      lw $t1, 0x3000($t0)    # SPI registers
      break16 3
      """;

  private static final String PLAIN_PROGRAM =
      """
      jr $ra
      addiu $v0, $v0, 1
      """;

  /** Counts in RAM, notes Config3, resets the chip the first time and breaks the second time. */
  private static final String BOOT =
      """
      lui $t0, 0x8000
      lw $t1, 0x100($t0)
      addiu $t1, $t1, 1
      sw $t1, 0x100($t0)
      mfc0 $t2, $16, 3
      sw $t2, 0x104($t0)
      addiu $t3, $zero, 2
      beq $t1, $t3, twice
      nop
      lui $t4, 0xBF80
      lui $t5, 0xAA99
      ori $t5, $t5, 0x6655
      sw $t5, 0x30($t4)      # SYSKEY
      lui $t5, 0x5566
      ori $t5, $t5, 0x99AA
      sw $t5, 0x30($t4)
      addiu $t5, $zero, 1
      sw $t5, 0x1258($t4)    # RSWRSTSET
      lw $t5, 0x1250($t4)    # RSWRST
      stay: beq $zero, $zero, stay
      nop
      twice: syscall
      """;

  /** The handler of that exception. */
  private static final String NOTE_EPC =
      """
      mfc0 $t2, $14
      sw $t2, 0x108($t0)
      stay: beq $zero, $zero, stay
      nop
      """;

  @TempDir private Path folder;

  private static byte[] assembled(Isa isa, int address, String source) {
    return new Assembler(InstructionSet.m5150(), isa).bytes(address, source);
  }

  /** An ELF file without sections whose entry is the first microMIPS instruction. */
  private Path elf() throws IOException {
    ByteBuffer elf = ByteBuffer.allocate(0x100).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
    elf.putShort(16, (short) 2).putShort(18, (short) 8).putInt(20, 1).putInt(24, CODE | 1);
    elf.putInt(28, 52).putInt(36, 0x72001400);
    elf.putShort(40, (short) 52).putShort(42, (short) 32).putShort(44, (short) 1);
    int size = elf.capacity() - CODE_IN_FILE;
    elf.putInt(52, 1).putInt(56, CODE_IN_FILE).putInt(60, CODE).putInt(64, CODE);
    elf.putInt(68, size).putInt(72, size).putInt(76, 5);
    elf.put(CODE_IN_FILE, assembled(Isa.MICROMIPS, CODE, PROGRAM));
    elf.put(CODE_IN_FILE + PLAIN, assembled(Isa.MIPS32, CODE + PLAIN, PLAIN_PROGRAM));
    return Files.write(folder.resolve("a.elf"), elf.array());
  }

  private TestBoard boot(Isa isa) throws IOException, UserError {
    return new BootFlash(isa).put(0, BOOT).put(HANDLER, NOTE_EPC).open(folder);
  }

  @Test
  void anElfWithAnOddEntryStartsInMicromipsAndItsTraceHasItsAddressesAndHalfwords()
      throws Exception {
    TestBoard board = TestBoard.open(elf());
    assertThat(board.board.hart.pc).isEqualTo(CODE | 1);
    List<String> lines = new ArrayList<>();
    board.board.trace(TraceKind.INSTRUCTIONS, lines::add);

    board.board.run(9);

    assertThat(lines)
        .containsExactly(
            "0 root 9d001000 ed05 li v0,5",
            "1 root 9d001002 3062 0007 addiu v1,v0,7",
            "2 root 9d001006 f340 0408 jalx 0x9d001020",
            "3 root 9d00100a 0000 0000 nop",
            "4 root 9d001020 03e00008 jr ra",
            "5 root 9d001024 24420001 addiu v0,v0,1",
            "6 root 9d00100e 41a8 bf82 lui t0,0xbf82",
            "7 root 9d001012 fd28 3000 lw t1,12288(t0)",
            "8 root 9d001016 4683 break 0x3");
    assertThat(board.board.hart.gpr[2]).isEqualTo(6);
    assertThat(board.board.hart.gpr[3]).isEqualTo(12);
  }

  @Test
  void anExceptionsEpcHasTheIsaModeAndWhatIsNotModelledIsToldWithTheAddress() throws Exception {
    TestBoard board = TestBoard.open(elf());
    List<String> lines = new ArrayList<>();
    board.board.trace(TraceKind.EXCEPTIONS, lines::add);

    board.board.run(10);

    assertThat(lines)
        .containsExactly(
            "9 root BP taken by root at 80000180, EPC 9d001017, BadVAddr 00000000, BadInstr"
                + " 00004683");
    assertThat(board.board.hart.root.get(Cp0Register.EPC)).isEqualTo(CODE + 0x17);
    assertThat(board.board.summary().unmodelled())
        .extracting(Summary.Touch::pc)
        .containsExactly(CODE + 0x12);
    assertThat(board.board.dump()).contains("pc 0x80000184 (MIPS32), root");
  }

  @Test
  void rawBytesStartInMicromipsAtAnOddAddress() throws Exception {
    Path file = Files.write(folder.resolve("a.bin"), assembled(Isa.MICROMIPS, CODE, "li16 $v0, 5"));
    TestBoard board = TestBoard.open(file + "@0x9D001000", Optional.of("0x9D001001"));

    board.board.run(1);

    assertThat(board.board.hart.gpr[2]).isEqualTo(5);
    assertThat(board.board.dump()).contains("pc 0x9D001002 (MICROMIPS), root");
  }

  @Test
  void bootCodeIsMicromipsAfterEveryResetIfTheConfigurationWordSaysSo() throws Exception {
    TestBoard board = boot(Isa.MICROMIPS);
    assertThat(board.board.hart.pc).isEqualTo(BootFlash.RESET | 1);

    board.run(0.0001);

    assertThat(board.word(0x100)).as("starts").isEqualTo(2);
    assertThat(board.word(0x104)).as("Config3").isEqualTo(CONFIG3 | ISA | ISA_ON_EXC);
    assertThat(board.word(0x108) & 1).as("EPC, noted by a handler in microMIPS").isEqualTo(1);
    assertThat(board.word(0x108) & ~1).isBetween(BootFlash.RESET, BootFlash.RESET + 0x100);
  }

  @Test
  void bootCodeIsMips32Otherwise() throws Exception {
    TestBoard board = boot(Isa.MIPS32);
    assertThat(board.board.hart.pc).isEqualTo(BootFlash.RESET);

    board.run(0.0001);

    assertThat(board.word(0x100)).as("starts").isEqualTo(2);
    assertThat(board.word(0x104)).as("Config3").isEqualTo(CONFIG3);
    assertThat(board.word(0x108)).as("EPC").isEqualTo(BootFlash.RESET + 21 * 4);
  }
}
