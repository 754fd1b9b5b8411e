package org.vzlab.vp.layout;

import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.config.GuestImage;

/** Where the configurator gets the guests' images from. */
@FunctionalInterface
public interface ImageSource {
  /**
   * Reads an image.
   *
   * @param file the file, and where it is asked for
   * @param rawAddress where the bytes go if the file is raw: the guest's {@code rom} line; empty
   *     for {@code elf} and if there is no such line
   * @throws ImageException if the file is missing, cannot be read or is damaged
   */
  Image open(GuestImage file, OptionalInt rawAddress) throws ImageException;
}
