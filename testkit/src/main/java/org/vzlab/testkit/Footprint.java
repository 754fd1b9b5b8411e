package org.vzlab.testkit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.vzlab.board.Bench;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Access;
import org.vzlab.vp.layout.Window;

/** Which pages and registers guests have accessed, each with its first time. */
final class Footprint {
  /** What is done to an address. */
  enum Kind {
    READ,
    WRITE
  }

  /**
   * The first of its kind.
   *
   * @param virtual the address that the guest has used; a guest physical one, if the hypervisor has
   *     accessed it for the guest
   * @param size bytes from the physical address on
   */
  record Touch(long time, int pc, int virtual, int physical, int size) {}

  private record Place(int guest, Kind kind, int physical) {}

  private final Bench bench;
  private final Map<Place, Touch> touches = new HashMap<>();
  private Map<Place, Touch> marked = Map.of();

  Footprint(Bench bench) {
    this.bench = bench;
    bench.hart().mmu.listen(this::translated);
  }

  private void translated(int virtual, int physical, Access access) {
    Hart hart = bench.hart();
    if (hart.inGuest() && access != Access.CACHE) {
      Kind kind = access == Access.STORE ? Kind.WRITE : Kind.READ;
      int page = physical & -Memory.PAGE;
      Place place = new Place(hart.guestId(), kind, page);
      if (!touches.containsKey(place)) {
        touches.put(place, new Touch(bench.now(), hart.pc, virtual, page, Memory.PAGE));
      }
    }
  }

  /** The hypervisor accesses something for a guest. */
  void accessed(int guest, Window window, int address, int size, boolean store) {
    if (!window.isVirtual()) {
      int physical = window.physical() + (address - window.base());
      Place place = new Place(guest, store ? Kind.WRITE : Kind.READ, physical);
      touches.putIfAbsent(place, new Touch(bench.now(), bench.hart().pc, address, physical, size));
    }
  }

  /** The first access of a kind that a guest has made to a range. */
  Optional<Touch> first(int guest, Kind kind, Range range) {
    return touches.entrySet().stream()
        .filter(entry -> entry.getKey().guest == guest && entry.getKey().kind == kind)
        .map(Map.Entry::getValue)
        .filter(touch -> range.meets(touch.physical, touch.size))
        .min(Comparator.comparingLong(Touch::time).thenComparingInt(Touch::physical));
  }

  void mark() {
    marked = Map.copyOf(touches);
  }

  void rewind() {
    touches.clear();
    touches.putAll(marked);
  }
}
