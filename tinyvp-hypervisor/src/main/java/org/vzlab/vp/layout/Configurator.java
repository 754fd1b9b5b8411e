package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.MemoryRegion;
import org.vzlab.vp.config.RegisterBlock;

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
  private final Extent.Window flash;
  private final Extent.Window memory;
  private final List<Grant> grants = new ArrayList<>();
  private final List<Partition> partitions = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();

  private Configurator(Configuration configuration, BoardFile board, ImageSource images) {
    this.configuration = configuration;
    this.board = board;
    this.images = images;
    this.flash = new Extent.Window("flash", board.rom());
    this.memory = new Extent.Window("RAM", board.ram());
  }

  /**
   * The layout of a configuration on a board.
   *
   * @throws ConfigException if the guests do not fit, contradict each other or need what the
   *     hypervisor does not have
   */
  public static Layout configure(Configuration configuration, BoardFile board, ImageSource images)
      throws ConfigException {
    return new Configurator(configuration, board, images).layout();
  }

  private Layout layout() throws ConfigException {
    Unsupported.refuse(configuration);
    for (Domain guest : configuration.guests()) {
      add(guest);
    }
    Overlaps.check(grants);
    partitions.sort(Comparator.comparingInt(Partition::id));
    return new Layout(
        List.copyOf(partitions),
        List.of(),
        List.copyOf(loads),
        BoardSetup.of(configuration.guests(), board));
  }

  private void add(Domain guest) throws ConfigException {
    GuestFile file = GuestFile.open(guest, board, images);
    List<Grant> own = new ArrayList<>();
    Optional<Grant> rom = place(guest, file.rom(), "rom", flash);
    Optional<Grant> ram = place(guest, file.ram(), "ram", memory);
    rom.ifPresent(own::add);
    ram.ifPresent(own::add);
    addMemory(guest, own);
    addRegisters(guest, own);
    for (Grant grant : own) {
      grant.checkAlignment();
    }
    Overlaps.checkInside(own);
    load(guest, file, own);
    int entry = file.entry();
    checkEntry(file, entry, own);
    grants.addAll(own);
    AddressSpace space = new AddressSpace(own);
    BitSet emulated = interrupts(guest, true);
    emulated.set(CORE_TIMER);
    BitSet passed = interrupts(guest, false);
    passed.andNot(emulated);
    partitions.add(
        new Partition(
            guest.id(),
            file.name(),
            entry,
            guest.polling(),
            new PageTree(PagePairs.of(space.runs())),
            space.windows(),
            passed,
            emulated));
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
            extent.base(),
            extent.size(),
            physical,
            extent.flags(),
            ""));
  }

  private static void addMemory(Domain guest, List<Grant> own) {
    for (MemoryRegion region : guest.memory()) {
      if (!region.kind().placed() && region.size() != 0) {
        own.add(
            new Grant(
                region.position(),
                guest.title(),
                switch (region.kind()) {
                  case CODE -> "code";
                  case RODATA -> "rodata";
                  case DATA, ROM, RAM -> "data";
                },
                Integer.toUnsignedLong(Image.physical(region.address())),
                Integer.toUnsignedLong(region.size()),
                Integer.toUnsignedLong(Image.physical(region.physical())),
                region.flags(),
                ""));
      }
    }
  }

  private static void addRegisters(Domain guest, List<Grant> own) throws ConfigException {
    for (DeviceConfig device : guest.devices()) {
      if (!device.emulator().isEmpty() && !EMULATORS.contains(device.emulator())) {
        throw new ConfigException(
            device.position(),
            "emulator \"" + device.emulator() + "\" of device " + device.name(),
            "an emulator of the hypervisor",
            "use one of " + String.join(", ", EMULATORS.stream().sorted().toList()));
      }
      for (RegisterBlock block : device.blocks()) {
        if (block.size() != 0) {
          own.add(
              new Grant(
                  block.position(),
                  guest.title(),
                  device.name(),
                  Integer.toUnsignedLong(Image.physical(block.address())),
                  Integer.toUnsignedLong(block.size()),
                  Integer.toUnsignedLong(Image.physical(block.physical())),
                  block.flags(),
                  device.emulator()));
        }
      }
    }
  }

  /** Puts the image's bytes at their physical places and checks that its RAM is there. */
  private void load(Domain guest, GuestFile file, List<Grant> own) throws ConfigException {
    if (file.image() == null) {
      return;
    }
    for (Segment segment : file.image().segments()) {
      long address = GuestFile.address(segment);
      long size = Integer.toUnsignedLong(segment.memorySize());
      Grant home = home(own, address, size);
      if (size != 0 && home == null) {
        throw new ConfigException(
            guest.image().get().position(),
            file.name() + " with " + size + " bytes at " + Grant.hex(address),
            "all of them inside the memory of " + guest.title(),
            "enlarge its rom or ram line or link it elsewhere");
      }
      if (segment.data().length > 0) {
        int place = (int) (home.physical() + address - home.base());
        loads.add(new Load(place, segment.data(), guest.title()));
      }
    }
  }

  private static Grant home(List<Grant> own, long address, long size) {
    for (Grant grant : own) {
      if (grant.contains(address, size)) {
        return grant;
      }
    }
    return null;
  }

  private static void checkEntry(GuestFile file, int entry, List<Grant> own)
      throws ConfigException {
    long address = Integer.toUnsignedLong(Image.physical(entry));
    Grant home = home(own, address, 4);
    if (home == null || !home.flags().executable()) {
      throw new ConfigException(
          file.entryPosition(),
          "entry " + Grant.hex(Integer.toUnsignedLong(entry)),
          "an address in the guest's code",
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
