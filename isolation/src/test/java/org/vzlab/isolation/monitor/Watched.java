package org.vzlab.isolation.monitor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Session;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;

/** A board as users have it, and all that can be seen of it from outside. */
final class Watched {
  /** The configurations that come with vzlab; tests run in their module's folder. */
  static final Path CONFIGS = Path.of("..", "configs").toAbsolutePath().normalize();

  final Bench bench;

  /** Every character and every change of an LED, with its time. */
  final List<String> seen = new ArrayList<>();

  private Watched(Bench bench) {
    this.bench = bench;
    bench.onSerial(bench.consoleUart(), character -> seen.add(bench.now() + " sends " + character));
    bench.onLed((name, on, cycles) -> seen.add(cycles + " " + name + " " + on));
    bench.onReport(seen::add);
  }

  static Watched open(String configuration) throws UserError {
    return open(configuration, Variant.NONE);
  }

  static Watched open(String configuration, Variant variant) throws UserError {
    return open(CONFIGS.resolve(configuration), variant);
  }

  static Watched open(Path configuration, Variant variant) throws UserError {
    Setup setup = Setup.standard(configuration.toString());
    return new Watched(Boards.bench(setup, variant));
  }

  Watched run(double seconds) {
    bench.run(bench.now() + (long) (seconds * Session.CYCLES_PER_SECOND));
    return this;
  }
}
