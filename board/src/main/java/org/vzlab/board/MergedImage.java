package org.vzlab.board;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.SrecWriter;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.GuestImage;
import org.vzlab.vp.image.ImageView;
import org.vzlab.vp.image.Table;
import org.vzlab.vp.image.TableImage;
import org.vzlab.vp.image.WrittenTables;
import org.vzlab.vp.layout.Load;

/**
 * A configuration as one image for flash: the hypervisor's tables and the guests' bytes.
 *
 * @param board the board it is for, as {@code --board} has it
 * @param records the image as S-records
 * @param parts what is where, in ascending order of address; the first are the tables
 * @param tables bytes of each table by its name, in their order in flash
 * @param inputs the files of the guests
 */
public record MergedImage(
    String board,
    String records,
    List<Part> parts,
    Map<String, Integer> tables,
    List<Path> inputs) {
  /** What S0 holds. */
  private static final String HEADER = "vzlab";

  /**
   * Bytes in flash.
   *
   * @param owner whose they are, for example {@code guest 1}
   * @param address physical address of the first
   * @param bytes how many
   */
  public record Part(String owner, int address, int bytes) {}

  /**
   * Builds the image of a configuration.
   *
   * @param board as {@link Setup#board}
   * @throws UserError if configuration or board have a mistake, or an image cannot hold the layout
   */
  public static MergedImage build(Path configuration, String board) throws UserError {
    Configuration parsed =
        Boards.configuration(configuration.toString())
            .orElseThrow(
                () -> new UserError(configuration + ": expected a tinyVP configuration (.config)"));
    BoardFile boardFile = Boards.boardFile(board, parsed.board());
    BoardModel hardware = Boards.hardware(boardFile.hardware());
    Board empty = Boards.empty(boardFile);
    Configured configured = Configured.of(empty, boardFile, parsed);
    TableImage image =
        new TableImage(
            boardFile.hardware(), configured.console(), overrides(boardFile), configured.layout());
    WrittenTables written;
    try {
      requireRoom(boardFile, image.length());
      written = image.write();
    } catch (ConfigException e) {
      throw new UserError(e.getMessage());
    } catch (ImageException e) {
      throw new UserError(configuration + ": " + e.getMessage());
    }
    Image merged = image.image(configuration.toString(), hardware.application(), written);
    TreeMap<Integer, Part> parts = new TreeMap<>();
    for (Load load : configured.layout().loads()) {
      parts.put(load.address(), new Part(load.owner(), load.address(), load.data().length));
    }
    parts.put(TableImage.ADDRESS, new Part("tables", TableImage.ADDRESS, written.bytes().length));
    Map<String, Integer> tables = new LinkedHashMap<>();
    for (Table table : Table.values()) {
      tables.put(table.title(), written.sizes().get(table));
    }
    return new MergedImage(
        image.hardware(),
        SrecWriter.write(merged, HEADER),
        List.copyOf(parts.values()),
        tables,
        configured.images().keySet().stream().map(GuestImage::path).distinct().sorted().toList());
  }

  private static Map<TimingConstant, Integer> overrides(BoardFile boardFile) {
    Map<TimingConstant, Integer> values = new TreeMap<>();
    TimingTable table = boardFile.timing();
    for (TimingConstant constant : TimingConstant.values()) {
      if (table.get(constant) != constant.standard()) {
        values.put(constant, table.get(constant));
      }
    }
    return values;
  }

  /** The guests' flash must leave the tables where they are looked for. */
  private static void requireRoom(BoardFile board, int bytes) throws ConfigException {
    BoardFile.Span rom = board.rom();
    boolean below = Integer.compareUnsigned(rom.end(), TableImage.ADDRESS) <= 0;
    if (!below && Integer.compareUnsigned(rom.start(), TableImage.ADDRESS + bytes) < 0) {
      throw new ConfigException(
          rom.position(),
          String.format("rom = 0x%08x 0x%08x", rom.start(), rom.end()),
          String.format(
              "flash behind the hypervisor's tables, which take %d bytes from 0x%08x on",
              bytes, TableImage.ADDRESS),
          "begin it at 0x1d010000, as the boards that come with vzlab do");
    }
  }

  /**
   * The hypervisor's tables of a target that has some.
   *
   * @throws UserError if they are damaged, or for another board
   */
  static Optional<TableImage> tables(Optional<Image> target, Setup setup) throws UserError {
    if (target.isEmpty() || !hasTables(target.get())) {
      return Optional.empty();
    }
    try {
      TableImage tables = TableImage.read(new ImageView(target.get()));
      requireBoard(tables.hardware(), setup);
      return Optional.of(tables);
    } catch (ImageException e) {
      throw new UserError(setup.target() + ": " + e.getMessage());
    }
  }

  private static boolean hasTables(Image image) {
    return TableImage.isIn(new ImageView(image));
  }

  private static void requireBoard(String hardware, Setup setup) throws UserError {
    if (!BoardFile.HARDWARE.contains(hardware)) {
      throw new UserError(
          "%s: found tables for board '%s', expected one of %s; build it again with this vzlab"
              .formatted(setup.target(), hardware, String.join(", ", BoardFile.HARDWARE)));
    }
    if (!setup.board().equals(Setup.OWN_BOARD) && !setup.board().equals(hardware)) {
      throw new UserError(
          "--board %s: %s has all that it needs of its board, %s; leave --board out"
              .formatted(setup.board(), setup.target(), hardware));
    }
  }

  /**
   * Refuses an image that would not be looked at.
   *
   * @throws UserError if it holds the hypervisor's tables
   */
  static void requireNoTables(Image image) throws UserError {
    if (hasTables(image)) {
      throw new UserError(
          "--image %s holds the hypervisor's tables; run it as the target: vzlab run %s"
              .formatted(image.name(), image.name()));
    }
  }

  /**
   * Checks that all guests are there.
   *
   * @throws UserError if one is missing, or a part of it
   */
  static void requireComplete(TableImage tables, Programs programs, String target)
      throws UserError {
    for (Load load : tables.layout().loads()) {
      if (!programs.covers(load.address(), load.data().length)) {
        throw new UserError(
            String.format(
                "%s: not all bytes of %s are there, expected %d at 0x%08X; build it again with"
                    + " vzlab build",
                target, load.owner(), load.data().length, load.address()));
      }
    }
  }
}
