package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceLibrary;

class RootThreadsTest {
  private static final String GUEST = ".vm\nid = 1\nelf = g.elf\n.\n";

  private final TestImages images =
      new TestImages()
          .withGuest("g.elf", 0x800)
          .with("user.elf", OptionalInt.of(0x400010), text(0x400000), bss(0x410000))
          .with("kernel.elf", OptionalInt.of(0x9d100010), text(0x9d100000), bss(0x80050000));

  private static Segment text(int address) {
    return new Segment(address, new byte[0x20], 0x20, true, false, true);
  }

  private static Segment bss(int address) {
    return TestImages.bss(address, 0x1000);
  }

  private Layout configure(String thread) throws ConfigException {
    return Configurator.configure(
        Configuration.parse(
            Path.of("t.config"), GUEST + ".thread\n" + thread + "\n.\n", DeviceLibrary.standard()),
        BoardFile.named("DigilentChipKitWiFire"),
        images);
  }

  private RootThread thread(String lines) throws ConfigException {
    return configure(lines).threads().get(0);
  }

  private String messageOf(String lines) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> configure(lines));
    assertThat(e).as("error for %s", lines).isNotNull();
    return e.getMessage();
  }

  @Test
  void theHypervisorsSymbolsAreABodyInItsOwnFlash() throws ConfigException {
    Layout layout = configure("id = 8\nentry = loop\n.\n.thread\nid = 9\nentry = idle");
    assertThat(layout.threads()).extracting(RootThread::name).containsExactly("loop", "idle");
    assertThat(layout.threads()).extracting(RootThread::entry).containsOnly(0x9d000800);
    assertThat(layout.threads()).extracting(RootThread::shadowSet).containsOnly(0);
    assertThat(layout.loads()).extracting(Load::owner).containsOnlyOnce("hypervisor");
    assertThat(layout.loads()).extracting(Load::address).contains(0x1d000800);
  }

  @Test
  void aUserThreadIsMappedWhereItIsLinkedAndPlacedWhereThereIsRoom() throws ConfigException {
    RootThread thread =
        thread("id = 8\nmode = user\nelf = user.elf\nsp = 0x1000 0x410000 0x411000\nsrs = 3");
    assertThat(thread.user()).isTrue();
    assertThat(thread.entry()).isEqualTo(0x400010);
    assertThat(thread.stack()).hasValue(0x411000);
    assertThat(thread.shadowSet()).isEqualTo(3);
    assertThat(thread.pages().at(0x400000).entryLo0() & (PagePairs.V | PagePairs.D))
        .isEqualTo(PagePairs.V);
    assertThat(thread.pages().at(0x410000).entryLo0() & (PagePairs.XI | PagePairs.D))
        .isEqualTo(PagePairs.XI | PagePairs.D);
    assertThat(thread.pages().at(0x80000000)).isNull();
  }

  @Test
  void aKernelThreadIsWhereItIsLinkedAndNeedsNoPages() throws ConfigException {
    Layout layout = configure("id = 8\nelf = kernel.elf");
    assertThat(layout.threads().get(0).entry()).isEqualTo(0x9d100010);
    assertThat(layout.threads().get(0).pages().leaves()).isEmpty();
    assertThat(layout.loads()).extracting(Load::address).contains(0x1d100000);
  }

  @Test
  void aKernelThreadMayHavePagesBeside() throws ConfigException {
    RootThread thread =
        thread("id = 8\nelf = kernel.elf\n.mmap\ndata = 0x10000 0x1000 rw 0x60000\n.");
    assertThat(thread.pages().at(0x10000).entryLo0() >>> 6 & 0xFFFFF).isEqualTo(0x60);
  }

  @Test
  void aUserThreadMayUseWholePagesOfDevices() throws ConfigException {
    RootThread thread = thread("id = 8\nmode = user\nelf = user.elf\nregs = 0x1f860000 0x1000 rwu");
    assertThat(thread.pages().at(0x1f860000)).isNotNull();
  }

  @Test
  void whatOfItsRegistersIsNoWholePageIsAWindow() throws ConfigException {
    RootThread thread = thread("id = 8\nmode = user\nelf = user.elf\nregs = 0x1f822000 0x100 rw");
    assertThat(thread.pages().at(0x1f822000)).isNull();
    assertThat(thread.windows())
        .containsExactly(
            new Window(0x1f822000, 0x100, 0x1f822000, "unnamed", "", true, true, false, false));
  }

  @Test
  void deviceLibraryEntriesAreWindowsAndPages() throws ConfigException {
    RootThread thread =
        thread("id = 8\nmode = user\nelf = user.elf\ndevice = PPS-in\ndevice = portB");
    assertThat(thread.windows()).extracting(Window::device).contains("PPS-in", "portB");
  }

  @Test
  void whatAThreadInKernelModeMapsMayBeLessThanAPageToo() throws ConfigException {
    RootThread thread =
        thread("id = 8\nelf = kernel.elf\n.mmap\ndata = 0x10010 0x20 rw 0x60010\n.");
    assertThat(thread.pages().leaves()).isEmpty();
    assertThat(thread.windows()).extracting(Window::base).containsExactly(0x10010);
    assertThat(thread.windows()).extracting(Window::physical).containsExactly(0x60010);
  }

  @Test
  void twoUserThreadsMayHaveNeighbouringRegistersButNotTheSame() throws ConfigException {
    String first = "id = 8\nmode = user\nelf = user.elf\nregs = 0x1f822000 0x100 rw\n.\n";
    String second = ".thread\nid = 9\nmode = user\nelf = user.elf\nregs = ";
    assertThat(configure(first + second + "0x1f822100 0x100 rw").threads())
        .flatExtracting(RootThread::windows)
        .extracting(Window::base)
        .containsExactly(0x1f822000, 0x1f822100);
    assertThat(messageOf(first + second + "0x1f8220fc 0x100 rw"))
        .contains("expected physical addresses of its own");
  }

  @Test
  void itsDevicesArePowered() throws ConfigException {
    int without = pmd5(configure("id = 8\nentry = loop"));
    int with = pmd5(configure("id = 8\nentry = loop\n.device\nname = x\npmd5 = 0\n."));
    assertThat(with).isEqualTo(without & ~1).isNotEqualTo(without);
  }

  private static int pmd5(Layout layout) {
    return layout.setup().stream()
        .filter(write -> write.address() == 0x1F800080)
        .mapToInt(RegisterWrite::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mistakesSayWhereWhatAndWhatToDo() {
    assertThat(messageOf("id = 8\nentry = main"))
        .isEqualTo(
            "t.config:7: found entry \"main\", expected an address or a symbol of the hypervisor;"
                + " it has idle and loop");
    assertThat(messageOf("id = 8\nmode = user\nentry = loop"))
        .startsWith("t.config:8: found entry \"loop\" for thread 8 in user mode, expected code");
    assertThat(messageOf("id = 8\nmode = user\nelf = kernel.elf"))
        .contains("for thread 8 in user mode, expected addresses below 0x80000000");
    assertThat(messageOf("id = 8\nmode = user\nelf = user.elf\n.mmap\ndata = 0x80000000 0x1000\n."))
        .startsWith("t.config:10: found 0x80000000 for thread 8 in user mode");
    assertThat(messageOf("id = 8\nmode = user\nelf = user.elf\ndevice = ic"))
        .endsWith(
            "of thread 8, emulated by ic_emulator, expected the registers themselves: devices are"
                + " emulated for guests only; grant them with a regs line, or use mode = kernel");
    assertThat(messageOf("id = 8\nmode = user\nelf = user.elf\nregs = 0xd0000000 0x10 rw"))
        .startsWith("t.config:9: found 0xd0000000 for thread 8 in user mode");
    assertThat(messageOf("id = 8\nentry = 0x9d200000"))
        .startsWith("t.config:7: found entry 0x9d200000, expected an address in the");
  }

  @Test
  void aThreadsMemoryIsNobodyElses() {
    assertThat(messageOf("id = 8\nelf = kernel.elf\n.mmap\ndata = 0x9d010000 0x1000 rw\n."))
        .contains("expected physical addresses of its own");
    assertThat(
            messageOf("id = 8\nmode = user\nelf = user.elf\n.mmap\ndata = 0x1000 0x1000 rw 0\n."))
        .contains("expected physical addresses of its own");
  }
}
