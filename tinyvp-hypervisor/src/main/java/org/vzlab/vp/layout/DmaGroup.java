package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.DmaZone;
import org.vzlab.vp.config.Domain;

/**
 * The permission group that a guest's bus masters are in, and what it opens for them. Guests with a
 * zone have the first groups, in the order of their ids, as in tinyVP. A guest with a DMA device
 * and no zone has one too, which opens no memory: in group 0 its transfers would have the CPU's
 * rights.
 *
 * @param number 1 or 2; 0 is the CPU's
 * @param guest the guest's id
 * @param base first physical address of the zone
 * @param size bytes of the zone; 0 without one
 * @param writable whether DMA may write there
 * @param sets peripheral sets of the guest's devices, out of 2 to 4, in ascending order
 * @param positions bit positions of its masters in CFGPG, in ascending order
 */
public record DmaGroup(
    int number,
    int guest,
    long base,
    long size,
    boolean writable,
    List<Integer> sets,
    List<Integer> positions) {
  /** Groups beside the CPU's and group 3. */
  static final int COUNT = 2;

  /** Bytes from the zone's first on that the system bus arbiter can open for the group. */
  public long reach() {
    return DmaZone.region(base, size);
  }

  /**
   * The groups of guests with DMA devices.
   *
   * @param zones the zones of guests that have one, by id
   */
  static List<DmaGroup> of(List<Domain> guests, Map<Integer, Grant> zones) {
    List<Domain> masters = new ArrayList<>(guests);
    masters.removeIf(guest -> positions(guest).isEmpty());
    masters.sort(
        Comparator.comparing((Domain guest) -> !zones.containsKey(guest.id()))
            .thenComparingInt(Domain::id));
    List<DmaGroup> groups = new ArrayList<>();
    for (Domain guest : masters.subList(0, Math.min(COUNT, masters.size()))) {
      Grant zone = zones.get(guest.id());
      groups.add(
          new DmaGroup(
              groups.size() + 1,
              guest.id(),
              zone == null ? 0 : zone.physical(),
              zone == null ? 0 : zone.size(),
              zone != null && zone.flags().writable(),
              zone == null ? List.of() : sets(guest),
              positions(guest)));
    }
    return List.copyOf(groups);
  }

  private static List<Integer> positions(Domain guest) {
    TreeSet<Integer> positions = new TreeSet<>();
    for (DeviceConfig device : guest.devices()) {
      device.dmaGroupPosition().ifPresent(positions::add);
    }
    return List.copyOf(positions);
  }

  private static List<Integer> sets(Domain guest) {
    TreeSet<Integer> sets = new TreeSet<>();
    for (DeviceConfig device : guest.devices()) {
      OptionalInt set = device.dmaSet();
      if (set.isPresent() && set.getAsInt() >= 2 && set.getAsInt() <= 4) {
        sets.add(set.getAsInt());
      }
    }
    return List.copyOf(sets);
  }
}
