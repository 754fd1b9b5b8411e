package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;

/** The demo's configuration gives the tables that tinyVP's own configurator gives for it. */
class TwoGuestsTest {
  private static final Path FILE = Path.of("../configs/two-guests.config");

  private Layout layout;

  @BeforeEach
  void configure() throws ConfigException {
    Configuration configuration = Configuration.read(FILE);
    assertThat(configuration.warnings()).isEmpty();
    TestImages images =
        new TestImages().withGuest("guest1.elf", 0xa00).withGuest("guest2.elf", 0xb00);
    layout =
        Configurator.configure(configuration, BoardFile.named("DigilentChipKitWiFire"), images);
  }

  @Test
  void theImagesAreTheFirmwareOfTheTwoGuests() throws ConfigException {
    assertThat(Configuration.read(FILE).guests())
        .extracting(guest -> guest.image().orElseThrow().path())
        .containsExactly(
            Path.of("../firmware/guest1/guest1.elf"), Path.of("../firmware/guest2/guest2.elf"));
  }

  @Test
  void theFirmwareItselfFits() throws ConfigException {
    Layout real =
        Configurator.configure(
            Configuration.read(FILE),
            BoardFile.named("DigilentChipKitWiFire"),
            (file, address) -> ImageFile.load(file.path()));

    assertThat(real.partitions())
        .extracting(Partition::name)
        .containsExactly("guest1.elf", "guest2.elf");
    assertThat(real.loads()).extracting(Load::address).containsExactly(0x1d010000, 0x1d011000);
  }

  @Test
  void theFirstGuestPollsAndTheSecondTakesInterrupts() {
    assertThat(layout.partitions()).extracting(Partition::id).containsExactly(1, 2);
    assertThat(layout.partitions()).extracting(Partition::polling).containsExactly(true, false);
    assertThat(layout.partitions()).extracting(Partition::entry).containsOnly(0x9fc00030);
  }

  @Test
  void eachGuestIsMappedByFourPairs() {
    assertThat(layout.partitions().get(0).pages().leaves())
        .containsExactly(
            new Leaf(0x00000000, 0x1E000, 0x4000001F, 1),
            new Leaf(0x1f860000, 0, 0x407E1817, 1),
            new Leaf(0x1fc00000, 0, 0x0074041B, 1),
            new Leaf(0x1fc08000, 0x6000, 0x007F021B, 0x007F031B));
    assertThat(layout.partitions().get(1).pages().leaves())
        .containsExactly(
            new Leaf(0x00000000, 0x1E000, 0x4000041F, 1),
            new Leaf(0x1f860000, 0, 0x407E1817, 1),
            new Leaf(0x1fc00000, 0, 0x0074045B, 1),
            new Leaf(0x1fc08000, 0x6000, 0x007F021B, 0x007F031B));
  }

  @Test
  void eachGuestHasTheSameFiveWindows() {
    for (Partition guest : layout.partitions()) {
      assertThat(guest.windows())
          .containsExactly(
              window(0x1f800000, 0x100, "syscontroller", "", false),
              window(0x1f801200, 0x200, "oscillator", "", false),
              window(0x1f801400, 0x300, "ports", "", true),
              window(0x1f810000, 0x1000, "ic", "ic_emulator", true),
              window(0x1f822600, 0x100, "console", "console", true));
    }
  }

  private static Window window(
      int base, int size, String device, String emulator, boolean writable) {
    return new Window(base, size, base, device, emulator, true, writable, !writable, false);
  }

  @Test
  void timerAndConsoleInterruptsAreMadeByTheHypervisor() {
    BitSet expected = new BitSet();
    IntStream.of(0, 170, 171, 172).forEach(expected::set);
    for (Partition guest : layout.partitions()) {
      assertThat(guest.emulatedInterrupts()).isEqualTo(expected);
      assertThat(guest.ownInterrupts().isEmpty()).isTrue();
    }
  }

  @Test
  void theGuestsLieInFlashOneBehindTheOther() {
    assertThat(layout.loads()).extracting(Load::address).containsExactly(0x1d010000, 0x1d011000);
  }

  @Test
  void theSetUpListOpensTheArbiterForTheCpuAndTurnsOffWhatNobodyOwns() {
    assertThat(layout.setup())
        .containsExactly(
            new RegisterWrite(0x1f8f8840, 0x00000048),
            new RegisterWrite(0x1f8f8850, 1),
            new RegisterWrite(0x1f8f8858, 1),
            new RegisterWrite(0x1f8f8c40, 0x00040048),
            new RegisterWrite(0x1f8f8c50, 1),
            new RegisterWrite(0x1f8f8c58, 1),
            new RegisterWrite(0x1f8f9840, 0x1f820038),
            new RegisterWrite(0x1f8f9850, 1),
            new RegisterWrite(0x1f8f9858, 1),
            new RegisterWrite(0x1f8f9860, 0x1f820000),
            new RegisterWrite(0x1f8f9870, 1),
            new RegisterWrite(0x1f8f9878, 1),
            new RegisterWrite(0x1f8f9c40, 0x1f840038),
            new RegisterWrite(0x1f8f9c50, 1),
            new RegisterWrite(0x1f8f9c58, 1),
            new RegisterWrite(0x1f8f9c60, 0x1f840000),
            new RegisterWrite(0x1f8f9c70, 1),
            new RegisterWrite(0x1f8f9c78, 1),
            new RegisterWrite(0x1f8fa040, 0x1f860038),
            new RegisterWrite(0x1f8fa050, 1),
            new RegisterWrite(0x1f8fa058, 1),
            new RegisterWrite(0x1f8fa060, 0x1f860000),
            new RegisterWrite(0x1f8fa070, 1),
            new RegisterWrite(0x1f8fa078, 1),
            new RegisterWrite(0x1f8000e0, 0),
            new RegisterWrite(0x1f800040, 0xffffffff),
            new RegisterWrite(0x1f800050, 0xffffffff),
            new RegisterWrite(0x1f800060, 0xffffffff),
            new RegisterWrite(0x1f800070, 0xffffffff),
            new RegisterWrite(0x1f800080, 0xfffffff7),
            new RegisterWrite(0x1f800090, 0xfffff0ff),
            new RegisterWrite(0x1f8000a0, 0xffffffff));
  }

  /** Of tinyVP's tables for this configuration, page trees with windows come to about 2.4 KB. */
  @Test
  void theTablesTakeNoMoreThanTinyVpsOwn() {
    TableSizes sizes = TableSizes.of(layout);

    assertThat(sizes).isEqualTo(new TableSizes(544, 160, 3088, 260));
    assertThat(sizes.pageTrees() + sizes.windows()).isLessThanOrEqualTo(2400);
    assertThat(sizes.interrupts()).isLessThanOrEqualTo(3200);
  }
}
