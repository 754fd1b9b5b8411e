package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final Path FILE = Path.of("some/test.config");

  private static Configuration parse(String... lines) throws ConfigException {
    return Configuration.parse(FILE, String.join("\n", lines), DeviceLibrary.standard());
  }

  private static Domain guest(String... lines) throws ConfigException {
    return parse(".vm\nid = 1\n" + String.join("\n", lines) + "\n.").guests().get(0);
  }

  @Test
  void aGuestHasItsKeysAndItsPlace() throws ConfigException {
    Configuration configuration =
        parse(
            "# a comment",
            "",
            ".vm   # the first guest",
            "    id = 3",
            "    srs = 3",
            "    gid = 0x3",
            "    mode = kernel",
            "    sp = 0x80001000",
            "    irqpolling = 1",
            ".");

    Domain guest = configuration.guests().get(0);
    assertThat(guest.title()).isEqualTo("guest 3");
    assertThat(guest.position()).hasToString(FILE + ":3");
    assertThat(guest.shadowSet()).isEqualTo(OptionalInt.of(3));
    assertThat(guest.guestId()).isEqualTo(OptionalInt.of(3));
    assertThat(guest.user()).isFalse();
    assertThat(guest.stack()).isEqualTo(OptionalInt.of(0x80001000));
    assertThat(guest.polling()).isTrue();
    assertThat(configuration.threads()).isEmpty();
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void theFirstEntryOfABlockCounts() throws ConfigException {
    Entry entry = guest("entry = 0x9fc00030", "entry = 4096").entry().orElseThrow();

    assertThat(entry.address()).isEqualTo(OptionalInt.of(0x9fc00030));
    assertThat(entry.position().line()).isEqualTo(3);
  }

  @Test
  void anImageIsFoundBesideTheConfiguration() throws ConfigException {
    GuestImage elf = guest("elf = ../firmware/a.elf").image().orElseThrow();
    GuestImage binary = guest("binary = b.bin").image().orElseThrow();
    GuestImage file = guest("file = c.bin").image().orElseThrow();

    assertThat(elf.path()).isEqualTo(Path.of("firmware/a.elf"));
    assertThat(elf.elf()).isTrue();
    assertThat(binary.path()).isEqualTo(Path.of("some/b.bin"));
    assertThat(binary.elf()).isFalse();
    assertThat(file.elf()).isFalse();
  }

  @Test
  void aMemoryMapHasRegionsAtAPlaceAndRegionsToPlace() throws ConfigException {
    Domain guest =
        guest(
            ".mmap",
            "  code = 0x1fc08000 0x8000 rxds 0x1d0f8000",
            "  rodata = 0x1000 0x1000",
            "  ram = 0 65536 rw 0x4000",
            ".",
            ".mmap",
            "  data =",
            "    0x2000 0x1000",
            "    0x3000 0x1000 s",
            "  .",
            "  rom = 0x1fc00000 0x2000",
            ".");

    assertThat(guest.memory())
        .extracting(MemoryRegion::kind)
        .containsExactly(
            MemoryRegion.Kind.CODE,
            MemoryRegion.Kind.RODATA,
            MemoryRegion.Kind.RAM,
            MemoryRegion.Kind.DATA,
            MemoryRegion.Kind.DATA,
            MemoryRegion.Kind.ROM);
    MemoryRegion code = guest.memory().get(0);
    assertThat(code.address()).isEqualTo(0x1fc08000);
    assertThat(code.size()).isEqualTo(0x8000);
    assertThat(code.physical()).isEqualTo(0x1d0f8000);
    assertThat(code.flags().letters()).isEqualTo("rxds");
    assertThat(guest.memory().get(1).flags().letters()).isEqualTo("r");
    assertThat(guest.memory().get(1).physical()).isEqualTo(0x1000);
    assertThat(guest.memory().get(2).size()).isEqualTo(65536);
    assertThat(guest.memory().get(2).alignment()).isEqualTo(0x4000);
    assertThat(guest.memory().get(4).flags().letters()).isEqualTo("srw");
    assertThat(guest.memory().get(4).position().line()).isEqualTo(11);
    assertThat(guest.memory().get(5).alignment()).isEqualTo(0x1000);
    assertThat(guest.memory().get(5).flags().letters()).isEqualTo("rx");
  }

  @Test
  void aDeviceIsDescribedInPlace() throws ConfigException {
    DeviceConfig device =
        guest(
                ".device",
                "  name = dma0",
                "  irq= 134 135",
                "  regs =",
                "    0x1f811000 0x200 rwu",
                "    0x1f811200 0x20",
                "  .",
                "  dma-cfgpg-position = 4",
                "  dma-set = 2",
                "  pmd7 = 4",
                "  pmd1 = 0",
                ".")
            .devices()
            .get(0);

    assertThat(device.name()).isEqualTo("dma0");
    assertThat(device.interrupts()).containsExactly(134, 135);
    assertThat(device.shared()).isFalse();
    assertThat(device.emulator()).isEmpty();
    assertThat(device.blocks()).extracting(RegisterBlock::size).containsExactly(0x200, 0x20);
    assertThat(device.blocks().get(1).flags().letters()).isEqualTo("rwd");
    assertThat(device.dmaGroupPosition()).isEqualTo(OptionalInt.of(4));
    assertThat(device.dmaSet()).isEqualTo(OptionalInt.of(2));
    assertThat(device.power())
        .containsExactly(new DeviceConfig.PowerBit(7, 4), new DeviceConfig.PowerBit(1, 0));
  }

  @Test
  void aDeviceOfTheLibraryStandsWhereItIsAskedFor() throws ConfigException {
    DeviceConfig console = guest("device = console").devices().get(0);

    assertThat(console.position()).hasToString(FILE + ":3");
    assertThat(console.interrupts()).containsExactly(170, 171, 172);
    assertThat(console.emulator()).isEqualTo("console");
    assertThat(console.blocks().get(0).flags().letters()).isEqualTo("erwus");
  }

  @Test
  void aGuestMayHaveInterruptsAndRegistersWithoutADevice() throws ConfigException {
    Domain guest = guest("irq = 4 5", "regs = 0x1f840000 0x200 rwu 0x1f840200");

    assertThat(guest.devices().get(0).interrupts()).containsExactly(4, 5);
    assertThat(guest.devices().get(1).blocks().get(0).physical()).isEqualTo(0x1f840200);
  }

  @Test
  void setupWritesSingleRegistersAndRuns() throws ConfigException {
    Domain guest =
        guest("setup = 0x1f801468 13", ".setup = 0x1f860000", "  1 2", "  0xffffffff", ".");

    assertThat(guest.setup())
        .extracting(SetupWrite::address)
        .containsExactly(0x1f801468, 0x1f860000, 0x1f860004, 0x1f860008);
    assertThat(guest.setup()).extracting(SetupWrite::value).containsExactly(13, 1, 2, -1);
  }

  @Test
  void aDmaZoneHasAnAddressASizeAndFlags() throws ConfigException {
    DmaZone zone = guest("dma = 0x10000 0x10000 rw").dma().orElseThrow();

    assertThat(zone.address()).isEqualTo(0x10000);
    assertThat(zone.size()).isEqualTo(0x10000);
    assertThat(zone.flags().writable()).isTrue();
  }

  @Test
  void aThreadStartsAtASymbol() throws ConfigException {
    Domain thread =
        parse(".vm", "id = 1", ".", ".thread", "id = 8", "mode = user", "entry = loop", ".")
            .threads()
            .get(0);

    assertThat(thread.title()).isEqualTo("thread 8");
    assertThat(thread.user()).isTrue();
    assertThat(thread.entry().orElseThrow().symbol()).isEqualTo("loop");
    assertThat(thread.entry().orElseThrow().address()).isEmpty();
  }

  @Test
  void everyFlagHasItsMeaning() {
    Flags all = new Flags(Flags.ALL);
    assertThat(all.readable() && all.writable() && all.executable()).isTrue();
    assertThat(all.shared() && all.emulated()).isTrue();
    assertThat(new Flags("ri").ignoresWrites()).isTrue();
    assertThat(new Flags("ri").logsIgnoredWrites()).isFalse();
    assertThat(new Flags("rI").ignoresWrites()).isTrue();
    assertThat(new Flags("rI").logsIgnoredWrites()).isTrue();
    assertThat(new Flags("rw").ignoresWrites()).isFalse();
    assertThat(new Flags("rw").cacheability()).isEqualTo(3);
    assertThat(new Flags("rwu").cacheability()).isEqualTo(2);
    assertThat(new Flags("rwn").cacheability()).isZero();
    assertThat(new Flags("rwa").cacheability()).isEqualTo(7);
    assertThat(new Flags("rwt").cacheability()).isEqualTo(1);
  }

  @Test
  void whatIsProbablyNotMeantIsAWarning() throws ConfigException {
    Configuration configuration =
        parse(
            ".vm",
            "id = 1",
            "srs = 4",
            "gid = 2",
            "irqpolling = 0",
            "irqpolling = 1",
            ".mmap",
            "ram = 0 0x1000",
            "ram = 0 0x2000",
            "rom = 0x1fc00000 0x1000",
            "rom = 0x1fc00000 0x2000",
            ".",
            ".device",
            "name = dma0",
            "dma-cfgpg-position = 4",
            ".",
            ".");

    assertThat(configuration.warnings())
        .containsExactly(
            FILE + ":6: irqpolling is given again; the last one counts",
            FILE + ":9: ram is given again; the last one counts",
            FILE + ":11: rom is given again; the last one counts",
            FILE + ":13: device dma0 does DMA but guest 1 has no dma zone",
            FILE + ":1: srs = 4 has no effect; guest 1 runs with its id",
            FILE + ":1: gid = 2 has no effect; guest 1 runs with its id");
  }
}
