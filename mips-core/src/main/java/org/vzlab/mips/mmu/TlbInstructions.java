package org.vzlab.mips.mmu;

import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.TlbFields;

/**
 * What the TLB instructions do with registers and entries (MD00086; MD00847 for those of a guest
 * and for the TLBG family). Entries carry GuestCtl1.RID when root writes them and GuestCtl1.ID when
 * a guest does; an index beyond the last entry, which is undefined, does nothing.
 *
 * <p>Root's TLBWI and TLBWR do not write an entry that would match an address together with
 * another: they answer with that other entry, for a machine check (MD00091 "Machine Check"). Which
 * writes the core checks is not documented. Our choice: those two alone, so no write into the
 * guest's TLB, whoever makes it; of entries root's own alone, for tinyVP can enter a page of a
 * guest under two ASIDs; and the whole pair counts, whether its pages are valid or not. Software
 * that wipes the TLB with EntryHi.EHINV, or gives each entry a VPN2 of its own, depends on nothing
 * of that.
 */
public final class TlbInstructions {
  private final Cp0 root;
  private final Cp0 guest;
  private final Tlb rootTlb;
  private final Tlb guestTlb;
  private final Scheduler scheduler;
  private final Runnable changed;
  private final TraceChannel<TlbWritten> trace = new TraceChannel<>();

  /**
   * @param changed called after entries or the registers translation depends on have changed
   */
  public TlbInstructions(
      Cp0 root, Cp0 guest, Tlb rootTlb, Tlb guestTlb, Scheduler scheduler, Runnable changed) {
    this.root = root;
    this.guest = guest;
    this.rootTlb = rootTlb;
    this.guestTlb = guestTlb;
    this.scheduler = scheduler;
    this.changed = changed;
  }

  /** Every entry written. */
  public TraceChannel<TlbWritten> trace() {
    return trace;
  }

  /**
   * TLBWI in root or in guest mode.
   *
   * @return the index of the entry because of which nothing has been written, or {@link Tlb#NONE}
   */
  public int tlbwi(boolean inGuest) {
    return inGuest
        ? write(guest, guestTlb, index(guest), id())
        : write(root, rootTlb, index(root), rid());
  }

  /**
   * TLBWR in root or in guest mode.
   *
   * @return the index of the entry because of which nothing has been written, or {@link Tlb#NONE}
   */
  public int tlbwr(boolean inGuest) {
    return inGuest
        ? write(guest, guestTlb, takeRandom(guest), id())
        : write(root, rootTlb, takeRandom(root), rid());
  }

  /** An entry of root's TLB. */
  public TlbEntry rootEntry(int index) {
    return rootTlb.read(index);
  }

  /** An entry of the guest's TLB, whosever it is. */
  public TlbEntry guestEntry(int index) {
    return guestTlb.read(index);
  }

  /** TLBP in root or in guest mode. */
  public void tlbp(boolean inGuest) {
    if (inGuest) {
      probe(guest, guestTlb, id());
    } else {
      probe(root, rootTlb, rid());
    }
  }

  /** TLBR in root or in guest mode. */
  public void tlbr(boolean inGuest) {
    Cp0 context = inGuest ? guest : root;
    int index = index(context);
    if (index >= Tlb.ENTRIES) {
      return;
    }
    TlbEntry entry = (inGuest ? guestTlb : rootTlb).read(index);
    if (!inGuest) {
      root.set(Cp0Register.GUEST_CTL1, entry.guestId() << 16 | id());
    }
    show(context, inGuest && entry.guestId() != id() ? TlbEntry.INVALID : entry);
  }

  /** TLBINV in root or in guest mode. */
  public void tlbinv(boolean inGuest) {
    if (inGuest) {
      guestTlb.invalidateAsid(id(), asid(guest));
    } else {
      rootTlb.invalidateAsid(rid(), asid(root));
    }
    changed.run();
  }

  /** TLBINVF in root or in guest mode. */
  public void tlbinvf(boolean inGuest) {
    if (inGuest) {
      guestTlb.invalidateGuest(id());
    } else {
      rootTlb.invalidateGuest(rid());
    }
    changed.run();
  }

  /** TLBGWI. */
  public void tlbgwi() {
    write(guest, guestTlb, index(guest), rid());
  }

  /** TLBGWR. */
  public void tlbgwr() {
    write(guest, guestTlb, takeRandom(guest), rid());
  }

  /** TLBGP. */
  public void tlbgp() {
    probe(guest, guestTlb, rid());
  }

  /** TLBGR. */
  public void tlbgr() {
    int index = index(guest);
    if (index < Tlb.ENTRIES) {
      TlbEntry entry = guestTlb.read(index);
      root.set(Cp0Register.GUEST_CTL1, entry.guestId() << 16 | id());
      show(guest, entry);
    }
  }

  /** TLBGINV. */
  public void tlbginv() {
    guestTlb.invalidateAsid(rid(), asid(guest));
    changed.run();
  }

  /** TLBGINVF. */
  public void tlbginvf() {
    guestTlb.invalidateGuest(rid());
    changed.run();
  }

  private int write(Cp0 context, Tlb tlb, int index, int guestId) {
    if (index >= Tlb.ENTRIES) {
      return Tlb.NONE;
    }
    TlbEntry entry =
        new TlbEntry(
            context.get(Cp0Register.ENTRY_HI),
            context.get(Cp0Register.PAGE_MASK),
            context.get(Cp0Register.ENTRY_LO0),
            context.get(Cp0Register.ENTRY_LO1),
            guestId);
    if (tlb == rootTlb) {
      if (guestId != 0) {
        entry = entry.forEveryAsid();
      } else {
        int conflict = tlb.conflict(index, entry);
        if (conflict != Tlb.NONE) {
          return conflict;
        }
      }
    }
    tlb.write(index, entry);
    changed.run();
    if (trace.isOn()) {
      trace.emit(new TlbWritten(scheduler.now(), tlb == guestTlb, index, entry));
    }
    return Tlb.NONE;
  }

  private void show(Cp0 context, TlbEntry entry) {
    context.set(Cp0Register.ENTRY_HI, entry.entryHi());
    context.set(Cp0Register.PAGE_MASK, entry.pageMask());
    context.set(Cp0Register.ENTRY_LO0, entry.entryLo0());
    context.set(Cp0Register.ENTRY_LO1, entry.entryLo1());
    changed.run();
  }

  private static void probe(Cp0 context, Tlb tlb, int guestId) {
    int index = tlb.find(context.get(Cp0Register.ENTRY_HI), asid(context), guestId);
    context.set(Cp0Register.INDEX, index == Tlb.NONE ? TlbFields.P : index);
  }

  private static int asid(Cp0 context) {
    return context.get(Cp0Register.ENTRY_HI) & TlbFields.ASID;
  }

  private static int index(Cp0 context) {
    return context.get(Cp0Register.INDEX) & ~TlbFields.P;
  }

  /** Random goes down to Wired and starts again at the top; it moves when it is used. */
  private static int takeRandom(Cp0 context) {
    int random = context.get(Cp0Register.RANDOM);
    int next = random <= context.get(Cp0Register.WIRED) ? Tlb.ENTRIES - 1 : random - 1;
    context.set(Cp0Register.RANDOM, next);
    return random;
  }

  private int id() {
    return GuestCtl.id(root.get(Cp0Register.GUEST_CTL1));
  }

  private int rid() {
    return GuestCtl.rid(root.get(Cp0Register.GUEST_CTL1));
  }
}
