package org.vzlab.cli.line;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * The server's side of the telnet protocol (RFC 854) for a console: we echo (RFC 857) and suppress
 * go-ahead (RFC 858), so that a client sends every key at once and shows none by itself, and either
 * side may ask for binary transmission (RFC 856). Every other option is refused; an answer is sent
 * only when something changes, so that two sides cannot answer each other for ever (RFC 1143).
 */
final class Telnet implements Wire {
  private static final int IAC = 255;
  private static final int DONT = 254;
  private static final int DO = 253;
  private static final int WONT = 252;
  private static final int WILL = 251;
  private static final int SB = 250;
  private static final int AYT = 246;
  private static final int SE = 240;

  private static final byte[] HERE = "\r\n[vzlab: yes]\r\n".getBytes(StandardCharsets.US_ASCII);

  /** The options that are known. */
  private enum Known {
    BINARY(0),
    ECHO(1),
    SUPPRESS_GO_AHEAD(3);

    private final int code;

    Known(int code) {
      this.code = code;
    }
  }

  /** What the client's next byte belongs to. */
  private enum State {
    DATA,
    RETURN,
    COMMAND,
    OPTION,
    SUBNEGOTIATION,
    SUBNEGOTIATION_COMMAND
  }

  /** Whether an option is on, for one side. */
  private enum Use {
    OFF,
    ASKED,
    ON
  }

  private final Map<Known, Use> ours = new EnumMap<>(Known.class);
  private final Map<Known, Use> theirs = new EnumMap<>(Known.class);
  private State state = State.DATA;
  private int verb;
  private boolean returned;

  Telnet() {
    for (Known option : Known.values()) {
      ours.put(option, Use.OFF);
      theirs.put(option, Use.OFF);
    }
  }

  @Override
  public synchronized byte[] greeting() {
    ours.put(Known.ECHO, Use.ASKED);
    ours.put(Known.SUPPRESS_GO_AHEAD, Use.ASKED);
    theirs.put(Known.SUPPRESS_GO_AHEAD, Use.ASKED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    say(bytes, WILL, Known.ECHO.code);
    say(bytes, WILL, Known.SUPPRESS_GO_AHEAD.code);
    say(bytes, DO, Known.SUPPRESS_GO_AHEAD.code);
    return bytes.toByteArray();
  }

  private static void say(ByteArrayOutputStream bytes, int verb, int option) {
    bytes.write(IAC);
    bytes.write(verb);
    bytes.write(option);
  }

  /** IAC is doubled; a return that no line feed follows is followed by NUL, unless binary. */
  @Override
  public synchronized byte[] outgoing(byte[] characters, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + 16);
    for (int i = 0; i < length; i++) {
      int character = characters[i] & 0xFF;
      if (returned && character != '\n') {
        bytes.write(0);
      }
      returned = character == '\r' && ours.get(Known.BINARY) != Use.ON;
      bytes.write(character);
      if (character == IAC) {
        bytes.write(IAC);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public synchronized Incoming incoming(byte[] bytes, int length) {
    ByteArrayOutputStream typed = new ByteArrayOutputStream(length);
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    for (int i = 0; i < length; i++) {
      take(bytes[i] & 0xFF, typed, reply);
    }
    return new Incoming(typed.toByteArray(), reply.toByteArray());
  }

  private void take(int b, ByteArrayOutputStream typed, ByteArrayOutputStream reply) {
    switch (state) {
      case DATA, RETURN -> data(b, typed);
      case COMMAND -> command(b, typed, reply);
      case OPTION -> {
        negotiate(b, reply);
        state = State.DATA;
      }
      case SUBNEGOTIATION -> state = b == IAC ? State.SUBNEGOTIATION_COMMAND : state;
      case SUBNEGOTIATION_COMMAND -> state = b == SE ? State.DATA : State.SUBNEGOTIATION;
    }
  }

  /** The key Return comes as CR NUL or CR LF, and is one CR to the board. */
  private void data(int b, ByteArrayOutputStream typed) {
    boolean second = state == State.RETURN && (b == 0 || b == '\n');
    state = State.DATA;
    if (b == IAC) {
      state = State.COMMAND;
    } else if (!second) {
      typed.write(b);
      if (b == '\r' && theirs.get(Known.BINARY) != Use.ON) {
        state = State.RETURN;
      }
    }
  }

  private void command(int b, ByteArrayOutputStream typed, ByteArrayOutputStream reply) {
    state = State.DATA;
    switch (b) {
      case IAC -> typed.write(IAC);
      case WILL, WONT, DO, DONT -> {
        verb = b;
        state = State.OPTION;
      }
      case SB -> state = State.SUBNEGOTIATION;
      case AYT -> reply.writeBytes(HERE);
      default -> {
        // NOP, a break, or a signal to a process: there is nothing on a UART that it could mean.
      }
    }
  }

  private void negotiate(int code, ByteArrayOutputStream reply) {
    boolean aboutUs = verb == DO || verb == DONT;
    boolean wanted = verb == DO || verb == WILL;
    Known option = null;
    for (Known known : Known.values()) {
      option = known.code == code ? known : option;
    }
    // A client that echoes as well would show every key twice.
    if (option == null || (option == Known.ECHO && !aboutUs)) {
      if (wanted) {
        say(reply, aboutUs ? WONT : DONT, code);
      }
      return;
    }
    Map<Known, Use> side = aboutUs ? ours : theirs;
    Use before = side.put(option, wanted ? Use.ON : Use.OFF);
    if (wanted && before == Use.OFF) {
      say(reply, aboutUs ? WILL : DO, code);
    } else if (!wanted && before == Use.ON) {
      say(reply, aboutUs ? WONT : DONT, code);
    }
  }
}
