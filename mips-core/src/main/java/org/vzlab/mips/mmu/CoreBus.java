package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * What the processor's accesses pass on their way to the bus: the window of the common devices, and
 * the caches.
 */
final class CoreBus implements Stateful {
  final CommonDevices devices;
  final Caches caches;
  final BusTiming timing;
  private final Bus bus;

  CoreBus(Bus bus, CommonDevices devices, BusTiming timing) {
    this.bus = bus;
    this.devices = devices;
    this.timing = timing;
    caches = new Caches(bus, devices, timing);
  }

  /** Reads 1, 2 or 4 bytes at an aligned physical address, zero-extended. */
  int read(int pa, int size, int cacheability, boolean privileged) throws BusError {
    if (devices.contains(pa)) {
      return devices.read(pa, size, privileged);
    }
    return caches.serve(pa, cacheability) ? caches.load(pa, size) : bus.readGuarded(pa, size);
  }

  /** Writes 1, 2 or 4 bytes at an aligned physical address. */
  void write(int pa, int size, int value, int cacheability, boolean privileged) throws BusError {
    if (devices.contains(pa)) {
      devices.write(pa, size, value, privileged);
    } else if (caches.serve(pa, cacheability)) {
      caches.store(pa, size, value, cacheability);
    } else {
      bus.writeGuarded(pa, size, value);
    }
  }

  /** Reads a part of an instruction in memory at an aligned physical address, zero-extended. */
  int fetch(int pa, int size, int cacheability) throws BusError {
    return caches.serve(pa, cacheability) ? caches.fetch(pa, size) : bus.readGuarded(pa, size);
  }

  /** What answers on the bus, or null if that is nothing or the devices here answer instead. */
  Region at(int pa) {
    return devices.contains(pa) ? null : bus.at(pa);
  }

  /** As {@link #at}, and null if the caches answer too. */
  Region direct(int pa, int cacheability) {
    return caches.serve(pa, cacheability) ? null : at(pa);
  }

  /**
   * A page as {@link AccessTiming} wants it: devices are never cached.
   *
   * @param page the same as translation says
   */
  int page(int page, int pa) {
    if (devices.contains(pa)) {
      return (page & ~AccessTiming.CACHED) | AccessTiming.INTERNAL;
    }
    Region region = bus.at(pa);
    boolean memory = region != null && region.memory() != null;
    return memory ? page : page & ~AccessTiming.CACHED;
  }

  /** Whether every access to the page around an address may pass the bus's guard by. */
  boolean opens(int pa, boolean write) {
    return bus.guard().opens(pa & KeptPages.PAGE, write);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("devices", devices);
    visitor.enter("caches", caches);
    visitor.enter("timing", timing);
  }
}
