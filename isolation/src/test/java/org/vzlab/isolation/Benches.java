package org.vzlab.isolation;

import java.util.List;
import java.util.Optional;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;

/** Boards with the repository's configurations. */
final class Benches {
  private Benches() {}

  static Bench of(String configuration) throws UserError {
    return of(configuration, Variant.NONE);
  }

  static Bench of(String configuration, Variant variant) throws UserError {
    return Boards.bench(
        new Setup(
            "../configs/" + configuration,
            Setup.OWN_BOARD,
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.QUIET,
            false,
            TimingModel.APPROXIMATE),
        variant);
  }
}
