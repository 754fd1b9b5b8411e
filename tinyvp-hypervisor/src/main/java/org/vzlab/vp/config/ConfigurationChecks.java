package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The sanity checks that need neither a board nor the guests' images. */
final class ConfigurationChecks {
  private static final int PAGE = 0x1000;

  /** Permission groups that are left for DMA beside the CPU's group 0 and group 3. */
  private static final int DMA_GROUPS = 2;

  private final Findings findings;

  private ConfigurationChecks(Findings findings) {
    this.findings = findings;
  }

  /** Checks the blocks of a configuration. */
  static void check(List<Domain> guests, List<Domain> threads, Findings findings) {
    ConfigurationChecks checks = new ConfigurationChecks(findings);
    Stream.concat(guests.stream(), threads.stream())
        .forEach(
            domain -> {
              checks.memory(domain);
              checks.devices(domain);
              DmaChannels.check(domain, findings);
            });
    checks.interrupts(guests);
    checks.dmaSets(guests);
    checks.dmaGroups(guests);
  }

  private void memory(Domain domain) {
    for (MemoryRegion region : domain.memory()) {
      executable(region.position(), region.flags(), region.size());
      if (region.flags().emulated()) {
        findings.warn(
            Check.EMULATORS,
            region.position(),
            "flag e for memory: the hypervisor makes every access to it");
      }
    }
  }

  private void devices(Domain domain) {
    for (DeviceConfig device : domain.devices()) {
      for (RegisterBlock block : device.blocks()) {
        executable(block.position(), block.flags(), block.size());
        if (block.flags().emulated() && device.emulator().isEmpty()) {
          findings.add(
              new ConfigException(
                  Check.EMULATORS,
                  block.position(),
                  "flag e for device " + device.name() + " without an emulator",
                  "an emulator to emulate the region",
                  "add \"emulator = NAME\" to its .device block or take flag e away"));
        }
      }
    }
  }

  private void executable(SourcePosition position, Flags flags, int size) {
    if (flags.executable() && size != 0 && Integer.compareUnsigned(size, PAGE) < 0) {
      findings.add(
          new ConfigException(
              Check.EXECUTABLE_PAGES,
              position,
              "an executable region of 0x" + Integer.toHexString(size) + " bytes",
              "at least a page, 0x1000",
              "code is fetched through the TLB: enlarge the region or take flag x away"));
    }
  }

  /** A guest's device, as one that claims an interrupt. */
  private record Claim(Domain guest, DeviceConfig device) {}

  private void interrupts(List<Domain> guests) {
    Map<Integer, Claim> claims = new HashMap<>();
    List<Domain> byId = new ArrayList<>(guests);
    byId.sort(Comparator.comparingInt(Domain::id));
    for (Domain guest : byId) {
      for (DeviceConfig device : guest.devices()) {
        for (int interrupt : device.interrupts()) {
          Claim claim = new Claim(guest, device);
          Claim first = claims.putIfAbsent(interrupt, claim);
          if (first != null && first.guest.id() != guest.id()) {
            claimed(interrupt, first, claim);
          }
        }
      }
    }
  }

  /**
   * An interrupt that two guests claim, the one with the lower id first. As in tinyVP, it is enough
   * that one of the devices is shared; the real interrupt then has one owner nevertheless.
   */
  private void claimed(int interrupt, Claim first, Claim second) {
    boolean emulated =
        !first.device.emulator().isEmpty()
            && first.device.emulator().equals(second.device.emulator());
    if (first.device.shared() && second.device.shared() && emulated) {
      return;
    }
    if (first.device.shared() || second.device.shared()) {
      Claim owner = first.device.emulator().isEmpty() ? first : second;
      findings.warn(
          Check.INTERRUPTS,
          second.device.position(),
          "interrupt "
              + interrupt
              + " is claimed for "
              + second.guest.title()
              + " and for "
              + first.guest.title()
              + " at "
              + first.device.position()
              + "; the real one goes to "
              + owner.guest.title());
      return;
    }
    findings.add(
        new ConfigException(
            Check.INTERRUPTS,
            second.device.position(),
            "interrupt " + interrupt + " for " + second.guest.title(),
            "an interrupt of its own, as " + first.guest.title() + " has it too",
            "it is also claimed at "
                + first.device.position()
                + ": take the device from one of them or use a shared, emulated one"));
  }

  private void dmaSets(List<Domain> guests) {
    Map<Integer, Domain> owners = new HashMap<>();
    for (Domain guest : guests) {
      for (DeviceConfig device : guest.devices()) {
        if (guest.dma().isEmpty() || device.dmaSet().isEmpty()) {
          continue;
        }
        Domain owner = owners.putIfAbsent(device.dmaSet().getAsInt(), guest);
        if (owner != null && owner.id() != guest.id()) {
          findings.add(
              new ConfigException(
                  Check.DMA_SETS,
                  device.position(),
                  "device "
                      + device.name()
                      + " of "
                      + guest.title()
                      + " in DMA set "
                      + device.dmaSet().getAsInt(),
                  "a set that no other guest with DMA uses",
                  "the arbiter protects whole sets and " + owner.title() + " has this one"));
        }
      }
    }
  }

  private void dmaGroups(List<Domain> guests) {
    int groups = 0;
    Map<Integer, Domain> positions = new HashMap<>();
    for (Domain guest : guests) {
      boolean transfers = false;
      for (DeviceConfig device : guest.devices()) {
        if (device.dmaGroupPosition().isPresent()) {
          transfers = true;
          Domain other = positions.putIfAbsent(device.dmaGroupPosition().getAsInt(), guest);
          if (other != null && other.id() != guest.id()) {
            findings.warn(
                Check.DMA_GROUPS,
                device.position(),
                "device "
                    + device.name()
                    + " has the permission group of a device of "
                    + other.title()
                    + " too: it reaches neither zone");
          }
        }
      }
      if (transfers && ++groups > DMA_GROUPS) {
        findings.add(
            new ConfigException(
                Check.DMA_GROUPS,
                guest.position(),
                guest.title() + " as one more guest with a DMA device",
                "at most " + DMA_GROUPS + " of them",
                "the arbiter has no permission group left"));
      }
    }
  }

  /** What is allowed in a block but probably not meant. */
  static void warn(Domain domain, Findings findings) {
    for (DeviceConfig device : domain.devices()) {
      if (device.dmaGroupPosition().isPresent() && domain.dma().isEmpty()) {
        findings.warn(
            Check.DMA_ZONES,
            device.position(),
            "device " + device.name() + " does DMA but " + domain.title() + " has no dma zone");
      }
    }
    if (domain.kind() == Domain.Kind.THREAD && domain.polling()) {
      ineffective(domain, "irqpolling", "has no interrupts", findings);
    }
    if (domain.kind() == Domain.Kind.GUEST) {
      identity(domain, "srs", domain.shadowSet(), findings);
      identity(domain, "gid", domain.guestId(), findings);
      if (domain.user()) {
        ineffective(domain, "mode = user", "starts in kernel mode", findings);
      }
      if (domain.stackSize().isPresent()) {
        ineffective(domain, "sp", "sets its stack pointer itself", findings);
      }
    }
  }

  private static void identity(Domain guest, String key, OptionalInt value, Findings findings) {
    if (value.orElse(guest.id()) != guest.id()) {
      ineffective(guest, key + " = " + value.getAsInt(), "runs with its id", findings);
    }
  }

  private static void ineffective(Domain guest, String what, String instead, Findings findings) {
    findings.warn(
        Check.KEYS, guest.position(), what + " has no effect; " + guest.title() + " " + instead);
  }
}
