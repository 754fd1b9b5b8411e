package org.vzlab.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.board.UserError;

/** On hosts that have pseudo-terminals. */
@Timeout(60)
class PtyLineTest {
  @TempDir private Path folder;
  private final LinkedBlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private Path link;

  @BeforeEach
  void hostHasThem() {
    link = folder.resolve("console");
    boolean has = true;
    try {
      PtyLine.open(Optional.empty(), notices::add).close();
    } catch (UserError e) {
      has = false;
    }
    assumeThat(has).isTrue();
  }

  private static byte[] receive(Line line, int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < count) {
      Thread.onSpinWait();
      all.writeBytes(line.receive(100));
    }
    return all.toByteArray();
  }

  private static String read(RandomAccessFile terminal, int count) throws Exception {
    byte[] bytes = new byte[count];
    terminal.readFully(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aClientOpensItByItsLinkSeesWhatIsRecentAndTypes() throws Exception {
    try (PtyLine line = PtyLine.open(Optional.of(link), notices::add)) {
      assertThat(line.where()).isEqualTo("pty " + Files.readSymbolicLink(link) + ", link " + link);
      line.send("prompt> ".getBytes(StandardCharsets.US_ASCII));
      try (RandomAccessFile terminal = new RandomAccessFile(link.toFile(), "rw")) {
        assertThat(read(terminal, 8)).isEqualTo("prompt> ");
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
          all[i] = (byte) i;
        }
        terminal.write(all);
        assertThat(receive(line, 256)).isEqualTo(all);

        line.send(all);
        assertThat(read(terminal, 256)).isEqualTo(new String(all, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aClientMayComeAgain() throws Exception {
    try (PtyLine line = PtyLine.open(Optional.of(link), notices::add)) {
      for (int i = 0; i < 3; i++) {
        try (RandomAccessFile terminal = new RandomAccessFile(link.toFile(), "rw")) {
          terminal.write('a' + i);
          assertThat(receive(line, 1)).containsExactly('a' + i);
        }
      }
    }
  }

  @Test
  void aClientThatNeverReadsHoldsNobodyUp() throws Exception {
    try (PtyLine line = PtyLine.open(Optional.of(link), notices::add);
        RandomAccessFile terminal = new RandomAccessFile(link.toFile(), "rw")) {
      terminal.write('x');
      receive(line, 1);
      for (int i = 0; i < 1000; i++) {
        line.send(new byte[1000]);
      }
      assertThat(notices).containsExactly("the client does not read; it misses what does not fit");
    }
  }

  @Test
  void aLinkThatAKilledRunHasLeftIsReplacedAndAFileIsNot() throws Exception {
    Files.createSymbolicLink(link, Path.of("/dev/pts/99999"));
    PtyLine.open(Optional.of(link), notices::add).close();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();

    Files.writeString(link, "mine");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> PtyLine.open(Optional.of(link), notices::add))
        .withMessage(
            "pty: found " + link + ", expected a name that is free for the link to the terminal");
    assertThat(link).hasContent("mine");
    Path nowhere = folder.resolve("no/such/folder");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> PtyLine.open(Optional.of(nowhere), notices::add))
        .withMessageContaining("pty: cannot make the link " + nowhere);
  }
}
