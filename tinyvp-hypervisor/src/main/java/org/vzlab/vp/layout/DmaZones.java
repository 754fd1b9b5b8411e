package org.vzlab.vp.layout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vzlab.kit.image.Image;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.DmaZone;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;

/**
 * The memory of guests with DMA. There is no IOMMU: what a guest writes into a DMA register is a
 * physical address, so a zone lies at the same address in both spaces.
 */
final class DmaZones {
  private DmaZones() {}

  /** Zones that the configuration places, by the guests' ids; they must lie in RAM for guests. */
  static Map<Integer, Grant> given(List<Domain> guests, BoardFile board, Findings findings) {
    Map<Integer, Grant> zones = new TreeMap<>();
    for (Domain guest : guests) {
      if (guest.dma().isPresent() && !guest.dma().get().isRam()) {
        Grant zone = grant(guest, guest.dma().get());
        if (findings.attempt(() -> requireRam(zone, board.ram()))) {
          zones.put(guest.id(), zone);
        }
      }
    }
    return zones;
  }

  private static Grant grant(Domain guest, DmaZone zone) {
    long address = Integer.toUnsignedLong(Image.physical(zone.address()));
    return new Grant(
        zone.position(),
        guest.title(),
        "dma",
        true,
        address,
        Integer.toUnsignedLong(zone.size()),
        address,
        zone.flags(),
        "");
  }

  private static void requireRam(Grant zone, BoardFile.Span ram) throws ConfigException {
    long start = Integer.toUnsignedLong(ram.start());
    long end = Integer.toUnsignedLong(ram.end());
    if (zone.physical() < start || zone.physical() + zone.size() > end) {
      throw new ConfigException(
          Check.DMA_ZONES,
          zone.position(),
          zone.describe(),
          "a zone in the board's RAM for guests, " + Grant.hex(start) + ".." + Grant.hex(end - 1),
          "move it there; that window is at " + ram.position());
    }
  }

  /**
   * The zone that {@code dma = 1} means: the guest's RAM, which must lie at its own address unless
   * flag d says that it is not for DMA.
   */
  static Optional<Grant> ofRam(Domain guest, List<Grant> own, Findings findings) {
    if (guest.dma().isEmpty() || !guest.dma().get().isRam()) {
      return Optional.empty();
    }
    for (Grant grant : own) {
      if (grant.name().equals("ram") && grant.memory() && !grant.flags().noDma()) {
        if (grant.base() != grant.physical()) {
          findings.add(
              new ConfigException(
                  Check.DMA_ZONES,
                  grant.position(),
                  grant.describe() + " at physical " + Grant.hex(grant.physical()),
                  "both at the same address, as dma = 1 wants it",
                  "place the guest first, use \"dma = address size\", or give the line flag d"));
          return Optional.empty();
        }
        if (DmaZone.region(grant.physical(), grant.size()) != grant.size()) {
          findings.warn(
              Check.DMA_ZONES,
              grant.position(),
              "DMA reaches the first "
                  + DmaZone.region(grant.physical(), grant.size())
                  + " bytes only: regions of the arbiter are powers of two, aligned to their size");
        }
        return Optional.of(grant);
      }
    }
    findings.warn(
        Check.DMA_ZONES,
        guest.dma().get().position(),
        "dma = 1 has no effect; " + guest.title() + " has no RAM for it");
    return Optional.empty();
  }
}
