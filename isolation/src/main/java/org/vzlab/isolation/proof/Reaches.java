package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.vzlab.board.Bench;
import org.vzlab.isolation.BusMasters;
import org.vzlab.isolation.Right;
import org.vzlab.isolation.TableRights;
import org.vzlab.kit.bus.BusError;
import org.vzlab.mips.mmu.Tlb;
import org.vzlab.mips.mmu.TlbEntry;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;

/**
 * What guests and user threads reach on a board as it is: by the hypervisor's tables, by the
 * entries that the root TLB holds, and by bus masters as far as the arbiter's registers permit.
 */
final class Reaches {
  private static final int SMALLEST_PAIR = 0x1FFF;
  private static final int VPN2 = 0xFFFFE000;
  private static final int ASID = 0xFF;

  private final Layout layout;
  private final List<Reach> reaches = new ArrayList<>();

  private Reaches(Layout layout) {
    this.layout = layout;
  }

  static List<Reach> of(Bench bench, Layout layout) {
    Reaches made = new Reaches(layout);
    for (Partition guest : layout.partitions()) {
      made.pages(TableRights.of(guest.id(), guest.pages(), List.of()));
      made.windows(guest.id(), guest.windows());
    }
    for (RootThread thread : layout.threads()) {
      if (thread.user()) {
        made.pages(TableRights.of(thread.id(), thread.pages(), List.of()));
        made.windows(thread.id(), thread.windows());
      }
    }
    made.pages(BusMasters.of(layout, bench.chip().part(), registers(bench)));
    for (int i = 0; i < Tlb.ENTRIES; i++) {
      made.entry(i, bench.hart().tlb.rootEntry(i));
    }
    return List.copyOf(made.reaches);
  }

  /** The registers of the chip by their physical addresses: those that reading does not change. */
  static IntUnaryOperator registers(Bench bench) {
    return address -> {
      try {
        return bench.bus().read(address, 4);
      } catch (BusError e) {
        throw new IllegalStateException(
            String.format("register 0x%08x does not answer", address), e);
      }
    };
  }

  private void pages(List<Right> rights) {
    rights.forEach(right -> reaches.add(new Reach(right, "")));
  }

  private void windows(int task, List<Window> windows) {
    for (Window window : windows) {
      Right right = TableRights.of(task, window);
      if (!window.isVirtual() && !right.uses().isEmpty()) {
        reaches.add(new Reach(right, window.emulator()));
      }
    }
  }

  /** What an entry of the root TLB adds to the tables that it should have been made from. */
  private void entry(int index, TlbEntry entry) {
    if (entry.isInvalid()) {
      return;
    }
    int size = ((entry.pageMask() | SMALLEST_PAIR) + 1) >>> 1;
    int base = entry.entryHi() & VPN2 & -(2 * size);
    String source = "entry " + index + " of the root TLB, page ";
    for (int task : tasks(entry)) {
      List<Right> rights = new ArrayList<>();
      TableRights.page(rights, task, base, size, entry.entryLo0(), "EntryLo0", source);
      TableRights.page(rights, task, base + size, size, entry.entryLo1(), "EntryLo1", source);
      rights.removeIf(this::isInTables);
      pages(rights);
    }
  }

  private List<Integer> tasks(TlbEntry entry) {
    if (entry.guestId() != 0) {
      return List.of(entry.guestId());
    }
    return layout.threads().stream()
        .filter(RootThread::user)
        .map(RootThread::id)
        .filter(id -> entry.global() || id == (entry.entryHi() & ASID))
        .toList();
  }

  private boolean isInTables(Right right) {
    return reaches.stream()
        .map(Reach::right)
        .anyMatch(
            other ->
                other.task() == right.task()
                    && other.way() == right.way()
                    && other.uses().containsAll(right.uses())
                    && other.first() <= right.first()
                    && right.end() <= other.end());
  }
}
