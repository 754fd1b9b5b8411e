package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceLibrary;
import org.vzlab.vp.config.Findings;

/**
 * Guests with DMA: where their memory is, and what the system bus arbiter lets their masters do.
 */
class DmaLayoutTest {
  private static final int SBT = 0x1F8F8000;
  private static final int CFGPG = 0x1F8000E0;
  private static final String MASTER =
      ".device\nname = dma0\nirq = 134\ndma-cfgpg-position = 4\npmd7 = 4\n.\n";
  private static final String NO_RAM = ".mmap\nram = 0 0 rw 0x1000\n.\n";

  private final TestImages images =
      new TestImages().with("g.elf", OptionalInt.of(0x9fc00030), TestImages.code(0x800));
  private final Findings findings = new Findings();

  private static String vm(int id, String lines) {
    return ".vm\nid = " + id + "\nelf = g.elf\n" + lines + "\n.\n";
  }

  private Inspection inspect(String text) throws ConfigException {
    Configuration configuration =
        Configuration.parse(Path.of("t.config"), text, DeviceLibrary.standard());
    return Configurator.inspect(
        configuration, BoardFile.named("DigilentChipKitWiFire"), images, findings);
  }

  private Layout configure(String text) throws ConfigException {
    Layout layout = inspect(text).layout();
    findings.throwFirst();
    return layout;
  }

  private String messageOf(String text) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> configure(text));
    assertThat(e).as("error for %s", text).isNotNull();
    return e.getMessage();
  }

  /** REG, RD and WR of a region of the arbiter, as far as the set-up list writes them. */
  private static List<Integer> region(Layout layout, int target, int region) {
    int address = SBT + target * 0x400 + 0x40 + region * 0x20;
    return layout.setup().stream()
        .filter(write -> (write.address() & ~0x1F) == address)
        .map(RegisterWrite::value)
        .toList();
  }

  private static int value(Layout layout, int address) {
    return layout.setup().stream()
        .filter(write -> write.address() == address)
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static int ramOf(Layout layout, int guest) {
    Leaf leaf = layout.partitions().get(guest - 1).pages().at(0);
    return (leaf.entryLo0() >>> 6 & 0xFFFFF) << 12;
  }

  /** The values that tinyVP's configurator writes for its own DMA configuration. */
  @Test
  void theSetUpListOfADmaGuestIsTinyVps() throws ConfigException {
    Layout layout = configure(vm(1, NO_RAM + "dma = 0 0x10000 rw\ndevice = ports\n" + MASTER));

    assertThat(region(layout, 2, 0)).containsExactly(0x48, 1, 1);
    assertThat(region(layout, 3, 0)).containsExactly(0x40048, 1, 1);
    assertThat(region(layout, 2, 1)).containsExactly(0x38, 3, 3);
    assertThat(region(layout, 3, 1)).containsExactly(0x40000, 1, 1);
    assertThat(region(layout, 6, 1)).containsExactly(0x1f820000, 1, 1);
    assertThat(region(layout, 7, 1)).containsExactly(0x1f840000, 1, 1);
    assertThat(region(layout, 8, 1)).containsExactly(0x1f860038, 3, 3);
    assertThat(value(layout, CFGPG)).isEqualTo(0x10);
    assertThat(value(layout, 0x1F8000A0)).as("PMD7").isEqualTo(0xFFFFFFEF);
  }

  @Test
  void aZoneIsMemoryAtItsOwnAddress() throws ConfigException {
    Partition guest =
        configure(vm(1, NO_RAM + "dma = 0x20000 0x10000\n.mmap\nram = 0 0x2000\n.\n" + MASTER))
            .partitions()
            .get(0);

    assertThat(guest.pages().at(0x20000))
        .isEqualTo(new Leaf(0x20000, 0x1E000, 0x4000081F, PagePairs.G));
  }

  @Test
  void ramOfOthersIsPlacedAroundZones() throws ConfigException {
    String ram = ".mmap\nram = 0 0x%x rw 0x1000\n.\n";
    Layout layout =
        configure(
            vm(1, NO_RAM + "dma = 0x4000 0x4000\n.mmap\nram = 0 0x4000\n.\n" + MASTER)
                + vm(2, ram.formatted(0x8000))
                + vm(3, ram.formatted(0x3000)));

    assertThat(ramOf(layout, 1)).isZero();
    assertThat(ramOf(layout, 2)).isEqualTo(0x8000);
    assertThat(ramOf(layout, 3)).isEqualTo(0x10000);
  }

  @Test
  void aGapBeforeAZoneIsUsed() throws ConfigException {
    String ram = ".mmap\nram = 0 0x%x rw 0x1000\n.\n";
    Layout layout =
        configure(
            vm(1, ram.formatted(0x8000))
                + vm(2, ram.formatted(0x3000))
                + vm(3, NO_RAM + "dma = 0x4000 0x4000\n" + MASTER));

    assertThat(ramOf(layout, 1)).isEqualTo(0x8000);
    assertThat(ramOf(layout, 2)).isZero();
  }

  @Test
  void twoGuestsHaveTheGroupsOneAndTwoInTheOrderOfTheirIds() throws ConfigException {
    String second = MASTER.replace("position = 4", "position = 16").replace("134", "153");
    Layout layout =
        configure(
            vm(5, NO_RAM + "dma = 0x40000 0x8000 r\n" + second)
                + vm(3, NO_RAM + "dma = 0x1000 0x1000\ndevice = uart1\n" + MASTER));

    assertThat(region(layout, 2, 1)).containsExactly(0x1000 | 3 << 3, 3, 3);
    assertThat(region(layout, 3, 1)).containsExactly(0x40000, 1, 1);
    assertThat(region(layout, 2, 2)).containsExactly(0, 1, 1);
    assertThat(region(layout, 3, 2)).as("for reading alone").containsExactly(0x40030, 5, 1);
    assertThat(region(layout, 6, 1)).containsExactly(0x1f820038, 3, 3);
    assertThat(value(layout, CFGPG)).isEqualTo(1 << 4 | 2 << 16);
  }

  @Test
  void aMasterWithoutAZoneIsInAGroupThatOpensNothing() throws ConfigException {
    Layout layout = configure(vm(1, "device = ports\n" + MASTER));

    assertThat(value(layout, CFGPG)).isEqualTo(0x10);
    assertThat(region(layout, 2, 1)).containsExactly(0, 1, 1);
    assertThat(region(layout, 3, 1)).containsExactly(0x40000, 1, 1);
    assertThat(region(layout, 8, 1)).containsExactly(0x1f860000, 1, 1);
  }

  @Test
  void aZoneWithoutAMasterIsMemoryAlone() throws ConfigException {
    Inspection inspection = inspect(vm(1, NO_RAM + "dma = 0 0x10000"));

    assertThat(findings.mistakes()).isEmpty();
    assertThat(inspection.groups()).isEmpty();
    assertThat(region(inspection.layout(), 2, 1)).isEmpty();
    assertThat(inspection.layout().partitions().get(0).pages().at(0xfffc)).isNotNull();
  }

  @Test
  void aZoneMustBeInTheBoardsRamForGuests() {
    assertThat(messageOf(vm(1, NO_RAM + "dma = 0x78000 0x1000\n" + MASTER)))
        .isEqualTo(
            "t.config:7: found dma 0x00078000..0x00078fff of guest 1, expected a zone in the board's"
                + " RAM for guests, 0x00000000..0x00077fff; move it there; that window is at"
                + " boards/DigilentChipKitWiFire.config:10");
  }

  @Test
  void twoZonesMustNotOverlap() {
    String zone = NO_RAM + "dma = 0 0x2000\n";
    assertThat(messageOf(vm(1, zone) + vm(2, zone)))
        .isEqualTo(
            "t.config:16: found dma 0x00000000..0x00001fff of guest 2 at physical 0x00000000,"
                + " expected physical addresses of its own; they overlap dma"
                + " 0x00000000..0x00001fff of guest 1 at t.config:7: move one, or share both with"
                + " flag s");
  }

  @Test
  void theOlderFormMakesAZoneOfTheGuestsRam() throws ConfigException {
    String ram = "dma = 1\n.mmap\nram = 0x%x 0x2000 %s 0x1000\n.\n" + MASTER;

    Layout layout = configure(vm(1, ram.formatted(0, "rw")));
    assertThat(region(layout, 2, 1)).containsExactly(4 << 3, 3, 3);

    String first = vm(2, ".mmap\nram = 0 0x2000 rw 0x1000\n.\n");
    assertThat(messageOf(first + vm(1, ram.formatted(0, "rw"))))
        .isEqualTo(
            "t.config:14: found ram 0x00000000..0x00001fff of guest 1 at physical 0x00002000,"
                + " expected both at the same address, as dma = 1 wants it; place the guest first,"
                + " use \"dma = address size\", or give the line flag d");
  }

  @Test
  void flagDTakesRamOutOfTheOlderForm() throws ConfigException {
    Layout layout = configure(vm(1, "dma = 1\n.mmap\nram = 0 0x2000 rwd 0x1000\n.\n" + MASTER));

    assertThat(region(layout, 2, 1)).containsExactly(0, 1, 1);
    assertThat(findings.warnings())
        .extracting(Findings.Warning::toString)
        .containsExactly("t.config:4: dma = 1 has no effect; guest 1 has no RAM for it");
  }
}
