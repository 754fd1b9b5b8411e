package org.vzlab.vp.layout;

import java.util.OptionalInt;
import java.util.stream.Stream;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Flags;
import org.vzlab.vp.config.GuestImage;
import org.vzlab.vp.config.MemoryRegion;
import org.vzlab.vp.config.SourcePosition;

/**
 * A guest's image beside its configuration: which flash and RAM it needs and where it starts. A rom
 * or ram line behind the image's own line replaces what the image says, one before it is replaced.
 */
final class GuestFile {
  private final Domain guest;
  private final Image image;
  private final Extent rom;
  private final Extent ram;

  private GuestFile(Domain guest, Image image, Extent rom, Extent ram) {
    this.guest = guest;
    this.image = image;
    this.rom = rom;
    this.ram = ram;
  }

  /** Opens a guest's image, if it has one, and decides on its extents. */
  static GuestFile open(Domain guest, BoardFile board, ImageSource images) throws ConfigException {
    MemoryRegion romLine = last(guest, MemoryRegion.Kind.ROM);
    MemoryRegion ramLine = last(guest, MemoryRegion.Kind.RAM);
    if (guest.image().isEmpty()) {
      return new GuestFile(guest, null, extent(romLine), extent(ramLine));
    }
    GuestImage file = guest.image().get();
    boolean raw = !file.elf() && romLine != null;
    Image image = open(file, images, raw ? OptionalInt.of(romLine.address()) : OptionalInt.empty());
    Span flash = new Span();
    Span memory = new Span();
    long ramEnd = Integer.toUnsignedLong(board.ram().end());
    for (Segment segment : image.segments()) {
      if (segment.memorySize() != 0) {
        boolean inRam = isRam(segment, ramLine, ramEnd);
        if (file.elf() || !hasPlace(guest, segment)) {
          (inRam ? memory : flash).add(segment);
        }
      }
    }
    return new GuestFile(
        guest,
        image,
        choose(file, romLine, flash.extent(file.position(), new Flags("rx"))),
        choose(
            file,
            ramLine,
            memory.extent(file.position(), new Flags(memory.executable ? "rwx" : "rw"))));
  }

  /** The image, or null. */
  Image image() {
    return image;
  }

  /** Flash to place, or null. */
  Extent rom() {
    return rom;
  }

  /** RAM to place, or null. */
  Extent ram() {
    return ram;
  }

  /** What messages and listings call the guest's program. */
  String name() {
    return guest
        .image()
        .map(file -> String.valueOf(file.path().getFileName()))
        .orElse(guest.title());
  }

  /** Guest virtual address of the first instruction: the first of image and entry key counts. */
  int entry() throws ConfigException {
    OptionalInt fromImage =
        image != null && guest.image().get().elf() ? image.entry() : OptionalInt.empty();
    OptionalInt fromKey =
        guest.entry().isPresent() ? guest.entry().get().address() : OptionalInt.empty();
    boolean imageFirst =
        fromImage.isPresent()
            && (fromKey.isEmpty()
                || guest.image().get().position().line() < guest.entry().get().position().line());
    if (imageFirst) {
      return fromImage.getAsInt();
    }
    if (fromKey.isEmpty()) {
      throw new ConfigException(
          Check.ENTRIES,
          guest.position(),
          "no entry for " + guest.title(),
          "the address of its first instruction",
          "add \"entry = ADDRESS\" or name an ELF file that has one");
    }
    return fromKey.getAsInt();
  }

  /** Where the entry comes from, for messages. */
  SourcePosition entryPosition() {
    return guest.entry().isPresent() ? guest.entry().get().position() : guest.position();
  }

  private static Image open(GuestImage file, ImageSource images, OptionalInt rawAddress)
      throws ConfigException {
    try {
      return images.open(file, rawAddress);
    } catch (ImageException e) {
      throw new ConfigException(
          Check.IMAGES,
          file.position(),
          "an image that cannot be used (" + e.getMessage() + ")",
          "the image of a guest",
          "build it or correct the path, which is relative to the configuration");
    }
  }

  /**
   * Whether a segment lies in memory that the configuration places itself, its DMA zone too: beside
   * key file or binary, memory is what the lines say.
   */
  private static boolean hasPlace(Domain guest, Segment segment) {
    long from = address(segment);
    long to = from + Integer.toUnsignedLong(segment.memorySize());
    return Stream.concat(
            guest.memory().stream()
                .filter(region -> !region.kind().placed())
                .map(region -> new long[] {region.address(), region.size()}),
            guest.dma().stream().map(zone -> new long[] {zone.address(), zone.size()}))
        .anyMatch(
            range -> {
              long base = Integer.toUnsignedLong(Image.physical((int) range[0]));
              return base <= from && to <= base + Integer.toUnsignedLong((int) range[1]);
            });
  }

  /**
   * Whether a segment belongs into RAM: what can be written, as in tinyVP, unless its bytes are
   * linked where the chip has flash or are code as well.
   */
  private static boolean isRam(Segment segment, MemoryRegion ramLine, long ramEnd) {
    long address = address(segment);
    boolean data = !segment.executable() && address < HypervisorMemory.RAM_END;
    if (segment.writable() && (data || segment.data().length == 0)) {
      return true;
    }
    Extent line = extent(ramLine);
    return address < ramEnd || (line != null && line.contains(address, 1));
  }

  private static Extent choose(GuestImage file, MemoryRegion line, Extent fromImage) {
    boolean lineCounts =
        line != null
            && (!file.elf()
                || fromImage == null
                || file.position().line() < line.position().line());
    return lineCounts ? extent(line) : fromImage;
  }

  private static MemoryRegion last(Domain guest, MemoryRegion.Kind kind) {
    MemoryRegion last = null;
    for (MemoryRegion region : guest.memory()) {
      last = region.kind() == kind ? region : last;
    }
    return last;
  }

  private static Extent extent(MemoryRegion line) {
    if (line == null || line.size() == 0) {
      return null;
    }
    long base = Integer.toUnsignedLong(Image.physical(line.address()));
    return Extent.of(
        line.position(),
        base,
        base + Integer.toUnsignedLong(line.size()),
        line.flags(),
        Integer.toUnsignedLong(line.alignment()));
  }

  /** Guest physical address of a segment. */
  static long address(Segment segment) {
    return Integer.toUnsignedLong(segment.physicalAddress());
  }

  /** The addresses from the first to the last of some segments. */
  private static final class Span {
    private long from = Long.MAX_VALUE;
    private long to;
    private boolean executable;

    void add(Segment segment) {
      from = Math.min(from, address(segment));
      to = Math.max(to, address(segment) + Integer.toUnsignedLong(segment.memorySize()));
      executable |= segment.executable();
    }

    Extent extent(SourcePosition position, Flags flags) {
      return to == 0 ? null : Extent.of(position, from, to, flags, Grant.PAGE);
    }
  }
}
