package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.board.Bench;
import org.vzlab.kit.bus.Region;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;

/** Looks around on a board for what an attack should know of it. */
public final class Survey {
  private static final int PAGE = 0x1000;
  private static final int MOST_PAGES = 16;
  private static final int VALID = 1 << 1;
  private static final int DIRTY = 1 << 2;
  private static final int EXECUTE_INHIBIT = 1 << 30;

  /** Pages one after another, with the same rights at successive physical addresses. */
  private record Run(long base, long size, int physical, boolean writable, boolean executable) {
    boolean goesOn(Run next) {
      return base + size == next.base
          && physical + (int) size == next.physical
          && writable == next.writable
          && executable == next.executable;
    }
  }

  private final Bench bench;
  private final Layout layout;
  private final Partition partition;

  private Survey(Bench bench, int guest) {
    this.bench = bench;
    layout =
        bench.layout().orElseThrow(() -> new IllegalArgumentException("no hypervisor's tables"));
    partition =
        layout.partitions().stream()
            .filter(each -> each.id() == guest)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no guest " + guest));
  }

  /**
   * A guest of a board as the place of an attack.
   *
   * @throws IllegalArgumentException if the board has no such guest, or no hypervisor, or the guest
   *     cannot be replaced where it is: it starts elsewhere than at the start of a page
   */
  public static Target of(Bench bench, int guest) {
    return new Survey(bench, guest).target();
  }

  private Target target() {
    List<Run> runs = runs(partition.pages());
    int entry = partition.entry() & 0x1FFFFFFF & ~1;
    Run own =
        runs.stream()
            .filter(run -> run.executable && run.base <= entry && entry < run.base + run.size)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(partition.name() + " has no code at its entry"));
    if (entry % PAGE != 0) {
      throw new IllegalArgumentException(
          String.format(
              "guest %d starts at 0x%08x: a program can take the place of one that starts at the"
                  + " start of a page",
              partition.id(), partition.entry()));
    }
    int pages = 1;
    while (2 * pages <= MOST_PAGES
        && entry % (2 * pages * PAGE) == 0
        && entry + 2L * pages * PAGE <= own.base + own.size) {
      pages *= 2;
    }
    Place code =
        new Place(entry, (long) pages * PAGE, Place.Kind.MEMORY, own.writable, true, "code");
    return new Target(
        partition.id(),
        partition.name(),
        partition.entry(),
        code,
        own.physical + (int) (entry - own.base),
        places(runs, true),
        devices(runs),
        foreign());
  }

  private static List<Run> runs(PageTree pages) {
    List<Run> runs = new ArrayList<>();
    for (Leaf leaf : pages.leaves()) {
      long size = ((leaf.pageMask() | 0x1FFFL) + 1) / 2;
      add(runs, leaf.base(), size, leaf, leaf.entryLo0());
      add(runs, leaf.base() + (int) size, size, leaf, leaf.entryLo1());
    }
    return runs;
  }

  private static void add(List<Run> runs, int base, long size, Leaf leaf, int entryLo) {
    if ((entryLo & VALID) == 0) {
      return;
    }
    Run next =
        new Run(
            Integer.toUnsignedLong(base),
            size,
            leaf.physical(base),
            (entryLo & DIRTY) != 0,
            (entryLo & EXECUTE_INHIBIT) == 0);
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).goesOn(next)) {
      Run run = runs.get(last);
      runs.set(
          last, new Run(run.base, run.size + size, run.physical, run.writable, run.executable));
    } else {
      runs.add(next);
    }
  }

  private List<Place> places(List<Run> runs, boolean memory) {
    List<Place> places = new ArrayList<>();
    for (Run run : runs) {
      Region region = bench.bus().at(run.physical);
      if ((region != null && region.memory() != null) == memory) {
        Place.Kind kind = memory ? Place.Kind.MEMORY : Place.Kind.DEVICE;
        String what = memory ? (run.writable ? "RAM" : "flash") : "registers";
        places.add(new Place(run.base, run.size, kind, run.writable, run.executable, what));
      }
    }
    return places;
  }

  private List<Place> devices(List<Run> runs) {
    List<Place> devices = places(runs, false);
    for (Window window : partition.windows()) {
      Place.Kind kind = window.isVirtual() ? Place.Kind.MAILBOX : Place.Kind.WINDOW;
      devices.add(
          new Place(
              Integer.toUnsignedLong(window.base()),
              window.size(),
              kind,
              window.writable(),
              false,
              window.device()));
    }
    return devices;
  }

  /** What others have, then all that answers on the bus. */
  private List<Place> foreign() {
    List<Place> foreign = new ArrayList<>();
    for (Partition other : layout.partitions()) {
      if (other.id() != partition.id()) {
        addForeign(foreign, other.pages(), "guest " + other.id());
      }
    }
    for (RootThread thread : layout.threads()) {
      addForeign(foreign, thread.pages(), "thread " + thread.id());
    }
    for (Region region : bench.bus().regions()) {
      boolean memory = region.memory() != null;
      foreign.add(
          new Place(
              Integer.toUnsignedLong(region.base()),
              region.size(),
              memory ? Place.Kind.MEMORY : Place.Kind.DEVICE,
              false,
              false,
              memory ? region.memory().name() : "registers"));
    }
    return foreign;
  }

  private static void addForeign(List<Place> foreign, PageTree pages, String owner) {
    for (Run run : runs(pages)) {
      foreign.add(
          new Place(
              Integer.toUnsignedLong(run.physical),
              run.size,
              Place.Kind.MEMORY,
              false,
              false,
              owner));
    }
  }
}
