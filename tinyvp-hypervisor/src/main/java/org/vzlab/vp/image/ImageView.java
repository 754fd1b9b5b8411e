package org.vzlab.vp.image;

import java.util.Map;
import java.util.TreeMap;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;

/** Flash as it will be when an image has been loaded into an erased one. */
public final class ImageView implements FlashView {
  private final TreeMap<Long, byte[]> segments = new TreeMap<>();

  /** The flash that an image makes. */
  public ImageView(Image image) {
    for (Segment segment : image.segments()) {
      if (segment.data().length > 0) {
        segments.put(Integer.toUnsignedLong(segment.physicalAddress()), segment.data());
      }
    }
  }

  @Override
  public int word(int physicalAddress) {
    int word = 0;
    for (int i = 3; i >= 0; i--) {
      word = word << 8 | at(Integer.toUnsignedLong(physicalAddress) + i);
    }
    return word;
  }

  private int at(long address) {
    Map.Entry<Long, byte[]> segment = segments.floorEntry(address);
    if (segment == null || address - segment.getKey() >= segment.getValue().length) {
      return 0xFF;
    }
    return segment.getValue()[(int) (address - segment.getKey())] & 0xFF;
  }
}
