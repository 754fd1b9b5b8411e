package org.vzlab.isolation.attack;

import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Benches;

/** Boards for attacks. */
final class Victims {
  /** Long enough for most attacks to come to their end: 2.5 ms. */
  static final long CYCLES = 500_000;

  private Victims() {}

  /** Attacks from the place of a guest. */
  static AttackRunner runner(String configuration, int guest) throws UserError {
    return runner(configuration, guest, Variant.NONE);
  }

  /** Attacks from the place of a guest on a board with a mistake. */
  static AttackRunner runner(String configuration, int guest, Variant variant) throws UserError {
    return new AttackRunner(Benches.of(configuration + ".config", variant), guest, CYCLES);
  }

  /** What attacks from the place of a guest know. */
  static Attacks attacks(String configuration, int guest) throws UserError {
    return new Attacks(Survey.of(Benches.of(configuration + ".config"), guest));
  }
}
