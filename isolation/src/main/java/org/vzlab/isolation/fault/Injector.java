package org.vzlab.isolation.fault;

import java.util.Locale;
import org.vzlab.board.Bench;
import org.vzlab.kit.reg.Peripheral;
import org.vzlab.mips.hart.Crossing;

/**
 * Puts faults into a board, by a walk over its state that changes one bit. What hardware derives
 * from a register at once is derived anew; what only an edge or a write leads to is not.
 *
 * <p>A stuck bit is forced again before every slice of the run, and whenever root has entered a
 * guest, before the guest's first instruction; root's coprocessor 0 before slices only. In between
 * what is written to the bit is there until the next slice. Of registers that the processor has
 * once and guests one after the other, a guest's own fault is in the guest's: in the processor's
 * register while the guest has it, and otherwise where the hypervisor has saved it.
 */
public final class Injector {
  /** SYSCLK cycles of a slice if nothing else is said. */
  public static final long SLICE = 1000;

  private static final String DEVICES = "chip/";

  private final Bench bench;
  private final Places places;
  private final long slice;
  private Fault stuck;

  /**
   * What a fault has changed.
   *
   * @param place where it was at that time
   * @param before the element before
   * @param after the element with the fault
   */
  public record Change(String place, long before, long after) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s: 0x%08x becomes 0x%08x", place, before, after);
    }
  }

  private Injector(Bench bench, long slice) {
    this.bench = bench;
    this.slice = slice;
    places = new Places(bench);
  }

  /** An injector that forces stuck bits again before every {@link #SLICE} cycles. */
  public static Injector of(Bench bench) {
    return of(bench, SLICE);
  }

  /**
   * An injector, attached to a board once.
   *
   * @param slice SYSCLK cycles between two times that a stuck bit is forced, at least 1
   */
  public static Injector of(Bench bench, long slice) {
    if (slice < 1) {
      throw new IllegalArgumentException("slices of " + slice + " cycles");
    }
    Injector injector = new Injector(bench, slice);
    bench.hart().crossings().listen(injector::crossed);
    return injector;
  }

  /**
   * The fault happens now, whatever its time is. There is one stuck bit at a time.
   *
   * @throws IllegalArgumentException if the board has no such element
   */
  public Change inject(Fault fault) {
    Change change = apply(fault);
    stuck = fault.kind() == FaultKind.FLIP ? null : fault;
    return change;
  }

  /** A stuck bit is not forced any more. */
  public void release() {
    stuck = null;
  }

  /**
   * Runs the board until a time, or until it ends by itself.
   *
   * @param untilCycles SYSCLK cycles since power-on
   */
  public void run(long untilCycles) {
    if (stuck == null) {
      bench.run(untilCycles);
    }
    long before = -1;
    while (stuck != null && bench.now() < untilCycles && bench.now() != before) {
      before = bench.now();
      force();
      bench.run(Math.min(untilCycles, before + slice));
    }
  }

  private void crossed(Crossing crossing) {
    if (stuck != null
        && crossing instanceof Crossing.Entered
        && stuck.target() != FaultTarget.ROOT_CP0) {
      force();
    }
  }

  private void force() {
    if (places.isStillThere(stuck)) {
      apply(stuck);
    }
  }

  private Change apply(Fault fault) {
    Places.Place place = places.now(fault);
    BitWalk walk =
        BitWalk.change(
            bench, place.path(), place.index(), value -> fault.kind().of(value, fault.bit()));
    if (walk.hasChanged() && place.path().startsWith(DEVICES)) {
      settle(place.path());
    }
    return new Change(place.path() + "[" + place.index() + "]", walk.before(), walk.after());
  }

  private void settle(String path) {
    String block = path.split("/", 3)[1];
    bench.chip().blocks().stream()
        .filter(one -> one.name().equals(block))
        .forEach(Peripheral::settle);
  }
}
