package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/** Buttons, as programs see them that write down what a port reads. */
final class PressTest {
  private static final long MILLISECOND = Session.CYCLES_PER_SECOND / 1000;

  /** Where the programs write: words with the levels of pins that they look at, and bit 0. */
  private static final int LOG = 0x100;

  private static final int BTN1 = 1 << 5;
  private static final int BTN2 = 1 << 4;
  private static final int BUTTONS = 7 << 12;

  /** Looks at two pins of port A without a pause. */
  private static final String POLLS_PORT_A =
      """
      lui $s0, 0xBF86
      lui $s2, 0xA000
      addiu $s3, $zero, -1
      again: lw $t0, 0x20($s0)  # PORTA
      andi $t0, $t0, 0x30
      beq $t0, $s3, again
      nop
      addu $s3, $t0, $zero
      ori $t0, $t0, 1
      sw $t0, 0x100($s2)
      addiu $s2, $s2, 4
      beq $zero, $zero, again
      nop
      """;

  private static final String MAKES_THEM_DIGITAL =
      """
      lui $s0, 0xBF86
      addiu $t0, $zero, 0x30
      sw $t0, 4($s0)            # ANSELACLR: RA5 is an analog input after reset
      """;

  private static final String POLLS_PORT_B =
      """
      lui $s0, 0xBF86
      ori $t0, $zero, 0x7000
      sw $t0, 0x104($s0)        # ANSELBCLR
      sw $t0, 0x158($s0)        # CNPUBSET: the board has no pull-ups
      lui $s2, 0xA000
      addiu $s3, $zero, -1
      again: lw $t0, 0x120($s0) # PORTB
      andi $t0, $t0, 0x7000
      beq $t0, $s3, again
      nop
      addu $s3, $t0, $zero
      ori $t0, $t0, 1
      sw $t0, 0x100($s2)
      addiu $s2, $s2, 4
      beq $zero, $zero, again
      nop
      """;

  /** Sleeps, and has the change notice interrupt of BTN1 wake it: number 118, vector 0x200. */
  private static final String SLEEPS =
      """
      lui $s0, 0xBF86
      lui $s1, 0xBF81
      lui $s2, 0xA000
      addiu $t0, $zero, 0x20
      sw $t0, 4($s0)            # ANSELACLR
      lw $t0, 0x20($s0)         # PORTA: what a change is a change from
      addiu $t0, $zero, 0x20
      sw $t0, 0x80($s0)         # CNENA
      ori $t0, $zero, 0x8000
      sw $t0, 0x70($s0)         # CNCONA.ON
      lui $t0, 0xC
      sw $t0, 0x310($s1)        # IPC29: level 3
      addiu $t0, $zero, 0x200
      sw $t0, 0x718($s1)        # OFF118
      lui $t0, 0x40
      sw $t0, 0xF8($s1)         # IEC3SET
      lui $t0, 0x1040
      mtc0 $t0, $12             # Status: BEV while EBase is written
      ehb
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      ori $t0, $t0, 1
      mtc0 $t0, $12             # Status.IE
      ehb
      sleep: wait
      beq $zero, $zero, sleep
      nop
      """;

  /** Writes down CNSTATA and PORTA, of which reading the latter ends the mismatch. */
  private static final String CHANGE_NOTICE =
      """
      lw $t0, 0x90($s0)
      ori $t0, $t0, 1
      sw $t0, 0x100($s2)
      lw $t0, 0x20($s0)
      andi $t0, $t0, 0x20
      ori $t0, $t0, 1
      sw $t0, 0x104($s2)
      addiu $s2, $s2, 8
      lui $t0, 0x40
      sw $t0, 0x74($s1)         # IFS3CLR
      eret
      """;

  @TempDir Path folder;

  private static TestBoard bare(BoardModel model, String handler, String source) throws UserError {
    Assembler assembler = new Assembler(InstructionSet.m5150());
    byte[] code = new byte[0x1000];
    put(code, Guests.CODE + 0x200, assembler.assemble(Guests.CODE + 0x200, handler));
    put(code, Guests.ENTRY, assembler.assemble(Guests.ENTRY, source));
    Segment text = new Segment(Guests.CODE, code, code.length, true, false, true);
    return TestBoard.bare(
        model, new Image("buttons", OptionalInt.of(Guests.ENTRY), List.of(text), List.of()));
  }

  private static TestBoard bare(BoardModel model, String source) throws UserError {
    return bare(model, "eret", source);
  }

  private static void put(byte[] code, int address, int[] words) {
    for (int i = 0; i < 4 * words.length; i++) {
      code[address - Guests.CODE + i] = (byte) (words[i / 4] >>> (8 * (i % 4)));
    }
  }

  private static List<Integer> log(TestBoard test) {
    List<Integer> log = new ArrayList<>();
    for (int at = LOG; test.word(at) != 0; at += 4) {
      log.add(test.word(at) & ~1);
    }
    return log;
  }

  private static void press(TestBoard test, String button, long from, long to) throws UserError {
    test.board.press(button, from * MILLISECOND, to * MILLISECOND);
  }

  @Test
  void theWiFiresButtonsReadHighAsLongAsTheyArePressed() throws UserError {
    TestBoard test = bare(new Wifire(), MAKES_THEM_DIGITAL + POLLS_PORT_A);
    press(test, "btn2", 3, 5);
    press(test, "BTN1", 1, 4);
    test.run(0.01);
    assertThat(log(test)).containsExactly(0, BTN1, BTN1 | BTN2, BTN2, 0);
  }

  @Test
  void aPinThatIsStillAnalogReadsLowWhateverIsPressed() throws UserError {
    TestBoard test = bare(new Wifire(), POLLS_PORT_A);
    press(test, "BTN1", 1, 4);
    press(test, "BTN2", 2, 3);
    test.run(0.01);
    assertThat(log(test)).containsExactly(0, BTN2, 0);
  }

  @Test
  void theButtonIsDownFromItsCycleToItsCycle() throws UserError {
    TestBoard test = bare(new Wifire(), POLLS_PORT_A);
    test.board.press("BTN2", 12_345, 12_445);
    long port = 0;
    List<Long> changes = new ArrayList<>();
    for (long cycle = 12_300; cycle < 12_500; cycle++) {
      test.board.run(cycle);
      int now = test.board.chip.port('A').pins() & BTN2;
      if (now != port) {
        changes.add(test.board.now());
        port = now;
      }
    }
    // An instruction may be under way, which ends first.
    assertThat(changes).hasSize(2);
    assertThat(changes.get(0)).isBetween(12_345L, 12_365L);
    assertThat(changes.get(1)).isBetween(12_445L, 12_465L);
  }

  @Test
  void pressesThatOverlapOrFollowAtOnceAreOne() throws UserError {
    TestBoard test = bare(new Wifire(), MAKES_THEM_DIGITAL + POLLS_PORT_A);
    press(test, "BTN1", 1, 3);
    press(test, "BTN1", 2, 4);
    press(test, "BTN1", 4, 5);
    press(test, "BTN1", 7, 8);
    test.run(0.0045);
    assertThat(log(test)).containsExactly(0, BTN1);
    test.run(0.01);
    assertThat(log(test)).containsExactly(0, BTN1, 0, BTN1, 0);
  }

  @Test
  void aPressWhoseTimeHasPassedIsNowAndOneThatIsOverAlreadyIsAMistakeOfOurs() throws UserError {
    TestBoard test = bare(new Wifire(), MAKES_THEM_DIGITAL + POLLS_PORT_A).run(0.002);
    press(test, "BTN1", 1, 3);
    test.run(0.0025);
    assertThat(log(test)).containsExactly(0, BTN1);
    assertThatThrownBy(() -> press(test, "BTN2", 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theOtherBoardsButtonsReadLowAndNeedTheChipsPullUps() throws UserError {
    for (BoardModel model : List.of(new Dm320007(), new Emz64())) {
      String prefix = model instanceof Emz64 ? "BUT" : "SW";
      TestBoard test = bare(model, POLLS_PORT_B);
      press(test, prefix + 1, 1, 2);
      press(test, prefix + 2, 3, 4);
      press(test, prefix + 3, 5, 6);
      test.run(0.01);
      assertThat(log(test))
          .as(model.name())
          .containsExactly(
              BUTTONS,
              BUTTONS & ~(1 << 12),
              BUTTONS,
              BUTTONS & ~(1 << 13),
              BUTTONS,
              BUTTONS & ~(1 << 14),
              BUTTONS);
    }
  }

  @Test
  void pressingAndLettingGoAreChangeNoticeInterrupts() throws UserError {
    TestBoard test = bare(new Wifire(), CHANGE_NOTICE, SLEEPS);
    press(test, "BTN1", 2, 4);
    press(test, "BTN2", 5, 6);
    test.run(0.003);
    assertThat(log(test)).containsExactly(BTN1, BTN1);
    test.run(0.01);
    assertThat(log(test)).containsExactly(BTN1, BTN1, BTN1, 0);
    assertThat(test.board.summary().interrupts().get(118)).isEqualTo(2);
  }

  @Test
  void aGuestThatHasThePortsSeesThemToo() throws Exception {
    TestBoard test =
        new Tasks().guest(1, MAKES_THEM_DIGITAL + POLLS_PORT_A, "device = ports").open(folder);
    press(test, "BTN1", 20, 30);
    test.run(0.05);
    assertThat(test.faults).isEmpty();
    assertThat(log(test)).containsExactly(0, BTN1, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "wifire, BTN3, 'found button ''BTN3'', expected one that the chipKIT WiFire has: BTN1, BTN2'",
    "dm320007, BTN1, 'the Microchip DM320007 with MEB-II has: SW1, SW2, SW3'",
    "emz64, '', 'the Olimex PIC32-EMZ64 has: BUT1, BUT2, BUT3'",
  })
  void anUnknownButtonIsAnErrorThatListsTheBoards(String board, String name, String message)
      throws UserError {
    String image = TestBoard.ROOT.resolve("firmware/guest1/guest1.elf").toString();
    Session session =
        Boards.open(new Setup(image, board, Optional.empty(), List.of(), UnmodelledPolicy.QUIET));
    assertThatThrownBy(() -> session.press(name, 0, 1))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(message);
  }
}
