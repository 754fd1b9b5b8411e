package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.config.GuestImage;

/** Images made by hand, by file name. */
final class TestImages implements ImageSource {
  private final Map<String, Image> images = new HashMap<>();
  private final List<OptionalInt> rawAddresses = new ArrayList<>();

  TestImages with(String name, OptionalInt entry, Segment... segments) {
    images.put(name, new Image(name, entry, List.of(segments), List.of()));
    return this;
  }

  /** A guest like the demo's: code at 9FC00000 with its entry behind the notes, and cleared RAM. */
  TestImages withGuest(String name, int codeBytes) {
    return with(name, OptionalInt.of(0x9fc00030), code(codeBytes), bss(0xa0000000, 0x2000));
  }

  static Segment code(int bytes) {
    return new Segment(0x9fc00000, new byte[bytes], bytes, true, false, true);
  }

  static Segment bss(int address, int bytes) {
    return new Segment(address, new byte[0], bytes, true, true, false);
  }

  /** Addresses that were given for raw files, in order. */
  List<OptionalInt> rawAddresses() {
    return rawAddresses;
  }

  @Override
  public Image open(GuestImage file, OptionalInt rawAddress) throws ImageException {
    rawAddresses.add(rawAddress);
    Image image = images.get(file.path().getFileName().toString());
    if (image == null) {
      throw new ImageException(file.path() + ": no such file");
    }
    return image;
  }
}
