package org.vzlab.board;

import com.google.common.collect.Range;
import com.google.common.collect.RangeMap;
import com.google.common.collect.TreeRangeMap;
import java.util.Map;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.image.Segment;

/** What has been loaded into the memories of a board, and by whom. */
final class Programs {
  private final Bus bus;
  private final RangeMap<Long, String> owners = TreeRangeMap.create();

  Programs(Bus bus) {
    this.bus = bus;
  }

  /** Reads an image file, named as on the command line. */
  static Image read(String spec) throws UserError {
    try {
      return ImageFile.loadSpec(spec);
    } catch (ImageException e) {
      throw new UserError(e.getMessage());
    }
  }

  /**
   * Loads an image at its physical addresses. What it only reserves (.bss, a stack) must be there
   * and is zero, as all RAM is at power-on; several images may reserve the same.
   */
  void load(Image image) throws UserError {
    for (Segment segment : image.segments()) {
      int address = segment.physicalAddress();
      load(address, segment.data(), image.name());
      for (int i = segment.data().length; i < segment.memorySize(); i += Memory.PAGE) {
        memoryAt(address + i, image.name());
      }
    }
  }

  /** Loads bytes at a physical address. */
  void load(int address, byte[] data, String owner) throws UserError {
    if (data.length == 0) {
      return;
    }
    claim(address, data.length, owner);
    for (int i = 0; i < data.length; i++) {
      Region region = memoryAt(address + i, owner);
      region.memory().write(region.offsetInMemory(address + i), 1, data[i]);
    }
  }

  /** Whether something has been loaded at a physical address. */
  boolean covers(int address) {
    return owners.get(Integer.toUnsignedLong(address)) != null;
  }

  /** Whether something has been loaded at all of some physical addresses. */
  boolean covers(int address, int size) {
    long at = Integer.toUnsignedLong(address);
    long end = at + size;
    while (at < end) {
      Map.Entry<Range<Long>, String> owner = owners.getEntry(at);
      if (owner == null) {
        return false;
      }
      at = owner.getKey().upperEndpoint();
    }
    return true;
  }

  private void claim(int address, int size, String owner) throws UserError {
    long first = Integer.toUnsignedLong(address);
    Range<Long> range = Range.closedOpen(first, first + size);
    for (Map.Entry<Range<Long>, String> other :
        owners.subRangeMap(range).asMapOfRanges().entrySet()) {
      throw new UserError(
          String.format(
              "%s: its bytes at 0x%08X overlap with %s; load one of the two, or move it",
              owner, other.getKey().lowerEndpoint(), other.getValue()));
    }
    owners.put(range, owner);
  }

  private Region memoryAt(int address, String owner) throws UserError {
    Region region = bus.at(address);
    if (region == null || region.memory() == null) {
      throw new UserError(
          String.format(
              "%s: there is no memory at 0x%08X; expected RAM at 0x00000000-0x0007FFFF, program"
                  + " flash at 0x1D000000-0x1D1FFFFF or boot flash at 0x1FC00000, physical or"
                  + " in KSEG0 or KSEG1",
              owner, address));
    }
    return region;
  }
}
