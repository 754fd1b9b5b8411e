package org.vzlab.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vzlab.board.UserError;

@Timeout(120)
class TcpLineTest {
  private final LinkedBlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private TcpLine line;

  @BeforeEach
  void open() throws UserError {
    line = TcpLine.raw("", 0, notices::add);
  }

  @AfterEach
  void close() {
    line.close();
  }

  private void send(String text) {
    line.send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void awaitNotice(String end) throws InterruptedException {
    assertThat(notices.poll(30, TimeUnit.SECONDS)).endsWith(end);
  }

  private byte[] receive(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < count) {
      Thread.onSpinWait();
      all.writeBytes(line.receive(1000));
    }
    return all.toByteArray();
  }

  @Test
  void itIsAtTheLoopbackAddressUnlessToldOtherwise() throws Exception {
    assertThat(line.where()).isEqualTo("tcp 127.0.0.1:" + line.port());

    try (TcpLine everywhere = TcpLine.telnet("0.0.0.0", 0, notices::add)) {
      assertThat(everywhere.where()).isEqualTo("telnet 0.0.0.0:" + everywhere.port());
    }
  }

  @Test
  void aPortThatIsTakenAndAHostThatIsNoneAreErrorsThatSaySo() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> TcpLine.raw("", line.port(), notices::add))
        .withMessageStartingWith("tcp: cannot listen on loopback port " + line.port())
        .withMessageEndingWith("take another port, or 0 for any");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> TcpLine.telnet("no such host", 0, notices::add))
        .withMessageContaining("telnet: found host 'no such host', expected an address");
  }

  @Test
  void everyByteAndALongLineArriveExactlyAsSentInBothDirections() throws Exception {
    byte[] bytes = new byte[40_000];
    new Random(1).nextBytes(bytes);
    for (int i = 0; i < 512; i++) {
      bytes[i] = (byte) (i / 2);
    }
    try (Client client = new Client(line.port())) {
      client.type(bytes);
      assertThat(receive(bytes.length)).isEqualTo(bytes);

      line.send(bytes);
      assertThat(client.read(bytes.length)).isEqualTo(bytes);
    }
  }

  @Test
  void throughTelnetEveryByteArrivesThatIsEscapedAsTheProtocolSays() throws Exception {
    try (TcpLine telnet = TcpLine.telnet("", 0, notices::add);
        Client client = new Client(telnet.port())) {
      client.type("\377\373\000"); // WILL BINARY
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 0; i < 256; i++) {
        all.write(i);
        if (i == 255) {
          all.write(i);
        }
      }
      client.type(all.toByteArray());
      ByteArrayOutputStream typed = new ByteArrayOutputStream();
      while (typed.size() < 256) {
        Thread.onSpinWait();
        typed.writeBytes(telnet.receive(100));
      }
      assertThat(typed.toByteArray()).hasSize(256).startsWith(0, 1, 2).endsWith(254, 255);
    }
  }

  @Test
  void aTelnetClientIsGreetedBeforeItSeesAnything() throws Exception {
    try (TcpLine telnet = TcpLine.telnet("", 0, notices::add)) {
      telnet.send("early".getBytes(StandardCharsets.US_ASCII));
      try (Client client = new Client(telnet.port())) {
        assertThat(client.readUntil("early"))
            .isEqualTo("\377\373\001\377\373\003\377\375\003early");
      }
    }
  }

  @Test
  void whoComesLateSeesWhatIsRecent() throws Exception {
    send("prompt> ");
    try (Client client = new Client(line.port())) {
      client.readUntil("^prompt> $");
      send("more");
      assertThat(client.readUntil("more")).isEqualTo("prompt> more");
    }
  }

  @Test
  void aSecondClientIsToldWhyItIsRefused() throws Exception {
    try (Client first = new Client(line.port())) {
      awaitNotice("has come");
      try (Client second = new Client(line.port())) {
        assertThat(second.readToEnd())
            .isEqualTo("vzlab: another client is connected; this line takes one at a time\r\n");
      }
      send("still here");
      first.readUntil("still here");
    }
  }

  @Test
  void whoGoesMayComeAgainAndWhatItTypedBeforeCounts() throws Exception {
    try (Client client = new Client(line.port())) {
      client.type("abc");
    }
    awaitNotice("has come");
    awaitNotice("has gone");
    send("while away\n");

    try (Client client = new Client(line.port())) {
      client.readUntil("while away");
      client.type("def");
      assertThat(receive(6)).asString(StandardCharsets.US_ASCII).isEqualTo("abcdef");
    }
  }

  @Test
  void aClientThatNeverReadsHoldsNobodyUpAndIsToldOfOnce() throws Exception {
    try (Client client = new Client(line.port())) {
      awaitNotice("has come");
      byte[] text = "0123456789abcdef".repeat(64).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 50_000; i++) {
        line.send(text);
      }
      awaitNotice("the client does not read; it misses what does not fit");
      client.type("x");
      assertThat(receive(1)).containsExactly('x');
    }
    awaitNotice("has gone");
    assertThat(notices).isEmpty();
  }

  @Test
  void atTheEndAClientGetsTheRestAndThenTheEnd() throws Exception {
    try (Client client = new Client(line.port())) {
      awaitNotice("has come");
      send("the last words");
      line.close();

      assertThat(client.readToEnd()).isEqualTo("the last words");
    }
  }
}
