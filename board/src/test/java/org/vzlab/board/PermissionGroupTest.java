package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/** The system bus refuses accesses of the processor, bare and under tinyVP. */
final class PermissionGroupTest {
  private static final int EBASE = 0x9D002000;
  private static final int HANDLER = EBASE + 0x180;
  private static final int MULTI_WRITE_OF_CPU = 0x83000101;

  /** In the half of RAM that the program shuts, and what was there before. */
  private static final int SHUT = 0x40000;

  private static final int BEFORE = 0x12345678;

  /** Where the handler leaves Cause, EPC and the number of its calls. */
  private static final int FOUND = 0x10000;

  /** Shuts target 3 for group 0, stores, loads and calls what is shut. */
  private static final String PROGRAM =
      """
      lui $t0, 0x9D00
      ori $t0, $t0, 0x2000
      mtc0 $zero, $12
      ehb
      mtc0 $t0, $15, 1
      ehb
      lui $s1, 0xA004
      lui $s2, 0xA001
      lui $t0, 0x1234
      ori $t0, $t0, 0x5678
      sw $t0, 0($s1)
      lw $t1, 0($s1)
      lui $s0, 0xBF90
      lui $t2, 0x0100
      sw $t2, -0x73D8($s0)
      sw $zero, -0x73B0($s0)
      sw $zero, -0x73A8($s0)
      sw $zero, 0($s1)
      addiu $t1, $zero, 1
      sw $t1, 12($s2)
      lw $t1, 0($s1)
      sw $t1, 16($s2)
      jalr $s1
      nop
      addiu $t1, $zero, 1
      sw $t1, 20($s2)
      end: beq $zero, $zero, end
      nop
      """;

  /** Notes each exception, skips a load, and returns from a call. */
  private static final String NOTE =
      """
      mfc0 $k0, $13
      mfc0 $k1, $14
      sw $k0, 0($s2)
      sw $k1, 4($s2)
      addiu $s2, $s2, 0x100
      addiu $k1, $k1, 4
      mtc0 $k1, $14
      addu $t4, $zero, $ra
      srl $k0, $k0, 2
      andi $k0, $k0, 31
      addiu $k1, $zero, 6
      bne $k0, $k1, back
      nop
      mtc0 $ra, $14
      back: ehb
      eret
      """;

  @TempDir Path folder;

  private TestBoard run(TimingModel timing) throws Exception {
    Assembler assembler = new Assembler(InstructionSet.m5150());
    byte[] code = assembler.bytes(Wifire.APPLICATION, PROGRAM);
    byte[] handler = assembler.bytes(HANDLER, NOTE);
    byte[] whole = Arrays.copyOf(code, HANDLER - Wifire.APPLICATION + handler.length);
    System.arraycopy(handler, 0, whole, HANDLER - Wifire.APPLICATION, handler.length);
    Path file = folder.resolve("program.bin");
    Files.write(file, whole);
    String target = file + "@0x" + Integer.toHexString(Wifire.APPLICATION);
    UnmodelledPolicy report = UnmodelledPolicy.REPORT;
    return TestBoard.open(
            new Setup(target, "wifire", Optional.empty(), List.of(), report, false, timing))
        .run(0.001);
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void aBareProgramThatShutsAHalfOfRamForItselfCannotReachIt(TimingModel timing) throws Exception {
    TestBoard bare = run(timing);
    assertThat(bare.word(SHUT)).as("no byte changes").isEqualTo(BEFORE);
    assertThat(bare.word(FOUND + 12)).as("the store is posted").isEqualTo(1);
    assertThat(bare.word(FOUND) >>> 2 & 0x1F).isEqualTo(ExcCode.DBE.code());
    assertThat(bare.word(FOUND + 4)).as("the load").isEqualTo(Wifire.APPLICATION + 20 * 4);
    assertThat(bare.word(FOUND + 0x110)).as("its register").isEqualTo(1);
    assertThat(bare.word(FOUND + 0x100) >>> 2 & 0x1F).isEqualTo(ExcCode.IBE.code());
    assertThat(bare.word(FOUND + 0x104)).as("what was called").isEqualTo(0xA0040000);
    assertThat(bare.word(FOUND + 0x214)).as("the end").isEqualTo(1);
    assertThat(bare.register("SBT3ELOG1")).isEqualTo(MULTI_WRITE_OF_CPU);
    assertThat(bare.register("SBFLAG")).isEqualTo(1 << 3);
    assertThat(bare.register("IFS3") & 1 << 10).as("interrupt 106").isNotZero();
    assertThat(bare.reports).isEmpty();
  }

  @Test
  void aGuestsRefusedStoresChangeNothingAndTinyVpTellsOfThem() throws Exception {
    TestBoard test = TestBoard.open(TestBoard.TWO_GUESTS).run(1.6);
    long before = test.board.summary().leds().get("LD1").toggles();
    assertThat(before).isPositive();
    test.board.bus.write(test.board.chip.part().register("SBT8WR0").address(), 4, 0xE);
    test.run(4);
    assertThat(test.board.summary().leds().get("LD1").toggles()).isEqualTo(before);
    assertThat(test.console()).contains("SBA: access violation, SBFLAG=00000100");
    assertThat(test.symbols()).as("both guests go on").contains("...#...#...");
  }
}
