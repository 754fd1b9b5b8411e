package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What of a guest's grants is mapped and what is a window. A page of 4 KB is mapped if grants with
 * equal rights cover all of it; every smaller rest is a window. A page whose writes are ignored is
 * mapped without the right to write and a window as well, which answers the writes.
 */
final class AddressSpace {
  private final List<PagePairs.Run> runs = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();

  /** Grants that join: the same rights, one behind the other in both address spaces. */
  private record Joint(List<Grant> grants) {
    Grant first() {
      return grants.get(0);
    }

    Grant last() {
      return grants.get(grants.size() - 1);
    }

    boolean joins(Grant next) {
      Grant last = last();
      return last.end() == next.base()
          && last.physical() + last.size() == next.physical()
          && entryLo(last) == entryLo(next)
          && last.flags().ignoresWrites() == next.flags().ignoresWrites();
    }
  }

  /** Sorts out grants that have passed their checks. */
  AddressSpace(List<Grant> grants) {
    List<Grant> sorted = new ArrayList<>(grants);
    sorted.sort(Comparator.comparingLong(Grant::base));
    List<Joint> joints = new ArrayList<>();
    for (Grant grant : sorted) {
      if (grant.alwaysWindow()) {
        window(grant, grant.base(), grant.end());
        continue;
      }
      int last = joints.size() - 1;
      if (last < 0 || !joints.get(last).joins(grant)) {
        joints.add(new Joint(new ArrayList<>()));
        last++;
      }
      joints.get(last).grants.add(grant);
    }
    joints.forEach(this::add);
    windows.sort(Comparator.comparing(Window::base, Integer::compareUnsigned));
  }

  /** The pages to map. */
  List<PagePairs.Run> runs() {
    return runs;
  }

  /** The windows in ascending order. */
  List<Window> windows() {
    return List.copyOf(windows);
  }

  private void add(Joint joint) {
    Grant first = joint.first();
    long start = (first.base() + Grant.PAGE - 1) & -Grant.PAGE;
    long end = joint.last().end() & -Grant.PAGE;
    boolean pages = start < end && (first.base() - first.physical()) % Grant.PAGE == 0;
    if (pages) {
      long physical = first.physical() + start - first.base();
      runs.add(new PagePairs.Run(start, end - start, physical, entryLo(first)));
    }
    for (Grant grant : joint.grants) {
      if (!pages || grant.flags().ignoresWrites()) {
        window(grant, grant.base(), grant.end());
      } else {
        window(grant, grant.base(), Math.min(grant.end(), start));
        window(grant, Math.max(grant.base(), end), grant.end());
      }
    }
  }

  private void window(Grant grant, long from, long to) {
    if (from < to) {
      windows.add(
          new Window(
              (int) from,
              (int) (to - from),
              (int) (grant.physical() + from - grant.base()),
              grant.name(),
              grant.emulator(),
              grant.flags().readable(),
              grant.flags().writable(),
              grant.flags().ignoresWrites(),
              grant.flags().logsIgnoredWrites()));
    }
  }

  private static int entryLo(Grant grant) {
    int bits = grant.flags().cacheability() << PagePairs.C_SHIFT | PagePairs.V | PagePairs.G;
    if (grant.flags().writable() && !grant.flags().ignoresWrites()) {
      bits |= PagePairs.D;
    }
    if (!grant.flags().readable()) {
      bits |= PagePairs.RI;
    }
    return grant.flags().executable() ? bits : bits | PagePairs.XI;
  }
}
