package org.vzlab.vp.layout;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;

/** Where the configurator gets the guests' images from. */
@FunctionalInterface
public interface ImageSource {
  /**
   * Reads an image.
   *
   * @param rawAddress where the bytes go if the file is raw: the guest's {@code rom} line; empty
   *     for {@code elf} and if there is no such line
   * @throws ImageException if the file is missing, cannot be read or is damaged
   */
  Image open(Path file, OptionalInt rawAddress) throws ImageException;
}
