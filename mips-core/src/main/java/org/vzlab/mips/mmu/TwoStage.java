package org.vzlab.mips.mmu;

import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.TlbFields;

/**
 * Translation of addresses. In root mode: the fixed segments (MD00090 chapter 4) and root's TLB. In
 * guest mode: the guest's segments and TLB, which give a guest physical address, and then root's
 * TLB for that address wherever it lies, matching the guest's number and ignoring ASIDs (MD00847;
 * root's entries for guests are global by construction). If root manages the MMU of guests
 * (GuestCtl0.AT = 1), mapped addresses of a guest are guest physical ones as they are.
 *
 * <p>The cacheability of an access is that of Config.K0 in KSEG0 and EntryLo.C where a TLB maps;
 * KSEG1 and KUSEG at error level are uncached (MD00090). A guest's is that of its own stage as long
 * as GuestCtl0Ext.NCC is 0 and root's otherwise (our choice after tinyVP); where the guest has none
 * of its own, it is root's.
 */
final class TwoStage {
  /** What distinguishes KSEG1 from KSEG0. */
  private static final int KSEG1 = 1 << 29;

  private static final int CONFIG_SHIFT = 33;
  private static final int NESTED_SHIFT = 36 - 6;

  /** Pages may be read, and written, as far as the entries used last go. */
  private boolean readable;

  private boolean writable;

  private boolean isMapped;
  private boolean isTwice;

  private int cacheability = Cacheability.UNCACHED;

  private final Cp0 root;
  private final Cp0 guest;
  private final Tlb rootTlb;
  private final Tlb guestTlb;
  private final Faults faults;
  private boolean inGuest;
  private boolean kernel;
  private TranslationListener listener;

  TwoStage(Cp0 root, Cp0 guest, Tlb rootTlb, Tlb guestTlb, Faults faults) {
    this.root = root;
    this.guest = guest;
    this.rootTlb = rootTlb;
    this.guestTlb = guestTlb;
    this.faults = faults;
  }

  /** Tells somebody of every translation. */
  void listen(TranslationListener next) {
    listener = listener == null ? next : listener.andThen(next);
  }

  /** Whether somebody hears of translations. */
  boolean isHeard() {
    return listener != null;
  }

  /** Chooses the context whose addresses are translated, and whether it is in kernel mode. */
  void select(boolean guestMode, boolean kernelMode) {
    inGuest = guestMode;
    kernel = kernelMode;
  }

  /** Whether the page translated last may be read. */
  boolean readable() {
    return readable;
  }

  /** Whether the page translated last may be written. */
  boolean writable() {
    return writable;
  }

  /** The attribute of the page translated last. */
  int cacheability() {
    return cacheability;
  }

  /**
   * The page translated last as {@link AccessTiming} wants it.
   *
   * @param pa a physical address in it
   */
  int page(int pa) {
    int cached = Cacheability.isCached(cacheability) ? AccessTiming.CACHED : 0;
    int mapped = isMapped ? AccessTiming.MAPPED : 0;
    int twice = isTwice ? AccessTiming.TWICE : 0;
    int guests = inGuest ? AccessTiming.GUEST : 0;
    return (pa & -4096) | mapped | twice | guests | cached | cacheability;
  }

  /** Whether root is in kernel mode. */
  boolean privileged() {
    return kernel && !inGuest;
  }

  /** What the cacheability of an access depends on, in bits that {@link #addressSpace} leaves. */
  long cacheabilities() {
    int config = (inGuest ? guest : root).get(Cp0Register.CONFIG) & Cacheability.MASK;
    int nested = inGuest ? root.get(Cp0Register.GUEST_CTL0_EXT) & GuestCtl.NCC : 0;
    return (long) config << CONFIG_SHIFT | (long) nested << NESTED_SHIFT;
  }

  /** Everything but TLB contents and mode that a translation depends on. */
  long addressSpace() {
    Cp0 context = inGuest ? guest : root;
    int status = context.get(Cp0Register.STATUS) & Status.ERL;
    int asid = context.get(Cp0Register.ENTRY_HI) & TlbFields.ASID;
    int id = inGuest ? GuestCtl.id(root.get(Cp0Register.GUEST_CTL1)) : 0;
    long rootMmu = inGuest && hasRootMmu() ? 1 : 0;
    return rootMmu << 32 | id << 16 | asid << 8 | status;
  }

  /** The physical address of an aligned virtual one. */
  int physical(int va, Access access) throws GuestTrap {
    int pa = translate(va, access);
    if (listener != null) {
      listener.translated(va, pa, access);
    }
    return pa;
  }

  private int translate(int va, Access access) throws GuestTrap {
    readable = true;
    writable = true;
    isMapped = false;
    isTwice = false;
    if (!inGuest) {
      return stageOne(root, rootTlb, 0, va, access);
    }
    int id = GuestCtl.id(root.get(Cp0Register.GUEST_CTL1));
    int gpa = stageOne(guest, guestTlb, id, va, access);
    isTwice = isMapped;
    int ofGuest = cacheability;
    int pa = look(rootTlb, root, true, gpa, Tlb.ANY_ASID, id, access);
    boolean modified = root.has(Cp0Register.GUEST_CTL0_EXT, GuestCtl.NCC);
    cacheability = Cacheability.nested(ofGuest, cacheability, modified);
    return pa;
  }

  private int stageOne(Cp0 context, Tlb tlb, int id, int va, Access access) throws GuestTrap {
    if (va < 0 && !kernel) {
      throw faults.addressError(va, access);
    }
    if ((va & 0xC0000000) == 0x80000000) {
      boolean kseg0 = (va & KSEG1) == 0;
      cacheability =
          kseg0 ? context.get(Cp0Register.CONFIG) & Cacheability.MASK : Cacheability.UNCACHED;
      return va & 0x1FFFFFFF;
    }
    if (va >= 0 && context.has(Cp0Register.STATUS, Status.ERL)) {
      cacheability = Cacheability.UNCACHED;
      return va;
    }
    if (context == guest && hasRootMmu()) {
      cacheability = Cacheability.UNSTATED;
      return va;
    }
    int asid = context.get(Cp0Register.ENTRY_HI) & TlbFields.ASID;
    return look(tlb, context, context == root, va, asid, id, access);
  }

  private boolean hasRootMmu() {
    return GuestCtl.isRootMmu(root.get(Cp0Register.GUEST_CTL0));
  }

  private int look(
      Tlb tlb, Cp0 context, boolean isRoot, int address, int asid, int id, Access access)
      throws GuestTrap {
    isMapped = true;
    int index = tlb.find(address, asid, id);
    ExcCode miss = access == Access.STORE ? ExcCode.TLBS : ExcCode.TLBL;
    if (index == Tlb.NONE) {
      throw faults.tlbFault(isRoot, miss, address, true, access);
    }
    int low = tlb.entryLoFor(index, address);
    if ((low & TlbFields.V) == 0) {
      throw faults.tlbFault(isRoot, miss, address, false, access);
    }
    boolean ownCodes = context.has(Cp0Register.PAGE_GRAIN, TlbFields.IEC);
    if (access == Access.LOAD && (low & TlbFields.RI) != 0) {
      ExcCode code = ownCodes ? ExcCode.TLBRI : ExcCode.TLBL;
      throw faults.tlbFault(isRoot, code, address, false, access);
    }
    if (access == Access.FETCH && (low & TlbFields.XI) != 0) {
      ExcCode code = ownCodes ? ExcCode.TLBXI : ExcCode.TLBL;
      throw faults.tlbFault(isRoot, code, address, false, access);
    }
    if (access == Access.STORE && (low & TlbFields.D) == 0) {
      throw faults.tlbFault(isRoot, ExcCode.MOD, address, false, access);
    }
    readable &= (low & TlbFields.RI) == 0;
    writable &= (low & TlbFields.D) != 0;
    cacheability = Cacheability.ofEntryLo(low);
    return tlb.physical(index, address);
  }
}
