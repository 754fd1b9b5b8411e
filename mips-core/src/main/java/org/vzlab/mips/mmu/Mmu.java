package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;
import org.vzlab.mips.hart.GuestTrap;

/** Loads, stores and fetches by virtual address. */
public final class Mmu {
  private final Bus bus;
  private Memory fetchMemory;
  private int fetchOffset;

  /** An address space over a bus. */
  public Mmu(Bus bus) {
    this.bus = bus;
  }

  /** LBU. */
  public int loadByte(int va) {
    return load(va, 1);
  }

  /** LHU. */
  public int loadHalf(int va) {
    return load(va, 2);
  }

  /** LW. */
  public int loadWord(int va) {
    return load(va, 4);
  }

  /** SB. */
  public void storeByte(int va, int value) {
    store(va, 1, value);
  }

  /** SH. */
  public void storeHalf(int va, int value) {
    store(va, 2, value);
  }

  /** SW. */
  public void storeWord(int va, int value) {
    store(va, 4, value);
  }

  /**
   * Translates the page of an instruction; {@link #fetchMemory} and {@link #fetchOffset} say where
   * it is.
   */
  public void fetchPage(int va) throws GuestTrap {
    Region region = bus.at(va & 0x1FFFFFFF);
    fetchMemory = region.memory();
    fetchOffset = region.offsetInMemory(va & 0x1FFFF000);
  }

  /** Changes whenever a translation that was valid may be valid no longer. */
  public long epoch() {
    return 0;
  }

  /** Forgets every kept translation. */
  public void flush() {}

  /** The memory of the page fetched last. */
  public Memory fetchMemory() {
    return fetchMemory;
  }

  /** Offset in {@link #fetchMemory} of the page fetched last. */
  public int fetchOffset() {
    return fetchOffset;
  }

  private int load(int va, int size) {
    try {
      return bus.read(va & 0x1FFFFFFF, size);
    } catch (BusError e) {
      throw new IllegalStateException(e);
    }
  }

  private void store(int va, int size, int value) {
    try {
      bus.write(va & 0x1FFFFFFF, size, value);
    } catch (BusError e) {
      throw new IllegalStateException(e);
    }
  }
}
