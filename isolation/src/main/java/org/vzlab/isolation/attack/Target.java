package org.vzlab.isolation.attack;

import java.util.List;

/**
 * What an attack knows of the machine: the guest that it is, and everything around it.
 *
 * @param guest the guest's id
 * @param name the guest's name, for reports
 * @param entry guest virtual address of its first instruction; bit 0 is the ISA mode
 * @param code where programs go: whole pages, as many as a power of two, at a multiple of their
 *     size; guest physical
 * @param physical where they are: the physical address of the first of them
 * @param memory all memory of the guest, its code included; guest physical
 * @param devices all registers of the guest, mapped or not; guest physical
 * @param foreign everything on the bus that is not the guest's, and all that there is; physical
 */
public record Target(
    int guest,
    String name,
    int entry,
    Place code,
    int physical,
    List<Place> memory,
    List<Place> devices,
    List<Place> foreign) {
  /** Guest virtual address of the program. */
  int base() {
    return code.kseg0(0);
  }

  /** The RAM that it can write. */
  List<Place> ram() {
    return memory.stream().filter(Place::writable).toList();
  }

  /** The devices of a kind. */
  List<Place> devices(Place.Kind kind) {
    return devices.stream().filter(place -> place.kind() == kind).toList();
  }
}
