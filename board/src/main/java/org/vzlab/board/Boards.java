package org.vzlab.board;

import static java.util.stream.Collectors.joining;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.mips.hart.Hart;
import org.vzlab.svm.container.ContainerImage;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.BoardName;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.SourcePosition;
import org.vzlab.vp.image.TableImage;
import org.vzlab.vp.layout.Configurator;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Load;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.model.TinyVp;

/** Makes boards of what users ask for. */
public final class Boards {
  private static final int ROOT = 0;
  private static final String CONFIG = ".config";

  private Boards() {}

  /** Whether a target is a configuration, under which the modelled hypervisor runs. */
  public static boolean isConfiguration(String target) {
    return target.endsWith(CONFIG);
  }

  /**
   * A board, powered on, with everything loaded.
   *
   * @throws UserError if the target, an image or an option cannot be used
   */
  public static Session open(Setup setup) throws UserError {
    return bench(setup, Variant.NONE);
  }

  /**
   * The same, with its inside open and with something different.
   *
   * @throws UserError if the target, an image or an option cannot be used
   * @throws IllegalArgumentException if the target is no configuration and the variant changes what
   *     only a configuration has
   */
  public static Bench bench(Setup setup, Variant variant) throws UserError {
    Optional<Configuration> configuration = configuration(setup.target());
    Optional<Image> target =
        configuration.isPresent() ? Optional.empty() : Optional.of(Programs.read(setup.target()));
    Optional<TableImage> tables = MergedImage.tables(target, setup);
    String name = tables.map(TableImage::hardware).orElse(setup.board());
    BoardFile boardFile = boardFile(name, configuration.flatMap(Configuration::board));
    TimingTable timing = tables.map(t -> new TimingTable(t.timing())).orElse(boardFile.timing());
    Board board =
        new Board(hardware(boardFile.hardware()), setup.unmodelled(), setup.timing(), timing);
    try {
      requireMemory(board.bus, boardFile.rom(), "rom", false);
      requireMemory(board.bus, boardFile.ram(), "ram", true);
    } catch (ConfigException e) {
      throw new UserError(e.getMessage());
    }
    board.hart.mmu.keepStaleLines(setup.staleCaches());
    Programs programs = new Programs(board.bus);
    for (String spec : setup.images()) {
      Image image = Programs.read(spec);
      MergedImage.requireNoTables(image);
      programs.load(image);
      board.name(ROOT, image);
    }
    if (configuration.isPresent()) {
      requireNoStart(setup, "a configuration");
      openConfiguration(board, boardFile, programs, configuration.get(), variant);
    } else if (tables.isPresent()) {
      requireNoStart(setup, "an image with the hypervisor's tables");
      programs.load(target.get());
      MergedImage.requireComplete(tables.get(), programs, setup.target());
      nameBodies(board, tables.get().layout());
      Registers.require(board.bus, tables.get().layout(), setup.target());
      board.useConsole(tables.get().consoleUart());
      board.laidOut(new LaidOut(boardFile, tables.get().layout(), Optional.empty()));
      start(board, new TinyVp(board.platform(), board.reports), variant);
    } else {
      openImage(board, target.get(), programs, setup);
    }
    return board;
  }

  private static void requireNoStart(Setup setup, String what) throws UserError {
    if (setup.start().isPresent()) {
      throw new UserError(
          "--start "
              + setup.start().get()
              + " goes with an image; "
              + what
              + " starts with the hypervisor");
    }
  }

  private static void start(Board board, TinyVp hypervisor, Variant variant) {
    board.install(hypervisor, variant.software().apply(hypervisor));
    board.start(() -> board.hardware.startHypervisor(board));
  }

  /**
   * The constants of the timing model of a board.
   *
   * @param board as {@link Setup#board}
   * @throws UserError if there is no such board or its file has a mistake
   */
  public static TimingTable timing(String board) throws UserError {
    return boardFile(board, Optional.empty()).timing();
  }

  /**
   * What a configuration makes of a board, with all that is wrong with it.
   *
   * @param target a configuration
   * @param board as {@link Setup#board}
   * @throws UserError if there is no such configuration or no such board, or the board's file has a
   *     mistake
   */
  public static ConfigurationMap map(String target, String board) throws UserError {
    Findings findings = new Findings();
    Configuration configuration;
    try {
      configuration = Configuration.read(path(target), findings);
    } catch (ConfigException e) {
      throw new UserError(e.getMessage());
    }
    BoardFile boardFile = boardFile(board, configuration.board());
    Board empty = empty(boardFile);
    findings.attempt(() -> requireMemory(empty.bus, boardFile.rom(), "rom", false));
    findings.attempt(() -> requireMemory(empty.bus, boardFile.ram(), "ram", true));
    for (String key : boardFile.unusedKeys()) {
      findings.warn(
          Check.BOARD,
          new SourcePosition(boardFile.file(), 0),
          "key \"" + key + "\" has no effect");
    }
    Containers containers = containers(configuration, empty, findings);
    Configuration expanded = containers.configuration();
    ConsoleChoice console = ConsoleChoice.of(expanded, empty, findings);
    Inspection inspection = Configurator.inspect(expanded, boardFile, containers, findings);
    Layout layout = console.connect(inspection.layout(), empty, findings);
    Inspection connected = new Inspection(layout, inspection.grants(), inspection.groups());
    return MapMaker.of(containers, boardFile, empty, connected, findings);
  }

  /** A board for which something is laid out, and on which nothing runs. */
  static Board empty(BoardFile file) {
    return new Board(
        hardware(file.hardware()), UnmodelledPolicy.QUIET, TimingModel.FUNCTIONAL, file.timing());
  }

  static Containers containers(Configuration configuration, Board board, Findings findings) {
    return Containers.of(configuration, board, ContainerImage::runtime, findings);
  }

  /** The configuration that a target is, if it is one. */
  static Optional<Configuration> configuration(String target) throws UserError {
    if (!isConfiguration(target)) {
      return Optional.empty();
    }
    Path file = path(target);
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file; expected a tinyVP configuration");
    }
    try {
      return Optional.of(Configuration.read(file));
    } catch (ConfigException e) {
      throw new UserError(e.getMessage());
    }
  }

  /** The file of a name that somebody has typed, or written into a journal. */
  private static Path path(String name) throws UserError {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UserError("found '" + name + "', expected the name of a file: " + e.getReason());
    }
  }

  /** The board of a name as board files have it. */
  static BoardModel hardware(String name) {
    return switch (name) {
      case "wifire" -> new Wifire();
      case "dm320007" -> new Dm320007();
      case "emz64" -> new Emz64();
      default -> throw new IllegalArgumentException("no board " + name);
    };
  }

  /**
   * The file of a board.
   *
   * @param board as {@link Setup#board}
   * @param own the board that a configuration names
   */
  static BoardFile boardFile(String board, Optional<BoardName> own) throws UserError {
    try {
      if (board.equals(Setup.OWN_BOARD)) {
        return own.isPresent() ? own.get().read() : BoardFile.named(BoardFile.STANDARD.get(0));
      }
      int known = BoardFile.HARDWARE.indexOf(board);
      if (known >= 0) {
        return BoardFile.named(BoardFile.STANDARD.get(known));
      }
      if (board.endsWith(CONFIG) || Files.isRegularFile(path(board))) {
        return BoardFile.read(path(board));
      }
    } catch (ConfigException e) {
      throw new UserError(e.getMessage());
    }
    throw new UserError(
        String.format(
            "board '%s' is not known; use --board %s, or a board file",
            board, String.join(", ", BoardFile.HARDWARE)));
  }

  /** Guests are put only where the board has memory. */
  private static void requireMemory(Bus bus, BoardFile.Span span, String key, boolean writable)
      throws ConfigException {
    Region region = bus.at(span.start());
    if (region == null
        || region.memory() == null
        || region.memory().writable() != writable
        || !region.contains(span.end() - 1)) {
      String ranges =
          bus.regions().stream()
              .filter(r -> r.memory() != null && r.memory().writable() == writable)
              .map(Region::toString)
              .collect(joining(", "));
      throw new ConfigException(
          Check.BOARD,
          span.position(),
          String.format("%s = 0x%08x 0x%08x", key, span.start(), span.end()),
          "addresses of the board's " + (writable ? "RAM" : "flash"),
          "choose them within " + ranges);
    }
  }

  private static void openConfiguration(
      Board board,
      BoardFile boardFile,
      Programs programs,
      Configuration configuration,
      Variant variant)
      throws UserError {
    Configured configured = Configured.of(board, boardFile, configuration, variant.images());
    Layout layout = variant.layout().apply(configured.layout());
    configured.warnings().forEach(board::warn);
    for (Domain guest : configuration.guests()) {
      guest.image().ifPresent(i -> board.name(guest.id(), configured.images().get(i)));
    }
    for (Domain thread : configuration.threads()) {
      thread.image().ifPresent(i -> board.name(thread.id(), configured.images().get(i)));
    }
    nameBodies(board, layout);
    Registers.require(board.bus, layout, configuration.file().toString());
    for (Load load : layout.loads()) {
      programs.load(load.address(), load.data(), load.owner());
    }
    board.useConsole(configured.console());
    board.laidOut(new LaidOut(boardFile, layout, Optional.of(configured.inspection())));
    start(board, new TinyVp(layout, board.platform(), board.reports), variant);
  }

  /** The bodies that the hypervisor has for threads are called by the symbols of their entries. */
  private static void nameBodies(Board board, Layout layout) {
    for (RootThread thread : layout.threads()) {
      for (Load load : layout.loads()) {
        if (load.owner().equals("hypervisor") && load.address() == Image.physical(thread.entry())) {
          Image.Symbol body =
              new Image.Symbol(thread.name(), thread.entry(), load.data().length, false);
          board.name(
              thread.id(), new Image(thread.name(), OptionalInt.empty(), List.of(), List.of(body)));
        }
      }
    }
  }

  private static void openImage(Board board, Image image, Programs programs, Setup setup)
      throws UserError {
    programs.load(image);
    board.name(ROOT, image);
    OptionalInt start = startAddress(setup, image, programs, board.hardware);
    board.start(() -> start.ifPresent(address -> board.hardware.startImage(board, address)));
  }

  /** Where execution starts behind boot code; empty for the reset vector. */
  private static OptionalInt startAddress(
      Setup setup, Image image, Programs programs, BoardModel hardware) throws UserError {
    if (setup.start().isPresent()) {
      String text = setup.start().get();
      if (text.equals("reset")) {
        return OptionalInt.empty();
      }
      OptionalInt address = Image.parseAddress(text);
      if (address.isEmpty()) {
        throw new UserError(
            "--start " + text + ": expected 'reset' or an address such as 0x9D001000");
      }
      return address;
    }
    if (!ImageFile.isElf(Path.of(setup.target()))
        && programs.covers(Image.physical(Hart.RESET_VECTOR))) {
      return OptionalInt.empty();
    }
    if (image.entry().isPresent()) {
      return image.entry();
    }
    if (hardware.application().isEmpty()) {
      throw new UserError(
          String.format(
              "%s: nothing at the reset vector, 0x%08X, and no entry; the %s has no boot loader that"
                  + " starts it elsewhere: give --start ADDRESS",
              setup.target(), Hart.RESET_VECTOR, hardware.name()));
    }
    return hardware.application();
  }
}
