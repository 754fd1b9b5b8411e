package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sanity checks that need neither a board nor the guests' images. */
final class ConfigurationChecks {
  private static final int PAGE = 0x1000;

  /** Permission groups that are left for DMA beside the CPU's group 0 and group 3. */
  private static final int DMA_GROUPS = 2;

  private ConfigurationChecks() {}

  static void check(Configuration configuration) throws ConfigException {
    List<Domain> domains = new ArrayList<>(configuration.guests());
    domains.addAll(configuration.threads());
    ids(domains);
    for (Domain domain : domains) {
      memory(domain);
      devices(domain);
    }
    interrupts(configuration.guests());
    dmaSets(configuration.guests());
    dmaGroups(configuration.guests());
  }

  private static void ids(List<Domain> domains) throws ConfigException {
    Map<Integer, Domain> owners = new HashMap<>();
    for (Domain domain : domains) {
      Domain other = owners.put(domain.id(), domain);
      if (other != null) {
        throw new ConfigException(
            domain.position(),
            "a second block with id " + domain.id(),
            "each id once",
            "the other one is at " + other.position());
      }
    }
  }

  private static void memory(Domain domain) throws ConfigException {
    for (MemoryRegion region : domain.memory()) {
      executable(region.position(), region.flags(), region.size());
      if (region.flags().emulated()) {
        throw noEmulator(region.position(), "memory");
      }
    }
  }

  private static void devices(Domain domain) throws ConfigException {
    for (DeviceConfig device : domain.devices()) {
      for (RegisterBlock block : device.blocks()) {
        executable(block.position(), block.flags(), block.size());
        if (block.flags().emulated() && device.emulator().isEmpty()) {
          throw noEmulator(block.position(), "device " + device.name());
        }
      }
    }
  }

  private static void executable(SourcePosition position, Flags flags, int size)
      throws ConfigException {
    if (flags.executable() && size != 0 && Integer.compareUnsigned(size, PAGE) < 0) {
      throw new ConfigException(
          position,
          "an executable region of 0x" + Integer.toHexString(size) + " bytes",
          "at least a page, 0x1000",
          "code is fetched through the TLB: enlarge the region or take flag x away");
    }
  }

  private static ConfigException noEmulator(SourcePosition position, String owner) {
    return new ConfigException(
        position,
        "flag e for " + owner + " without an emulator",
        "an emulator to emulate the region",
        "add \"emulator = NAME\" to its .device block or take flag e away");
  }

  private static void interrupts(List<Domain> guests) throws ConfigException {
    Map<Integer, Domain> owners = new HashMap<>();
    Map<Integer, DeviceConfig> users = new HashMap<>();
    for (Domain guest : guests) {
      for (DeviceConfig device : guest.devices()) {
        for (int interrupt : device.interrupts()) {
          Domain owner = owners.putIfAbsent(interrupt, guest);
          DeviceConfig user = users.putIfAbsent(interrupt, device);
          if (owner != null && owner.id() != guest.id() && !bothEmulated(user, device)) {
            throw new ConfigException(
                device.position(),
                "interrupt " + interrupt + " for " + guest.title(),
                "an interrupt of its own, as " + owner.title() + " has it too",
                "it is also claimed at "
                    + user.position()
                    + ": take the device from one of them or use a shared, emulated one");
          }
        }
      }
    }
  }

  private static boolean bothEmulated(DeviceConfig one, DeviceConfig other) {
    return one.shared()
        && other.shared()
        && !one.emulator().isEmpty()
        && one.emulator().equals(other.emulator());
  }

  private static void dmaSets(List<Domain> guests) throws ConfigException {
    Map<Integer, Domain> owners = new HashMap<>();
    for (Domain guest : guests) {
      for (DeviceConfig device : guest.devices()) {
        if (guest.dma().isEmpty() || device.dmaSet().isEmpty()) {
          continue;
        }
        Domain owner = owners.putIfAbsent(device.dmaSet().getAsInt(), guest);
        if (owner != null && owner.id() != guest.id()) {
          throw new ConfigException(
              device.position(),
              "device "
                  + device.name()
                  + " of "
                  + guest.title()
                  + " in DMA set "
                  + device.dmaSet().getAsInt(),
              "a set that no other guest with DMA uses",
              "the arbiter protects whole sets and " + owner.title() + " has this one");
        }
      }
    }
  }

  private static void dmaGroups(List<Domain> guests) throws ConfigException {
    int groups = 0;
    for (Domain guest : guests) {
      boolean transfers =
          guest.devices().stream().anyMatch(device -> device.dmaGroupPosition().isPresent());
      if (transfers && ++groups > DMA_GROUPS) {
        throw new ConfigException(
            guest.position(),
            guest.title() + " as one more guest with a DMA device",
            "at most " + DMA_GROUPS + " of them",
            "the arbiter has no permission group left");
      }
    }
  }

  /** What is allowed in a domain but probably not meant. */
  static List<String> warnings(Domain domain) {
    List<String> warnings = new ArrayList<>();
    for (DeviceConfig device : domain.devices()) {
      if (device.dmaGroupPosition().isPresent() && domain.dma().isEmpty()) {
        warnings.add(
            device.position()
                + ": device "
                + device.name()
                + " does DMA but "
                + domain.title()
                + " has no dma zone");
      }
    }
    if (domain.kind() == Domain.Kind.GUEST) {
      identity(warnings, domain, "srs", domain.shadowSet().orElse(domain.id()));
      identity(warnings, domain, "gid", domain.guestId().orElse(domain.id()));
    }
    return warnings;
  }

  private static void identity(List<String> warnings, Domain guest, String key, int value) {
    if (value != guest.id()) {
      warnings.add(
          guest.position()
              + ": "
              + key
              + " = "
              + value
              + " has no effect; "
              + guest.title()
              + " runs with its id");
    }
  }
}
