package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalConsoleTest {
  private final FakeHost host = new FakeHost();
  private final FakeSession session = new FakeSession();

  @BeforeEach
  void terminal() {
    host.terminal = true;
  }

  private int vzlab(String... words) {
    return new Vzlab(host, setup -> session).execute(words);
  }

  private String shown() {
    return host.screen.shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theTerminalShowsTheConsoleAndIsGivenBack() {
    session.prints(1, 4, "hello");

    assertThat(vzlab("run", "a.elf", "--for", "5ms")).isZero();

    assertThat(shown()).isEqualTo("hello");
    assertThat(host.outText()).isEmpty();
    assertThat(host.screen.closed).isTrue();
  }

  @Test
  void keysAreTypedAndControlClosingBracketEnds() {
    session.does(3, () -> host.screen.type("a\003")).does(6, () -> host.screen.type("b\035c"));

    assertThat(vzlab("run", "a.elf")).isZero();

    assertThat(session.log).containsExactly("3 ms, UART4: a\003", "6 ms, UART4: b");
  }

  @Test
  void keysGoToTheUartOnTheTerminal() {
    session.does(3, () -> host.screen.type("a"));

    vzlab("run", "a.elf", "--uart", "2=stdio", "--for", "5ms");

    assertThat(session.log).containsExactly("3 ms, UART2: a");
  }

  @Test
  void paceIsRealTimeUnlessToldOtherwise() {
    vzlab("run", "a.elf", "--for", "2s");
    assertThat(host.slept).isEqualTo(2_000_000_000L);

    vzlab("run", "a.elf", "--for", "4s", "--pace", "max");
    assertThat(host.slept).isEqualTo(2_000_000_000L);
  }

  @Test
  void theStatusLineShowsLedsAndTimeAndOnlyItsChanges() {
    session.led(3, "LD2", true).led(1500, "LD1", false);

    vzlab("run", "a.elf", "--for", "2s");

    assertThat(host.screen.statuses)
        .containsExactly(
            "LD1 [*]  00:00:00  Ctrl-] ends",
            "LD1 [*]  LD2 [*]  00:00:00  Ctrl-] ends",
            "LD1 [*]  LD2 [*]  00:00:01  Ctrl-] ends",
            "LD1 [ ]  LD2 [*]  00:00:01  Ctrl-] ends",
            "LD1 [ ]  LD2 [*]  00:00:02  Ctrl-] ends");
  }

  @Test
  void theStatusLineWaitsWhileTheConsoleIsInsideAnEscapeSequence() {
    session.prints(2, 4, "\033[1").led(2, "LD1", false).prints(5, 4, "m");

    session.does(4, () -> assertThat(host.screen.statuses).hasSize(1));
    session.does(7, () -> assertThat(host.screen.statuses).hasSize(2));

    assertThat(vzlab("run", "a.elf", "--for", "10ms")).isZero();
  }

  @Test
  void aMessageStandsOnALineOfItsOwn() {
    session.prints(1, 4, "half a li").reports(2, "guest 1 stopped").prints(3, 4, "ne\n\r");
    session.reports(4, "guest 2 stopped");

    vzlab("run", "a.elf", "--for", "5ms");

    assertThat(host.errText()).isEqualTo("\r\nvzlab: guest 1 stopped\nvzlab: guest 2 stopped\n");
  }

  @Test
  void aConsoleThatLeadsElsewhereLeavesTheTerminalAlone() {
    session.prints(1, 4, "hello");

    vzlab("run", "a.elf", "--uart", "4=none", "--for", "5ms");

    assertThat(shown()).isEmpty();
    assertThat(host.screen.statuses).isEmpty();
    assertThat(host.slept).isZero();
  }

  @Test
  void theTerminalIsGivenBackBeforeABugIsReported() {
    session.breaks(2);

    assertThat(vzlab("run", "a.elf")).isEqualTo(70);
    assertThat(host.screen.closed).isTrue();
  }

  @Test
  void theLastRowIsReservedShownAndReleasedWithTheCursorWhereItWas() {
    assertThat(StatusLine.reserve(24)).isEqualTo("\n\033[A\0337\033[1;23r\0338");
    assertThat(StatusLine.show(24, 80, "LEDs")).isEqualTo("\0337\033[24;1HLEDs\033[K\0338");
    assertThat(StatusLine.show(24, 4, "LEDs")).as("too narrow").contains("HLED\033");
    assertThat(StatusLine.release(24)).isEqualTo("\0337\033[r\033[24;1H\033[K\0338");
  }
}
