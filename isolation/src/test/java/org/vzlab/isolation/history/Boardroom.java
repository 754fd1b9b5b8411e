package org.vzlab.isolation.history;

import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;

/** Boards with the repository's configurations, and programs of the tests in their guests. */
final class Boardroom {
  static final Setup CONTROL_LOOP = setup("control-loop");
  static final Setup TWO_GUESTS = setup("two-guests");

  private Boardroom() {}

  static Setup setup(String configuration) {
    return Setup.standard("../configs/" + configuration + ".config");
  }

  static Bench open(Setup setup) throws UserError {
    return Boards.bench(setup, Variant.NONE);
  }

  /** What a guest has room for. */
  static Room room(Setup setup, int guest) throws UserError {
    return Room.of(open(setup), guest);
  }

  /** A configuration with a program in a guest. */
  static Variant with(Setup setup, int guest, String source) throws UserError {
    return with(Variant.NONE, setup, guest, source);
  }

  /** A variant of it with a program in a guest. */
  static Variant with(Variant variant, Setup setup, int guest, String source) throws UserError {
    return Replacement.in(variant, room(setup, guest), new Neighbour.Program("test", source));
  }
}
