package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.timing.Timing;

/**
 * Loads, stores and fetches by virtual address, in the address space that {@link #select} has
 * chosen. Pages of memory are reached through a {@link KeptPages} for each privilege level;
 * devices, watched pages, memory that cannot be written, pages that the bus's guard has not opened
 * and what caches serve go over the bus each time.
 */
public final class Mmu implements Stateful {
  private static final int PRIVILEGE_LEVELS = 4;
  private static final int LLADDR_SHIFT = 4;

  /** Where {@link TwoStage#addressSpace} has a guest's number, and nothing for root. */
  private static final int GUEST_SHIFT = 16;

  /** CACHE and SYNCI. */
  public final CacheInstructions cacheInstructions;

  /** What accesses take, if that is modelled. */
  public final AccessTiming timing;

  /** Fetches of instructions. */
  public final Fetches fetches;

  private final boolean timed;

  private final CoreBus bus;
  private final Faults faults;
  private final TwoStage translation;
  private final Watchpoints watchpoints;
  private final Cp0 root;
  private final Cp0 guest;
  private final KeptPages[] levels = new KeptPages[PRIVILEGE_LEVELS];
  private final long[] epochs = new long[PRIVILEGE_LEVELS];
  private KeptPages current;
  private int level;
  private boolean inGuest;
  private int owner;
  private boolean rootLinked;
  private boolean guestLinked;
  private int[] readTag;
  private int[] writeTag;
  private byte[][] bytes;
  private int[] bias;
  private int[] dataPage;
  private long lastEpoch;

  /**
   * @param bus the physical address space
   * @param faults hears why an access cannot be made
   * @param unmodelled hears of what the devices of the core and its caches do not do
   * @param model what accesses take
   */
  public Mmu(
      Bus bus,
      Cp0 root,
      Cp0 guest,
      Tlb rootTlb,
      Tlb guestTlb,
      Faults faults,
      Unmodelled unmodelled,
      Timing model) {
    this.bus = new CoreBus(bus, new CommonDevices(root, unmodelled), new BusTiming(bus, model));
    timed = model.approximate;
    timing = new AccessTiming(model, this.bus.caches, this.bus.timing);
    cacheInstructions = new CacheInstructions(this.bus.caches, root, faults, unmodelled, timing);
    this.faults = faults;
    this.root = root;
    this.guest = guest;
    watchpoints = new Watchpoints(root, faults);
    translation = new TwoStage(root, guest, rootTlb, guestTlb, faults);
    fetches = new Fetches(this.bus, translation, watchpoints, faults, timing, timed);
    for (int i = 0; i < PRIVILEGE_LEVELS; i++) {
      levels[i] = new KeptPages();
    }
    select(false, true, 0);
  }

  /** Tells somebody of every translation from now on. */
  public void listen(TranslationListener listener) {
    translation.listen(listener);
    flush();
    current.serve(addressSpace());
  }

  /**
   * Chooses whose addresses are translated from now on. To be called after every change of mode and
   * of the registers that tell address spaces apart.
   *
   * @param guestMode whether a guest executes
   * @param kernel whether it executes in kernel mode
   * @param who who executes, as {@link org.vzlab.mips.hart.Hart#owner} says
   */
  public void select(boolean guestMode, boolean kernel, int who) {
    inGuest = guestMode;
    owner = who;
    translation.select(guestMode, kernel);
    level = (guestMode ? 2 : 0) + (kernel ? 0 : 1);
    current = levels[level];
    readTag = current.readTag;
    writeTag = current.writeTag;
    bytes = current.bytes;
    bias = current.bias;
    dataPage = current.dataPage;
    fetches.select(current, guestMode);
    timing.select(guestMode, translation.addressSpace());
    if (current.serve(addressSpace())) {
      epochs[level] = ++lastEpoch;
    }
  }

  private long addressSpace() {
    long space = translation.addressSpace() | (long) bus.devices.place() << 32;
    if (translation.isHeard() && !inGuest) {
      // Root's threads are told apart whatever software makes of their ASIDs.
      space |= (long) (owner & 0xFF) << GUEST_SHIFT;
    }
    boolean attributesCount = timed || bus.caches.keepStaleLines();
    return attributesCount ? space | translation.cacheabilities() : space;
  }

  /**
   * Chooses whether the caches keep lines that differ from memory, as hardware does; otherwise they
   * are coherent with it. To be called while a machine is built.
   */
  public void keepStaleLines(boolean keep) {
    bus.caches.keepStaleLines(keep);
    flush();
  }

  /** What the reset of the processor does to what belongs to it here; not to the caches. */
  public void reset() {
    bus.devices.reset();
  }

  /** LBU. */
  public int loadByte(int va) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (readTag[index] == (va & KeptPages.PAGE)) {
      if (timed) {
        timing.load(va, dataPage[index]);
      }
      return bytes[index][va + bias[index]] & 0xFF;
    }
    return load(va, 1);
  }

  /** LHU. */
  public int loadHalf(int va) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (readTag[index] == (va & (KeptPages.PAGE | 1))) {
      if (timed) {
        timing.load(va, dataPage[index]);
      }
      return (short) Memory.HALVES.get(bytes[index], va + bias[index]) & 0xFFFF;
    }
    return load(va, 2);
  }

  /** LW. */
  public int loadWord(int va) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (readTag[index] == (va & (KeptPages.PAGE | 3))) {
      if (timed) {
        timing.load(va, dataPage[index]);
      }
      return (int) Memory.WORDS.get(bytes[index], va + bias[index]);
    }
    return load(va, 4);
  }

  /** SB. */
  public void storeByte(int va, int value) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (writeTag[index] == (va & KeptPages.PAGE)) {
      if (timed) {
        timing.store(va, dataPage[index]);
      }
      bytes[index][va + bias[index]] = (byte) value;
    } else {
      store(va, 1, value);
    }
  }

  /** SH. */
  public void storeHalf(int va, int value) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (writeTag[index] == (va & (KeptPages.PAGE | 1))) {
      if (timed) {
        timing.store(va, dataPage[index]);
      }
      Memory.HALVES.set(bytes[index], va + bias[index], (short) value);
    } else {
      store(va, 2, value);
    }
  }

  /** SW. */
  public void storeWord(int va, int value) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (writeTag[index] == (va & (KeptPages.PAGE | 3))) {
      if (timed) {
        timing.store(va, dataPage[index]);
      }
      Memory.WORDS.set(bytes[index], va + bias[index], value);
    } else {
      store(va, 4, value);
    }
  }

  /**
   * More of an access that the last load began, in the same doubleword: it raises nothing but a bus
   * error, and takes no time of its own.
   *
   * @param size bytes, 1 or 4, which are aligned
   */
  public int loadRest(int va, int size) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (readTag[index] != (va & KeptPages.PAGE)) {
      return read(translation.physical(va, Access.LOAD), size);
    }
    int at = va + bias[index];
    return size == 1 ? bytes[index][at] & 0xFF : (int) Memory.WORDS.get(bytes[index], at);
  }

  /** As {@link #loadRest}, for a store. */
  public void storeRest(int va, int size, int value) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (writeTag[index] != (va & KeptPages.PAGE)) {
      write(translation.physical(va, Access.STORE), size, value);
    } else if (size == 1) {
      bytes[index][va + bias[index]] = (byte) value;
    } else {
      Memory.WORDS.set(bytes[index], va + bias[index], value);
    }
  }

  /** SYNC: waits for the stores that are on their way. */
  public void sync() {
    bus.timing.drain();
  }

  /** LL: a load that sets LLbit of the context that executes. */
  public int loadLinked(int va) throws GuestTrap {
    int value = loadWord(va);
    int pa = translation.physical(va, Access.LOAD);
    (inGuest ? guest : root).set(Cp0Register.LLADDR, pa >>> LLADDR_SHIFT);
    link(inGuest, true);
    return value;
  }

  /**
   * SC: stores if LLbit of the context that executes is set, and clears it. Raises what a store
   * raises even if it would not store.
   *
   * @return 1 if the word has been stored, or 0
   */
  public int storeConditional(int va, int value) throws GuestTrap {
    watch(va, Access.STORE);
    if ((va & 3) != 0) {
      throw faults.addressError(va, Access.STORE);
    }
    translation.physical(va, Access.STORE);
    if (!(inGuest ? guestLinked : rootLinked)) {
      return 0;
    }
    storeWord(va, value);
    link(inGuest, false);
    return 1;
  }

  /** Clears a context's LLbit, as its own ERET does. */
  public void clearLink(boolean ofGuest) {
    link(ofGuest, false);
  }

  private void link(boolean ofGuest, boolean linked) {
    if (ofGuest) {
      guestLinked = linked;
    } else {
      rootLinked = linked;
    }
  }

  /**
   * The physical address of a virtual one, with the exceptions the access would raise; the access
   * is not made.
   */
  public int translate(int va, Access access) throws GuestTrap {
    return translation.physical(va, access);
  }

  /**
   * Raises Watch for an access that root watches and that is about to be made. Every load and store
   * begins so by itself; this is for instructions that make several.
   */
  public void watch(int va, Access access) throws GuestTrap {
    if (!inGuest) {
      watchpoints.check(va, access);
    }
  }

  /**
   * Changes whenever a translation that was valid may be valid no longer, or in another context.
   */
  public long epoch() {
    return epochs[level];
  }

  /** Forgets every kept translation, and looks anew at the watch registers. */
  public void flush() {
    watchpoints.update();
    for (int i = 0; i < PRIVILEGE_LEVELS; i++) {
      levels[i].flush();
      epochs[i] = ++lastEpoch;
    }
  }

  private int load(int va, int size) throws GuestTrap {
    watch(va, Access.LOAD);
    if ((va & (size - 1)) != 0) {
      throw faults.addressError(va, Access.LOAD);
    }
    int pa = translation.physical(va, Access.LOAD);
    keep(va, pa, Access.LOAD);
    if (timed) {
      timing.load(va, page(pa));
    }
    return read(pa, size);
  }

  private int read(int pa, int size) throws GuestTrap {
    try {
      return bus.read(pa, size, translation.cacheability(), translation.privileged());
    } catch (BusError nothing) {
      throw faults.busError(Access.LOAD);
    }
  }

  private void store(int va, int size, int value) throws GuestTrap {
    watch(va, Access.STORE);
    if ((va & (size - 1)) != 0) {
      throw faults.addressError(va, Access.STORE);
    }
    int pa = translation.physical(va, Access.STORE);
    keep(va, pa, Access.STORE);
    if (timed) {
      timing.store(va, page(pa));
    }
    write(pa, size, value);
  }

  private void write(int pa, int size, int value) throws GuestTrap {
    try {
      bus.write(pa, size, value, translation.cacheability(), translation.privileged());
    } catch (BusError nothing) {
      throw faults.busError(Access.STORE);
    }
  }

  private int page(int pa) {
    return bus.page(translation.page(pa), pa);
  }

  private void keep(int va, int pa, Access access) {
    if (inGuest || !watchpoints.watchesData(va)) {
      current.keep(va, pa, access, bus, translation);
    }
  }

  /** Entries of a TLB have changed. */
  public void translationsChanged() {
    timing.forgetPages();
    flush();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("timing", timing);
    rootLinked = visitor.flag("rootLinked", rootLinked);
    guestLinked = visitor.flag("guestLinked", guestLinked);
    visitor.enter("bus", bus);
  }
}
