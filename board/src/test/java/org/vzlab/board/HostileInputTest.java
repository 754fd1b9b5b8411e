package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.layout.Layout;

/**
 * Whatever is typed at the console reaches the one it is addressed to and nobody else. Two guests
 * write down what they receive and count their timer's ticks; they print nothing.
 */
final class HostileInputTest {
  private static final int RAM = 0x10000;
  private static final int COUNT = 0x100;
  private static final int RECEIVED = 0x1000;
  private static final int SWITCH = 5;

  /** Typing begins behind the hypervisor's first clock line and ends before its second. */
  private static final double BEGIN = 1.05;

  private static final double END = 2.9;

  /** Eight bits, a start bit and two stop bits. */
  private static final double CHARACTER = 11 / 115200.0;

  private static final String GUEST =
      """
      lui $t8, 0xA000
      lui $s1, 0xBF82
      ori $s1, $s1, 0x2600
      addiu $s2, $t8, 0x1000
      lui $s4, 0xF
      ori $s4, $s4, 0x4240
      mfc0 $s3, $9
      addu $s3, $s3, $s4
      mtc0 $s3, $11
      lui $s5, 0x4000
      again: wait
      receive: lw $t0, 0x10($s1)
      andi $t0, $t0, 1
      beq $t0, $zero, tick
      mfc0 $t1, $13
      lw $t0, 0x30($s1)
      sb $t0, 0($s2)
      beq $zero, $zero, receive
      addiu $s2, $s2, 1
      tick: and $t1, $t1, $s5
      beq $t1, $zero, again
      nop
      lw $t0, 0x100($t8)
      addiu $t0, $t0, 1
      sw $t0, 0x100($t8)
      addu $s3, $s3, $s4
      mtc0 $s3, $11
      beq $zero, $zero, again
      nop
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream[] expected = {
    new ByteArrayOutputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream()
  };
  private int addressed;
  private boolean escaped;

  private TestBoard board() throws Exception {
    Layout layout =
        new Tasks()
            .guest(1, GUEST, "irqpolling = 1")
            .guest(2, GUEST, "irqpolling = 1")
            .layout(folder);
    return TestBoard.of(layout, TimingModel.FUNCTIONAL);
  }

  private static byte[] ram(TestBoard test, int guest) {
    return Arrays.copyOfRange(test.board.chip.ram().bytes(), (guest - 1) * RAM, guest * RAM);
  }

  /** What the root answers: printable characters and line ends as they are typed. */
  private static void echo(ByteArrayOutputStream out, int character) {
    if (character == '\r' || character == '\n') {
      out.write('\n');
      out.write('\r');
    } else if (character >= ' ' && character < 0x7F) {
      out.write(character);
    }
  }

  /**
   * The rule: Ctrl-E and a digit choose; both, and whatever else is behind Ctrl-E, reach nobody.
   */
  private void expect(byte[] typed) {
    for (byte next : typed) {
      int character = next & 0xFF;
      if (escaped) {
        escaped = false;
        addressed = character >= '0' && character <= '2' ? character - '0' : addressed;
      } else if (character == SWITCH) {
        escaped = true;
      } else if (addressed == 0) {
        echo(expected[0], character);
      } else {
        expected[addressed].write(character);
      }
    }
  }

  private double type(TestBoard test, double at, byte[] typed) {
    expect(typed);
    test.board.type(TestBoard.cycles(at), test.board.consoleUart(), typed);
    return at + typed.length * CHARACTER;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Both guests have what was typed for them, and else what they have without anybody typing. */
  private void check(TestBoard test, double end) throws Exception {
    int before = test.console().length();
    test.run(end);
    TestBoard quiet = board().run(end);
    for (int guest = 1; guest <= 2; guest++) {
      byte[] memory = ram(test, guest);
      byte[] received = expected[guest].toByteArray();
      assertThat(Arrays.copyOfRange(memory, RECEIVED, RECEIVED + received.length))
          .as("what guest %d has received", guest)
          .isEqualTo(received);
      Arrays.fill(memory, RECEIVED, RECEIVED + received.length, (byte) 0);
      assertThat(Arrays.equals(memory, ram(quiet, guest))).as("RAM of guest %d", guest).isTrue();
      assertThat(test.word((guest - 1) * RAM + COUNT)).isGreaterThan(250);
      assertThat(test.guest(guest).state()).isEqualTo("waiting");
    }
    assertThat(test.console().substring(before))
        .as("what the hypervisor answers")
        .isEqualTo(expected[0].toString(StandardCharsets.ISO_8859_1));
    assertThat(test.faults).isEmpty();
    assertThat(test.reports).isEmpty();
    assertThat(test.board.failed()).isFalse();
  }

  private TestBoard started() throws Exception {
    return board().run(1.04);
  }

  @ParameterizedTest(name = "addressed to {0}")
  @ValueSource(ints = {0, 1, 2})
  void everySwitchAndEveryEscapeSequenceStaysWithWhoIsAddressed(int who) throws Exception {
    TestBoard test = started();
    double at = BEGIN;
    for (int character = 0; character < 256; character++) {
      at = type(test, at, new byte[] {SWITCH, (byte) ('0' + who), 'a', SWITCH, (byte) character});
      at = type(test, at, bytes("\u001b[2J\u001b]0;x\u0007\u001bc\u009b1m\u0090z\u009c"));
    }
    // Twice, at the end of a sequence, in the middle of one, and at the very end.
    at = type(test, at, bytes("\5" + who + "\5\5b\u001b[\5" + "1mc\u001b\5\u001b[d"));
    at = type(test, at, bytes("\u001b[?\5" + who + "25l\5"));
    assertThat(at).isLessThan(END);
    check(test, END);
  }

  @Test
  void aSwitchMayTakeItsTime() throws Exception {
    TestBoard test = started();
    type(test, BEGIN, bytes("\5"));
    type(test, 1.5, bytes("2"));
    type(test, 1.8, bytes("\u001b"));
    type(test, 2.1, bytes("[A\5"));
    type(test, 2.5, bytes("0x"));
    check(test, END);
    assertThat(expected[2].toString(StandardCharsets.ISO_8859_1)).isEqualTo("\u001b[A");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20261123})
  void whateverIsTypedReachesNobodyElse(long seed) throws Exception {
    Random random = new Random(seed);
    TestBoard test = started();
    double at = BEGIN;
    int inputs = 0;
    while (at < END - 0.02) {
      at = type(test, at, input(random));
      at += random.nextInt(8) == 0 ? random.nextInt(5) * CHARACTER : 0;
      inputs++;
    }
    assertThat(inputs).isGreaterThan(3000);
    check(test, END);
  }

  /** The root is told nothing that it obeys: no digit, T or q. */
  private byte[] input(Random random) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    List<String> sequences =
        List.of("\5", "\5\5", "\u001b[", "\u001b[31", "\u001bc", "\u009b", "\u0090", "\r\n", "\7");
    switch (random.nextInt(4)) {
      case 0 -> input.writeBytes(new byte[] {SWITCH, (byte) ('0' + random.nextInt(3))});
      case 1 -> input.writeBytes(new byte[] {SWITCH, (byte) random.nextInt(256)});
      case 2 -> input.writeBytes(bytes(sequences.get(random.nextInt(sequences.size()))));
      default -> {
        for (int length = random.nextInt(10); length >= 0; length--) {
          input.write(random.nextInt(256));
        }
      }
    }
    return harmless(input.toByteArray());
  }

  /** Replaces what the root would obey if it got it. */
  private byte[] harmless(byte[] typed) {
    int to = addressed;
    boolean switching = escaped;
    for (int i = 0; i < typed.length; i++) {
      int character = typed[i] & 0xFF;
      if (switching) {
        switching = false;
        to = character >= '0' && character <= '2' ? character - '0' : to;
      } else if (character == SWITCH) {
        switching = true;
      } else if (to == 0 && "0123456789Tq".indexOf(character) >= 0) {
        typed[i] = '!';
      }
    }
    return typed;
  }

  @Test
  void aLineOf100KilobytesForOneGuestIsNothingToTheOther() throws Exception {
    TestBoard test = started();
    byte[] line = new byte[100 * 1024];
    Arrays.fill(line, (byte) 'x');
    test.board.type(TestBoard.cycles(BEGIN), test.board.consoleUart(), bytes("\0052"));
    // Guest 2 is stopped: seven characters wait for it, and each further one rings the bell.
    test.type(1.02, "2s").run(1.04);
    test.board.type(TestBoard.cycles(BEGIN), test.board.consoleUart(), line);
    test.run(10.9).type(10.9, "^E02c").run(11.1);
    TestBoard quiet = board().run(11.1);
    assertThat(Arrays.equals(ram(test, 1), ram(quiet, 1))).as("RAM of guest 1").isTrue();
    assertThat(Arrays.copyOfRange(ram(test, 2), RECEIVED, RECEIVED + 9))
        .isEqualTo(bytes("xxxxxxx\0\0"));
    assertThat(test.console().chars().filter(c -> c == 7).count()).isEqualTo(line.length - 7);
    assertThat(test.clockLines()).hasSameSizeAs(quiet.clockLines());
    assertThat(test.lines()).contains("Thread2: stopped", "Thread2: continued");
    assertThat(test.faults).isEmpty();
  }
}
