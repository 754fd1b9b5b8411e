package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is typed at a UART, and the files that a board is made of. */
final class TypingTest {
  private static final long MILLISECOND = Session.CYCLES_PER_SECOND / 1000;
  private static final int UART = 4;

  private final List<String> got = new ArrayList<>();

  private static Setup setup(String target, String board, String... images) {
    return new Setup(target, board, Optional.empty(), List.of(images), UnmodelledPolicy.QUIET);
  }

  private Session demo() throws UserError {
    Session session = Boards.open(setup(TestBoard.TWO_GUESTS.toString(), "wifire"));
    session.trace(
        TraceKind.UART,
        line -> {
          if (line.contains(" got ")) {
            got.add(line.substring(line.lastIndexOf(' ') + 1));
          }
        });
    return session;
  }

  @Test
  void aLineThatIsLongerThanTheUartsQueueArrivesWholeAndInItsOrder() throws UserError {
    Session session = demo();
    session.run(200 * MILLISECOND);
    byte[] text = new byte[10_000];
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (i + i / 256);
      expected.add(String.format("%02x", text[i] & 0xFF));
    }
    session.type(session.now(), UART, text);
    session.type(session.now() + MILLISECOND, UART, new byte[] {'e', 'n', 'd'});
    expected.addAll(List.of("65", "6e", "64"));

    // A character takes 10 bits at 115200 baud.
    session.run(1200 * MILLISECOND);

    assertThat(got).isEqualTo(expected);
  }

  @Test
  void theRoomOfALineIsWhatIsLeftOfItsQueue() throws UserError {
    Session session = demo();
    session.run(200 * MILLISECOND);
    assertThat(session.room(UART)).isEqualTo(4096);

    session.type(session.now(), UART, new byte[1000]);
    session.run(201 * MILLISECOND);
    assertThat(session.room(UART)).isBetween(3096, 3120);
    assertThat(session.room(1)).isEqualTo(4096);

    session.type(session.now(), UART, new byte[10_000]);
    session.run(202 * MILLISECOND);
    assertThat(session.room(UART)).as("others wait already").isZero();
  }

  @Test
  void aBoardIsMadeOfItsConfigurationTheGuestsImagesAndWhatTheOptionsName() throws UserError {
    Path root = TestBoard.TWO_GUESTS.getParent().getParent();
    assertThat(
            InputFiles.of(
                setup(TestBoard.TWO_GUESTS.toString(), "my.config", "a.hex", "b.bin@0x9D000000")))
        .containsExactly(
            TestBoard.TWO_GUESTS,
            root.resolve("firmware/guest1/guest1.elf"),
            root.resolve("firmware/guest2/guest2.elf"),
            Path.of("a.hex"),
            Path.of("b.bin"),
            Path.of("my.config"));
    assertThat(InputFiles.of(setup("a.elf", "wifire"))).containsExactly(Path.of("a.elf"));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> InputFiles.of(setup("no.config", "wifire")))
        .withMessageContaining("no.config");
  }
}
