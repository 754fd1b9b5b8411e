package org.vzlab.vp.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration, parsed and checked for what can be seen without the guests' images.
 *
 * @param file the file it comes from
 * @param board the board it is meant for, if it names one
 * @param guests its .vm blocks, in their order
 * @param threads its .thread blocks, in their order
 * @param frame its .schedule block, if it has one
 * @param mailboxes its .mailbox blocks, in their order
 * @param supervisions its .supervision blocks, in their order
 * @param warnings what is allowed but probably not meant, each with its place
 */
public record Configuration(
    Path file,
    Optional<BoardName> board,
    List<Domain> guests,
    List<Domain> threads,
    Optional<FrameConfig> frame,
    List<MailboxConfig> mailboxes,
    List<SupervisionConfig> supervisions,
    List<String> warnings) {
  /** Its guests and its threads. */
  public List<Domain> domains() {
    return Stream.concat(guests.stream(), threads.stream()).toList();
  }

  /** The same with other guests. */
  public Configuration withGuests(List<Domain> others) {
    return new Configuration(
        file, board, List.copyOf(others), threads, frame, mailboxes, supervisions, warnings);
  }

  /**
   * Reads a configuration that uses the standard device library.
   *
   * @throws ConfigException if the file cannot be read or has a mistake
   */
  public static Configuration read(Path file) throws ConfigException {
    Findings findings = new Findings();
    Configuration configuration = read(file, findings);
    findings.throwFirst();
    return configuration;
  }

  /**
   * Reads as much of a configuration as can be read; its mistakes are added to the findings.
   *
   * @throws ConfigException if the file cannot be read
   */
  public static Configuration read(Path file, Findings findings) throws ConfigException {
    String text = TextFile.read(file, "a tinyVP configuration");
    return parse(file, text, DeviceLibrary.standard(), findings);
  }

  /**
   * Parses the text of a configuration.
   *
   * @param file what messages call it, and the folder that its paths are relative to
   */
  public static Configuration parse(Path file, String text, DeviceLibrary library)
      throws ConfigException {
    Findings findings = new Findings();
    Configuration configuration = parse(file, text, library, findings);
    findings.throwFirst();
    return configuration;
  }

  /**
   * Parses a {@code .vm} block that stands alone, so that there is no mailbox and no supervision
   * that its drivers could name.
   *
   * @param file as in {@link #parse}
   * @param block the lines from {@code .vm} on
   * @throws ConfigException if it has a mistake
   */
  public static Configuration parseBlock(Path file, String block) throws ConfigException {
    Findings findings = new Findings();
    Lines lines = new Lines(file, block, findings);
    DeviceLibrary library = DeviceLibrary.standard();
    List<Domain> guest =
        new DomainParser(file, lines, library, lines.next(), Domain.Kind.GUEST)
            .parse().stream().toList();
    findings.throwFirst();
    return new Configuration(
        file,
        Optional.empty(),
        guest,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Configuration parse(
      Path file, String text, DeviceLibrary library, Findings findings) {
    return new ConfigurationParser(file, text, library, findings).parse();
  }
}
