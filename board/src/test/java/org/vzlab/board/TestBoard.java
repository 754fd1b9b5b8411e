package org.vzlab.board;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Load;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.TinyVp;
import org.vzlab.vp.model.VpListener;

/** A board with somebody who writes down all it says, and types at it. */
final class TestBoard {
  /** The root of the repository; tests run in their module's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** The demo's configuration. */
  static final Path TWO_GUESTS = ROOT.resolve("configs/two-guests.config");

  final Board board;
  final List<String> leds = new ArrayList<>();
  final List<String> reports = new ArrayList<>();
  final List<String> faults = new ArrayList<>();

  /** What has become of messages, on a board with a layout of the test's. */
  final List<Message> messages = new ArrayList<>();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Something that has become of a message, and when. */
  record Message(String mailbox, Mailbox.Event event, int sequence, long time) {}

  private TestBoard(Board board) {
    this.board = board;
    board.onSerial(board.consoleUart(), bytes::write);
    board.onLed((name, on, cycles) -> leds.add(cycles + " " + name + (on ? " on" : " off")));
    board.onReport(reports::add);
  }

  /** What the command line opens for a target. */
  static TestBoard open(Path target) throws UserError {
    return open(target.toString(), Optional.empty());
  }

  /** What the command line opens for a target and {@code --start}. */
  static TestBoard open(String target, Optional<String> start) throws UserError {
    return open(new Setup(target, "wifire", start, List.of(), UnmodelledPolicy.QUIET));
  }

  /** What the command line opens for {@code --stale-caches}. */
  static TestBoard openWithStaleCaches(String target) throws UserError {
    UnmodelledPolicy quiet = UnmodelledPolicy.QUIET;
    return open(
        new Setup(
            target, "wifire", Optional.empty(), List.of(), quiet, true, TimingModel.FUNCTIONAL));
  }

  /** What the command line opens for a target and {@code --board}, with approximate timing. */
  static TestBoard timed(String target, String boardFile) throws UserError {
    UnmodelledPolicy quiet = UnmodelledPolicy.QUIET;
    return open(
        new Setup(
            target, boardFile, Optional.empty(), List.of(), quiet, false, TimingModel.APPROXIMATE));
  }

  /** A board with an image, on which time passes as a table says. */
  static TestBoard approximate(Path image, TimingTable table) throws UserError {
    Board board = new Board(new Wifire(), UnmodelledPolicy.QUIET, TimingModel.APPROXIMATE, table);
    new Programs(board.bus).load(Programs.read(image.toString()));
    board.start(() -> board.hardware.startImage(board, Wifire.APPLICATION));
    return new TestBoard(board);
  }

  /** A board with an image of the test's, which starts at its entry. */
  static TestBoard bare(BoardModel model, Image image) throws UserError {
    Board board =
        new Board(model, UnmodelledPolicy.QUIET, TimingModel.APPROXIMATE, TimingTable.standard());
    new Programs(board.bus).load(image);
    board.start(() -> board.hardware.startImage(board, image.entry().orElseThrow()));
    return new TestBoard(board);
  }

  static TestBoard open(Setup setup) throws UserError {
    return new TestBoard((Board) Boards.open(setup));
  }

  /** A board under tinyVP with a layout of the test's, and the timing that users have. */
  static TestBoard of(Layout layout) throws UserError {
    return of(layout, TimingModel.APPROXIMATE);
  }

  /** A board under tinyVP with a layout of the test's. */
  static TestBoard of(Layout layout, TimingModel timing) throws UserError {
    return of(layout, timing, new Wifire());
  }

  /** The same on another board. */
  static TestBoard of(Layout layout, TimingModel timing, BoardModel model) throws UserError {
    TestBoard test =
        new TestBoard(new Board(model, UnmodelledPolicy.QUIET, timing, TimingTable.standard()));
    Programs programs = new Programs(test.board.bus);
    for (Load load : layout.loads()) {
      programs.load(load.address(), load.data(), load.owner());
    }
    VpListener listener =
        new VpListener() {
          @Override
          public void guestFaulted(GuestView guest, String reason) {
            test.faults.add(guest.id() + ": " + reason);
          }

          @Override
          public long raisedAt(int irq, long now) {
            return test.board.raisedAt(irq, now);
          }

          @Override
          public void message(Mailbox mailbox, Mailbox.Event event, int sequence, long time) {
            test.messages.add(new Message(mailbox.name(), event, sequence, time));
          }
        };
    test.board.install(
        new TinyVp(layout, test.board.hardware.platform(test.board.chip.part()), listener));
    test.board.start(() -> test.board.hardware.startHypervisor(test.board));
    return test;
  }

  /** Types at a board time; {@code ^E} is Ctrl-E. */
  TestBoard type(double seconds, String text) {
    byte[] typed = text.replace("^E", "\5").getBytes(StandardCharsets.ISO_8859_1);
    board.type(cycles(seconds), board.consoleUart(), typed);
    return this;
  }

  /** Runs until a board time. */
  TestBoard run(double seconds) {
    board.run(cycles(seconds));
    return this;
  }

  static long cycles(double seconds) {
    return Math.round(seconds * Session.CYCLES_PER_SECOND);
  }

  /** All that the console has printed. */
  String console() {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** What the console has printed, in lines, whatever they end with. */
  List<String> lines() {
    return console().replace("\r", "").lines().toList();
  }

  /** The symbols guests have printed: the lines without a letter or digit. */
  String symbols() {
    StringBuilder symbols = new StringBuilder();
    lines().stream().filter(l -> l.matches("[^\\w|]*")).forEach(symbols::append);
    return symbols.toString();
  }

  /** How often a symbol was printed. */
  long count(char symbol) {
    return symbols().chars().filter(c -> c == symbol).count();
  }

  /** The clock lines of the root. */
  List<String> clockLines() {
    return lines().stream()
        .filter(l -> l.matches("\\|------- \\[\\d\\d:\\d\\d:\\d\\d\\.\\d{3}] --------\\|"))
        .toList();
  }

  Summary.Guest guest(int id) {
    return board.summary().guests().stream().filter(g -> g.id() == id).findFirst().orElseThrow();
  }

  Summary.Guest thread(int id) {
    return board.summary().threads().stream().filter(t -> t.id() == id).findFirst().orElseThrow();
  }

  /** A word at a physical address, as the chip's bus reads it. */
  int word(int address) {
    try {
      return board.bus.read(address, 4);
    } catch (BusError e) {
      throw new AssertionError(e);
    }
  }

  /** A register of the chip by name. */
  int register(String name) {
    return word(board.chip.part().register(name).address());
  }
}
