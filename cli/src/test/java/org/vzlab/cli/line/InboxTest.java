package org.vzlab.cli.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {
  private final Inbox inbox = new Inbox();

  @Test
  void whatIsMoreThanAskedForComesNextTime() {
    inbox.put(new byte[] {1, 2, 3, 4, 5}, 4);

    assertThat(inbox.take(3)).containsExactly(1, 2, 3);
    assertThat(inbox.take(3)).containsExactly(4);
    assertThat(inbox.take(3)).isEmpty();
    assertThat(inbox.take(0)).isEmpty();
  }

  @Test
  void aClientThatIsFasterThanTheBoardWaitsAndLosesNothing() throws Exception {
    byte[] all = new byte[300_000];
    new Random(7).nextBytes(all);
    Thread client = new Thread(() -> inbox.put(all, all.length));
    client.start();

    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    while (taken.size() < all.length) {
      taken.writeBytes(inbox.take(777));
    }
    client.join();

    assertThat(taken.toByteArray()).isEqualTo(all);
  }

  @Test
  void aClientThatWaitsIsLetGoAtTheEnd() throws Exception {
    Thread client = new Thread(() -> inbox.put(new byte[300_000], 300_000));
    client.start();
    inbox.close();

    client.join();

    assertThat(inbox.take(400_000).length).isLessThan(300_000);
  }
}
