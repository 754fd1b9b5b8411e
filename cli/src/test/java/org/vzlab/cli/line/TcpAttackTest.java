package org.vzlab.cli.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vzlab.board.UserError;

/** Clients of a port that come in crowds and do not go. */
@Timeout(120)
final class TcpAttackTest {
  private static final int CROWD = 60;
  private static final int KEPT = 8;

  private final List<Socket> sockets = new ArrayList<>();
  private TcpLine line;

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    line.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), line.port());
    socket.setSoTimeout(30_000);
    sockets.add(socket);
    return socket;
  }

  private static long refusals() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tcp refusal"))
        .count();
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length == 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aCrowdThatIsRefusedAndStaysTakesNoMoreThanAFewThreads() throws Exception {
    line = TcpLine.raw("", 0, notice -> {});
    Socket first = connect();
    line.send("hello".getBytes(StandardCharsets.US_ASCII));
    assertThat(first.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
    int closed = 0;
    for (int i = 0; i < CROWD; i++) {
      Socket next = connect();
      if (i >= KEPT) {
        closed += isClosed(next) ? 1 : 0;
        assertThat(refusals()).isLessThanOrEqualTo(KEPT);
      }
      for (Socket socket : sockets.subList(1, Math.min(sockets.size(), 1 + KEPT))) {
        // As long as something comes the refusal waits.
        stay(socket);
      }
    }
    assertThat(closed).isGreaterThan(CROWD / 2);
    line.send("still".getBytes(StandardCharsets.US_ASCII));
    assertThat(first.getInputStream().readNBytes(5)).asString().isEqualTo("still");
  }

  private static void stay(Socket socket) {
    try {
      socket.getOutputStream().write(0);
    } catch (IOException e) {
      // It has been refused by now.
    }
  }

  @Test
  void whoComesAndGoesAHundredTimesLeavesNothingBehind() throws UserError, IOException {
    line = TcpLine.telnet("", 0, notice -> {});
    for (int i = 0; i < 100; i++) {
      Socket next = connect();
      next.getOutputStream().write(new byte[] {(byte) 255, (byte) 250, 1, (byte) 255});
      next.close();
      sockets.clear();
    }
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("telnet"))
            .count();
    assertThat(threads).isLessThan(50);
  }
}
