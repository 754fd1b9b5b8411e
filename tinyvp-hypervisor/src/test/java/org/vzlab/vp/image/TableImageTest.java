package org.vzlab.vp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.Load;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;

/** Tables are read as they were written. */
class TableImageTest {
  private TableImage demo;

  @BeforeEach
  void configure() throws ConfigException {
    demo = Images.demo();
  }

  private static TableImage image(Layout layout) {
    return new TableImage("wifire", 4, Map.of(), layout);
  }

  private static Layout layout(List<Partition> guests, List<RootThread> threads) {
    return new Layout(guests, threads, List.of(), List.of());
  }

  private static Partition guest(int id, BitSet own, Window... windows) {
    PageTree pages = new PageTree(List.of(new Leaf(0, 0, 0x1F, 0x5F)));
    return new Partition(
        id,
        "guest" + id,
        0x9FC0_0000,
        false,
        pages,
        List.of(windows),
        own,
        new BitSet(),
        List.of());
  }

  private static Window window(String name, String emulator, int physical) {
    return new Window(0x1F80_0000, 0x100, physical, name, emulator, true, true, false, false);
  }

  private static TableImage read(TableImage image) throws ImageException {
    return TableImage.read(Images.flash(image, image.write().bytes()));
  }

  @Test
  void theDemoIsReadAsItWasWritten() throws ImageException {
    TableImage read = read(demo);

    assertThat(read).isEqualTo(demo);
    assertThat(read.layout().partitions()).isEqualTo(demo.layout().partitions());
    assertThat(read.layout().loads()).hasSize(2).isEqualTo(demo.layout().loads());
    assertThat(read.layout().setup()).hasSize(32).isEqualTo(demo.layout().setup());
  }

  @Test
  void theSameImageGivesTheSameBytes() throws Exception {
    assertThat(demo.write().bytes()).isEqualTo(Images.demo().write().bytes());
  }

  @Test
  void thePageTreesOfTheDemoTakeNoMoreThanTinyVpsOwn() throws ImageException {
    Map<Table, Integer> sizes = demo.write().sizes();

    assertThat(sizes.get(Table.PAGES) + sizes.get(Table.WINDOWS))
        .as("tinyVP's trees hold the windows too")
        .isLessThanOrEqualTo(2400);
    assertThat(sizes.get(Table.PAGES))
        .isEqualTo(
            demo.layout().partitions().stream().mapToInt(g -> g.pages().sizeInBytes()).sum());
  }

  @Test
  void theInterruptTablesOfTheDemoTakeNoMoreThanTinyVpsOwn() throws ImageException {
    assertThat(demo.write().sizes().get(Table.INTERRUPTS)).isBetween(2 * 2 * 27, 3200);
  }

  @Test
  void headerDirectoryAndTablesAreAllThereIs() throws ImageException {
    WrittenTables written = demo.write();

    assertThat(written.sizes()).containsOnlyKeys(Table.values());
    assertThat(written.bytes())
        .hasSize(
            Format.TABLES + written.sizes().values().stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void threadsAreReadAsTheyWereWritten() throws ImageException {
    PageTree pages = new PageTree(List.of(new Leaf(0x4000_0000, 0x6000, 0x1F, 0x11F)));
    PageTree none = new PageTree(List.of());
    Window window =
        new Window(0x1F82_2000, 0x100, 0x1F82_2000, "uart2", "", true, true, false, false);
    Window next = new Window(0x1F82_2100, 4, 0x1F82_2104, "", "", true, false, true, true);
    TableImage image =
        image(
            layout(
                List.of(guest(1, new BitSet()), guest(7, BitSet.valueOf(new long[] {6}))),
                List.of(
                    new RootThread(
                        2,
                        "idle",
                        0x9D00_2000,
                        OptionalInt.empty(),
                        false,
                        0,
                        none,
                        List.of(),
                        List.of()),
                    new RootThread(
                        8,
                        "user",
                        0x4000_0000,
                        OptionalInt.of(0),
                        true,
                        7,
                        pages,
                        List.of(window, next),
                        List.of()),
                    new RootThread(
                        255,
                        "idle",
                        4,
                        OptionalInt.of(-8),
                        false,
                        1,
                        pages,
                        List.of(next),
                        List.of()))));

    assertThat(read(image)).isEqualTo(image);
  }

  @Test
  void aThreadHasNoEmulatedDevices() throws ImageException {
    Window window =
        new Window(0, 0x100, 0x1F81_0000, "ic", "ic_emulator", true, true, false, false);
    PageTree none = new PageTree(List.of());
    RootThread thread =
        new RootThread(8, "t", 0, OptionalInt.empty(), true, 0, none, List.of(window), List.of());
    TableImage image = image(layout(List.of(guest(1, new BitSet())), List.of(thread)));

    assertThatThrownBy(() -> read(image))
        .hasMessageEndingWith(
            "thread 8, window at 0x00000000: found emulator 'ic_emulator', expected none: a thread"
                + " has the real registers");
  }

  @Test
  void everyFlagOfAWindowIsItsOwn() throws ImageException {
    Window[] windows = new Window[16];
    for (int i = 0; i < windows.length; i++) {
      windows[i] =
          new Window(
              i * 4, 4, 0x1F80_0000, "w" + i, "", i % 2 > 0, (i & 2) > 0, (i & 4) > 0, i > 7);
    }
    TableImage image = image(layout(List.of(guest(3, new BitSet(), windows)), List.of()));

    assertThat(read(image)).isEqualTo(image);
  }

  @Test
  void namesMayHaveAnyLetters() throws ImageException {
    TableImage image =
        image(
            layout(
                List.of(guest(1, new BitSet(), window("Größe 用户", "", 0x1F86_0000))), List.of()));

    assertThat(read(image)).isEqualTo(image);
  }

  @Test
  void erasedFlashAndFirmwareHaveNoSignature() {
    assertThat(TableImage.isIn(Images.flash(0x1D01_0000, new byte[4]))).isFalse();
    assertThat(TableImage.isIn(Images.flash(TableImage.ADDRESS, new byte[0x2000]))).isFalse();
    assertThatThrownBy(() -> TableImage.read(address -> 0x4081_A000))
        .isInstanceOf(ImageException.class)
        .hasMessage(
            "tables at 0x1D000000: signature: found 0x4081A000 0x4081A000, expected 0x616C7A76"
                + " 0x70762D62");
  }

  private static void refuses(Layout layout, String message) {
    assertThatThrownBy(() -> image(layout).write())
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatTheFormatCannotSayIsRefused() {
    List<Partition> one = List.of(guest(1, new BitSet()));
    BitSet beyond = new BitSet();
    beyond.set(216);

    refuses(
        new Layout(one, List.of(), List.of(), List.of(new RegisterWrite(0, 1))),
        "the board set-up list: found address 0, expected another: a zero ends the list");
    refuses(
        layout(List.of(guest(1, beyond)), List.of()),
        "guest 1, interrupts: found 216, expected 0 to 215");
    refuses(
        layout(List.of(guest(1, new BitSet(), window("a\u001bb", "", 0))), List.of()),
        "a name: found the character U+001B in it");
    refuses(
        new Layout(one, List.of(), List.of(), Collections.nCopies(9000, new RegisterWrite(4, 4))),
        "the hypervisor's tables: found 72");
  }

  @Test
  void whatTheHypervisorCannotRunIsRefused() {
    refuses(layout(List.of(), List.of()), "guests: found 0 and 0 interrupt tables");
    refuses(
        layout(List.of(guest(1, new BitSet(), window("sw", "interrupt", 0x1F86_0000))), List.of()),
        "guest 1, window 1: found emulator 'interrupt' at 0x1F860000");
    refuses(
        layout(List.of(guest(1, new BitSet(), window("uart", "console", 0x1F82_2000))), List.of()),
        "expected none; ic_emulator inside the interrupt controller; a mailbox; a supervision; or console at"
            + " 0x1F822600");
    refuses(
        layout(
            List.of(guest(1, new BitSet(), window("ic", "ic_emulator", 0x1F81_0F80))), List.of()),
        "found emulator 'ic_emulator' at 0x1F810F80, 256 bytes");
  }

  private static Layout loading(Load... loads) {
    return new Layout(List.of(guest(1, new BitSet())), List.of(), List.of(loads), List.of());
  }

  @Test
  void guestsLieInProgramFlashBesideTheTablesAndEachOther() throws ImageException {
    Load last = new Load(0x1D1F_FFFD, new byte[] {1, 2, 3}, "guest 1");
    String expected = "expected a place of their own in program flash, 0x1D000000 to 0x1D1FFFFF";

    assertThat(read(image(loading(last))).layout().loads()).containsExactly(last);
    refuses(
        loading(new Load(0x1000, new byte[4], "guest 1")),
        "found 4 bytes of guest 1 at 0x00001000, " + expected);
    refuses(loading(new Load(0x1D1F_FFFD, new byte[4], "guest 1")), expected);
    refuses(loading(last, new Load(0x1D1F_FFFF, new byte[1], "guest 2")), expected);
    refuses(
        loading(new Load(0x1D00_0100, new byte[1], "guest 1")),
        "the bytes of guest 1: found them at 0x1D000100, expected a place outside the tables,"
            + " 0x1D000000 to 0x1D000");
  }
}
