package org.vzlab.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where files are found and written. */
final class Places {
  private Places() {}

  /**
   * Finds a file: in the working directory, in a folder above it, or on the class path.
   *
   * @param whose the class whose test asks
   * @param what what it is, for the message
   * @throws BadBoard if it is nowhere
   */
  static Path find(String name, Class<?> whose, String what) {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(name).normalize();
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    URL resource = whose.getResource(name.startsWith("/") ? name : "/" + name);
    if (resource != null && resource.getProtocol().equals("file")) {
      try {
        return Path.of(resource.toURI());
      } catch (URISyntaxException e) {
        throw new IllegalStateException("a resource without an address: " + resource, e);
      }
    }
    throw new BadBoard(
        String.format(
            "%s: no such file; expected %s, relative to %s or a folder above it, or a resource on"
                + " the class path (not in a jar)",
            name, what, here));
  }

  /** Writes a file with all its folders; who reads it meanwhile finds the old one or the new. */
  static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "new", null);
      Files.write(fresh, bytes);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }
}
