package org.vzlab.vp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses a configuration: {@code .vm} and {@code .thread} blocks, and the board's name. */
final class ConfigurationParser {
  private final Path file;
  private final Lines lines;
  private final DeviceLibrary library;
  private Optional<BoardName> board = Optional.empty();
  private final List<Domain> guests = new ArrayList<>();
  private final List<Domain> threads = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  ConfigurationParser(Path file, String text, DeviceLibrary library) {
    this.file = file;
    this.lines = new Lines(file, text);
    this.library = library;
  }

  Configuration parse() throws ConfigException {
    while (lines.hasNext()) {
      Lines.Line line = lines.next();
      switch (line.text()) {
        case ".vm" -> guests.add(domain(line, Domain.Kind.GUEST));
        case ".thread" -> threads.add(domain(line, Domain.Kind.THREAD));
        default -> board(line);
      }
    }
    if (guests.isEmpty()) {
      throw new ConfigException(
          new SourcePosition(file.toString(), 0),
          "no guest",
          "at least one .vm block",
          "describe a guest between \".vm\" and \".\"");
    }
    return new Configuration(
        file, board, List.copyOf(guests), List.copyOf(threads), List.copyOf(warnings));
  }

  private void board(Lines.Line line) throws ConfigException {
    if (!line.assigns() || !line.value().key().equals("board")) {
      throw line.unexpected("a .vm or .thread block", "keys belong between \".vm\" and its \".\"");
    }
    if (board.isPresent()) {
      throw line.unexpected(
          "one board", "remove this line or the one at " + board.get().position());
    }
    String name = line.value().word("a board file");
    board = Optional.of(new BoardName(line.position(), name, file.resolveSibling(name)));
  }

  private Domain domain(Lines.Line start, Domain.Kind kind) throws ConfigException {
    DomainParser parser = new DomainParser(file, lines, library, start, kind);
    Domain domain = parser.parse();
    warnings.addAll(parser.warnings());
    warnings.addAll(ConfigurationChecks.warnings(domain));
    return domain;
  }
}
