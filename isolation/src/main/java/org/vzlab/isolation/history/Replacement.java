package org.vzlab.isolation.history;

import java.util.Locale;
import java.util.SplittableRandom;
import org.vzlab.board.Variant;
import org.vzlab.kit.image.Image;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/**
 * Makes images of neighbours' programs: vectors that go on behind the instruction that a guest's
 * own exception comes from, then the program. It begins with its vectors in use, interrupts off and
 * all coprocessors on; {@code s0} and {@code s1} are the first address of its RAM, cached, and the
 * one behind its last, and {@code s2} is its console's UART.
 */
final class Replacement {
  private static final int GENERAL_VECTOR = 0x180;
  private static final int INTERRUPT_VECTOR = 0x200;
  private static final int START = 0x400;

  /** UART4, for a guest without a console: its access ends it. */
  private static final int NO_CONSOLE = 0xBF822600;

  private static final Assembler ASSEMBLER = new Assembler(InstructionSet.m5150());

  /** On behind the instruction, whatever it was. */
  private static final String SKIP =
      """
      mfc0 $k0, $14
      addiu $k0, $k0, 4
      mtc0 $k0, $14
      ehb
      eret
      """;

  private Replacement() {}

  /** A configuration's variant with a neighbour in a guest; the same for what is no program. */
  static Variant in(Variant variant, Room room, Neighbour neighbour) {
    if (neighbour instanceof Neighbour.Program program) {
      return variant.withImage(room.guest(), image(room, program.name(), program.source()));
    }
    if (neighbour instanceof Neighbour.Random random) {
      SplittableRandom seeded = new SplittableRandom(random.seed());
      String source = new RandomProgram(seeded, room.console() != 0).source();
      return variant.withImage(room.guest(), image(room, random.name(), source));
    }
    return neighbour instanceof Neighbour.Built built
        ? variant.withImage(room.guest(), built.image())
        : variant;
  }

  private static Image image(Room room, String name, String source) {
    byte[] code = new byte[room.codeSize()];
    put(code, 0, room.code(), SKIP);
    put(code, GENERAL_VECTOR, room.code(), SKIP);
    put(code, INTERRUPT_VECTOR, room.code(), "eret\n");
    put(code, START, room.code(), prologue(room) + source);
    return room.image(name, room.code() + START, code);
  }

  private static String prologue(Room room) {
    int console = room.console() == 0 ? NO_CONSOLE : room.console();
    return load("$t0", room.code())
        + "mtc0 $t0, $15, 1\n"
        + load("$t0", 0x34000000)
        + "mtc0 $t0, $12\nehb\n"
        + load("$s0", room.ram())
        + load("$s1", room.ram() + room.ramSize())
        + load("$s2", console);
  }

  private static String load(String register, int value) {
    return String.format(
        Locale.ROOT,
        "lui %s, 0x%04X\nori %s, %s, 0x%04X\n",
        register,
        value >>> 16,
        register,
        register,
        value & 0xFFFF);
  }

  private static void put(byte[] bytes, int offset, int base, String source) {
    byte[] code = ASSEMBLER.bytes(base + offset, source);
    if (offset + code.length > bytes.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a program of %d bytes does not fit into %d of flash",
              offset + code.length,
              bytes.length));
    }
    System.arraycopy(code, 0, bytes, offset, code.length);
  }
}
