package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.board.ConfigurationMap.Area;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Segment;
import org.vzlab.kit.image.SrecWriter;
import org.vzlab.vp.image.TableImage;
import org.vzlab.vp.image.WrittenTables;
import org.vzlab.vp.layout.Layout;

/** A guest's initialised data is there when it starts, and again when it is restarted. */
final class InitialDataTest {
  /** Where the guest's data is if it is the second one of the demo. */
  private static final int SECOND = 0x10000 + 0x1004;

  /** Directory and number of table 10, as docs/models/image.md has them. */
  private static final int DIRECTORY = 20;

  private static final int DATA_TABLE = 10;

  @TempDir private Path folder;

  private static List<String> twice(List<String> lines) {
    List<String> both = new ArrayList<>(lines);
    both.addAll(lines);
    return both;
  }

  @Test
  void aRestartRestoresItAndTouchesNobodyElsesMemory() throws Exception {
    Layout layout = Guests.beside(DataGuest.image());
    TestBoard test = TestBoard.of(layout);
    // Fills RAM with a pattern, the second guest's too: what it finds is the hypervisor's doing.
    Fortress fortress = new Fortress(test, layout);
    GuestExits exits = new GuestExits(test.board);
    test.run(0.0004);
    fortress.remember();

    test.run(1);
    assertThat(exits.console(2).lines()).isEqualTo(DataGuest.FRESH);
    assertThat(test.word(SECOND)).isEqualTo(-1);
    assertThat(test.word(SECOND + 0x14)).isEqualTo(-1);

    test.type(1, "^E02r").run(3.5);
    assertThat(test.lines()).contains("Thread2: restarted");
    assertThat(exits.console(2).lines()).isEqualTo(twice(DataGuest.FRESH));
    fortress.holds();
    fortress.firstGuestBeats(4);
  }

  @Test
  void itIsThereBeforeTheFirstInstruction() throws Exception {
    TestBoard test = TestBoard.of(Guests.beside(DataGuest.image()));
    List<Integer> found = new ArrayList<>();
    test.board.hart.traps.trace().listen(taken -> found.add(test.word(SECOND)));
    test.run(0.1);

    assertThat(found).first().as("at the first exit of all").isEqualTo(0xCAFE0001);
  }

  @Test
  void bytesOfAWordThatIsNotWholeAreCopiedAlone() throws Exception {
    TestBoard test = TestBoard.of(Guests.beside(DataGuest.image())).run(0.0004);

    assertThat(test.word(SECOND + 16)).as("two bytes of data, then zeros").isEqualTo(0x1234);
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void anImageInFlashRestoresItExactlyAsItsConfiguration(TimingModel timing) throws Exception {
    Path configuration = DataGuest.configuration(folder);
    Path image = folder.resolve("data.merged.srec");
    Files.writeString(image, MergedImage.build(configuration, "wifire").records());
    List<TestBoard> boards = new ArrayList<>();
    for (Path target : List.of(configuration, image)) {
      TestBoard board =
          TestBoard.open(
              new Setup(
                  target.toString(),
                  "wifire",
                  Optional.empty(),
                  List.of(),
                  UnmodelledPolicy.QUIET,
                  false,
                  timing));
      GuestExits exits = new GuestExits(board.board);
      board.type(1.1, "^E01r").run(2.5);
      assertThat(exits.console(1).lines()).isEqualTo(twice(DataGuest.FRESH));
      boards.add(board);
    }

    assertThat(boards.get(1).console()).isEqualTo(boards.get(0).console());
    assertThat(boards.get(1).board.summary()).isEqualTo(boards.get(0).board.summary());
    assertThat(boards.get(1).board.dump()).isEqualTo(boards.get(0).board.dump());
  }

  /** Its RAM is mapped write-back: what it has stored is in the data cache only. */
  @Test
  void linesOfTheCacheDoNotHideIt() throws Exception {
    TestBoard test = TestBoard.openWithStaleCaches(DataGuest.configuration(folder).toString());
    GuestExits exits = new GuestExits(test.board);
    test.run(1);
    assertThat(test.word(0x1004)).as("not written back").isEqualTo(0xCAFE0001);
    test.type(1.1, "^E01r").run(2.5);

    assertThat(exits.console(1).lines()).isEqualTo(twice(DataGuest.FRESH));
  }

  @Test
  void afterAResetOfTheChipItIsRestoredFromFlash() throws Exception {
    TestBoard test = TestBoard.open(DataGuest.configuration(folder));
    GuestExits exits = new GuestExits(test.board);
    test.run(1);
    assertThat(test.word(0x1004)).isEqualTo(-1);
    reset(test);
    test.run(3);

    assertThat(exits.console(1).lines()).isEqualTo(twice(DataGuest.FRESH));
  }

  @Test
  void aThreadInUserModeFindsItToo() throws Exception {
    String code =
        """
        lui $s0, 0x0041
        lw $t0, 0($s0)
        sw $t0, 8($s0)
        sw $zero, 0($s0)
        again: beq $zero, $zero, again
        nop
        """;
    int start = 0x00400000;
    byte[] data = {0x21, 0x43, 0x65, 7};
    Segment ram = new Segment(start + 0x10000, data, 0x100, true, true, false);
    TestBoard test =
        new Tasks()
            .demo()
            .thread(8, "mode = user\nsrs = 4", start, code, ram)
            .open(folder)
            .run(0.3);
    assertThat(test.word(0x20000)).isZero();
    assertThat(test.word(0x20008)).isEqualTo(0x07654321);

    test.type(0.3, "^E08r").run(0.5);
    assertThat(test.lines()).contains("Thread8: restarted");
    assertThat(test.word(0x20008)).isEqualTo(0x07654321);
  }

  @Test
  void theMapShowsTheCopyAsTheGuests() throws Exception {
    ConfigurationMap map = Boards.map(DataGuest.configuration(folder).toString(), "wifire");

    assertThat(map.passed()).isTrue();
    assertThat(map.flash())
        .contains(
            new Area(0x1D011000, DataGuest.SIZE, List.of("guest 1"), "initialised data"),
            new Area(0x1D012000, 0x1000, List.of("guest 2"), "rom"));
    assertThat(map.guests().get(0).spaces()).noneMatch(space -> space.physical() == 0x1D011000);
  }

  private TableImage tables(Layout layout) {
    return new TableImage("wifire", 4, Map.of(), layout);
  }

  /** Tables with a word of the only entry of initialised data changed and the CRC made to fit. */
  private byte[] altered(TableImage image, int word, int value) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(image.write().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(bytes.getInt(DIRECTORY + (DATA_TABLE - 1) * 12 + 4) + 4 * word, value);
    CRC32 crc = new CRC32();
    crc.update(bytes.array(), 20, bytes.capacity() - 20);
    return bytes.putInt(16, (int) crc.getValue()).array();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "2, 0x00000100, RAM of the other guest",
    "2, 0x0000FFF8, RAM of the other guest and its own",
    "2, 0x0001FFF8, its own RAM and nobody's",
    "2, 0x00060000, RAM of nobody",
    "2, 0x00078000, RAM of the hypervisor",
    "2, 0x1F822620, a register",
    "2, 0x1D010000, flash",
    "0, 1, as the other guest's",
  })
  void tablesThatPutItAnywhereElseAreRefused(int word, String value, String where)
      throws Exception {
    TableImage image = tables(Guests.beside(DataGuest.image()));
    byte[] altered = altered(image, word, Long.decode(value).intValue());
    String records =
        SrecWriter.write(
            image.image("test", OptionalInt.empty(), new WrittenTables(altered, Map.of())), "test");
    Path target = Files.writeString(folder.resolve("altered.merged.srec"), records);

    assertThatThrownBy(() -> TestBoard.open(target))
        .as(where)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("initialised data, entry 1: found 18 bytes for 0x")
        .hasMessageContaining("alone maps");
  }

  @Test
  void tablesAlteredInFlashStopTheNextStartBeforeAByteIsCopied() throws Exception {
    Path configuration = DataGuest.configuration(folder);
    Path file = folder.resolve("data.merged.srec");
    Files.writeString(file, MergedImage.build(configuration, "wifire").records());
    TestBoard test = TestBoard.open(file).run(1);
    TableImage image = TableImage.read(address -> test.word(address));
    Region flash = test.board.bus.at(TableImage.ADDRESS);
    byte[] altered = altered(image, 2, 0x11000);
    int before = test.word(0x11000);
    for (int i = 0; i < altered.length; i++) {
      flash.memory().write(flash.offsetInMemory(TableImage.ADDRESS + i), 1, altered[i]);
    }
    reset(test);
    test.run(2);

    assertThat(test.reports)
        .singleElement()
        .asString()
        .startsWith(
            "the hypervisor does not start: tables at 0x1D000000: initialised data, entry 1")
        .endsWith("expected pages of RAM that guest 1 alone maps");
    assertThat(test.word(0x11000)).isEqualTo(before).isNotEqualTo(0xCAFE0001);
  }

  @Test
  void aBoardWithoutRoomForTheCopyIsTold() throws Exception {
    String board =
        Files.readString(TestBoard.ROOT.resolve("configs/boards/DigilentChipKitWiFire.config"));
    assertThat(board).contains("rom = 0x1d010000 0x1d200000");
    Path small =
        Files.writeString(
            folder.resolve("b.config"),
            board.replace("rom = 0x1d010000 0x1d200000", "rom = 0x1d010000 0x1d011000"));
    ConfigurationMap map = Boards.map(DataGuest.configuration(folder).toString(), small.toString());

    assertThat(map.checks())
        .filteredOn(check -> check.name().equals("flash"))
        .flatExtracting(ConfigurationMap.Verdict::messages)
        .first()
        .asString()
        .contains("found 0x00000014 bytes of flash for initialised data of guest 1");
  }

  /** What software does for a reset (DS60001320, RSWRST). */
  private static void reset(TestBoard board) throws BusError {
    board.board.bus.write(0x1F800030, 4, 0);
    board.board.bus.write(0x1F800030, 4, 0xAA996655);
    board.board.bus.write(0x1F800030, 4, 0x556699AA);
    board.board.bus.write(0x1F801258, 4, 1);
    board.board.bus.read(0x1F801250, 4);
  }
}
