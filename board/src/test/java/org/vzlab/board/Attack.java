package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.vzlab.vp.layout.Layout;

/**
 * A program that tries a way out of its partition, as the second guest of the demo. What it found
 * is in $s7 when it comes to its end, a WAIT.
 */
final class Attack {
  static final double END = 2.5;
  private static final double STOP = 0.02;
  private static final String SET_UP =
      """
      lui $t0, 0x1040
      mtc0 $t0, $12             # Status: BEV while EBase is written
      ehb
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1          # EBase
      addiu $t0, $zero, 0x20
      mtc0 $t0, $12, 1          # IntCtl.VS
      lui $t0, 0x0080
      mtc0 $t0, $13             # Cause.IV
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      addu $s7, $zero, $zero
      """;
  private static final String DONE =
      """
      done: wait
      beq $zero, $zero, done
      nop
      """;

  /** The board afterwards. */
  final TestBoard test;

  private Attack(TestBoard test) {
    this.test = test;
  }

  /** Runs the attack, stops it from the monitor, and looks at what is left of everybody else. */
  static Attack of(String source) throws Exception {
    Layout layout = Guests.beside(Guests.of(SET_UP + source + DONE));
    TestBoard test = TestBoard.of(layout);
    Fortress fortress = new Fortress(test, layout);
    test.run(0.0004);
    fortress.remember();
    test.run(STOP).type(STOP, "2s").run(END);
    fortress.holds();
    fortress.firstGuestBeats(3);
    assertThat(test.clockLines()).hasSize(1);
    assertThat(test.lines()).anyMatch(l -> l.matches("Thread2: (stopped|faulted: .*)"));
    assertThat(test.guest(1).state()).isEqualTo("waiting");
    return new Attack(test);
  }

  /** The hypervisor has stopped the guest, and has said why. */
  void stoppedFor(String reason) {
    assertThat(test.faults).hasSize(1);
    assertThat(test.faults.get(0)).startsWith("2: ").contains(reason);
    assertThat(test.console())
        .contains("PANIC_THREAD: Thread2: " + test.faults.get(0).substring(3));
    assertThat(test.board.failed()).isTrue();
  }

  /** The guest has hurt nobody, itself included, and went on until the monitor stopped it. */
  void unharmed() {
    assertThat(test.faults).isEmpty();
    assertThat(test.board.failed()).isFalse();
    assertThat(test.guest(2).state()).isEqualTo("stopped");
  }
}
