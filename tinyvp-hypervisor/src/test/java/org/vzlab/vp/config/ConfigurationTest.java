package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            "    irqpolling = 1",
            ".");

    Domain guest = configuration.guests().get(0);
    assertThat(guest.title()).isEqualTo("guest 3");
    assertThat(guest.position()).hasToString(FILE + ":3");
    assertThat(guest.shadowSet()).isEqualTo(OptionalInt.of(3));
    assertThat(guest.guestId()).isEqualTo(OptionalInt.of(3));
    assertThat(guest.user()).isFalse();
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
        .containsExactly(new DeviceConfig.PowerBit(1, 0), new DeviceConfig.PowerBit(7, 4));
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
        parse(".thread", "id = 8", "srs = 3", "mode = user", "entry = loop", ".").threads().get(0);

    assertThat(thread.title()).isEqualTo("thread 8");
    assertThat(thread.shadowSet()).isEqualTo(OptionalInt.of(3));
    assertThat(thread.user()).isTrue();
    assertThat(thread.entry().orElseThrow().symbol()).isEqualTo("loop");
    assertThat(thread.entry().orElseThrow().address()).isEmpty();
  }

  private static Domain thread(String line) throws ConfigException {
    return parse(".thread", "id = 8", line, ".").threads().get(0);
  }

  @Test
  void aStackHasASizeAndMayHaveAnAddressAndAPointer() throws ConfigException {
    assertThat(thread("mode = u").user()).isTrue();
    assertThat(thread("sp = 0x1000").stackSize()).isEqualTo(OptionalInt.of(0x1000));
    assertThat(thread("sp = 0x1000").stack()).isEmpty();
    assertThat(thread("sp = 0x1000 0x80060000").stack()).isEqualTo(OptionalInt.of(0x80061000));
    assertThat(thread("sp = 0x1000 0x80060000 0x80060ff0").stack())
        .isEqualTo(OptionalInt.of(0x80060ff0));
  }

  @Test
  void theOlderFormOfDmaMeansTheGuestsRam() throws ConfigException {
    assertThat(guest("dma = 1").dma().orElseThrow().isRam()).isTrue();
    assertThat(guest("dma = 0").dma()).isEmpty();
    assertThat(guest("dma = 0 0x400").dma().orElseThrow().isRam()).isFalse();
  }

  @Test
  void keysStandInAnyOrderWithTabsAndWithoutSpace() throws ConfigException {
    Domain guest =
        parse(
                ".vm\t# tab",
                "\tdevice=uart1",
                "\tirqpolling=1#comment",
                ".mmap",
                "\tram\t=\t0\t0x1000",
                ".",
                "\tid\t=\t2",
                ".")
            .guests()
            .get(0);

    assertThat(guest.id()).isEqualTo(2);
    assertThat(guest.polling()).isTrue();
    assertThat(guest.memory()).hasSize(1);
  }

  @Test
  void registersAreWrittenInEitherWay() throws ConfigException {
    for (String key : new String[] {"regs", "registers"}) {
      assertThat(guest(key + " = 0x1000 0x10").devices().get(0).blocks()).hasSize(1);
      assertThat(guest(key + " =", "0x1000 0x10", "0x2000 16 r", ".").devices().get(0).blocks())
          .hasSize(2);
    }
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

  /** What tinyVP's configurator takes without a word. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .vm~id = 1~elff = a~.                    | 3: key "elff" has no effect; did you mean elf?
          .vm~id = 1~mode = x~.                    | 3: mode "x" counts as kernel
          .vm~id = 1~mode = user~.                 | 1: mode = user has no effect; guest 1 starts in kernel mode
          .vm~id = 1~sp = 0x1000 0x2000~.          | 1: sp has no effect; guest 1 sets its stack pointer itself
          .vm~id = 1~irqpolling = 2~.              | 3: irqpolling = "2" counts as 1
          .vm~id = 1~irq = 216~.                   | 3: interrupt 216 has no effect; they are 0 to 215
          .vm~id = 1~irq = 0~.                     | 3: interrupt 0 has no effect; the hypervisor makes the core timer's for every guest
          .vm~id = 1~.~.schedule~frame = 9~frame = 10~window = 1 0 9~. | 6: frame is given again; the last one counts
          .vm~id = 1~.~.thread~id = 9~irqpolling = 1~. | 4: irqpolling has no effect; thread 9 has no interrupts
          .vm~id = 1~file = a~file = b~.           | 4: the image is given again; the last one counts
          .vm~id = 1~elf = a~file = a~.            | 4: the image is given again; the last one counts
          .vm~id = 1~.mmap~data = 0 0x1000 rq~.~.  | 4: flag 'q' has no effect; flags are "rwxiIseunatd"
          .vm~id = 1~.mmap~data = 0 0x1000 erw~.~. | 4: flag e for memory: the hypervisor makes every access to it
          .vm~id = 1                               | 2: the file ends before the "." that ends the .vm block of line 1
          .vm~id = 1~.~.vm~id = 1~.                | 1: guest 1 does not count; test.config:4 has its id
          .vm~id = 1~dma = 0 0x600~.               | 3: the size is no power of two: DMA reaches the first 0x400 bytes
          .vm~id = 1~.device~a~.~.                 | 4: "a" has no effect in a .device block
          .vm~id = 1~.device~irqs = 1~.~.          | 4: key "irqs" has no effect; did you mean irq?
          .vm~id = 1~.device~irq = 1~irq = 2~.~.   | 5: irq is given again; the last one counts
          .vm~id = 1~.device~regs = 0 16~registers = 0 16~.~. | 5: regs is given again; the last one counts
          .vm~id = 1~.device~share = yes~.~.       | 4: share = "yes" counts as 1
          .vm~id = 1~.device~dma = 1~.~.           | 4: dma of a device, the older form, has no effect; use dma-cfgpg-position
          .vm~id = 1~.device~dma-set = 7~.~.       | 4: dma-set = 7 has no effect; sets are 2, 3 and 4
          """)
  void whatTinyVpAcceptsIsAcceptedWithAWarning(String text, String warning) throws ConfigException {
    Configuration configuration =
        Configuration.parse(
            Path.of("test.config"), text.replace('~', '\n'), DeviceLibrary.standard());

    assertThat(configuration.warnings()).containsExactly("test.config:" + warning);
    assertThat(configuration.guests()).hasSize(1);
  }

  @Test
  void ofRepeatedKeysOfADeviceTheLastOneCounts() throws ConfigException {
    DeviceConfig device =
        guest(".device", "irq = 1", "irq = 2", "regs = 0 16", "registers = 64 16", ".")
            .devices()
            .get(0);

    assertThat(device.interrupts()).containsExactly(2);
    assertThat(device.blocks()).extracting(RegisterBlock::address).containsExactly(64);
  }

  @Test
  void anInterruptOfASharedDeviceMayBeClaimedTwiceAndHasOneOwner() throws ConfigException {
    String shared = ".vm~id = %d~.device~name = x~irq = 9~share = 1~.~.~";
    String own = ".vm~id = %d~device = uart1~.~";
    assertThat(parse((shared.formatted(2) + shared.formatted(1)).split("~", -1)).warnings())
        .containsExactly(
            FILE
                + ":3: interrupt 9 is claimed for guest 2 and for guest 1 at "
                + FILE
                + ":11; the real one goes to guest 1");
    assertThat(
            parse((own.formatted(2) + own.formatted(1).replace("uart1", "console1")).split("~", -1))
                .warnings())
        .hasSize(3)
        .allMatch(warning -> warning.endsWith("; the real one goes to guest 2"));
  }

  @ParameterizedTest
  @CsvSource({
    "0x1f811000 0x200, 2",
    "0x1f811060 0xb0, 0",
    "0xbf811140 0x20, 1",
    "0x1f811544 0x1000, 6",
    "0x1f8110a0 0xa00, 0",
    "0x100 0x200 rw 0x1f8115a4, 7",
  })
  void aPartOfADmaChannelIsWarnedOf(String range, int channel) throws ConfigException {
    String block = ".vm~id = 1~.device~name = dma0~regs =~%s~.~.~.~";
    String words =
        "device dma0 has a part of DMA channel %d only, which is 0x%x to 0x%x: grant all";
    long start = 0x1F811060L + 0xC0L * channel;

    assertThat(parse(block.formatted(range).split("~", -1)).warnings())
        .singleElement()
        .asString()
        .startsWith(FILE + ":6: " + words.formatted(channel, start, start + 0xBF));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x1f811000 0x60",
        "0x1f811000 0x1e0",
        "0x1f811000 0x1000",
        "0x1f811120 0xb4",
        "0xdf811660 0x10",
        "0x1f810000 0x20",
        "0x1f811060 0x20 r~0x1f811080 0xa0 rw",
        "0x1f811060 0x20 rwe~0x1f811660 0x100",
      })
  void wholeChannelsAndNoneAreNot(String ranges) throws ConfigException {
    String block = ".vm~id = 1~.device~name = dma0~emulator = interrupt~regs =~%s~.~.~.~";

    assertThat(parse(block.formatted(ranges).split("~", -1)).warnings())
        .noneMatch(warning -> warning.contains("DMA channel"));
  }

  @Test
  void twoGuestsWithOneBusMasterReachNeitherZone() throws ConfigException {
    String guest = ".vm~id = %d~dma = 0x%d0000 0x10000~.device~dma-cfgpg-position = 4~.~.~";

    assertThat(parse((guest.formatted(1, 1) + guest.formatted(2, 2)).split("~", -1)).warnings())
        .containsExactly(
            FILE
                + ":11: device unnamed has the permission group of a device of guest 1 too: it"
                + " reaches neither zone");
  }
}
