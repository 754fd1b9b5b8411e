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
  private final Bus bus;

  CoreBus(Bus bus, CommonDevices devices) {
    this.bus = bus;
    this.devices = devices;
    caches = new Caches(bus, devices);
  }

  /** Reads 1, 2 or 4 bytes at an aligned physical address, zero-extended. */
  int read(int pa, int size, int cacheability, boolean privileged) throws BusError {
    if (devices.contains(pa)) {
      return devices.read(pa, size, privileged);
    }
    return caches.serve(pa, cacheability) ? caches.load(pa, size) : bus.read(pa, size);
  }

  /** Writes 1, 2 or 4 bytes at an aligned physical address. */
  void write(int pa, int size, int value, int cacheability, boolean privileged) throws BusError {
    if (devices.contains(pa)) {
      devices.write(pa, size, value, privileged);
    } else if (caches.serve(pa, cacheability)) {
      caches.store(pa, size, value, cacheability);
    } else {
      bus.write(pa, size, value);
    }
  }

  /** What answers for the whole page of an address, unless something here stands before it. */
  Region direct(int pa, int cacheability) {
    return devices.contains(pa) || caches.serve(pa, cacheability) ? null : bus.at(pa);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("devices", devices);
    visitor.enter("caches", caches);
  }
}
