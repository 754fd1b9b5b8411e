package org.vzlab.isolation.history;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;

/** Which guests and threads get at the registers of a device, themselves or by the hypervisor. */
final class Reaches {
  private static final int SMALLEST_PAIR = 0x1FFF;

  /** EntryLo.V. */
  private static final int VALID = 2;

  private final Layout layout;

  Reaches(Layout layout) {
    this.layout = layout;
  }

  /** The ids of those that get at a physical address. */
  List<Integer> at(int physical) {
    List<Integer> tasks = new ArrayList<>();
    for (Partition guest : layout.partitions()) {
      if (reaches(guest.pages(), guest.windows(), physical)) {
        tasks.add(guest.id());
      }
    }
    for (RootThread thread : layout.threads()) {
      if (reaches(thread.pages(), thread.windows(), physical)) {
        tasks.add(thread.id());
      }
    }
    return List.copyOf(tasks);
  }

  private static boolean reaches(PageTree pages, List<Window> windows, int physical) {
    for (Window window : windows) {
      boolean real = window.emulator().isEmpty() && !window.ignoreWrites();
      if (real && Integer.compareUnsigned(physical - window.physical(), window.size()) < 0) {
        return true;
      }
    }
    for (Leaf leaf : pages.leaves()) {
      int size = ((leaf.pageMask() | SMALLEST_PAIR) + 1) >>> 1;
      if (holds(leaf, leaf.base(), size, physical)
          || holds(leaf, leaf.base() + size, size, physical)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(Leaf leaf, int page, int size, int physical) {
    return (leaf.entryLo(page) & VALID) != 0
        && Integer.compareUnsigned(physical - leaf.physical(page), size) < 0;
  }
}
