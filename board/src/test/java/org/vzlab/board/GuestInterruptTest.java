package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.BusError;

/** Interrupts of a guest, taken by code of the guest's own. */
final class GuestInterruptTest {
  /** $s0 is the interrupt controller, $s6 where it is written down what happens, $t8 the RAM. */
  private static final String SET_UP =
      """
      lui $t0, 0x1040
      mtc0 $t0, $12
      ehb
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      addiu $t0, $zero, 0x20
      mtc0 $t0, $12, 1
      lui $t0, 0x0080
      mtc0 $t0, $13
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF81
      lui $t8, 0xA000
      addiu $s6, $t8, 0x200
      """;

  private static final String ENABLE_INTERRUPTS =
      """
      lui $t0, 0x1000
      ori $t0, $t0, 1
      mtc0 $t0, $12
      ehb
      """;

  private static final String DONE =
      """
      done: wait
      beq $zero, $zero, done
      nop
      """;

  private static final String SOFTWARE = "device = sw0\ndevice = sw1";
  private static final int TIMER = 9;
  private static final int TIMER_BIT = 1 << TIMER;
  private static final String OWN_TIMER = ".device\nname = timer2\nirq = 9\n.";

  @TempDir Path folder;

  private static String record(int value) {
    return "addiu $t0, $zero, " + value + "\nsw $t0, 0($s6)\naddiu $s6, $s6, 4\n";
  }

  private static List<Integer> recorded(TestBoard test) {
    List<Integer> all = new ArrayList<>();
    for (int at = 0x200; test.word(at) != 0; at += 4) {
      all.add(test.word(at));
    }
    return all;
  }

  /** Interrupt 1, of priority 3: it lets higher ones in, and requests interrupt 2. */
  private static final String OUTER =
      record(0x31)
          + """
          mfc0 $s3, $14
          mfc0 $s4, $12
          mfc0 $t1, $13
          srl $t1, $t1, 10
          andi $t1, $t1, 0xFF
          sw $t1, 0x100($t8)
          sll $t1, $t1, 10
          lui $t2, 0x1000
          or $t1, $t1, $t2
          ori $t1, $t1, 1
          mtc0 $t1, $12
          ehb
          addiu $t0, $zero, 4
          sw $t0, 0x48($s0)
          nop
          mtc0 $s4, $12
          ehb
          """
          + record(0x32)
          + """
          addiu $t0, $zero, 2
          sw $t0, 0x44($s0)
          mtc0 $s3, $14
          ehb
          eret
          """;

  /** Interrupt 2. */
  private static final String INNER =
      record(0x51) + "addiu $t0, $zero, 4\nsw $t0, 0x44($s0)\n" + record(0x52) + "eret\n";

  private List<Integer> nested(int innerPriority) throws Exception {
    String source =
        SET_UP
            + """
            addiu $t0, $zero, 0x1000
            sw $t0, 8($s0)
            addiu $t0, $zero, 0xA00
            sw $t0, 0x544($s0)
            addiu $t0, $zero, 0xC00
            sw $t0, 0x548($s0)
            addiu $t0, $zero, 6
            sw $t0, 0xC8($s0)
            """
            + String.format("lui $t0, 0x%x\nori $t0, $t0, 0xC00\n", innerPriority << 2)
            + "sw $t0, 0x140($s0)\n"
            + ENABLE_INTERRUPTS
            + "addiu $t0, $zero, 2\nsw $t0, 0x48($s0)\n"
            + DONE;
    TestBoard test =
        new Tasks()
            .guest(1, source, Map.of(0xA00, OUTER, 0xC00, INNER), SOFTWARE)
            .open(folder)
            .run(0.01);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x100)).as("Cause.RIPL").isEqualTo(3);
    return recorded(test);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void anInterruptOfAHigherLevelInterruptsTheHandlerOfALower(int priority) throws Exception {
    assertThat(nested(priority)).containsExactly(0x31, 0x51, 0x52, 0x32);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void statusIplKeepsInterruptsOfItsLevelAndLowerOnesAway(int priority) throws Exception {
    assertThat(nested(priority)).containsExactly(0x31, 0x32, 0x51, 0x52);
  }

  @Test
  void priority0NeverInterrupts() throws Exception {
    assertThat(nested(0)).containsExactly(0x31, 0x32);
  }

  @Test
  void withOneVectorIntstatSaysWhichItIsHighestFirst() throws Exception {
    String source =
        SET_UP
            + """
            lui $t0, 0x1808
            ori $t0, $t0, 0x0D0C
            sw $t0, 0x140($s0)
            addiu $t0, $zero, 7
            sw $t0, 0xC8($s0)
            sw $t0, 0x48($s0)
            """
            + ENABLE_INTERRUPTS
            + DONE;
    String handler =
        """
        lw $t0, 0x20($s0)
        sw $t0, 0($s6)
        addiu $s6, $s6, 4
        addiu $t1, $zero, 1
        sllv $t1, $t1, $t0
        sw $t1, 0x44($s0)
        eret
        """;
    TestBoard test =
        new Tasks().guest(1, source, Map.of(0x200, handler), SOFTWARE).open(folder).run(0.01);
    assertThat(test.faults).isEmpty();
    // Interrupt 2: priority 2; 1: 3, subpriority 1; 0: 3, subpriority 0.
    assertThat(recorded(test)).containsExactly(3 << 8 | 1, 3 << 8, 2 << 8 | 2);
  }

  /** Counts interrupts at 0x100, and clears the flag when 0x104 is the count. */
  private TestBoard withTimer(boolean enabled) throws Exception {
    String source =
        SET_UP
            + "addiu $t0, $zero, 0x1A00\nsw $t0, 0x160($s0)\n"
            + (enabled ? "addiu $t0, $zero, 0x200\nsw $t0, 0xC8($s0)\n" : "")
            + ENABLE_INTERRUPTS
            + "again: lw $t0, 0x40($s0)\nbeq $zero, $zero, again\nsw $t0, 0x108($t8)\n";
    String handler =
        """
        lw $t1, 0x100($t8)
        addiu $t1, $t1, 1
        sw $t1, 0x100($t8)
        held: lw $t2, 0x104($t8)
        bne $t2, $t1, held
        addiu $t3, $zero, 0x200
        sw $t3, 0x44($s0)
        eret
        """;
    String neighbour = "lui $t8, 0xA000\nagain: addiu $s0, $s0, 1\nbeq $zero, $zero, again\n";
    return new Tasks()
        .guest(1, source, Map.of(0x200, handler), OWN_TIMER)
        .guest(2, neighbour + "sw $s0, 0x100($t8)\n")
        .open(folder)
        .run(0.02);
  }

  private static void set(TestBoard test, String register, int bits) throws BusError {
    int address = test.board.chip.part().register(register).address();
    test.board.bus.write(address + 8, 4, bits);
  }

  @Test
  void rootTakesAGuestsOwnInterruptAtALowPriorityAndMasksItUntilTheGuestClearsItsFlag()
      throws Exception {
    TestBoard test = withTimer(true);
    assertThat(test.register("IEC0") & TIMER_BIT).isEqualTo(TIMER_BIT);
    assertThat(test.register("IPC2") >> 8 & 0x1F).as("not the guest's 6.2").isEqualTo(2 << 2);
    set(test, "IFS0", TIMER_BIT);
    int before = test.word(0x10100);
    test.run(0.04);
    assertThat(test.word(0x100)).as("the guest is in its handler").isEqualTo(1);
    assertThat(test.register("IEC0") & TIMER_BIT).as("masked").isZero();
    assertThat(test.register("IFS0") & TIMER_BIT).as("its flag stands").isEqualTo(TIMER_BIT);
    assertThat(test.word(0x10100)).as("the other guest runs").isGreaterThan(before + 1000);
    assertThat(test.board.summary().interrupts().get(TIMER)).as("and root rests").isEqualTo(1);
    test.board.bus.write(0x104, 4, 1);
    test.run(0.06);
    assertThat(test.word(0x100)).isEqualTo(1);
    assertThat(test.register("IFS0") & TIMER_BIT).isZero();
    assertThat(test.register("IEC0") & TIMER_BIT).as("unmasked").isEqualTo(TIMER_BIT);
    test.board.bus.write(0x104, 4, 2);
    set(test, "IFS0", TIMER_BIT);
    test.run(0.08);
    assertThat(test.word(0x100)).as("the next comes as well").isEqualTo(2);
    assertThat(test.faults).isEmpty();
  }

  @Test
  void anOwnInterruptThatTheGuestHasNotEnabledIsAFlagAndNothingElse() throws Exception {
    TestBoard test = withTimer(false);
    assertThat(test.register("IEC0") & TIMER_BIT).isZero();
    set(test, "IEC0", TIMER_BIT);
    set(test, "IFS0", TIMER_BIT);
    test.run(0.06);
    assertThat(test.board.summary().interrupts().get(TIMER)).as("root has masked it").isEqualTo(1);
    assertThat(test.register("IEC0") & TIMER_BIT).isZero();
    assertThat(test.word(0x100)).as("the guest takes none").isZero();
    assertThat(test.word(0x108) & TIMER_BIT).as("and sees its flag").isEqualTo(TIMER_BIT);
    assertThat(test.console()).doesNotContain("do_IRQ");
    assertThat(test.faults).isEmpty();
  }

  @Test
  void aGuestThatFillsItsTransmitterIsInterruptedWhenThereIsRoomAgain() throws Exception {
    String source =
        SET_UP
            + """
            lui $s1, 0xBF82
            ori $s1, $s1, 0x2600
            addiu $s2, $zero, 1500
            addiu $t0, $zero, 0x1000
            sw $t0, 0x1C8($s0)
            addiu $t0, $zero, 0x0C
            sw $t0, 0x3F0($s0)
            addiu $t0, $zero, 0x1000
            sw $t0, 0x118($s0)
            """
            + ENABLE_INTERRUPTS
            + DONE;
    String handler =
        """
        send: lw $t0, 0x10($s1)
        andi $t0, $t0, 0x200
        bne $t0, $zero, full
        addiu $t1, $zero, 0x7E
        beq $s2, $zero, end
        nop
        sw $t1, 0x20($s1)
        beq $zero, $zero, send
        addiu $s2, $s2, -1
        end: addiu $t0, $zero, 0x1000
        sw $t0, 0x114($s0)
        full: addiu $t0, $zero, 0x1000
        sw $t0, 0x94($s0)
        eret
        """;
    TestBoard test = new Tasks().guest(1, source, Map.of(0x200, handler), "").open(folder).run(0.6);
    assertThat(test.faults).isEmpty();
    assertThat(test.console().chars().filter(c -> c == '~').count()).isEqualTo(1500);
  }
}
