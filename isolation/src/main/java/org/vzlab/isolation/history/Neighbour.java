package org.vzlab.isolation.history;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.vzlab.board.Bench;
import org.vzlab.board.Variant;
import org.vzlab.kit.image.Image;

/**
 * Something that a guest can be replaced by: another program, other memory contents, other input.
 */
public sealed interface Neighbour {
  /** What it is called in reports. */
  String name();

  /**
   * A configuration's variant with this in the place of a guest; the same variant if it is no
   * program.
   *
   * @param bench a board with the configuration
   * @param guest the guest's id
   * @throws IllegalArgumentException if there is no such guest, or it has no code and RAM of its
   *     own in which the program has room
   */
  default Variant in(Variant variant, Bench bench, int guest) {
    return Replacement.in(variant, Room.of(bench, guest), this);
  }

  /** A program in MIPS32 assembly that takes the guest's place. See {@link Neighbours}. */
  record Program(String name, String source) implements Neighbour {}

  /** A program of random instructions that takes the guest's place. */
  record Random(long seed) implements Neighbour {
    @Override
    public String name() {
      return "random program " + seed;
    }
  }

  /** An image that takes the guest's place, made for what the configuration grants. */
  record Built(String name, Image image) implements Neighbour {}

  /** Its own program with random contents of its RAM, written while it runs. */
  record Memory(long seed) implements Neighbour {
    @Override
    public String name() {
      return "random memory " + seed;
    }

    /** Fills the guest's RAM. */
    void fill(Bench bench, Room room) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int offset = 0; offset < room.ramSize(); offset += Integer.BYTES) {
        bench.chip().ram().write(room.ramPlace() + offset, Integer.BYTES, random.nextInt());
      }
    }
  }

  /** Its own program with characters that are typed for it. */
  record Input(String text) implements Neighbour {
    @Override
    public String name() {
      StringBuilder name = new StringBuilder("input ");
      for (int i = 0; i < text.length(); i++) {
        char character = text.charAt(i);
        boolean visible = character >= ' ' && character < 0x7F;
        name.append(
            visible ? "" + character : String.format(Locale.ROOT, "<%02x>", (int) character));
      }
      return name.toString();
    }

    byte[] bytes(int guest) {
      // Ctrl-E and a digit choose who hears what is typed.
      return ("\u0005" + guest + text).getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
