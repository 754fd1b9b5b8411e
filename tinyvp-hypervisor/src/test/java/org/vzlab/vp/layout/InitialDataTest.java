package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceLibrary;

/** Data that is linked where it is used, in RAM: flash keeps a copy, which nobody maps. */
class InitialDataTest {
  private static final String RAM = ".mmap\nram = 0 0x4000 rw\n.\n";
  private static final OptionalInt ENTRY = OptionalInt.of(0x9fc00000);

  private final TestImages images =
      new TestImages()
          .withGuest("g.elf", 0x800)
          .with("d.elf", ENTRY, TestImages.code(0x800), data(0x80000100, 16));

  private static Segment data(int address, int bytes) {
    byte[] data = new byte[bytes];
    data[0] = 7;
    return new Segment(address, data, bytes + 0x100, true, true, false);
  }

  private static String vm(int id, String lines) {
    return ".vm\nid = " + id + "\n" + lines + "\n.\n";
  }

  private Layout configure(String text) throws ConfigException {
    return Configurator.configure(
        Configuration.parse(Path.of("t.config"), text, DeviceLibrary.standard()),
        BoardFile.named("DigilentChipKitWiFire"),
        images);
  }

  private String messageOf(String text) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> configure(text));
    assertThat(e).as("error for %s", text).isNotNull();
    return e.getMessage();
  }

  private void with(Segment... data) {
    Segment[] segments = new Segment[data.length + 1];
    segments[0] = TestImages.code(0x800);
    System.arraycopy(data, 0, segments, 1, data.length);
    images.with("d.elf", ENTRY, segments);
  }

  @Test
  void itsCopyIsInFlashBehindTheGuestsRomAndTheNextGuestsPagesBeginBehindIt() throws Exception {
    Layout layout = configure(vm(1, "elf = d.elf\n" + RAM) + vm(2, "elf = g.elf\n" + RAM));

    assertThat(layout.loads())
        .extracting(Load::address, load -> load.data().length, Load::owner)
        .containsExactly(
            tuple(0x1d010000, 0x800, "guest 1"),
            tuple(0x1d011000, 16, "initialised data of guest 1"),
            tuple(0x1d012000, 0x800, "guest 2"));
    assertThat(layout.loads().get(1).data()[0]).isEqualTo((byte) 7);
    assertThat(layout.partitions().get(0).data())
        .containsExactly(new InitialData(0x1d011000, 0x100, 16));
    assertThat(layout.partitions().get(1).data()).isEmpty();
  }

  @Test
  void noGuestMapsTheCopy() throws Exception {
    Layout layout = configure(vm(1, "elf = d.elf\n" + RAM) + vm(2, "elf = g.elf\n" + RAM));

    for (Partition guest : layout.partitions()) {
      for (Leaf leaf : guest.pages().leaves()) {
        for (int entryLo : new int[] {leaf.entryLo0(), leaf.entryLo1()}) {
          assertThat((entryLo << 6) & 0xfffff000).isNotEqualTo(0x1d011000);
        }
      }
    }
  }

  @Test
  void itGoesToWhereTheGuestsRamReallyIs() throws Exception {
    Layout layout = configure(vm(1, "elf = g.elf\n" + RAM) + vm(2, "elf = d.elf\n" + RAM));

    assertThat(layout.partitions().get(1).data())
        .containsExactly(new InitialData(0x1d012000, 0x4100, 16));
  }

  @Test
  void withoutARamLineTheImageSaysHowMuchRamThereIs() throws Exception {
    with(data(0x80000100, 0x1000));
    Partition guest = configure(vm(1, "elf = d.elf")).partitions().get(0);

    assertThat(guest.data()).containsExactly(new InitialData(0x1d011000, 0x100, 0x1000));
    assertThat(guest.pages().at(0x1000)).as("to the end of the zeros behind it").isNotNull();
    assertThat(guest.pages().at(0x2000)).isNull();
  }

  @Test
  void bytesAreAtTheSamePlaceOfAWordInBothMemories() throws Exception {
    with(data(0x80000103, 6), data(0x80000201, 1), data(0x80000300, 4));
    List<InitialData> data = configure(vm(1, "elf = d.elf\n" + RAM)).partitions().get(0).data();

    assertThat(data)
        .containsExactly(
            new InitialData(0x1d011003, 0x103, 6),
            new InitialData(0x1d01100d, 0x201, 1),
            new InitialData(0x1d011010, 0x300, 4));
  }

  @Test
  void codeMayBeLinkedInRam() throws Exception {
    byte[] code = new byte[0x20];
    images.with(
        "r.elf", OptionalInt.of(0x80000010), new Segment(0x80000000, code, 0x20, true, true, true));
    Layout layout = configure(vm(1, "elf = r.elf"));

    assertThat(layout.loads()).extracting(Load::address).containsExactly(0x1d010000);
    assertThat(layout.partitions().get(0).data())
        .containsExactly(new InitialData(0x1d010000, 0, 0x20));
  }

  @Test
  void bytesOfARecordFileMayLieInTheRamLine() throws Exception {
    images.with(
        "r.srec",
        OptionalInt.empty(),
        TestImages.code(0x800),
        new Segment(0x80000100, new byte[12], 12, true, false, true));
    String rom = ".mmap\nrom = 0x1fc00000 0x1000 rx\nram = 0 0x4000 rw\n.\n";
    Layout layout = configure(vm(1, "file = r.srec\nentry = 0x9fc00000\n" + rom));

    assertThat(layout.partitions().get(0).data())
        .containsExactly(new InitialData(0x1d011000, 0x100, 12));
  }

  @Test
  void aDmaZoneMayHoldIt() throws Exception {
    with(data(0xa0020100, 16));
    Layout layout = configure(vm(1, "elf = d.elf\n" + RAM + "dma = 0x20000 0x1000 rw"));

    assertThat(layout.partitions().get(0).data())
        .containsExactly(new InitialData(0x1d011000, 0x20100, 16));
  }

  @Test
  void aThreadWithPagesOfItsOwnMayHaveIt() throws Exception {
    images.with(
        "u.elf",
        OptionalInt.of(0x400010),
        new Segment(0x400000, new byte[0x20], 0x20, true, false, true),
        data(0x410000, 8));
    Layout layout =
        configure(vm(1, "elf = g.elf\n" + RAM) + ".thread\nid = 8\nmode = user\nelf = u.elf\n.\n");

    assertThat(layout.threads().get(0).data())
        .containsExactly(new InitialData(0x1d012000, 0x4000, 8));
    assertThat(layout.loads())
        .last()
        .extracting(Load::owner)
        .isEqualTo("initialised data of thread 8");
  }

  @Test
  void dataThatIsLinkedInFlashStaysThere() throws Exception {
    images.with("f.elf", ENTRY, new Segment(0x9fc00000, new byte[0x800], 0x800, true, true, false));
    String rom = ".mmap\nrom = 0x1fc00000 0x1000 rx\n.\n";

    assertThat(configure(vm(1, "elf = f.elf\n" + rom)).partitions().get(0).data()).isEmpty();
  }

  @Test
  void dataBehindTheEndOfTheRamLineIsRefused() {
    with(data(0x80003f80, 0x100));
    assertThat(messageOf(vm(1, "elf = d.elf\n" + RAM)))
        .isEqualTo(
            "t.config:3: found d.elf with 512 bytes at 0x00003f80, expected all of them inside the"
                + " memory of guest 1; enlarge its rom or ram line or link it elsewhere");
  }

  @Test
  void dataInSharedMemoryIsRefused() {
    with(data(0x80070100, 16));
    String shared = ".mmap\ndata = 0x70000 0x1000 rws\n.\n";
    assertThat(messageOf(vm(1, "elf = d.elf\n" + RAM + shared) + vm(2, "elf = g.elf\n" + shared)))
        .isEqualTo(
            "t.config:3: found 16 bytes of the image for physical 0x00070100, expected pages of RAM"
                + " that guest 1 alone maps; a restart restores them: put them into its ram line, or"
                + " link them with a load address in flash (AT>) and copy them at the start");
  }

  @Test
  void dataInAWindowIsRefused() {
    with(data(0x80070100, 16));
    assertThat(messageOf(vm(1, "elf = d.elf\n" + RAM + ".mmap\ndata = 0x70000 0x800 rw\n.\n")))
        .contains("found 16 bytes of the image for physical 0x00070100");
  }

  @Test
  void aThreadInTheHypervisorsAddressSpaceCannotHaveIt() {
    images.with(
        "k.elf",
        OptionalInt.of(0x9d100010),
        new Segment(0x9d100000, new byte[0x20], 0x20, true, false, true),
        data(0x80050000, 8));
    assertThat(messageOf(vm(1, "elf = g.elf") + ".thread\nid = 8\nelf = k.elf\n.\n"))
        .startsWith(
            "t.config:7: found 8 bytes of the image for physical 0x00050000, expected pages of RAM"
                + " that thread 8 alone maps;");
  }

  @Test
  void flashThatIsTooSmallForTheCopyIsNamed() {
    images.with("big.elf", ENTRY, TestImages.code(0x1f0000), data(0x80000100, 16));
    assertThat(messageOf(vm(1, "elf = big.elf\n" + RAM)))
        .isEqualTo(
            "t.config:3: found 0x00000010 bytes of flash for initialised data of guest 1, expected at"
                + " most 0x00000000 that the board has left; make a guest smaller; the board's window"
                + " is at boards/DigilentChipKitWiFire.config:9");
  }
}
