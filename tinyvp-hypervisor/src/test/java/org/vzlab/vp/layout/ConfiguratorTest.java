package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceLibrary;

class ConfiguratorTest {
  private static final String RAM = ".mmap\nram = 0 0x4000 rw 0x1000\n.\n";

  private final TestImages images = new TestImages().withGuest("g.elf", 0x800);

  private static Configuration parse(String text) throws ConfigException {
    return Configuration.parse(Path.of("t.config"), text, DeviceLibrary.standard());
  }

  private static BoardFile board() throws ConfigException {
    return BoardFile.named("DigilentChipKitWiFire");
  }

  private static String vm(int id, String lines) {
    return ".vm\nid = " + id + "\n" + lines + "\n.\n";
  }

  private Layout configure(String text) throws ConfigException {
    return Configurator.configure(parse(text), board(), images);
  }

  private Partition guest(String lines) throws ConfigException {
    return configure(vm(1, lines)).partitions().get(0);
  }

  private String messageOf(String text) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> configure(text));
    assertThat(e).as("error for %s", text).isNotNull();
    return e.getMessage();
  }

  private static int physical(Partition guest, int address) {
    Leaf leaf = guest.pages().at(address);
    int half = ((leaf.pageMask() | 0x1FFF) + 1) >>> 1;
    int entry = (address & half) == 0 ? leaf.entryLo0() : leaf.entryLo1();
    assertThat(entry & PagePairs.V).as("valid").isNotZero();
    return ((entry >>> 6) & 0xFFFFF) * 0x1000 + (address & (half - 1));
  }

  @Test
  void guestsArePackedInTheOrderOfTheirBlocks() throws ConfigException {
    images.withGuest("big.elf", 0x2800);
    Layout layout = configure(vm(2, "elf = big.elf\n" + RAM) + vm(1, "elf = g.elf\n" + RAM));

    Partition first = layout.partitions().get(0);
    Partition second = layout.partitions().get(1);
    assertThat(first.id()).isEqualTo(1);
    assertThat(second.id()).isEqualTo(2);
    assertThat(physical(second, 0x1fc00000)).isEqualTo(0x1d010000);
    assertThat(physical(second, 0x1fc02ffc)).isEqualTo(0x1d012ffc);
    assertThat(physical(first, 0x1fc00ffc)).isEqualTo(0x1d013ffc);
    assertThat(physical(second, 0x3ffc)).isEqualTo(0x3ffc);
    assertThat(physical(first, 0)).isEqualTo(0x4000);
  }

  @Test
  void aPlaceIsAlignedAsItsLineSays() throws ConfigException {
    String aligned = ".mmap\nram = 0 0x4000 rw 0x10000\n.\n";
    Layout layout = configure(vm(1, "elf = g.elf\n" + RAM) + vm(2, "elf = g.elf\n" + aligned));

    assertThat(physical(layout.partitions().get(1), 0)).isEqualTo(0x10000);
  }

  @Test
  void theBytesOfAnImageAreLoadedAtTheirPhysicalPlace() throws ConfigException {
    Layout layout = configure(vm(1, "elf = g.elf\n" + RAM) + vm(2, "elf = g.elf\n" + RAM));

    assertThat(layout.loads())
        .extracting(Load::address, load -> load.data().length, Load::owner)
        .containsExactly(tuple(0x1d010000, 0x800, "guest 1"), tuple(0x1d011000, 0x800, "guest 2"));
  }

  @Test
  void initialisedDataWithALoadAddressInFlashGoesToFlash() throws ConfigException {
    Segment bytes = new Segment(0x9fc00800, new byte[16], 16, true, false, false);
    Segment data = new Segment(0xa0001000, new byte[0], 16, true, true, true);
    images.with("d.elf", OptionalInt.of(0x9fc00000), TestImages.code(0x800), bytes, data);

    Layout layout = configure(vm(1, "elf = d.elf"));

    assertThat(layout.loads()).extracting(Load::address).containsExactly(0x1d010000, 0x1d010800);
    Leaf ram = layout.partitions().get(0).pages().at(0x1000);
    assertThat(ram.entryLo1()).isEqualTo(3 << 3 | PagePairs.D | PagePairs.V | PagePairs.G);
  }

  @Test
  void aRamLineBehindTheImageReplacesWhatTheImageNeeds() throws ConfigException {
    assertThat(guest("elf = g.elf").pages().at(0x2000)).isNull();
    assertThat(physical(guest("elf = g.elf\n" + RAM), 0x3000)).isEqualTo(0x3000);
    assertThat(guest(RAM + "elf = g.elf").pages().at(0x2000)).isNull();
  }

  @Test
  void theFirstOfImageAndKeyGivesTheEntry() throws ConfigException {
    assertThat(guest("elf = g.elf\nentry = 0x9fc00040").entry()).isEqualTo(0x9fc00030);
    assertThat(guest("entry = 0x9fc00040\nelf = g.elf").entry()).isEqualTo(0x9fc00040);
  }

  @Test
  void aRawImageIsPlacedByItsRomLine() throws ConfigException {
    images.with("g.bin", OptionalInt.empty(), TestImages.code(0x800));
    Partition guest =
        guest("binary = g.bin\nentry = 0x9fc00000\n.mmap\nrom = 0x9fc00000 0x1000 rx 0x1000\n.");

    assertThat(images.rawAddresses()).containsExactly(OptionalInt.of(0x9fc00000));
    assertThat(physical(guest, 0x1fc00000)).isEqualTo(0x1d010000);
  }

  @Test
  void anEmulatedDeviceGivesInterruptsThatTheHypervisorMakes() throws ConfigException {
    Partition guest = guest("elf = g.elf\ndevice = console\ndevice = uart1");

    assertThat(guest.emulatedInterrupts()).isEqualTo(bits(0, 170, 171, 172));
    assertThat(guest.ownInterrupts()).isEqualTo(bits(112, 113, 114));
  }

  @Test
  void theCoreTimerIsAlwaysEmulated() throws ConfigException {
    Partition guest = guest("elf = g.elf\nirq = 0 5");

    assertThat(guest.emulatedInterrupts()).isEqualTo(bits(0));
    assertThat(guest.ownInterrupts()).isEqualTo(bits(5));
  }

  private static BitSet bits(int... numbers) {
    BitSet bits = new BitSet();
    for (int number : numbers) {
      bits.set(number);
    }
    return bits;
  }

  @Test
  void aDevicesPowerBitAndSetupLinesAreInTheSetupList() throws ConfigException {
    Layout layout = configure(vm(1, "elf = g.elf\ndevice = uart1\nsetup = 0xbf801468 13"));

    assertThat(layout.setup()).startsWith(new RegisterWrite(0x1f801468, 13));
    assertThat(layout.setup()).contains(new RegisterWrite(0x1f800080, 0xfffffff6));
  }

  @Test
  void aGuestWithoutAnEntryIsRefused() {
    images.with("n.elf", OptionalInt.empty(), TestImages.code(16));
    assertThat(messageOf(vm(1, "elf = n.elf")))
        .isEqualTo(
            "t.config:1: found no entry for guest 1, expected the address of its first instruction;"
                + " add \"entry = ADDRESS\" or name an ELF file that has one");
  }

  @Test
  void anEntryOutsideTheCodeIsRefused() {
    images.with("n.elf", OptionalInt.empty(), TestImages.code(16));
    assertThat(messageOf(vm(1, "elf = n.elf\nentry = 0x9fd00000")))
        .isEqualTo(
            "t.config:4: found entry 0x9fd00000, expected an address in the guest's code; nothing is"
                + " there");
    assertThat(messageOf(vm(1, "elf = n.elf\nentry = 0x80000000\n" + RAM)))
        .endsWith("there is ram 0x00000000..0x00003fff of guest 1");
  }

  @Test
  void anImageThatCannotBeUsedIsRefusedWithTheReason() {
    assertThat(messageOf(vm(1, "elf = no.elf")))
        .isEqualTo(
            "t.config:3: found an image that cannot be used (no.elf: no such file), expected the"
                + " image of a guest; build it or correct the path, which is relative to the"
                + " configuration");
  }

  @Test
  void anImageThatNeedsMoreRamThanItsLineGivesIsRefused() {
    assertThat(messageOf(vm(1, "elf = g.elf\n.mmap\nram = 0 0x1000\n.")))
        .isEqualTo(
            "t.config:3: found g.elf with 8192 bytes at 0x00000000, expected all of them inside the"
                + " memory of guest 1; enlarge its rom or ram line or link it elsewhere");
  }

  @Test
  void exhaustedRamIsRefused() {
    assertThat(messageOf(vm(1, "elf = g.elf\n.mmap\nram = 0 0x79000\n.")))
        .isEqualTo(
            "t.config:5: found 0x00079000 bytes of RAM for guest 1, expected at most 0x00078000 that"
                + " the board has left; make a guest smaller; the board's window is at"
                + " boards/DigilentChipKitWiFire.config:10");
  }

  @Test
  void exhaustedFlashIsRefused() {
    images.withGuest("huge.elf", 0x200000);
    assertThat(messageOf(vm(1, "elf = g.elf\n" + RAM) + vm(2, "elf = huge.elf\n" + RAM)))
        .startsWith(
            "t.config:11: found 0x00200000 bytes of flash for guest 2, expected at most 0x001ef000"
                + " that the board has left;");
  }

  @Test
  void flashAndRamMayBeUsedToTheLastByte() throws ConfigException {
    Partition guest = guest("elf = g.elf\n.mmap\nram = 0 0x78000\n.");

    assertThat(physical(guest, 0x77fff)).isEqualTo(0x77fff);
  }

  @Test
  void physicalMemoryOfTwoGuestsMustBeShared() {
    String data = ".mmap\ndata = 0x70000 0x1000 %s\n.\n";
    String first = vm(1, "elf = g.elf\n" + data.formatted("rw"));
    assertThat(messageOf(first + vm(2, "elf = g.elf\n" + data.formatted("rw"))))
        .isEqualTo(
            "t.config:13: found data 0x00070000..0x00070fff of guest 2 at physical 0x00070000,"
                + " expected physical addresses of its own; they overlap data"
                + " 0x00070000..0x00070fff of guest 1 at t.config:5: move one, or share both with"
                + " flag s");
    assertThat(messageOf(first + vm(2, "elf = g.elf\n" + data.formatted("rs"))))
        .contains("they overlap");
  }

  @Test
  void sharedAndReadOnlyMemoryMayOverlap() throws ConfigException {
    for (String[] flags : new String[][] {{"rws", "rws"}, {"r", "r"}, {"r", "rws"}}) {
      String first = vm(1, "elf = g.elf\n.mmap\ndata = 0x70000 0x1000 " + flags[0] + "\n.");
      String second = vm(2, "elf = g.elf\n.mmap\ndata = 0x70000 0x1000 " + flags[1] + "\n.");
      assertThat(physical(configure(first + second).partitions().get(1), 0x70000))
          .isEqualTo(0x70000);
    }
  }

  @Test
  void anAddressOfAGuestHasOneMeaning() {
    assertThat(messageOf(vm(1, "elf = g.elf\n.mmap\ndata = 0x1000 0x1000 rw 0x70000\n.")))
        .isEqualTo(
            "t.config:5: found data 0x00001000..0x00001fff of guest 1, expected addresses that the"
                + " guest does not use yet; they overlap ram 0x00000000..0x00001fff of guest 1 at"
                + " t.config:3");
  }

  @Test
  void aGuestMayGetTheSameWindowTwice() throws ConfigException {
    Partition guest = guest("elf = g.elf\ndevice = PPS-in\ndevice = PPS-in\ndevice = console");

    assertThat(guest.windowAt(0x1f8014fc).device()).isEqualTo("PPS-in");
  }

  @Test
  void aPageMustHaveItsPlaceInItsPhysicalPage() {
    assertThat(messageOf(vm(1, "elf = g.elf\n.mmap\ndata = 0x70000 0x1000 rw 0x70800\n.")))
        .isEqualTo(
            "t.config:5: found data 0x00070000..0x00070fff of guest 1 at physical 0x00070800,"
                + " expected both addresses at the same place in their pages of 4 KB; change one of"
                + " them by 0x00000800");
    assertThat(messageOf(vm(1, "elf = g.elf\nregs = 0x70002 0x1000 rw 0x70002")))
        .contains("expected addresses and size in whole words");
  }

  @Test
  void lessThanAPageConsistsOfTheWordsThatStartInIt() throws ConfigException {
    Partition guest = guest("elf = g.elf\nregs = 0x70002 0x10");

    assertThat(guest.windows()).singleElement().extracting(Window::base).isEqualTo(0x70004);
    assertThat(guest.windows()).singleElement().extracting(Window::size).isEqualTo(0x10);
    assertThat(guest.windows()).singleElement().extracting(Window::physical).isEqualTo(0x70004);
  }

  @Test
  void anUnknownEmulatorIsRefused() {
    assertThat(messageOf(vm(1, "elf = g.elf\n.device\nname = x\nemulator = y\n.")))
        .isEqualTo(
            "t.config:4: found emulator \"y\" of device x, expected an emulator of the hypervisor;"
                + " use one of console, ic_emulator, interrupt");
  }

  @Test
  void whatIsInAPlaceOfItsOwnIsNotPlacedAgain() throws ConfigException {
    images.with("f.elf", OptionalInt.empty(), TestImages.code(0x800));
    String code =
        "entry = 0xbfc00000\nfile = f.elf\n.mmap\ncode = 0x1fc00000 0x1000 rxd 0x1d030000\n.";
    Layout layout = configure(vm(1, code));

    assertThat(layout.loads()).extracting(Load::address).containsExactly(0x1d030000);
    assertThat(physical(layout.partitions().get(0), 0x1fc00ffc)).isEqualTo(0x1d030ffc);
  }

  @Test
  void memoryWithFlagEIsAWindow() throws ConfigException {
    Partition guest = guest("elf = g.elf\n.mmap\ndata = 0x70000 0x1000 erw\n.");

    assertThat(guest.pages().at(0x70000)).isNull();
    assertThat(guest.windowAt(0x70ffc).device()).isEqualTo("data");
  }

  @Test
  void theLowestGuestOwnsAnInterruptThatIsClaimedTwice() throws ConfigException {
    String device = "elf = g.elf\n.device\nirq = 9\nshare = 1\n.";
    Layout layout = configure(vm(2, device) + vm(1, device));

    assertThat(layout.partitions().get(0).ownInterrupts()).isEqualTo(bits(9));
    assertThat(layout.partitions().get(1).ownInterrupts()).isEqualTo(bits());
  }

  @Test
  void aPartitionIsNamedAfterItsImage() throws ConfigException {
    assertThat(guest("elf = g.elf").name()).isEqualTo("g.elf");
    assertThat(Image.physical(guest("elf = g.elf").entry())).isEqualTo(0x1fc00030);
  }
}
