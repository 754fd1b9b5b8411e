package org.vzlab.vp.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text from a file or from the jar. Any byte is a character: only ASCII has a meaning. */
final class TextFile {
  /** Bytes of the largest file that is read: far more than all keys of all guests. */
  private static final int LARGEST = 1 << 20;

  private TextFile() {}

  static String read(Path file, String expected) throws ConfigException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new ConfigException(
            new SourcePosition(file.toString(), 0),
            "more than " + LARGEST + " bytes",
            expected,
            "check the path");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new ConfigException(
          new SourcePosition(file.toString(), 0),
          Files.exists(file) ? "a file that cannot be read (" + e + ")" : "no file",
          expected,
          "check the path");
    }
  }

  /** A resource beside this class, or null if there is none. */
  static String resource(String name) {
    try (InputStream in = TextFile.class.getResourceAsStream(name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
