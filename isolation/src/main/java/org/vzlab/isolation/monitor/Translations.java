package org.vzlab.isolation.monitor;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.cp0.TlbFields;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.Tlb;
import org.vzlab.mips.mmu.TlbEntry;
import org.vzlab.mips.mmu.TlbWritten;
import org.vzlab.mips.mmu.TranslationListener;
import org.vzlab.mips.timing.CycleAccount;

/**
 * Where tasks' addresses lead: each page must be granted to the task as a whole, for what it does
 * there. CACHE and SYNCI want a page of which the task has anything at all. What root's TLB could
 * be used for is looked at when an entry is written, whether or not anybody uses it.
 */
final class Translations implements TranslationListener {
  private static final int IDS = CycleAccount.OWNERS - CycleAccount.THREADS;
  private static final int PAIR = 0x2000;
  private static final int FRAME_SHIFT = 6;

  private final Policy policy;
  private final Hart hart;
  private final Findings findings;
  private final BitSet threads;

  /** Pages that were found to be good, by task and access. */
  private final Map<Access, BitSet[]> good = new EnumMap<>(Access.class);

  private long count;

  /**
   * @param threads ids of the hypervisor's threads
   */
  Translations(Policy policy, Hart hart, Findings findings, BitSet threads) {
    this.threads = threads;
    this.policy = policy;
    this.hart = hart;
    this.findings = findings;
    for (Access access : Access.values()) {
      good.put(access, new BitSet[IDS]);
    }
  }

  long count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  @Override
  public void translated(int va, int pa, Access access) {
    int owner = hart.owner();
    if (owner == 0) {
      return;
    }
    count++;
    int task = owner >= CycleAccount.THREADS ? owner - CycleAccount.THREADS : owner;
    int page = pa >>> 12;
    BitSet[] tasks = good.get(access);
    BitSet pages = tasks[task];
    if (pages != null && pages.get(page)) {
      return;
    }
    if (isGranted(task, pa, access)) {
      tasks[task] = pages == null ? new BitSet() : pages;
      tasks[task].set(page);
    } else {
      findings.add(findings.rule(task, pa), task, pa, describe(va, access));
    }
  }

  private boolean isGranted(int task, int pa, Access access) {
    long page = Integer.toUnsignedLong(pa & -Memory.PAGE);
    return switch (access) {
      case LOAD -> isGranted(task, page, Memory.PAGE, Use.READ);
      case STORE -> isGranted(task, page, Memory.PAGE, Use.WRITE);
      case FETCH -> isGranted(task, page, Memory.PAGE, Use.EXECUTE);
      case CACHE ->
          isGranted(task, page, Memory.PAGE, Use.READ)
              || isGranted(task, page, Memory.PAGE, Use.WRITE)
              || isGranted(task, page, Memory.PAGE, Use.EXECUTE);
    };
  }

  private boolean isGranted(int task, long first, long size, Use use) {
    return policy.permits(task, first, size, use, Way.MAPPED);
  }

  private static String describe(int va, Access access) {
    String what =
        switch (access) {
          case LOAD -> "a load";
          case STORE -> "a store";
          case FETCH -> "a fetch";
          case CACHE -> "CACHE or SYNCI";
        };
    return String.format(Locale.ROOT, "%s at virtual address 0x%08x gets through", what, va);
  }

  /** What root's TLB holds already. */
  void takeRootTlb() {
    for (int i = 0; i < Tlb.ENTRIES; i++) {
      check(i, hart.tlb.rootEntry(i));
    }
  }

  void written(TlbWritten written) {
    if (!written.guestTlb()) {
      check(written.index(), written.entry());
    }
  }

  private void check(int index, TlbEntry entry) {
    if (entry.isInvalid()) {
      return;
    }
    int guest = entry.guestId();
    if (guest != 0) {
      check(index, entry, guest);
    } else if (!entry.global()) {
      checkThread(index, entry, entry.entryHi() & TlbFields.ASID);
    } else {
      threads.stream().forEach(thread -> checkThread(index, entry, thread));
    }
  }

  /** Entries without a guest are root's own, and those threads' whose ASID they have. */
  private void checkThread(int index, TlbEntry entry, int task) {
    if (threads.get(task) && !policy.isKernel(task)) {
      check(index, entry, task);
    }
  }

  private void check(int index, TlbEntry entry, int task) {
    long size = ((long) (entry.pageMask() & TlbFields.MASK) + PAIR) / 2;
    check(index, entry.entryLo0(), size, task);
    check(index, entry.entryLo1(), size, task);
  }

  private void check(int index, int low, long size, int task) {
    if ((low & TlbFields.V) == 0) {
      return;
    }
    long first = ((long) (low & TlbFields.PFN) << FRAME_SHIFT) & -size;
    check(index, first, size, task, Use.READ, (low & TlbFields.RI) == 0);
    check(index, first, size, task, Use.WRITE, (low & TlbFields.D) != 0);
    check(index, first, size, task, Use.EXECUTE, (low & TlbFields.XI) == 0);
  }

  private void check(int index, long first, long size, int task, Use use, boolean permits) {
    if (permits && !isGranted(task, first, size, use)) {
      String what =
          String.format(
              Locale.ROOT,
              "root's TLB entry %d lets it %s in its page of 0x%x bytes",
              index,
              use.name().toLowerCase(Locale.ROOT),
              size);
      int address = firstNotGranted(first, size, task, use);
      findings.add(findings.rule(task, address), task, address, what);
    }
  }

  private int firstNotGranted(long first, long size, int task, Use use) {
    long page = first;
    while (page < first + size && isGranted(task, page, Memory.PAGE, use)) {
      page += Memory.PAGE;
    }
    return (int) page;
  }
}
