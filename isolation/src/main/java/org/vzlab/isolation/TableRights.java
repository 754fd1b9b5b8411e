package org.vzlab.isolation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;

/**
 * What the hypervisor's tables give each task, entry by entry: pages that the root TLB maps, with
 * the bits V, D, RI and XI of their EntryLo (MD00091), and windows. The first address of a page is
 * the one that the TLB makes of it: bits of the frame number below the page's size do not count.
 *
 * <p>The windows of mailboxes and supervisions stand for no physical addresses and are left out.
 */
public final class TableRights {
  private static final int V = 1 << 1;
  private static final int D = 1 << 2;
  private static final int XI = 1 << 30;
  private static final int RI = 1 << 31;
  private static final int PFN = 0x03FF_FFC0;
  private static final int PFN_SHIFT = 6;
  private static final int SMALLEST_PAIR = 0x1FFF;

  private TableRights() {}

  /** What processor and hypervisor reach for all tasks. A kernel thread's unmapped segments not. */
  public static List<Right> of(Layout layout) {
    List<Right> rights = new ArrayList<>();
    for (Partition guest : layout.partitions()) {
      rights.addAll(of(guest.id(), guest.pages(), guest.windows()));
    }
    for (RootThread thread : layout.threads()) {
      rights.addAll(of(thread.id(), thread.pages(), thread.windows()));
    }
    return List.copyOf(rights);
  }

  /** The same for one task. */
  public static List<Right> of(int task, PageTree pages, List<Window> windows) {
    List<Right> rights = new ArrayList<>();
    for (Leaf leaf : pages.leaves()) {
      int size = ((leaf.pageMask() | SMALLEST_PAIR) + 1) >>> 1;
      page(rights, task, leaf.base(), size, leaf.entryLo0(), "EntryLo0", "page ");
      page(rights, task, leaf.base() + size, size, leaf.entryLo1(), "EntryLo1", "page ");
    }
    for (Window window : windows) {
      Right right = of(task, window);
      if (!window.isVirtual() && !right.uses().isEmpty()) {
        rights.add(right);
      }
    }
    return rights;
  }

  /**
   * Adds what a page of a pair gives, if it is valid and something may be done to it.
   *
   * @param base first address of the page in the task's own address space
   * @param register which of the two registers it is written from
   * @param entry what the source begins with
   */
  public static void page(
      List<Right> rights,
      int task,
      int base,
      int size,
      int entryLo,
      String register,
      String entry) {
    if ((entryLo & V) == 0) {
      return;
    }
    EnumSet<Use> uses = EnumSet.noneOf(Use.class);
    if ((entryLo & RI) == 0) {
      uses.add(Use.READ);
    }
    if ((entryLo & D) != 0) {
      uses.add(Use.WRITE);
    }
    if ((entryLo & XI) == 0) {
      uses.add(Use.EXECUTE);
    }
    if (uses.isEmpty()) {
      return;
    }
    long first = Integer.toUnsignedLong((entryLo & PFN) << PFN_SHIFT & -size);
    rights.add(
        new Right(
            task,
            first,
            size,
            uses,
            Way.MAPPED,
            "pages",
            String.format(
                Locale.ROOT,
                "%s0x%08x of %d KB, %s 0x%08x",
                entry,
                base,
                size >>> 10,
                register,
                entryLo)));
  }

  /** What a window gives. */
  public static Right of(int task, Window window) {
    Set<Use> uses = EnumSet.noneOf(Use.class);
    if (window.readable()) {
      uses.add(Use.READ);
    }
    if (window.writable() && !window.ignoreWrites()) {
      uses.add(Use.WRITE);
    }
    return new Right(
        task,
        Integer.toUnsignedLong(window.physical()),
        Integer.toUnsignedLong(window.size()),
        uses,
        Way.EMULATED,
        window.device(),
        String.format(
            Locale.ROOT,
            "window 0x%08x..0x%08x%s",
            window.base(),
            window.base() + window.size() - 1,
            window.emulator().isEmpty() ? "" : " of " + window.emulator()));
  }
}
