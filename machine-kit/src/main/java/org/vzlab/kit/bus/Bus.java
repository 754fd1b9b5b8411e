package org.vzlab.kit.bus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The physical address space: which memory or device answers where. */
public final class Bus {
  private final Unmodelled unmodelled;
  private final List<Region> windows = new ArrayList<>();
  private Region[] regions = new Region[0];
  private Guard guard = Guard.NONE;
  private Runnable onGuardChange = () -> {};

  /**
   * @param unmodelled hears of accesses inside a window that no device claims, and of stores to
   *     memory that a store cannot change
   */
  public Bus(Unmodelled unmodelled) {
    this.unmodelled = unmodelled;
  }

  /** Maps a device that answers at once. */
  public void map(int base, int size, Device device) {
    map(base, size, device, AccessTime.NONE);
  }

  /** Maps a device. */
  public void map(int base, int size, Device device, AccessTime time) {
    insert(new Region(base, size, null, 0, device, time));
  }

  /** Maps a whole memory that answers at once; it may be mapped at several addresses. */
  public void map(int base, Memory memory) {
    map(base, memory, AccessTime.NONE);
  }

  /** Maps a whole memory; the same memory may be mapped at several addresses. */
  public void map(int base, Memory memory, AccessTime time) {
    insert(new Region(base, memory.size(), memory, 0, null, time));
  }

  /** Maps a part of a memory, which answers at once. */
  public void map(int base, Memory memory, int offset, int size) {
    insert(new Region(base, size, memory, offset, null, AccessTime.NONE));
  }

  /** Declares a window of registers: what no device claims in it reads 0 and is reported. */
  public void window(int base, int size) {
    window(base, size, AccessTime.NONE);
  }

  /** Declares a window of registers that takes time to answer. */
  public void window(int base, int size, AccessTime time) {
    windows.add(new Region(base, size, null, 0, null, time));
  }

  private void insert(Region region) {
    for (Region other : regions) {
      if (region.contains(other.base()) || other.contains(region.base())) {
        throw new IllegalArgumentException("bus regions overlap: " + region + " and " + other);
      }
    }
    Region[] more = Arrays.copyOf(regions, regions.length + 1);
    more[regions.length] = region;
    Arrays.sort(more, Comparator.comparingInt(r -> r.base() ^ Integer.MIN_VALUE));
    regions = more;
  }

  /** All mapped ranges in the order of their addresses. */
  public List<Region> regions() {
    return List.of(regions);
  }

  /** The range that holds a physical address, or null. */
  public Region at(int address) {
    int low = 0;
    int high = regions.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Region region = regions[middle];
      if (region.contains(address)) {
        return region;
      }
      if (Integer.compareUnsigned(region.base(), address) < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /** Whether no access to any of some physical addresses ends in a bus error. */
  public boolean answers(int address, int size) {
    long at = Integer.toUnsignedLong(address);
    long end = at + size;
    while (at < end) {
      Region region = at((int) at);
      if (region == null) {
        region = windowAt((int) at);
      }
      if (region == null) {
        return false;
      }
      at = Integer.toUnsignedLong(region.base()) + region.size();
    }
    return true;
  }

  /** How long what is at a physical address takes with an access; nothing takes no time. */
  public AccessTime timeAt(int address) {
    Region region = at(address);
    if (region == null) {
      region = windowAt(address);
    }
    return region == null ? AccessTime.NONE : region.time();
  }

  /**
   * Reads 1, 2 or 4 bytes at an aligned physical address, zero-extended.
   *
   * @throws BusError if nothing is there
   */
  public int read(int address, int size) throws BusError {
    Region region = at(address);
    if (region == null) {
      hole(address, false);
      return 0;
    }
    return region.memory() != null
        ? region.memory().read(region.offsetInMemory(address), size)
        : region.device().read(address - region.base(), size);
  }

  /**
   * Writes 1, 2 or 4 bytes at an aligned physical address.
   *
   * @throws BusError if nothing is there
   */
  public void write(int address, int size, int value) throws BusError {
    Region region = at(address);
    if (region == null) {
      hole(address, true);
    } else if (region.device() != null) {
      region.device().write(address - region.base(), size, value);
    } else if (region.memory().writable()) {
      region.memory().write(region.offsetInMemory(address), size, value);
    } else {
      unmodelled.touched("store to " + region.memory().name(), true);
    }
  }

  /** Sets who is asked about the processor's accesses, and about nobody else's. */
  public void guard(Guard processorGuard) {
    guard = processorGuard;
    guardChanged();
  }

  /** Who is asked about the processor's accesses. */
  public Guard guard() {
    return guard;
  }

  /** Calls a listener when pages that were open may be so no longer. */
  public void onGuardChange(Runnable listener) {
    onGuardChange = listener;
  }

  /** Pages that were open may be so no longer. */
  public void guardChanged() {
    onGuardChange.run();
  }

  /**
   * As {@link #read}, for the processor.
   *
   * @throws BusError if nothing is there, or the guard refuses
   */
  public int readGuarded(int address, int size) throws BusError {
    if (!guard.permits(address, false)) {
      throw BusError.INSTANCE;
    }
    return read(address, size);
  }

  /**
   * As {@link #write}, for the processor; what the guard refuses does not happen, and the processor
   * does not hear of it.
   *
   * @throws BusError if nothing is there
   */
  public void writeGuarded(int address, int size, int value) throws BusError {
    if (guard.permits(address, true)) {
      write(address, size, value);
    }
  }

  private void hole(int address, boolean write) throws BusError {
    if (windowAt(address) == null) {
      throw BusError.INSTANCE;
    }
    unmodelled.touched(String.format("0x%08X", address), write);
  }

  private Region windowAt(int address) {
    for (Region window : windows) {
      if (window.contains(address)) {
        return window;
      }
    }
    return null;
  }
}
