package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.state.Snapshot;

class SnapshotTest {
  /** A chip in the middle of work, and everything it does from then on. */
  private static final class Run {
    final TestChip board = new TestChip();
    final List<String> events = new ArrayList<>();

    Run() {
      board.chip.uart(4).wire("RPF2", "RPF8");
      board.chip.uartTrace().listen(event -> events.add(event.toString()));
      board.chip.interruptTrace().listen(event -> events.add(event.toString()));
      board.chip.port('A').connect((before, after) -> events.add("A " + before + " " + after));
    }

    void begin() {
      board.write("U4RXR", 11);
      board.write("RPF8R", 2);
      board.unlock();
      board.write("PB2DIV", 0x8002);
      board.write("U4BRG", 9);
      board.write("U4MODE", 0x8000);
      board.write("U4STA", 0x1400);
      board.write("IPC42", 0x1F1F1F1F);
      board.write("IEC5", 0xC00);
      "transmitted".chars().forEach(c -> board.write("U4TXREG", c));
      "received text".chars().forEach(board.chip.uart(4)::receive);
      board.write("CNCONA", 0x8800);
      board.write("CNENA", 0x10);
      board.clear("TRISA", 4);
      board.run(3 * 4800 + 1234);
      board.write("SYSKEY", 0xAA996655);
    }

    void goOn() {
      events.clear();
      board.requests.clear();
      board.write("SYSKEY", 0x556699AA);
      board.write("PB2DIV", 0x8000);
      board.write("U4TXREG", 'x');
      board.chip.port('A').setInput(4, true);
      for (int i = 0; i < 20; i++) {
        board.run(4001);
        board.invert("LATA", 4);
        events.add("read " + board.read("U4STA") + " " + board.read("U4RXREG"));
        board.clear("IFS5", 0x800);
        board.invert("IEC5", 0xC00);
      }
      events.add(board.requests.toString());
      events.add("end " + board.time.now() + " " + board.chip.peripheralClock(2).ticks());
    }
  }

  @Test
  void a_restored_chip_does_what_the_original_does() {
    Run first = new Run();
    first.begin();
    Snapshot snapshot = Snapshot.of(first.board);
    first.goOn();

    Run fresh = new Run();
    snapshot.restore(fresh.board);
    fresh.goOn();
    assertThat(fresh.events).isEqualTo(first.events).hasSizeGreaterThan(60);

    Run used = new Run();
    used.begin();
    used.goOn();
    used.board.write("U5MODE", 0x8000);
    snapshot.restore(used.board);
    used.goOn();
    assertThat(used.events).isEqualTo(first.events);
    assertThat(used.board.read("U5MODE")).isZero();
  }
}
