package org.vzlab.isolation.attack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;

/** Boards for attacks. */
final class Victims {
  private static final Path CONFIGS = Path.of("..", "configs").toAbsolutePath().normalize();

  /** Long enough for most attacks to come to their end: 2.5 ms. */
  static final long CYCLES = 500_000;

  private Victims() {}

  /** A configuration of the repository, as users get it. */
  static Bench bench(String configuration, Variant variant) throws UserError {
    return Boards.bench(
        new Setup(
            CONFIGS.resolve(configuration + ".config").toString(),
            Setup.OWN_BOARD,
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.QUIET,
            false,
            TimingModel.APPROXIMATE),
        variant);
  }

  /** Attacks from the place of a guest. */
  static AttackRunner runner(String configuration, int guest) throws UserError {
    return runner(configuration, guest, Variant.NONE);
  }

  /** Attacks from the place of a guest on a board with a mistake. */
  static AttackRunner runner(String configuration, int guest, Variant variant) throws UserError {
    return new AttackRunner(bench(configuration, variant), guest, CYCLES);
  }

  /** What attacks from the place of a guest know. */
  static Attacks attacks(String configuration, int guest) throws UserError {
    return new Attacks(Survey.of(bench(configuration, Variant.NONE), guest));
  }
}
