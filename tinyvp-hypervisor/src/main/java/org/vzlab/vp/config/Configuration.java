package org.vzlab.vp.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration, parsed and checked for what can be seen without the guests' images.
 *
 * @param file the file it comes from
 * @param board the board it is meant for, if it names one
 * @param guests its .vm blocks, in their order, at least one
 * @param threads its .thread blocks, in their order
 * @param warnings what is allowed but probably not meant, each with its place
 */
public record Configuration(
    Path file,
    Optional<BoardName> board,
    List<Domain> guests,
    List<Domain> threads,
    List<String> warnings) {
  /**
   * Reads a configuration that uses the standard device library.
   *
   * @throws ConfigException if the file cannot be read or has a mistake
   */
  public static Configuration read(Path file) throws ConfigException {
    return parse(file, TextFile.read(file, "a tinyVP configuration"), DeviceLibrary.standard());
  }

  /**
   * Parses the text of a configuration.
   *
   * @param file what messages call it, and the folder that its paths are relative to
   */
  public static Configuration parse(Path file, String text, DeviceLibrary library)
      throws ConfigException {
    Configuration configuration = new ConfigurationParser(file, text, library).parse();
    ConfigurationChecks.check(configuration);
    return configuration;
  }
}
