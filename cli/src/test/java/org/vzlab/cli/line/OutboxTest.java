package org.vzlab.cli.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {
  private final AtomicInteger losses = new AtomicInteger();
  private final Outbox outbox = new Outbox("test", losses::incrementAndGet);
  private final LinkedBlockingQueue<Character> read = new LinkedBlockingQueue<>();

  private void put(String text) {
    outbox.put(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void attach() {
    outbox.attach(
        (bytes, length) -> {
          for (int i = 0; i < length; i++) {
            read.add((char) (bytes[i] & 0xFF));
          }
        },
        () -> {});
  }

  private String read(int count) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    while (text.length() < count) {
      text.append(read.poll(30, TimeUnit.SECONDS));
    }
    return text.toString();
  }

  @Test
  void whoAttachesGetsWhatIsRecentAndThenEverything() throws Exception {
    put("before ");
    attach();
    put("after");

    assertThat(read(12)).isEqualTo("before after");
  }

  @Test
  void whoAttachesAfterALotBeginsWithALine() throws Exception {
    for (int i = 0; i < 5000; i++) {
      put(String.format("line %05d\n", i));
    }
    attach();

    String text = read(4092);
    assertThat(text).startsWith("line ").endsWith("line 04999\n").hasSize(4092);
    assertThat(text.lines()).hasSize(372);
  }

  @Test
  void aLineThatIsLongerThanWhatIsKeptBeginsSomewhere() throws Exception {
    put("x".repeat(10_000));
    attach();
    put("y");

    assertThat(read(Outbox.RECENT + 1)).isEqualTo("x".repeat(Outbox.RECENT) + "y");
  }

  @Test
  void whoDoesNotReadIsToldOnceAndGoesOnWithWhatIsRecent() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    LinkedBlockingQueue<String> pieces = new LinkedBlockingQueue<>();
    outbox.attach(
        (bytes, length) -> {
          pieces.add(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
          stuck.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        },
        () -> {});
    put("first\n");
    stuck.await();
    for (int i = 0; i < 20_000; i++) {
      put(String.format("line %05d\n", i));
    }
    goOn.countDown();

    assertThat(pieces.poll(30, TimeUnit.SECONDS)).isEqualTo("first\n");
    assertThat(pieces.poll(30, TimeUnit.SECONDS)).startsWith("line 19628\n").endsWith("19999\n");
    assertThat(losses).hasValue(1);
  }

  @Test
  void nobodyMissesAnythingWhileNobodyIsThere() {
    for (int i = 0; i < 20_000; i++) {
      put("a lot of text\n");
    }

    assertThat(losses).hasValue(0);
  }

  @Test
  void theThreadOfAClientThatHasGoneTakesNothingFromTheNext() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    put("a");
    outbox.attach(
        (bytes, length) -> {
          throw new IOException("Broken pipe");
        },
        failed::countDown);
    assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
    outbox.detach();
    attach();
    put("b");

    assertThat(read(2)).isEqualTo("ab");
  }

  @Test
  void atTheEndTheClientGetsTheRest() throws Exception {
    attach();
    put("x".repeat(50_000));
    outbox.drain();

    assertThat(read).hasSize(50_000);
  }
}
