package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.SrecWriter;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.image.TableImage;
import org.vzlab.vp.image.WrittenTables;
import org.vzlab.vp.layout.Layout;

/** One image for flash: the modelled hypervisor boots from the tables in it. */
final class MergedImageTest {
  private static final Path WIFIRE =
      TestBoard.ROOT.resolve("configs/boards/DigilentChipKitWiFire.config");
  private static final String MONITOR = "^E0T1q2r2s1I^E1=^E2+";

  @TempDir private Path folder;

  private String merged() throws UserError, IOException {
    return merged(MergedImage.build(TestBoard.TWO_GUESTS, "wifire").records());
  }

  private String merged(String records) throws IOException {
    return Files.writeString(folder.resolve("two.merged.srec"), records).toString();
  }

  private String boardFile(String from, String to) throws IOException {
    String text = Files.readString(WIFIRE);
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("b.config"), text.replace(from, to)).toString();
  }

  private static Layout layout() throws UserError {
    BoardFile file = Boards.boardFile("wifire", Optional.empty());
    Board board =
        new Board(new Wifire(), UnmodelledPolicy.QUIET, TimingModel.FUNCTIONAL, file.timing());
    return Configured.of(
            board, file, Boards.configuration(TestBoard.TWO_GUESTS.toString()).orElseThrow())
        .layout();
  }

  private static TableImage tables(Layout layout) {
    return new TableImage("wifire", 4, Map.of(), layout);
  }

  private static String records(TableImage tables, WrittenTables written) {
    return SrecWriter.write(tables.image("test", OptionalInt.empty(), written), "test");
  }

  private static TestBoard open(String target, String board, TimingModel timing, String... images)
      throws UserError {
    return TestBoard.open(
        new Setup(
            target,
            board,
            Optional.empty(),
            List.of(images),
            UnmodelledPolicy.QUIET,
            false,
            timing));
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void anImageRunsExactlyAsItsConfiguration(TimingModel timing) throws Exception {
    TestBoard configured = open(TestBoard.TWO_GUESTS.toString(), "wifire", timing);
    TestBoard booted = open(merged(), "wifire", timing);

    for (TestBoard board : List.of(configured, booted)) {
      board.type(1.1, "^E1=").type(2.3, MONITOR).type(3.7, "^E0?^E2*").run(5);
    }

    assertThat(booted.count('#')).isPositive();
    assertThat(booted.console()).isEqualTo(configured.console());
    assertThat(booted.leds).isEqualTo(configured.leds);
    assertThat(booted.reports).isEqualTo(configured.reports);
    assertThat(booted.board.summary()).isEqualTo(configured.board.summary());
    assertThat(booted.board.summary().guests())
        .allSatisfy(guest -> assertThat(guest.exits().get("REFILL")).isPositive());
    assertThat(booted.board.dump()).isEqualTo(configured.board.dump());
  }

  @ParameterizedTest
  @CsvSource({"control-loop, 0.2", "priorities, 1.1", "mailbox, 1.1"})
  void schedulesAndMailboxesAreInTheImage(String name, double seconds) throws Exception {
    Path file = TestBoard.ROOT.resolve("configs/" + name + ".config");
    String image = merged(MergedImage.build(file, "wifire").records());
    TestBoard configured = open(file.toString(), "wifire", TimingModel.APPROXIMATE).run(seconds);
    TestBoard booted = open(image, "wifire", TimingModel.APPROXIMATE).run(seconds);

    assertThat(booted.console()).isEqualTo(configured.console()).isNotEmpty();
    assertThat(booted.leds).isEqualTo(configured.leds);
    assertThat(booted.board.summary()).isEqualTo(configured.board.summary());
  }

  @Test
  void supervisionsAreInTheImage() throws Exception {
    Path file = folder.resolve("supervised.config");
    Files.writeString(
        file,
        Files.readString(TestBoard.ROOT.resolve("configs/mailbox.config"))
                .replace("../firmware", TestBoard.ROOT + "/firmware")
            + ".supervision\nguest = 2\nsupervisor = 1\nheartbeat = 300000\n.\n");
    String image = merged(MergedImage.build(file, "wifire").records());
    TestBoard configured = open(file.toString(), "wifire", TimingModel.APPROXIMATE).run(0.5);
    TestBoard booted = open(image, "wifire", TimingModel.APPROXIMATE).run(0.5);

    assertThat(configured.reports)
        .containsExactly("guest 2 (consumer.elf) failed: no heartbeat in 300000 us");
    assertThat(configured.board.failed()).isTrue();
    assertThat(booted.reports).isEqualTo(configured.reports);
    assertThat(booted.console()).isEqualTo(configured.console()).contains("PANIC_THREAD: Thread2");
    assertThat(booted.board.summary()).isEqualTo(configured.board.summary());
  }

  @Test
  void theTimingConstantsOfTheBoardFileAreInTheImage() throws Exception {
    String slow = boardFile("rom =", "timing.eret = 50\nrom =");
    String image = merged(MergedImage.build(TestBoard.TWO_GUESTS, slow).records());
    TestBoard configured = TestBoard.timed(TestBoard.TWO_GUESTS.toString(), slow).run(2);
    TestBoard booted = open(image, "wifire", TimingModel.APPROXIMATE).run(2);

    assertThat(booted.board.summary()).isEqualTo(configured.board.summary());
    assertThat(booted.board.summary())
        .isNotEqualTo(
            TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire").run(2).board.summary());
  }

  @Test
  void theSameConfigurationGivesTheSameRecords() throws UserError {
    assertThat(MergedImage.build(TestBoard.TWO_GUESTS, "wifire"))
        .isEqualTo(MergedImage.build(TestBoard.TWO_GUESTS, "wifire"));
  }

  @Test
  void tablesAndGuestsHaveTheirPlaces() throws UserError {
    MergedImage image = MergedImage.build(TestBoard.TWO_GUESTS, "wifire");

    assertThat(image.parts())
        .extracting(MergedImage.Part::owner)
        .containsExactly("tables", "guest 1", "guest 2");
    assertThat(image.parts())
        .extracting(MergedImage.Part::address)
        .containsExactly(0x1D000000, 0x1D010000, 0x1D011000);
    assertThat(image.tables()).hasSize(14).containsEntry("interrupt tables", 112);
    assertThat(image.inputs())
        .extracting(path -> path.getFileName().toString())
        .containsExactly("guest1.elf", "guest2.elf");
    assertThat(image.records()).startsWith("S00800007").endsWith("S7059D0010004D\n");
  }

  @Test
  void aResetReadsTheTablesThatAreInFlashThen() throws Exception {
    TestBoard board = TestBoard.open(Path.of(merged())).run(1.5);
    assertThat(board.console()).contains("#").contains(".");
    int before = board.console().length();
    Layout full = layout();
    Layout second =
        new Layout(full.partitions().subList(1, 2), List.of(), full.loads(), full.setup());

    program(board, tables(second).write().bytes());
    reset(board);
    board.run(3.5);

    assertThat(board.console().substring(before))
        .contains("After init_IRQ...")
        .contains("....")
        .doesNotContain("#");
    assertThat(board.board.summary().guests()).extracting(Summary.Guest::id).containsExactly(2);
    assertThat(board.board.failed()).isFalse();
  }

  @Test
  void withDamagedTablesTheHypervisorSaysSoAndDoesNotStart() throws Exception {
    TestBoard board = TestBoard.open(Path.of(merged())).run(0.5);
    String before = board.console();
    byte[] bytes = tables(layout()).write().bytes();
    bytes[bytes.length - 1] ^= 1;

    program(board, bytes);
    reset(board);
    board.run(1.5);

    assertThat(board.reports)
        .singleElement()
        .asString()
        .startsWith("the hypervisor does not start: tables at 0x1D000000: CRC: found");
    assertThat(board.board.failed()).isTrue();
    assertThat(board.board.now()).isGreaterThanOrEqualTo(TestBoard.cycles(1.5));
    assertThat(board.console()).isEqualTo(before);
    assertThat(board.board.summary().guests()).isEmpty();

    program(board, tables(layout()).write().bytes());
    reset(board);
    board.run(3);

    assertThat(board.board.failed()).isFalse();
    assertThat(board.console()).contains("After init_IRQ...").hasSizeGreaterThan(before.length());
  }

  private static void program(TestBoard board, byte[] bytes) {
    Region flash = board.board.bus.at(TableImage.ADDRESS);
    for (int i = 0; i < bytes.length; i++) {
      flash.memory().write(flash.offsetInMemory(TableImage.ADDRESS + i), 1, bytes[i]);
    }
  }

  /** What software does for a reset (DS60001320, RSWRST). */
  private static void reset(TestBoard board) throws BusError {
    board.board.bus.write(0x1F800030, 4, 0);
    board.board.bus.write(0x1F800030, 4, 0xAA996655);
    board.board.bus.write(0x1F800030, 4, 0x556699AA);
    board.board.bus.write(0x1F801258, 4, 1);
    board.board.bus.read(0x1F801250, 4);
  }

  @Test
  void theNameOfTheFileDoesNotMatter() throws Exception {
    String records = MergedImage.build(TestBoard.TWO_GUESTS, "wifire").records();
    String other = Files.writeString(folder.resolve("a.s37"), records).toString();

    assertThat(TestBoard.open(other, Optional.empty()).run(1.2).console()).contains("#");
  }

  @Test
  void firmwareWithoutASignatureRunsItsOwnCode() throws Exception {
    Path nano = TestBoard.ROOT.resolve("firmware/nano-hypervisor/nano-mips32.elf");
    TestBoard elf = TestBoard.open(nano).run(1.2);
    String records = SrecWriter.write(Programs.read(nano.toString()), "firmware");
    TestBoard srec = TestBoard.open(Path.of(merged(records))).run(1.2);

    assertThat(srec.board.isModelled()).isFalse();
    assertThat(srec.console()).isEqualTo(elf.console()).contains("#");
  }

  private static void refuses(ThrowingRunnable action, String message) {
    assertThatThrownBy(action::run).isInstanceOf(UserError.class).hasMessageContaining(message);
  }

  @FunctionalInterface
  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  @Test
  void anImageWithoutItsGuestsIsRefused() throws Exception {
    StringBuilder without = new StringBuilder();
    MergedImage.build(TestBoard.TWO_GUESTS, "wifire")
        .records()
        .lines()
        .filter(line -> !line.startsWith("S3251D011100"))
        .forEach(line -> without.append(line).append('\n'));
    String target = merged(without.toString());

    refuses(
        () -> TestBoard.open(Path.of(target)),
        target + ": not all bytes of guest 2 are there, expected");
  }

  @Test
  void anImageWithHalfOfItsTablesIsRefused() throws Exception {
    StringBuilder without = new StringBuilder();
    MergedImage.build(TestBoard.TWO_GUESTS, "wifire")
        .records()
        .lines()
        .filter(line -> !line.startsWith("S3251D000200"))
        .forEach(line -> without.append(line).append('\n'));
    String target = merged(without.toString());

    refuses(() -> TestBoard.open(Path.of(target)), target + ": tables at 0x1D000000: CRC: found");
  }

  @Test
  void tablesForAnotherBoardAreRefused() throws Exception {
    TableImage other = new TableImage("other", 4, Map.of(), layout());
    String target = merged(records(other, other.write()));

    refuses(
        () -> TestBoard.open(Path.of(target)),
        target + ": found tables for board 'other', expected one of wifire");
  }

  @Test
  void anImageBringsItsBoardAlong() throws Exception {
    String target = merged();

    refuses(
        () -> open(target, WIFIRE.toString(), TimingModel.FUNCTIONAL),
        "has all that it needs of its board, wifire; leave --board out");
    refuses(
        () -> TestBoard.open(target, Optional.of("reset")),
        "--start reset goes with an image; an image with the hypervisor's tables starts with the"
            + " hypervisor");
  }

  @Test
  void tablesBesideAnotherTargetAreRefused() throws Exception {
    String target = merged();

    refuses(
        () -> open(TestBoard.TWO_GUESTS.toString(), "wifire", TimingModel.FUNCTIONAL, target),
        "--image " + target + " holds the hypervisor's tables; run it as the target");
  }

  @Test
  void guestsThatWouldLieOnTheTablesAreRefused() throws Exception {
    String board = boardFile("rom = 0x1d010000", "rom = 0x1d000000");

    refuses(
        () -> MergedImage.build(TestBoard.TWO_GUESTS, board),
        "b.config:9: found rom = 0x1d000000 0x1d200000, expected flash behind the hypervisor's tables,"
            + " which take");
  }

  @Test
  void aRomWindowMayBeginRightBehindTheTables() throws Exception {
    String board = boardFile("rom = 0x1d010000 0x1d200000", "rom = 0x1d001000 0x1d200000");
    MergedImage fits = MergedImage.build(TestBoard.TWO_GUESTS, board);

    assertThat(fits.parts().get(0).bytes()).isLessThan(0x1000);
    assertThat(fits.parts().get(1).address()).isEqualTo(0x1D001000);
  }

  private String config(String line) throws IOException {
    String text =
        Files.readString(TestBoard.TWO_GUESTS)
            .replace("../firmware", TestBoard.ROOT.resolve("firmware").toString())
            .replaceFirst("device = ic\n", line + "\n    device = ic\n");
    return Files.writeString(folder.resolve("two.config"), text).toString();
  }

  @Test
  void registersThatTheBoardDoesNotHaveAreRefusedInAConfigurationAndInAnImage() throws Exception {
    String setup = config("setup = 0x12345678 1");
    String written = merged(MergedImage.build(Path.of(setup), "wifire").records());
    String message =
        ": the board set-up list writes 0x12345678, where the board has nothing; expected the address"
            + " of a register: correct the setup line";
    refuses(() -> TestBoard.open(Path.of(setup)), setup + message);
    refuses(() -> TestBoard.open(Path.of(written)), written + message);

    String device = config(".device\n name = x\n regs = 0x1f8ffff0 0x20 rw\n .");
    String windows = merged(MergedImage.build(Path.of(device), "wifire").records());
    message =
        ": device x of guest 1 has 0x20 bytes of registers at 0x1F8FFFF0, where the board has nothing"
            + " or not so many; correct its addresses";
    refuses(() -> TestBoard.open(Path.of(device)), device + message);
    refuses(() -> TestBoard.open(Path.of(windows)), windows + message);
  }

  @Test
  void theLedgerOfAnImageIsThatOfTheModelledHypervisor() throws Exception {
    String target = merged();
    Setup image = new Setup(target, "wifire", Optional.empty(), List.of(), UnmodelledPolicy.QUIET);
    Setup configuration =
        new Setup(
            TestBoard.TWO_GUESTS.toString(),
            "wifire",
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.QUIET);
    LedgerRun one = new LedgerRun(image, Optional.empty());
    LedgerRun other = new LedgerRun(configuration, Optional.empty());
    one.session().run(TestBoard.cycles(1));
    other.session().run(TestBoard.cycles(1));

    assertThat(one.ledger().rows()).usingRecursiveComparison().isEqualTo(other.ledger().rows());
  }

  @Test
  void aConstantOutsideItsRangeIsNoTable() throws Exception {
    TableImage wrong = new TableImage("wifire", 4, Map.of(TimingConstant.ERET, -1), layout());

    assertThatThrownBy(wrong::write)
        .hasMessageContaining("timing constants, entry 1: found eret = -1");
  }
}
