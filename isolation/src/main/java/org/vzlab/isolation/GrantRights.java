package org.vzlab.isolation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.vzlab.vp.layout.DmaGroup;
import org.vzlab.vp.layout.Grant;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Supervision;

/**
 * What lines of a configuration give: whole pages of 4 KB, which one line covers or several with
 * equal rights that continue each other, to be mapped; every smaller rest, and what is emulated, to
 * be accessed by the hypervisor.
 */
final class GrantRights {
  /** The first address of peripheral set 1; each set has 128 KB, and DMA is opened 64 of them. */
  private static final long PERIPHERALS = 0x1F80_0000L;

  private static final long SET_SIZE = 0x2_0000;
  private static final long SET_REACH = 0x1_0000;

  private final int task;
  private final List<Right> rights = new ArrayList<>();

  private GrantRights(int task) {
    this.task = task;
  }

  /** What a guest's or a user thread's lines give it. */
  static List<Right> of(int task, List<Grant> grants) {
    GrantRights made = new GrantRights(task);
    List<Grant> pages = new ArrayList<>();
    for (Grant grant : grants) {
      if (isVirtual(grant)) {
        continue;
      }
      if (grant.alwaysWindow()) {
        made.window(grant, grant.base(), grant.end());
      } else {
        pages.add(grant);
      }
    }
    pages.sort(Comparator.comparingLong(Grant::base));
    int from = 0;
    for (int to = 1; to <= pages.size(); to++) {
      if (to == pages.size() || !continues(pages.get(to - 1), pages.get(to))) {
        made.run(pages.subList(from, to));
        from = to;
      }
    }
    return List.copyOf(made.rights);
  }

  /** What the system bus arbiter is to permit the bus masters of a group. */
  static List<Right> of(DmaGroup group, String source) {
    List<Right> rights = new ArrayList<>();
    if (group.reach() > 0) {
      Set<Use> uses = group.writable() ? EnumSet.of(Use.READ, Use.WRITE) : EnumSet.of(Use.READ);
      rights.add(
          new Right(group.guest(), group.base(), group.reach(), uses, Way.DMA, "dma zone", source));
    }
    for (int set : group.sets()) {
      rights.add(
          new Right(
              group.guest(),
              PERIPHERALS + (set - 1) * SET_SIZE,
              SET_REACH,
              EnumSet.of(Use.READ, Use.WRITE),
              Way.DMA,
              "peripheral set " + set,
              source));
    }
    return rights;
  }

  /** The windows of mailboxes and supervisions stand for no physical addresses. */
  static boolean isVirtual(Grant grant) {
    return grant.emulator().equals(Mailbox.EMULATOR)
        || grant.emulator().equals(Supervision.EMULATOR);
  }

  private static boolean continues(Grant before, Grant grant) {
    return before.end() == grant.base()
        && before.physical() + before.size() == grant.physical()
        && before.flags().readable() == grant.flags().readable()
        && isWritable(before) == isWritable(grant)
        && before.flags().executable() == grant.flags().executable()
        && before.flags().ignoresWrites() == grant.flags().ignoresWrites()
        && before.flags().cacheability() == grant.flags().cacheability();
  }

  private static boolean isWritable(Grant grant) {
    return grant.flags().writable() && !grant.flags().ignoresWrites();
  }

  /** Lines that continue each other. */
  private void run(List<Grant> lines) {
    Grant first = lines.get(0);
    Grant last = lines.get(lines.size() - 1);
    boolean aligned = Math.floorMod(first.base() - first.physical(), Grant.PAGE) == 0;
    long start = (first.base() + Grant.PAGE - 1) & -Grant.PAGE;
    long end = aligned ? Math.max(start, last.end() & -Grant.PAGE) : start;
    for (Grant grant : lines) {
      long from = Math.max(grant.base(), start);
      long to = Math.min(grant.end(), end);
      if (from < to) {
        add(grant, from, to, Way.MAPPED);
      }
      if (grant.flags().ignoresWrites()) {
        window(grant, grant.base(), grant.end());
      } else if (from < to) {
        window(grant, grant.base(), from);
        window(grant, to, grant.end());
      } else {
        window(grant, grant.base(), grant.end());
      }
    }
  }

  private void window(Grant grant, long from, long to) {
    if (from < to) {
      add(grant, from, to, Way.EMULATED);
    }
  }

  private void add(Grant grant, long from, long to, Way way) {
    EnumSet<Use> uses = EnumSet.noneOf(Use.class);
    if (grant.flags().readable()) {
      uses.add(Use.READ);
    }
    if (isWritable(grant)) {
      uses.add(Use.WRITE);
    }
    if (grant.flags().executable() && way == Way.MAPPED) {
      uses.add(Use.EXECUTE);
    }
    rights.add(
        new Right(
            task,
            grant.physical() + from - grant.base(),
            to - from,
            uses,
            way,
            grant.name(),
            grant.position().toString()));
  }
}
