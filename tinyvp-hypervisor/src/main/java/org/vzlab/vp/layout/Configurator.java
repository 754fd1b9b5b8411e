package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vzlab.kit.image.Image;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.MemoryRegion;
import org.vzlab.vp.config.RegisterBlock;
import org.vzlab.vp.config.SourcePosition;

/**
 * Allocates flash and RAM, and computes the page trees, windows, interrupt owners and the set-up
 * list: everything about the hypervisor's guests that is fixed before it runs.
 *
 * <p>Flash and RAM are handed out in the order of the guests' blocks in the configuration.
 */
public final class Configurator {
  /** Emulators by the names that tinyVP's device library uses. */
  private static final Set<String> EMULATORS = Set.of("console", "ic_emulator", "interrupt");

  private static final int CORE_TIMER = 0;

  private final Configuration configuration;
  private final BoardFile board;
  private final ImageSource images;
  private final Findings findings;
  private final Extent.Window flash;
  private final Extent.Window memory;
  private final Map<Integer, Grant> zones;
  private final Ends ends;
  private final List<Grant> grants = new ArrayList<>();

  /** What guests have that stands for no physical address. */
  private final List<Grant> virtual = new ArrayList<>();

  private final List<Partition> partitions = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();

  private Configurator(
      Configuration configuration, BoardFile board, ImageSource images, Findings findings) {
    this.configuration = configuration;
    this.board = board;
    this.images = images;
    this.findings = findings;
    this.zones = DmaZones.given(configuration.guests(), board, findings);
    this.ends = new Ends(configuration, findings);
    this.flash = new Extent.Window(Check.FLASH, "flash", board.rom(), List.of());
    this.memory = new Extent.Window(Check.RAM, "RAM", board.ram(), List.copyOf(zones.values()));
  }

  /**
   * The layout of a configuration on a board.
   *
   * @throws ConfigException if the guests do not fit, contradict each other or need what the
   *     hypervisor does not have
   */
  public static Layout configure(Configuration configuration, BoardFile board, ImageSource images)
      throws ConfigException {
    Findings findings = new Findings();
    Layout layout = inspect(configuration, board, images, findings).layout();
    findings.throwFirst();
    return layout;
  }

  /** As much of a layout as can be made; mistakes are added to the findings. */
  public static Inspection inspect(
      Configuration configuration, BoardFile board, ImageSource images, Findings findings) {
    return new Configurator(configuration, board, images, findings).inspection();
  }

  private Inspection inspection() {
    for (Domain guest : configuration.guests()) {
      add(guest);
    }
    List<RootThread> threads =
        new RootThreads(this, board, images, flash, memory, grants, loads, findings)
            .of(configuration.threads());
    Overlaps.check(grants, findings);
    HypervisorMemory.check(board, grants, findings);
    partitions.sort(Comparator.comparingInt(Partition::id));
    List<DmaGroup> groups = DmaGroup.of(configuration.guests(), zones);
    List<Domain> domains = new ArrayList<>(configuration.guests());
    domains.addAll(configuration.threads());
    ImageBytes.requireOwnRam(domains, partitions, threads, findings);
    Layout layout =
        new Layout(
            List.copyOf(partitions),
            threads,
            List.copyOf(loads),
            BoardSetup.of(domains, groups, board),
            Schedules.of(configuration),
            ends.mailboxes(),
            ends.supervisions());
    grants.addAll(virtual);
    TimeChecks.check(configuration, layout, findings);
    return new Inspection(layout, List.copyOf(grants), groups);
  }

  private void add(Domain guest) {
    List<Grant> own = new ArrayList<>();
    findings.attempt(
        () -> {
          GuestFile file = GuestFile.open(guest, board, images);
          boolean sound =
              findings.attempt(() -> place(guest, file.rom(), "rom", flash).ifPresent(own::add));
          sound &=
              findings.attempt(() -> place(guest, file.ram(), "ram", memory).ifPresent(own::add));
          addMemory(guest, own);
          addRegisters(guest, own);
          DmaZones.ofRam(guest, own, findings).ifPresent(zone -> zones.put(guest.id(), zone));
          own.replaceAll(grant -> grant.inWords(findings));
          sound &= isSound(own);
          grants.addAll(own);
          List<Grant> blocks = ends.of(guest, own);
          virtual.addAll(blocks);
          own.addAll(blocks);
          if (sound) {
            List<InitialData> data = load(guest, file, own);
            findings.attempt(() -> addPartition(guest, file, own, data));
          }
        });
  }

  /** Loads a guest's bytes, if they have a place; which of them are copied into its RAM. */
  private List<InitialData> load(Domain guest, GuestFile file, List<Grant> own) {
    List<InitialData> data = new ArrayList<>();
    findings.attempt(
        () -> {
          ImageBytes bytes = ImageBytes.of(guest, file, own, flash);
          loads.addAll(bytes.loads());
          data.addAll(bytes.data());
        });
    return List.copyOf(data);
  }

  /** Whether a guest's address space can be made of its grants. */
  private boolean isSound(List<Grant> own) {
    boolean sound = true;
    for (Grant grant : own) {
      sound &= findings.attempt(grant::checkAlignment);
    }
    sound &= findings.attempt(() -> Overlaps.checkInside(own));
    return sound;
  }

  private void addPartition(Domain guest, GuestFile file, List<Grant> own, List<InitialData> data)
      throws ConfigException {
    int entry = file.entry();
    long place = Integer.toUnsignedLong(Image.physical(entry));
    checkEntry(file.entryPosition(), "guest", entry, place, own);
    AddressSpace space = new AddressSpace(own);
    BitSet emulated = interrupts(guest, true);
    emulated.set(CORE_TIMER);
    emulated.or(ends.interrupts(guest));
    BitSet passed = interrupts(guest, false);
    passed.andNot(emulated);
    for (Domain other : configuration.guests()) {
      if (other.id() < guest.id()) {
        passed.andNot(interrupts(other, false));
      }
    }
    partitions.add(
        new Partition(
            guest.id(),
            file.name(),
            entry,
            guest.polling(),
            new PageTree(PagePairs.of(space.runs())),
            space.windows(),
            passed,
            emulated,
            data));
  }

  private static Optional<Grant> place(
      Domain guest, Extent extent, String name, Extent.Window window) throws ConfigException {
    if (extent == null) {
      return Optional.empty();
    }
    long physical = window.place(extent, guest.title());
    return Optional.of(
        new Grant(
            extent.position(),
            guest.title(),
            name,
            true,
            extent.base(),
            extent.size(),
            physical,
            extent.flags(),
            ""));
  }

  private void addMemory(Domain guest, List<Grant> own) {
    for (MemoryRegion region : guest.memory()) {
      if (!region.kind().placed() && region.size() != 0) {
        own.add(
            new Grant(
                region.position(),
                guest.title(),
                region.kind().name().toLowerCase(Locale.ROOT),
                true,
                Integer.toUnsignedLong(Image.physical(region.address())),
                Integer.toUnsignedLong(region.size()),
                Integer.toUnsignedLong(Image.physical(region.physical())),
                region.flags(),
                ""));
      }
    }
    if (zones.containsKey(guest.id())) {
      own.add(zones.get(guest.id()));
    }
  }

  /** Adds a domain's devices to its grants. */
  void addRegisters(Domain guest, List<Grant> own) {
    for (DeviceConfig device : guest.devices()) {
      if (!device.emulator().isEmpty() && !EMULATORS.contains(device.emulator())) {
        findings.add(
            new ConfigException(
                Check.EMULATORS,
                device.position(),
                "emulator \"" + device.emulator() + "\" of device " + device.name(),
                "an emulator of the hypervisor",
                "use one of " + String.join(", ", EMULATORS.stream().sorted().toList())));
      }
      if (device.emulator().equals("interrupt") && !device.blocks().isEmpty()) {
        findings.add(
            new ConfigException(
                Check.EMULATORS,
                device.blocks().get(0).position(),
                "registers of device " + device.name(),
                "none, as its emulator is \"interrupt\"",
                "take the line out"));
      }
      for (RegisterBlock block : device.blocks()) {
        if (block.size() != 0) {
          own.add(
              new Grant(
                  block.position(),
                  guest.title(),
                  device.name(),
                  false,
                  Integer.toUnsignedLong(Image.physical(block.address())),
                  Integer.toUnsignedLong(block.size()),
                  Integer.toUnsignedLong(Image.physical(block.physical())),
                  block.flags(),
                  device.emulator()));
        }
      }
    }
  }

  static Grant home(List<Grant> own, long address, long size) {
    for (Grant grant : own) {
      if (grant.contains(address, size)) {
        return grant;
      }
    }
    return null;
  }

  /** An entry must be in code, at its place in the address space of the grants. */
  static void checkEntry(
      SourcePosition position, String whose, int entry, long address, List<Grant> own)
      throws ConfigException {
    Grant home = home(own, address, 4);
    if (home == null || !home.flags().executable()) {
      throw new ConfigException(
          Check.ENTRIES,
          position,
          "entry " + Grant.hex(Integer.toUnsignedLong(entry)),
          "an address in the " + whose + "'s code",
          home == null ? "nothing is there" : "there is " + home.describe());
    }
  }

  private static BitSet interrupts(Domain guest, boolean emulated) {
    BitSet numbers = new BitSet();
    for (DeviceConfig device : guest.devices()) {
      if (device.emulator().isEmpty() != emulated) {
        device.interrupts().forEach(numbers::set);
      }
    }
    return numbers;
  }
}
