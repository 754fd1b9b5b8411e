package org.vzlab.vp.config;

import java.nio.file.Path;

/**
 * The board that a configuration names: {@code board = FILE}.
 *
 * @param position where it names it
 * @param text as it stands there
 * @param path the file if it is one: relative names are relative to the configuration's folder
 */
public record BoardName(SourcePosition position, String text, Path path) {
  /**
   * The board: one that comes with vzlab, or else the file.
   *
   * @throws ConfigException if there is neither, or the file has a mistake
   */
  public BoardFile read() throws ConfigException {
    if (BoardFile.STANDARD.contains(text)) {
      return BoardFile.named(text);
    }
    if (!path.toFile().isFile()) {
      throw new ConfigException(
          position,
          "board \"" + text + "\"",
          "a board that comes with vzlab, or a board file",
          "use " + String.join(", ", BoardFile.STANDARD) + ", or a path relative to this file");
    }
    return BoardFile.read(path);
  }
}
