package org.vzlab.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vzlab.testkit.VzAssertions.assertThat;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.Hart;

/** Each assertion passes when it is true, and when it is not says what is. */
@Board("configs/two-guests.config")
final class AssertionsTest {
  private static void fails(ThrowingCallable assertion, String... parts) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
  }

  /** Prints its own name, then stops by an access to what it has not. */
  private static final String FAULTY =
      """
      lui $t0, 0xBF82
      ori $t0, $t0, 0x2600
      li $t1, 0x41
      sw $t1, 0x20($t0)
      lui $t0, 0xA800
      sw $t1, 0($t0)
      spin: b spin
      nop
      """;

  @Test
  void consoles(RunningBoard board, @Id(2) Guest second) {
    board.runFor("700ms");
    assertThat(second).console().contains(".").doesNotContain("#").matches("Config\\d += 8");
    assertThat(second).console().containsTimes(7, "Config");
    assertThat(board).console().contains("Config1").contains("#");
    assertThat(board.uart(1)).isEmpty().hasLines();
    fails(
        () -> assertThat(second).console().contains("#\n"),
        "guest 2's console to contain \"#\\n\"",
        "it printed:\n  -\n  Config ");
    fails(() -> assertThat(second).console().doesNotContain("."), "not to contain \".\"");
    fails(() -> assertThat(second).console().matches("^x$"), "to have a match of ^x$");
    fails(() -> assertThat(second).console().hasLines("a", "b"), "to have the lines [a, b]");
    fails(
        () -> assertThat(second).console().containsTimes(2, "Config"), "\"Config\" 2 times, not 7");
    fails(() -> assertThat(board).console().isEmpty(), "UART4 to be empty");
    fails(() -> assertThat(board.uart(1)).contains("a"), "(nothing)");
  }

  @Test
  void whatAGuestIsDoing(RunningBoard board, @Id(1) Guest first) {
    board.runFor("100ms");
    assertThat(first).isWaiting().hasNotFaulted().wasRestarted(0);
    fails(() -> assertThat(first).isRunning(), "Expected guest 1 to be RUNNING, but it is WAITING");
    fails(() -> assertThat(first).isStopped(), "to be STOPPED, but it is WAITING");
    fails(() -> assertThat(first).hasFaulted("any"), "to have faulted (any), but it is WAITING");
    board.console().type("\00501r");
    board.runUntil(first.restarted(), "50ms");
    assertThat(first).wasRestarted(1);
    fails(() -> assertThat(first).wasRestarted(2), "restarted 2 times, but it was 1 times");
  }

  @Test
  @Program(guest = 2, assembly = FAULTY)
  void faults(RunningBoard board, @Id(2) Guest second) {
    assertThat(board).hasNotFailed();
    board.runUntil(second.faults(), "5ms");
    assertThat(second).hasFaulted("write of 08000000 denied").console().hasLines("A");
    assertThat(board.reports()).singleElement().asString().startsWith("guest 2 (guest2-test.elf)");
    fails(() -> assertThat(second).hasNotFaulted(), "not to have faulted, but it has: ");
    fails(
        () -> assertThat(second).hasFaulted("bored"), "faulted (bored), but the reason is another");
    fails(() -> assertThat(second).isRunning(), "but it is FAULTED: ");
    fails(() -> assertThat(board).hasNotFailed(), "not to have failed, but it has: [guest 2");
  }

  @Test
  void timeAndExits(RunningBoard board, @Id(1) Guest first, @Id(2) Guest second) {
    board.runFor("1s");
    assertThat(first).cpuShare().isAtMost(0.1).isAtLeast(0);
    fails(
        () -> assertThat(first).cpuShare().isAtLeast(0.2),
        "guest 1's part of the processor's time to be at least 0.2000, but it is 0.");
    fails(() -> assertThat(first).cpuShare().isAtMost(-1), "to be at most -1.0000");
    assertThat(first).exits("GPSI").isAtLeast(1).isAtMost(1000);
    assertThat(first).exits("NMI").is(0);
    fails(
        () -> assertThat(first).exits("GPSI").isAtMost(1),
        "guest 1's exits by GPSI of {",
        "to be at most 1, but it is ");
    fails(() -> assertThat(first).exits("GPSI").isAtLeast(9999), "to be at least 9999, but");
    fails(() -> assertThat(first).exits("NMI").is(4), "to be exactly 4, but it is 0");
    assertThat(second).latency().isAtMost(3000).isAtLeast(100);
    assertThat(second).latency(0).isAtMost(3000).isAtLeast(100);
    fails(
        () -> assertThat(second).latency(0).isAtMost(10),
        "guest 2's worst latency of interrupt 0 to be at most 10 cycles, but it is ");
    fails(
        () -> assertThat(second).latency(9),
        "guest 2 to have taken interrupt 9, but it has taken: {0=");
    fails(() -> assertThat(second).latency().isAtMost(10), "guest 2's worst latency to be at most");
  }

  @Test
  @Program(guest = 2, assembly = "spin: b spin\n nop")
  void aGuestWithoutInterruptsHasNoLatency(RunningBoard board, @Id(2) Guest second) {
    board.runFor("20ms");
    fails(() -> assertThat(second).latency(), "to have answered an interrupt, but there was none");
  }

  @Test
  @Program(
      guest = 2,
      assembly =
          """
          lui $t0, 0x8000
          lw $t1, 0x20($t0)
          sw $t1, 0x1024($t0)
          lui $t0, 0xBF80
          lw $t1, 0x30($t0)
          spin: b spin
          nop
          """)
  void whatAGuestHasAccessed(RunningBoard board, @Id(1) Guest first, @Id(2) Guest second) {
    board.runFor("10ms");
    int ram = second.memory().physical(0);
    assertThat(second).neverWrote(first.ram()).neverRead(first.ram());
    assertThat(first).neverWrote(second.ram()).neverRead(second.ram());
    assertThat(second).neverWrote(new Range(ram, 0x1000)).neverRead(new Range(ram + 0x1000, 1));
    assertThat(second).neverRead(new Range(0x1F800034, 4)).neverWrote(new Range(0x1F800030, 4));
    fails(
        () -> assertThat(second).neverWrote(second.ram()),
        "Expected guest 2 never to have written 0x",
        "it did at 0x",
        "pc 0x9fc00008, virtual address 0x80001024");
    fails(
        () -> assertThat(second).neverRead(new Range(ram + 0xFFF, 2)),
        "never to have read",
        "pc 0x9fc00004, virtual address 0x80000020");
    fails(() -> assertThat(second).neverRead(new Range(0x1F800000, 0x31)), "it did at 0x1f800030");
  }

  @Test
  void memory(RunningBoard board, @Id(1) Memory memory) {
    byte[] before = memory.bytes(0, 16);
    assertThat(memory).isUnchangedSince(before, 0).isUnchangedSinceBoot(0, 0x100);
    memory.writeWord(4, 0x01020304);
    memory.writeByte(9, 0xFE);
    assertThat(memory).hasWord(4, 0x01020304).hasByte(5, 3).hasByte(9, 0xFE);
    assertThat(board.memory()).hasWord(memory.physical(4), 0x01020304);
    assertThat(memory.half(6)).isEqualTo(0x0102);
    fails(
        () -> assertThat(memory).hasWord(4, 5),
        "the word at 0x00000004 of guest 1's memory to be 0x00000005, but it is 0x01020304");
    fails(() -> assertThat(memory).hasByte(4, 5), "to be 0x05, but it is 0x04");
    fails(
        () -> assertThat(memory).isUnchangedSince(before, 0),
        "16 bytes at 0x00000000 of guest 1's memory to be unchanged, but the one at 0x00000004 was 0x");
    fails(() -> assertThat(memory).isUnchangedSinceBoot(8, 4), "the one at 0x00000009 was 0x");
  }

  @Test
  void leds(RunningBoard board, @Named("ld1") Led led) {
    assertThat(led).isOff().hasToggled(0);
    fails(() -> assertThat(led).isOn(), "Expected LED LD1 to be on, but it is off");
    fails(() -> assertThat(led).togglesEvery("1s", "1ms"), "it has not changed twice: []");
    board.runUntil(led.toggles(), "2s");
    assertThat(board).led("LD1").isOn().hasToggled(1);
    fails(() -> assertThat(led).isOff(), "to be off, but it is on; its changes: [0.", " s on]");
    board.runFor("3s");
    assertThat(led).togglesEvery("1s", "20ms");
    fails(
        () -> assertThat(led).togglesEvery("500ms", "20ms"), "from change 1 to the next it took ");
    fails(() -> assertThat(led).hasToggled(99), "to have changed 99 times, but it has changed ");
    assertThat(board.ledChanges()).hasSizeGreaterThan(led.changes().size());
  }

  @Test
  @Program(guest = 2, assembly = "lui $t0, 0xBF86\n lw $t1, 0xFF0($t0)\n spin: b spin\n nop")
  void whatIsNotModelled(RunningBoard board, @Id(1) Guest first, @Id(2) Guest second) {
    board.runFor("5ms");
    assertThat(first).touchedModelledRegistersOnly();
    fails(
        () -> assertThat(second).touchedModelledRegistersOnly(),
        "Expected guest 2 to touch modelled registers only, but it has touched [Touch[register=");
  }

  @Test
  void violations(RunningBoard board, @Id(1) Guest first, @Id(2) Guest second) {
    board.runFor("20ms");
    assertThat(board).hasNoViolations().isIsolated();
    Hart hart = board.bench().hart();
    int frame = second.memory().physical(0) >>> 6;
    hart.root.set(Cp0Register.GUEST_CTL1, first.id() << 16);
    hart.root.set(Cp0Register.ENTRY_HI, 0x00400000);
    hart.root.set(Cp0Register.ENTRY_LO0, frame | 0x1F);
    hart.root.set(Cp0Register.ENTRY_LO1, 1);
    hart.root.set(Cp0Register.PAGE_MASK, 0);
    hart.root.set(Cp0Register.INDEX, 15);
    hart.tlb.tlbwi(false);
    fails(
        () -> assertThat(board).hasNoViolations(),
        "Expected no violations of isolation, but found 3, the first:\n  ",
        "DISJOINT: task 1 at pc 0x9fc0");
    fails(
        () -> assertThat(board).isIsolated(),
        "Expected the board to be isolated, but found ",
        " holes, the first:\n  ");
  }

  @Test
  void interference(RunningBoard board, @Id(1) Guest first) {
    first.console().type("%");
    assertThat(first).isUnaffectedBy(2, "2ms");
    assertThatThrownBy(() -> assertThat(first).isUnaffectedBy(3))
        .isInstanceOf(BadBoard.class)
        .hasMessageContaining("found guest 3, expected one that ");
  }

  @Test
  @Board(
      text =
          """
          .vm
              id = 1
              .mmap
                  ram = 0 0x1000
                  data = 0x70000 0x1000 rws
              .
              device = console
          .
          .vm
              id = 2
              .mmap
                  ram = 0 0x1000
                  data = 0x70000 0x1000 rws
              .
              device = console
          .
          """)
  @Program(
      guest = 1,
      assembly = "lui $t0, 0xA007\n li $t1, 0x41\n sw $t1, 0($t0)\n idle: wait\n b idle\n nop")
  @Program(
      guest = 2,
      assembly =
          """
          lui $t0, 0xA007
          lui $t2, 0xBF82
          again: lw $t1, 0($t0)
          beq $t1, $zero, again
          nop
          sw $t1, 0x2620($t2)
          spin: b spin
          nop
          """)
  void interferenceThatThereIs(RunningBoard board, @Id(2) Guest second) {
    board.runFor("1ms");
    assertThat(second).console().hasLines("A");
    fails(
        () -> assertThat(second).isUnaffectedBy(1, "3ms"),
        "Expected guest 2 to be unaffected by guest 1, but it is not:\n",
        ".config: guest 2 NOTICES guest 1, in content and order");
  }

  @Test
  @Board("firmware/guest1/guest1.elf")
  void aBoardWithoutHypervisor(RunningBoard board) {
    board.runFor("1ms");
    assertThat(board.guests()).isEmpty();
    assertThatThrownBy(() -> assertThat(board).hasNoViolations())
        .isInstanceOf(BadBoard.class)
        .hasMessageContaining("guest1.elf: found an image, expected a configuration");
  }
}
