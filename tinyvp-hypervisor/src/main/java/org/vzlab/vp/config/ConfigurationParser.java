package org.vzlab.vp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Parses a configuration: {@code .vm}, {@code .thread}, {@code .schedule}, {@code .mailbox} and
 * {@code .supervision} blocks, and the board's name.
 */
final class ConfigurationParser {
  private static final List<String> BLOCKS =
      List.of(".vm", ".thread", ".schedule", ".mailbox", ".supervision");
  private static final List<String> INNER = List.of(".mmap", ".device", ".setup");

  private final Path file;
  private final Lines lines;
  private final DeviceLibrary library;
  private Optional<BoardName> board = Optional.empty();
  private Optional<FrameConfig> frame = Optional.empty();
  private final List<Domain> guests = new ArrayList<>();
  private final List<Domain> threads = new ArrayList<>();
  private final List<MailboxBlock> mailboxes = new ArrayList<>();
  private final List<SupervisionBlock> supervisions = new ArrayList<>();

  ConfigurationParser(Path file, String text, DeviceLibrary library, Findings findings) {
    this.file = file;
    this.lines = new Lines(file, text, findings);
    this.library = library;
  }

  /** The configuration as far as it can be read; mistakes are in the findings. */
  Configuration parse() {
    boolean empty = true;
    while (lines.hasNext()) {
      Lines.Line line = lines.next();
      switch (line.text()) {
        case ".vm" -> domain(line, Domain.Kind.GUEST, guests);
        case ".thread" -> domain(line, Domain.Kind.THREAD, threads);
        case ".schedule" -> frame(line);
        case ".mailbox" ->
            new MailboxParser(lines, line.position()).parse().ifPresent(mailboxes::add);
        case ".supervision" ->
            new SupervisionParser(lines, line.position()).parse().ifPresent(supervisions::add);
        default -> lines.findings().attempt(() -> board(line));
      }
      empty &= !line.text().equals(".vm") && !line.text().equals(".thread");
    }
    if (empty) {
      lines
          .findings()
          .add(
              new ConfigException(
                  new SourcePosition(file.toString(), 0),
                  "no guest",
                  "at least one .vm or .thread block",
                  "describe a guest between \".vm\" and \".\""));
    }
    ConfigurationChecks.check(guests, threads, lines.findings());
    List<Domain> tasks = Stream.concat(guests.stream(), threads.stream()).toList();
    frame.ifPresent(block -> FrameChecks.check(block, tasks, lines.findings()));
    GuestInterrupts interrupts = new GuestInterrupts(guests);
    MailboxChecks boxes = new MailboxChecks(mailboxes, guests, interrupts, lines.findings());
    SupervisionChecks watches =
        new SupervisionChecks(supervisions, guests, interrupts, lines.findings());
    List<MailboxConfig> sound = boxes.check();
    List<SupervisionConfig> watched = watches.check();
    ContainerChecks.check(guests, sound, watched, lines.findings());
    return new Configuration(
        file,
        board,
        List.copyOf(guests),
        List.copyOf(threads),
        frame,
        sound,
        watched,
        lines.findings().warnings().stream().map(Findings.Warning::toString).toList());
  }

  private void frame(Lines.Line start) {
    Optional<FrameConfig> parsed = new FrameParser(lines, start.position()).parse();
    if (frame.isPresent()) {
      lines
          .findings()
          .add(
              start.unexpected(
                  "one schedule", "remove this block or the one at " + frame.get().position()));
    } else {
      frame = parsed;
    }
  }

  private void board(Lines.Line line) throws ConfigException {
    if (!line.assigns() && line.text().startsWith(".")) {
      lines.skipBlock(BLOCKS);
      throw line.unexpected(
          "a .vm, .thread, .schedule, .mailbox or .supervision block",
          INNER.contains(line.text())
              ? "put it into the .vm block of its guest"
              : "did you mean " + Nearest.of(line.text(), BLOCKS) + "?");
    }
    if (!line.assigns() || !line.value().key().equals("board")) {
      throw line.unexpected(
          "a .vm, .thread, .schedule, .mailbox or .supervision block",
          "keys belong between \".vm\" and its \".\"");
    }
    if (board.isPresent()) {
      throw line.unexpected(
          "one board", "remove this line or the one at " + board.get().position());
    }
    String name = line.value().word("a board file");
    board = Optional.of(new BoardName(line.position(), name, line.value().beside(file)));
  }

  /** Parses a block and adds it, in place of one that has its id. */
  private void domain(Lines.Line start, Domain.Kind kind, List<Domain> domains) {
    Optional<Domain> parsed = new DomainParser(file, lines, library, start, kind).parse();
    if (parsed.isEmpty()) {
      return;
    }
    Domain domain = parsed.get();
    ConfigurationChecks.warn(domain, lines.findings());
    Predicate<Domain> same = other -> other.id() == domain.id();
    Stream.concat(guests.stream(), threads.stream())
        .filter(same)
        .forEach(
            other ->
                lines
                    .findings()
                    .warn(
                        Check.IDS,
                        other.position(),
                        other.title() + " does not count; " + domain.position() + " has its id"));
    guests.removeIf(same);
    threads.removeIf(same);
    domains.add(domain);
  }
}
