package org.vzlab.testkit;

import java.util.Map;
import java.util.TreeMap;
import org.vzlab.board.Bench;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.kit.image.Image;

/**
 * What a test's board is made of.
 *
 * @param setup what the board's future depends on, programs aside
 * @param boot SYSCLK cycles of board time before a test begins
 * @param programs images in place of guests' own, by the guests' ids
 * @param key the same for recipes that make the same board
 */
record Recipe(Setup setup, BoardTime boot, Map<Integer, Image> programs, String key) {
  static Recipe of(Setup setup, BoardTime boot, Map<Integer, Image> programs) {
    StringBuilder key = new StringBuilder().append(setup).append(' ').append(boot.cycles());
    new TreeMap<>(programs)
        .forEach((guest, image) -> key.append('\n').append(guest).append(Fingerprint.of(image)));
    return new Recipe(setup, boot, Map.copyOf(programs), key.toString());
  }

  /** What is different from the configuration. */
  Variant variant() {
    Variant variant = Variant.NONE;
    for (Map.Entry<Integer, Image> program : programs.entrySet()) {
      variant = variant.withImage(program.getKey(), program.getValue());
    }
    return variant;
  }

  /** Powers a board on. */
  Bench open() {
    try {
      return Boards.bench(setup, variant());
    } catch (UserError e) {
      throw new BadBoard(e.getMessage(), e);
    }
  }
}
