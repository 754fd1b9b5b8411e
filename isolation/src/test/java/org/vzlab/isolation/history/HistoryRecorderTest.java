package org.vzlab.isolation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.mips.hart.ExitReason;
import org.vzlab.vp.layout.Mailbox;

/** What is written down of guests, beside what is heard of the board otherwise. */
final class HistoryRecorderTest {
  private static final long CYCLES = 9_000_000;

  private static <T extends Happening> List<T> only(Class<T> kind, History history) {
    return history.happenings().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String sent(History history) {
    StringBuilder text = new StringBuilder();
    only(Happening.Sent.class, history).forEach(one -> text.append((char) one.character()));
    return text.toString();
  }

  @Test
  void aGuestsPinsAreItsLedsToTheCycle() throws UserError {
    Bench bench = Boardroom.open(Boardroom.CONTROL_LOOP);
    HistoryRecorder recorder = HistoryRecorder.record(bench);
    List<Long> leds = new ArrayList<>();
    bench.onLed((name, on, cycles) -> leds.add(cycles));
    bench.run(CYCLES);
    assertThat(leds).hasSizeGreaterThan(3);
    assertThat(only(Happening.Pins.class, recorder.of(1)))
        .allMatch(pins -> pins.port() == 'G' && pins.changed() == 0x40)
        .extracting(Happening.Pins::time)
        .containsExactlyElementsOf(leds);
    assertThat(only(Happening.Pins.class, recorder.of(2))).isEmpty();
  }

  @Test
  void aSharedConsolesCharactersAreWhoseTheyAre() throws UserError {
    Bench bench = Boardroom.open(Boardroom.TWO_GUESTS);
    HistoryRecorder recorder = HistoryRecorder.record(bench);
    bench.run(CYCLES);
    assertThat(sent(recorder.of(1))).contains("DEVID").isNotEqualTo(sent(recorder.of(2)));
    assertThat(sent(recorder.of(2))).isNotEmpty();
    History first = recorder.of(1);
    assertThat(recorder.of(1, CYCLES / 2).happenings())
        .isEqualTo(first.happenings().stream().filter(one -> one.time() < CYCLES / 2).toList());
  }

  @Test
  void whatIsTypedForAGuestItReceives() throws UserError {
    Bench bench = Boardroom.open(Boardroom.TWO_GUESTS);
    HistoryRecorder recorder = HistoryRecorder.record(bench);
    bench.type(1_000_000, bench.consoleUart(), new byte[] {5, '2', 'h', 'i'});
    bench.run(CYCLES);
    assertThat(only(Happening.Received.class, recorder.of(2)))
        .extracting(Happening.Received::character)
        .containsExactly((int) 'h', (int) 'i');
    assertThat(only(Happening.Received.class, recorder.of(1))).isEmpty();
    assertThat(only(Happening.Raised.class, recorder.of(2)))
        .extracting(Happening.Raised::irq)
        .as("of UART4's receiver")
        .contains(171);
  }

  @Test
  void exitsHaveTheirRegisters() throws UserError {
    String source =
        """
        addiu $t1, $zero, 46
        lui $t2, 0x1234
        mtlo $t2
        again:
        sw $t1, 0x20($s2)
        beq $zero, $zero, again
        nop
        """;
    Bench bench =
        Boards.bench(Boardroom.TWO_GUESTS, Boardroom.with(Boardroom.TWO_GUESTS, 1, source));
    HistoryRecorder recorder = HistoryRecorder.record(bench);
    bench.run(1_000_000);
    List<Happening.Exit> exits = recorder.of(1).exits();
    assertThat(exits).hasSizeGreaterThan(10);
    Happening.Exit last = exits.get(exits.size() - 1);
    assertThat(last.reason()).isEqualTo(ExitReason.TLB_REFILL);
    assertThat(last.registers().orElseThrow().get(9)).isEqualTo(46);
    assertThat(last.registers().orElseThrow().lo()).isEqualTo(0x12340000);
    assertThat(exits).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
  }

  @Test
  void aFaultIsWrittenDownWithItsReason() throws UserError {
    Bench bench =
        Boards.bench(Boardroom.TWO_GUESTS, Boardroom.with(Boardroom.TWO_GUESTS, 2, "sdbbp\n"));
    HistoryRecorder recorder = HistoryRecorder.record(bench);
    bench.run(CYCLES);
    Happening.Turn end = only(Happening.Turn.class, recorder.of(2)).get(0);
    assertThat(end.kind()).isEqualTo(Happening.Turn.Kind.FAULTED);
    assertThat(end.reason()).startsWith("debug breakpoint near");
    assertThat(only(Happening.Turn.class, recorder.of(1))).isEmpty();
  }

  @Test
  void aStopAndARestartFromTheConsoleAreWrittenDown() throws UserError {
    Bench bench = Boardroom.open(Boardroom.TWO_GUESTS);
    HistoryRecorder recorder = HistoryRecorder.record(bench);
    bench.type(2_000_000, bench.consoleUart(), new byte[] {'2', 's', 'r'});
    bench.run(CYCLES);
    assertThat(only(Happening.Turn.class, recorder.of(2)))
        .extracting(Happening.Turn::kind)
        .containsExactly(Happening.Turn.Kind.STOPPED, Happening.Turn.Kind.RESTARTED);
  }

  @Test
  void messagesBelongToWhoSendsAndWhoTakesThem() throws UserError {
    Bench bench = Boardroom.open(Boardroom.setup("mailbox"));
    HistoryRecorder recorder = HistoryRecorder.record(bench);
    bench.run(6 * CYCLES);
    assertThat(only(Happening.Message.class, recorder.of(1)))
        .isNotEmpty()
        .allMatch(message -> message.event() != Mailbox.Event.TAKEN);
    assertThat(only(Happening.Message.class, recorder.of(2)))
        .isNotEmpty()
        .allMatch(message -> message.event() == Mailbox.Event.TAKEN);
  }

  @Test
  void theRunStaysTheSameAndClearBeginsAnew() throws UserError {
    Bench alone = Boardroom.open(Boardroom.TWO_GUESTS);
    Bench recorded = Boardroom.open(Boardroom.TWO_GUESTS);
    HistoryRecorder recorder = HistoryRecorder.record(recorded);
    alone.run(CYCLES / 2);
    recorded.run(CYCLES / 2);
    assertThat(recorded.snapshot().differences(alone.snapshot())).isEmpty();
    recorder.clear();
    assertThat(recorder.of(1).happenings()).isEmpty();
    assertThat(recorder.of(1).exits()).isEmpty();
    assertThat(recorder.of(1).from()).isEqualTo(recorded.now());
  }

  @Test
  void whoIsNotThereHasNoHistory() throws UserError {
    HistoryRecorder recorder = HistoryRecorder.record(Boardroom.open(Boardroom.TWO_GUESTS));
    assertThatThrownBy(() -> recorder.of(3)).hasMessage("no guest or thread 3; there are [1, 2]");
    Setup image =
        new Setup(
            "../firmware/guest1/guest1.elf",
            Boardroom.TWO_GUESTS.board(),
            Boardroom.TWO_GUESTS.start(),
            List.of(),
            Boardroom.TWO_GUESTS.unmodelled());
    assertThatThrownBy(() -> HistoryRecorder.record(Boardroom.open(image)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
