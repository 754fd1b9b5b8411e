package org.vzlab.vp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.layout.InitialData;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.Load;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;

/**
 * Guest 1 has RAM from 0 to 0x1FFF and reads 0x4000, guest 2 has it from 0x2000 to 0x3FFF, thread 8
 * has it at 0x5000; both guests share 0x6000.
 */
class DataTableTest {
  private static final int FLASH = 0x1D01_1000;
  private static final int OWNER = 0;
  private static final int SOURCE = 1;
  private static final int RAM = 2;
  private static final int SIZE = 3;

  private static int entryLo(int address) {
    return address >>> 6 | 0x1F;
  }

  private static Leaf shared() {
    return new Leaf(0x6000, 0, entryLo(0x6000), 1);
  }

  private static Partition guest(int id, List<Leaf> leaves, InitialData... data) {
    return new Partition(
        id,
        "guest" + id,
        0x9FC0_0000,
        false,
        new PageTree(leaves),
        List.of(),
        new BitSet(),
        new BitSet(),
        List.of(data));
  }

  /** Guest 1 has an entry; entry 3 is the thread's. */
  private static TableImage image(InitialData first) {
    Leaf readOnly = new Leaf(0x4000, 0, entryLo(0x4000) & ~4, 1);
    Layout layout =
        new Layout(
            List.of(
                guest(
                    1,
                    List.of(new Leaf(0, 0, entryLo(0), entryLo(0x1000)), readOnly, shared()),
                    first,
                    new InitialData(FLASH + 0x20, 0x4010, 0x10)),
                guest(2, List.of(new Leaf(0, 0, entryLo(0x2000), entryLo(0x3000)), shared()))),
            List.of(
                new RootThread(
                    8,
                    "user",
                    0x40_0000,
                    OptionalInt.empty(),
                    true,
                    4,
                    new PageTree(List.of(new Leaf(0x40_0000, 0, entryLo(0x5000), 1))),
                    List.of(),
                    List.of(new InitialData(FLASH + 0x30, 0x5000, 0x10)))),
            List.of(
                new Load(FLASH, new byte[0x40], "initialised data"),
                new Load(FLASH + 0x40, new byte[0x40], "others")),
            List.of());
    return new TableImage("wifire", 4, Map.of(), layout);
  }

  private static TableImage image() {
    return image(new InitialData(FLASH, 0xFF0, 0x20));
  }

  private static TableImage read(TableImage image) throws ImageException {
    return TableImage.read(Images.flash(image, image.write().bytes()));
  }

  @Test
  void itIsReadAsItWasWrittenForGuestsAndThreads() throws ImageException {
    TableImage read = read(image());

    assertThat(read).isEqualTo(image());
    assertThat(read.layout().partitions().get(0).data()).hasSize(2);
    assertThat(read.layout().partitions().get(1).data()).isEmpty();
    assertThat(read.layout().threads().get(0).data()).hasSize(1);
  }

  private static void refuses(int word, int value, String message) throws ImageException {
    TableImage image = image();
    int at = Images.entry(image, Table.DATA, 0, word);
    FlashView flash = Images.changed(image, at, value);

    assertThatThrownBy(() -> TableImage.read(flash))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("tables at 0x1D000000: initialised data, entry 1: found ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0x1FF0, from its last page to the other guest's",
    "0x2000, the other guest's",
    "0x3FF0, from the other guest's to its own",
    "0x4FF0, from its own to a thread's",
    "0x5000, a thread's",
    "0x6000, shared",
    "0x7000, nobody's",
    "0x7FFF0, at the end of RAM",
    "0x80000, behind RAM",
    "-16, at the end of all",
    "0x1FC08000, flash"
  })
  void ramThatIsNotItsOwnIsRefused(String address, String whose) throws ImageException {
    int ram = Long.decode(address).intValue();
    refuses(
        RAM,
        ram,
        "32 bytes for 0x%08X, expected pages of RAM that guest 1 alone maps".formatted(ram));
  }

  @ParameterizedTest
  @CsvSource({
    "0x1D010FF0, in front of all bytes",
    "0x1D011030, over the end of an entry",
    "0x1D011080, behind all bytes",
    "0xFF0, RAM",
    "-4, the end of all"
  })
  void bytesThatNoImageHasAreRefused(String address, String where) throws ImageException {
    int flash = Long.decode(address).intValue();
    refuses(
        SOURCE,
        flash,
        "32 bytes at 0x%08X, expected bytes of one entry of guests' bytes".formatted(flash));
  }

  @Test
  void sizesOwnersAndPlacesInAWordThatCannotBeAreRefused() throws ImageException {
    refuses(SIZE, 0, "0 bytes at 0x1D011000");
    refuses(SIZE, -1, "4294967295 bytes at 0x1D011000");
    refuses(SIZE, Integer.MAX_VALUE, "2147483647 bytes at 0x1D011000");
    refuses(OWNER, 3, "task 3, expected the id of a guest or a thread");
    refuses(OWNER, -1, "task 4294967295, expected the id of a guest or a thread");
    refuses(OWNER, 2, "32 bytes for 0x00000FF0, expected pages of RAM that guest 2 alone maps");
    refuses(OWNER, 8, "32 bytes for 0x00000FF0, expected pages of RAM that thread 8 alone maps");
    refuses(
        RAM,
        0xFF1,
        "0x1D011000 to be copied to 0x00000FF1, expected both at the same place in their words");
  }

  @Test
  void whatTheHypervisorWouldNotReadIsNotWritten() {
    assertThatThrownBy(() -> image(new InitialData(FLASH, 0x2000, 4)).write())
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("4 bytes for 0x00002000");
  }
}
