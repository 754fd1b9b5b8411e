package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.Boards;
import org.vzlab.cli.line.Client;

/** Clients at a board that runs. */
@Timeout(120)
class ConsolesTest {
  private static final String TWO_GUESTS =
      Path.of("../configs/two-guests.config").toAbsolutePath().normalize().toString();

  /** What guest 1 prints stands in lines that hold symbols of the guests only. */
  private static final String SYMBOLS = "\r\0?[-#.]*";

  @TempDir private Path folder;

  private static ConsoleRun demo(String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "run";
    words[1] = TWO_GUESTS;
    System.arraycopy(options, 0, words, 2, options.length);
    return new ConsoleRun(Boards::open, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "telnet"})
  void aClientSeesTheGuestsAndControlE1ChangesTheSymbolOfGuest1(String protocol) throws Exception {
    try (ConsoleRun run = demo("--uart", "4=" + protocol + ":0");
        Client client = new Client(run.port())) {
      client.readUntil(SYMBOLS + "#");
      client.type("\005" + "1=");
      client.readUntil(SYMBOLS + "=[-=.]*\n");
      assertThat(run.interrupt()).isZero();
      assertThat(client.readToEnd()).doesNotContain("vzlab");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "telnet"})
  void whoComesLateOrAgainSeesALineFromItsBeginning(String protocol) throws Exception {
    try (ConsoleRun run = demo("--uart", "4=" + protocol + ":0")) {
      int port = run.port();
      for (int i = 0; i < 3; i++) {
        try (Client client = new Client(port)) {
          String seen = client.readUntil("-\\|\n").replaceFirst("^(\377[\373-\375].)+", "");
          assertThat(seen).matches("(?s)(Status=|\r).*");
        }
        run.message(Pattern.compile("has gone"));
      }
    }
  }

  @Test
  void aClientThatNeverReadsDoesNotStallTheBoard() throws Exception {
    Path json = folder.resolve("out.json");
    try (ConsoleRun run = demo("--uart", "4=tcp:0", "--for", "20s", "--json", json.toString());
        Client client = new Client(run.port())) {
      assertThat(run.status()).isZero();
      assertThat(json).content().contains("\"boardTimeNs\": 20000000000", "\"end\": \"time\"");
      assertThat(client.readToEnd()).contains("[00:00:19.000]");
    }
  }

  @Test
  void severalUartsAreServedAtOnce() throws Exception {
    FakeSession session = new FakeSession().prints(1, 1, "one").prints(1, 4, "four");
    session.prints(2, 2, "two");
    Path file = folder.resolve("uart2.txt");
    try (ConsoleRun run =
            new ConsoleRun(
                setup -> session,
                "run",
                "a.elf",
                "--uart",
                "1=tcp:0",
                "--uart",
                "4=telnet:0",
                "--uart",
                "2=file:" + file,
                "--pace",
                "max");
        Client one = new Client(port(run, 1));
        Client four = new Client(port(run, 4))) {
      one.readUntil("^one$");
      four.readUntil("four$");
      one.type("echo 1;");
      one.readUntil("^oneecho 1;$");
      four.type("echo 4;");
      four.readUntil("fourecho 4;$");
    }
    assertThat(file).hasContent("two");
  }

  private static int port(ConsoleRun run, int uart) throws InterruptedException {
    Pattern at = Pattern.compile("UART" + uart + " is at \\w+ [0-9.]+:(\\d+)");
    return Integer.parseInt(run.message(at).group(1));
  }

  @Test
  void everyByteAndALongLineReachTheBoardAsSentHoweverLittleRoomItHas() throws Exception {
    FakeSession session = new FakeSession();
    session.room = 3;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 256; i++) {
      bytes.write(i);
    }
    bytes.writeBytes(new byte[] {-1, -5, 1, -1, -3, 3, -1, -6, 31, -1, -16, -1, -1});
    bytes.writeBytes("a long line ".repeat(2000).getBytes(StandardCharsets.US_ASCII));
    try (ConsoleRun run = new ConsoleRun(setup -> session, "run", "a.elf", "--uart", "4=tcp:0");
        Client client = new Client(run.port())) {
      client.type(bytes.toByteArray());
      // The board echoes what it has got.
      assertThat(client.read(bytes.size())).isEqualTo(bytes.toByteArray());
    }
    assertThat(session.log).allMatch(line -> line.contains("UART4: ")).hasSizeGreaterThan(8000);
  }

  @Test
  void hostileInputReachesTheGuestItIsAddressedToAndTheOtherGoesOn() throws Exception {
    StringBuilder hostile = new StringBuilder("\005" + "1");
    for (int i = 0; i < 256; i++) {
      hostile.append((char) i).append("\033[2J\033]0;x\007");
    }
    hostile.append("x".repeat(5000)).append("\005" + "1=");
    try (ConsoleRun run = demo("--uart", "4=tcp:0");
        Client client = new Client(run.port())) {
      client.readUntil(SYMBOLS + "#");
      client.type(hostile.toString().replace("\005" + "\033", "\005" + "1"));
      // Guest 1 prints what was typed last, every second; guest 2 what it has always printed.
      client.readUntil("=\\.+=");
      assertThat(run.interrupt()).isZero();
    }
  }

  @Test
  void whereALineIsStandsOnStandardErrorAndNothingElseOnStandardOutput() throws Exception {
    FakeSession session = new FakeSession().prints(1, 4, "console");
    try (ConsoleRun run =
        new ConsoleRun(setup -> session, "run", "a.elf", "--uart", "4=tcp:0", "--for", "5ms")) {
      assertThat(run.port()).isPositive();
      assertThat(run.status()).isZero();
      assertThat(run.output()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4=tcp:no such host:0, --uart 4=tcp: found host 'no such host'",
    "4=serial:/dev/no-such-port, --uart 4=serial: ",
  })
  void aLineThatCannotBeOpenedIsStatus2(String uart, String message) throws Exception {
    FakeSession session = new FakeSession();
    try (ConsoleRun run = new ConsoleRun(setup -> session, "run", "a.elf", "--uart", uart)) {
      run.message(Pattern.compile("^vzlab: " + Pattern.quote(message)));
      assertThat(run.status()).isEqualTo(2);
      assertThat(session.now()).isZero();
    }
  }

  @Test
  void aPortThatAnotherProgramHasIsStatus2() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ConsoleRun run =
            new ConsoleRun(
                setup -> new FakeSession(),
                "run",
                "a.elf",
                "--uart",
                "4=tcp:" + taken.getLocalPort())) {
      run.message(Pattern.compile("cannot listen on loopback port " + taken.getLocalPort()));
      assertThat(run.status()).isEqualTo(2);
    }
  }

  @Test
  void theRunKeepsPaceWithTheHostWhenClientsCanCome() throws Exception {
    FakeHost host = new FakeHost();
    FakeSession session = new FakeSession();
    new Vzlab(host, setup -> session).execute("run", "a.elf", "--uart", "4=tcp:0", "--for", "2s");
    assertThat(host.slept).isEqualTo(2_000_000_000L);

    new Vzlab(host, setup -> session)
        .execute("run", "a.elf", "--uart", "4=tcp:0", "--for", "4s", "--pace", "max");
    assertThat(host.slept).isEqualTo(2_000_000_000L);
  }
}
