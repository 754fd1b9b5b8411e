package org.vzlab.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vzlab.board.ConfigurationMap.Space;
import org.vzlab.vp.config.Flags;
import org.vzlab.vp.layout.Grant;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Window;

/** A guest's address space, as it is mapped and as it is granted. */
final class GuestMap {
  /** EntryLo.V. */
  private static final int VALID = 2;

  private static final int SMALLEST_PAIR = 0x1FFF;

  private final Partition guest;

  private GuestMap(Partition guest) {
    this.guest = guest;
  }

  static ConfigurationMap.Guest of(Partition guest, List<Grant> grants) {
    GuestMap map = new GuestMap(guest);
    List<Grant> own = new ArrayList<>(grants);
    own.sort(Comparator.comparingLong(Grant::base));
    return new ConfigurationMap.Guest(
        guest.id(),
        guest.name(),
        Integer.toUnsignedLong(guest.entry()),
        guest.polling(),
        guest.pages().leaves().size(),
        guest.pages().sizeInBytes(),
        own.stream().map(map::space).toList());
  }

  private Space space(Grant grant) {
    List<Long> pages = pages(grant);
    Flags flags = grant.flags();
    boolean writable = flags.writable() && !flags.ignoresWrites();
    return new Space(
        grant.base(),
        grant.size(),
        grant.physical(),
        (flags.readable() ? "r" : "-") + (writable ? "w" : "-") + (flags.executable() ? "x" : "-"),
        switch (flags.cacheability()) {
          case 0, 1 -> "write-through";
          case 2 -> "uncached";
          case 7 -> "accelerated";
          default -> "write-back";
        },
        pages,
        grant.name(),
        handling(grant, pages));
  }

  private String handling(Grant grant, List<Long> pages) {
    Window window = guest.windowAt((int) grant.base());
    String how = "mapped";
    if (pages.isEmpty()) {
      boolean emulated = window != null && !window.emulator().isEmpty();
      how = emulated ? "emulated by " + window.emulator() : "by the hypervisor";
    } else if (window != null && !grant.flags().ignoresWrites()) {
      how = "mapped, rests by the hypervisor";
    }
    if (grant.flags().ignoresWrites()) {
      how += grant.flags().logsIgnoredWrites() ? ", writes logged" : ", writes ignored";
    }
    return how;
  }

  /** Sizes of the pages whose first address is granted so. */
  private List<Long> pages(Grant grant) {
    List<Long> sizes = new ArrayList<>();
    for (Leaf leaf : guest.pages().leaves()) {
      long base = Integer.toUnsignedLong(leaf.base());
      long page = (Integer.toUnsignedLong(leaf.pageMask() | SMALLEST_PAIR) + 1) / 2;
      boolean even = (leaf.entryLo0() & VALID) != 0 && holds(grant, base);
      boolean odd = (leaf.entryLo1() & VALID) != 0 && holds(grant, base + page);
      if (even) {
        sizes.add(page);
      }
      if (odd) {
        sizes.add(page);
      }
    }
    sizes.sort(null);
    return List.copyOf(sizes);
  }

  private static boolean holds(Grant grant, long address) {
    return grant.base() <= address && address < grant.end();
  }
}
