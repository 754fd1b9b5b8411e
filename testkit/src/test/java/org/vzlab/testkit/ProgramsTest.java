package org.vzlab.testkit;

import static org.vzlab.testkit.VzAssertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.Image;
import org.vzlab.mips.isa.Isa;

/** A guest has another program: a file, assembly or code that the test has made. */
@Board("configs/two-guests.config")
final class ProgramsTest {
  private static final String PRINT_OK =
      """
              lui $t0, 0xBF82           # UART4, which is the guest's console
              ori $t0, $t0, 0x2600
              li $t1, 0x4F
              sw $t1, 0x20($t0)         # U4TXREG
              li $t1, 0x4B
              sw $t1, 0x20($t0)
              done: wait
              b done
              nop
      """;

  private static final String SPIN = "spin: b spin\n nop";

  @Test
  @Program(guest = 2, assembly = PRINT_OK)
  void assembly(RunningBoard board, @Id(2) Guest second) {
    board.runUntil(second.console().prints("K"), "10ms");
    assertThat(second).console().hasLines("OK");
    assertThat(second.name()).isEqualTo("guest2-test.elf");
    assertThat(board.guest(1).name()).isEqualTo("guest1.elf");
    board.runFor("2ms");
    assertThat(second).isWaiting();
  }

  @Test
  @Program(
      guest = 1,
      isa = Isa.MICROMIPS,
      assembly =
          """
          lui $t0, 0xBF82
          ori $t0, $t0, 0x2600
          li16 $a0, 0x55
          sw $a0, 0x20($t0)
          done: b done
          nop
          """)
  void assemblyOfTheOtherInstructionSet(RunningBoard board, @Id(1) Guest first) {
    board.runFor("5ms");
    assertThat(first).hasNotFaulted().console().hasLines("U");
  }

  @Test
  @Program(guest = 2, file = "firmware/hostile/spinner.elf")
  void aFile(RunningBoard board, @Id(2) Guest second) {
    board.runFor("50ms");
    assertThat(second.name()).isEqualTo("spinner.elf");
    assertThat(second).cpuShare().isAtLeast(0.5);
  }

  /** Counts to 300 by 300 instructions. */
  static final class Counting implements ProgramSource {
    @Override
    public Image program() {
      String steps =
          IntStream.range(0, 300)
              .mapToObj(i -> "addiu $t1, $t1, 1\n")
              .collect(Collectors.joining());
      return Assembly.of(
              "counting.elf", "lui $t0, 0x8000\n li $t1, 0\n" + steps + "sw $t1, 8($t0)\n" + SPIN)
          .program();
    }
  }

  @Test
  @Program(guest = 2, source = Counting.class)
  void generatedCode(RunningBoard board, @Id(2) Guest second, @Id(2) Memory memory) {
    board.runUntil(memory.holds(8, 300), "5ms");
    assertThat(second).memory().hasWord(8, 300);
    assertThat(second.name()).isEqualTo("counting.elf");
  }

  @Test
  @Program(guest = 1, assembly = SPIN)
  @Program(guest = 2, assembly = SPIN)
  void ofBothGuests(RunningBoard board) {
    board.runFor("100ms");
    for (Guest guest : board.guests()) {
      assertThat(guest).isRunning().cpuShare().isAtLeast(0.4);
    }
  }

  @Test
  @Board(
      text =
          """
          .vm
              id = 3
              device = console
              .mmap
                  ram = 0 0x2000
              .
          .
          """)
  @Program(guest = 3, assembly = PRINT_OK)
  void inAConfigurationOfTheTest(RunningBoard board, @Id(3) Console console) {
    board.runFor("5ms");
    assertThat(console).hasLines("OK");
    assertThat(board.guests()).hasSize(1);
  }

  @Test
  void assemblyIsLinkedAndEnteredWhereItSays() {
    Assembly spin = new Assembly("spin.elf", SPIN, Isa.MICROMIPS, 0x9FC01000, 0x9FC01000, 0x2000);
    Image image = spin.program();
    assertThat(image.entry()).isEqualTo(OptionalInt.of(0x9FC01001));
    assertThat(image.compressed()).isTrue();
    assertThat(image.segments())
        .extracting(s -> List.of(s.address(), s.memorySize(), s.writable()))
        .containsExactly(List.of(0x80000000, 0x2000, true), List.of(0x9FC01000, 6, false));
  }
}
