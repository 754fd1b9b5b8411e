package org.vzlab.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What of a console a terminal gets to see: all but what it would answer. An answer comes as if it
 * had been typed, so a guest that asks for it would type at the board: at another guest, or at the
 * hypervisor, which obeys. Strings of control (titles, colours, the clipboard) are left out whole,
 * and so are questions (ECMA-48; XTerm Control Sequences): device attributes and status, reports of
 * the window, modes, settings and checksums, and ENQ.
 */
final class TerminalText {
  private static final int ENQ = 5;
  private static final int BEL = 7;
  private static final int CAN = 0x18;
  private static final int SUB = 0x1A;
  private static final int ESC = 0x1B;

  /** The first byte of the controls from U+0080 on in UTF-8. */
  private static final int C1 = 0xC2;

  /** A longer sequence is none. */
  private static final int LONGEST = 64;

  /** A string that goes on for longer is none, so that nobody else is silenced by it. */
  private static final int LONGEST_STRING = 4096;

  private enum State {
    TEXT,
    ESCAPE,
    C1,
    SEQUENCE,
    STRING
  }

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private State state = State.TEXT;
  private int length;

  /** Takes a byte of the console, and passes on what can be shown by now. */
  void take(int character, ByteArrayOutputStream shown) {
    switch (state) {
      case TEXT -> text(character, shown);
      case ESCAPE -> escape(character, shown);
      case C1 -> control(character, shown);
      case SEQUENCE -> sequence(character, shown);
      case STRING -> string(character, shown);
    }
  }

  private void text(int character, ByteArrayOutputStream shown) {
    if (character == ESC || character == C1) {
      hold(character, character == ESC ? State.ESCAPE : State.C1);
    } else if (character != ENQ) {
      shown.write(character);
    }
  }

  private void hold(int first, State next) {
    held.reset();
    held.write(first);
    length = 0;
    state = next;
  }

  private void escape(int character, ByteArrayOutputStream shown) {
    state = State.TEXT;
    switch (character) {
      case '[' -> follow(character, State.SEQUENCE);
      case ']', 'P', 'X', '^', '_' -> follow(character, State.STRING);
      case 'Z' -> {
        // Who are you?
      }
      case ESC -> hold(ESC, State.ESCAPE);
      default -> pass(character, shown);
    }
  }

  private void control(int character, ByteArrayOutputStream shown) {
    state = State.TEXT;
    switch (character) {
      case 0x9B -> follow(character, State.SEQUENCE);
      case 0x9D, 0x90, 0x98, 0x9E, 0x9F -> follow(character, State.STRING);
      case 0x9A -> {
        // Who are you?
      }
      default -> {
        shown.writeBytes(held.toByteArray());
        text(character, shown);
      }
    }
  }

  private void follow(int character, State next) {
    held.write(character);
    state = next;
  }

  private void pass(int last, ByteArrayOutputStream shown) {
    shown.writeBytes(held.toByteArray());
    if (last != ENQ) {
      shown.write(last);
    }
  }

  private void sequence(int character, ByteArrayOutputStream shown) {
    if (character == ESC) {
      hold(ESC, State.ESCAPE);
    } else if (character == CAN || character == SUB || ++length > LONGEST) {
      state = State.TEXT;
    } else if (character < ' ') {
      // A terminal obeys it at once, and goes on with the sequence.
      text(character, shown);
    } else {
      held.write(character);
      if (character >= '@' && character <= '~') {
        state = State.TEXT;
        if (!asks(held.toString(StandardCharsets.ISO_8859_1), character)) {
          shown.writeBytes(held.toByteArray());
        }
      }
    }
  }

  private static boolean asks(String sequence, int last) {
    boolean marked = sequence.chars().anyMatch(c -> "$>=?*&+'".indexOf(c) >= 0);
    return "cntx".indexOf(last) >= 0 || (marked && "pquwyzmS|".indexOf(last) >= 0);
  }

  private void string(int character, ByteArrayOutputStream shown) {
    if (character == ESC) {
      hold(ESC, State.ESCAPE);
    } else if (character == BEL || character == CAN || character == SUB) {
      state = State.TEXT;
    } else if (character == '\n' || ++length > LONGEST_STRING) {
      state = State.TEXT;
      text(character, shown);
    }
  }
}
