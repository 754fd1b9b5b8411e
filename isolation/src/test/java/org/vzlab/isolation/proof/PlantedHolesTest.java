package org.vzlab.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.board.Bench;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Benches;
import org.vzlab.isolation.Holes;
import org.vzlab.isolation.Rule;
import org.vzlab.kit.bus.BusError;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.Window;

/** Mistakes on purpose: each is found, with its cause. */
final class PlantedHolesTest {
  private static final String DEMO = "two-guests.config";
  private static final String LINES = "../configs/two-guests.config:";

  private static final int SBT2REG2 = 0x1F8F8880;
  private static final int RD = 0x10;
  private static final int WR = 0x18;
  private static final int INT = 0x1F810000;
  private static final int SET = 8;

  @TempDir private Path folder;

  private static List<String> findings(String configuration, Variant variant) throws UserError {
    return findings(Benches.booted(configuration, variant));
  }

  private static List<String> findings(String configuration, UnaryOperator<Layout> hole)
      throws UserError {
    return findings(configuration, Variant.NONE.withLayout(hole));
  }

  private static List<String> findings(Bench bench) {
    return IsolationProof.of(bench).findings().stream().map(Finding::toString).toList();
  }

  @Test
  void aPageOfGuest1InGuest2() throws UserError {
    UnaryOperator<Layout> hole = Holes.page(2, 0x20000, 0x1000, Holes.DATA);

    assertThat(findings(DEMO, hole))
        .containsExactly(
            "LEAST_PRIVILEGE: guest 2 can read and write 0x00001000..0x00001fff (RAM) by page"
                + " 0x00020000 of 4 KB, EntryLo0 0x40000057; it is ram of guest 1 ("
                + LINES
                + "10)",
            "DISJOINT: guest 1 can read and write 0x00001000..0x00001fff (RAM) by page 0x00000000"
                + " of 64 KB, EntryLo0 0x4000001f and guest 2 can read and write"
                + " 0x00001000..0x00001fff (RAM) by page 0x00020000 of 4 KB, EntryLo0 0x40000057;"
                + " it is ram of guest 1 ("
                + LINES
                + "10)");
  }

  @Test
  void dataOfGuest2ThatItCanExecute() throws UserError {
    UnaryOperator<Layout> hole =
        Holes.leaves(
            2,
            leaves ->
                leaves.stream()
                    .map(
                        leaf ->
                            leaf.base() == 0
                                ? new Leaf(0, leaf.pageMask(), leaf.entryLo0() & ~(1 << 30), 1)
                                : leaf)
                    .toList());

    assertThat(findings(DEMO, hole))
        .containsExactly(
            "LEAST_PRIVILEGE: guest 2 can execute 0x00010000..0x0001ffff (RAM) by page 0x00000000"
                + " of 64 KB, EntryLo0 0x0000041f; its line "
                + LINES
                + "24 grants it rw- mapped");
  }

  @Test
  void codeInFlashThatAGuestCanWrite() throws UserError {
    UnaryOperator<Layout> hole =
        Holes.leaves(
            1,
            leaves ->
                leaves.stream()
                    .map(
                        leaf ->
                            leaf.base() == 0x1FC00000
                                ? new Leaf(leaf.base(), leaf.pageMask(), leaf.entryLo0() | 4, 1)
                                : leaf)
                    .toList());

    assertThat(findings(DEMO, hole))
        .singleElement()
        .asString()
        .startsWith(
            "LEAST_PRIVILEGE: guest 1 can write 0x1d010000..0x1d010fff (program flash) by page"
                + " 0x1fc00000 of 4 KB");
  }

  @Test
  void aRegionOfTheArbiterThatIsOneKilobyteTooLarge() throws UserError {
    UnaryOperator<Layout> hole =
        Holes.setup(
            new RegisterWrite(SBT2REG2, 0x0001_0000 | 1 << 3),
            new RegisterWrite(SBT2REG2 + RD, 3),
            new RegisterWrite(SBT2REG2 + WR, 3));

    assertThat(findings("dma.config", hole))
        .containsExactly(
            "DMA: guest 1 can by DMA read and write 0x00010000..0x000103ff (RAM) by CFGPG.DMAPG ="
                + " 1, SBT2REG2 = 0x00010008, SBT2RD2 = 0x00000003, SBT2WR2 = 0x00000003; nobody"
                + " is granted it");
  }

  @Test
  void aZoneThatTheArbiterMakesTwiceAsLarge() throws UserError {
    UnaryOperator<Layout> hole = Holes.setup(new RegisterWrite(SBT2REG2 - 0x20, 8 << 3));

    assertThat(findings("dma.config", hole))
        .containsExactly(
            "DMA: guest 1 can by DMA read and write 0x00010000..0x0001ffff (RAM) by CFGPG.DMAPG ="
                + " 1, SBT2REG1 = 0x00000040, SBT2RD1 = 0x00000003, SBT2WR1 = 0x00000003; nobody"
                + " is granted it");
  }

  @Test
  void aMasterInTheGroupOfTheProcessor() throws UserError {
    UnaryOperator<Layout> hole = Holes.setup(new RegisterWrite(0x1F8000E0, 0));

    assertThat(findings("dma.config", hole))
        .anyMatch(
            text ->
                text.startsWith("DMA: guest 1 can by DMA read and write 0x00010000..0x0003ffff")
                    && text.contains("CFGPG.DMAPG = 0, SBT2REG0"))
        .anyMatch(text -> text.contains("SBT0REG0") && text.contains("SB of the hypervisor"));
  }

  @Test
  void aTrapThatIsMissingBecauseTheControllerIsMapped() throws UserError {
    UnaryOperator<Layout> hole = Holes.untrapped(1, INT);

    assertThat(findings(DEMO, hole))
        .containsExactly(
            "LEAST_PRIVILEGE: guest 1 can read and write 0x1f810000..0x1f810fff (INT"
                + " INTCON..OFF213) by page 0x1f810000 of 4 KB, EntryLo0 0x407e0417; its line"
                + " device.lib:45 grants it rw- emulated by ic_emulator; it is ic of guest 2"
                + " (device.lib:45) and INT of the hypervisor");
  }

  @Test
  void anEmulatorThatIsMissing() throws UserError {
    UnaryOperator<Layout> hole =
        Holes.windows(
            2,
            windows ->
                windows.stream()
                    .map(
                        window ->
                            window.base() == INT
                                ? new Window(INT, 0x1000, INT, "ic", "", true, true, false, false)
                                : window)
                    .toList());

    assertThat(findings(DEMO, hole))
        .containsExactly(
            "EMULATION: guest 2 can have the hypervisor write 0x1f810000..0x1f810fff (INT"
                + " INTCON..OFF213) by window 0x1f810000..0x1f810fff; it is INT of the"
                + " hypervisor, granted as ic of guest 2 (device.lib:45)",
            "EMULATION: guest 2's window 0x1f810000..0x1f810fff is carried out on the real"
                + " registers; device.lib:45 grants ic emulated by ic_emulator");
  }

  @Test
  void aDeviceOfOneGuestInAWindowOfAnother() throws UserError {
    UnaryOperator<Layout> hole =
        Holes.windows(
            3,
            windows -> {
              windows.add(
                  new Window(0x1F800800, 16, 0x1F800800, "watchdog", "", true, true, false, false));
              return windows;
            });

    assertThat(findings("fault-tolerance.config", hole))
        .anyMatch(
            text ->
                text.startsWith(
                    "EMULATION: guest 3 can have the hypervisor read and write"
                        + " 0x1f800800..0x1f80080f (WDT WDTCON) by window"))
        .anyMatch(text -> text.startsWith("DISJOINT: guest 2 can have the hypervisor read and"));
  }

  @Test
  void anInterruptOfGuest1InTheSetOfGuest2() throws UserError {
    assertThat(findings("mailbox.config", Holes.interrupt(2, 203, false)))
        .containsExactly(
            "INTERRUPT: interrupt 203 is among the emulated interrupts of guest 2, which the"
                + " configuration does not give it; it is for guest 1");
  }

  @Test
  void anInterruptThatTwoGuestsOwn() throws UserError {
    Variant hole =
        Variant.NONE
            .withLayout(Holes.interrupt(1, 134, true))
            .withLayout(Holes.interrupt(2, 134, true));

    assertThat(findings(DEMO, hole))
        .contains(
            "INTERRUPT: interrupt 134 (DMA0) is among the own interrupts of guest 1 and of guest"
                + " 2");
  }

  @Test
  void theInterruptOfTheHypervisorsConsole() throws UserError {
    assertThat(findings(DEMO, Holes.interrupt(1, 171, true)))
        .containsExactly(
            "INTERRUPT: interrupt 171 (UART4_RX) is among the own interrupts of guest 1, and is"
                + " the hypervisor's console");
  }

  @Test
  void anInterruptThatIsEnabledAndNobodys() throws UserError, BusError {
    Bench bench = Benches.booted(DEMO);
    bench.bus().write(INT + 0xC0 + 4 * 0x10 + SET, 4, 1 << (134 - 128));

    assertThat(findings(bench))
        .singleElement()
        .asString()
        .startsWith("INTERRUPT: interrupt 134 (DMA0) is enabled and nobody's: IEC4 = 0x");
  }

  @Test
  void vectorsThatPassTheHypervisorBy() throws UserError, BusError {
    Bench bench = Benches.booted(DEMO);
    bench.bus().write(INT + SET, 4, 1 << 12);

    assertThat(findings(bench))
        .containsExactly(
            "INTERRUPT: interrupts have vectors of their own: INTCON = 0x00001000, MVEC");
  }

  @Test
  void anEntryOfTheRootTlbThatNoTableHas() throws UserError {
    Bench bench = Benches.booted(DEMO);
    write(bench, Cp0Register.GUEST_CTL1, 2 << 16);
    write(bench, Cp0Register.INDEX, 3);
    write(bench, Cp0Register.PAGE_MASK, 0);
    write(bench, Cp0Register.ENTRY_HI, 0x00400000);
    write(bench, Cp0Register.ENTRY_LO0, 0x78000 >>> 6 | Holes.DATA);
    write(bench, Cp0Register.ENTRY_LO1, 1);
    assertThat(bench.hart().tlb.tlbwi(false)).isNegative();

    assertThat(findings(bench))
        .containsExactly(
            "LEAST_PRIVILEGE: guest 2 can read and write 0x00078000..0x00078fff (RAM) by entry 3"
                + " of the root TLB, page 0x00400000 of 4 KB, EntryLo0 0x40001e17; it is the"
                + " hypervisor's data");
  }

  private static void write(Bench bench, Cp0Register register, int value) {
    bench.hart().registers.write(register, value, Accessor.ROOT);
  }

  @Test
  void aMailboxThatIsNotTheConfigurations() throws UserError {
    assertThat(findings("mailbox.config", Holes::deeper))
        .containsExactly(
            "EMULATION: mailbox samples from guest 1 to guest 2 is in the tables and not so in the"
                + " configuration");
  }

  private Bench changed(String configuration, String found, String instead)
      throws IOException, UserError {
    Path file = Benches.changed(configuration, found, instead, folder);
    Bench bench = Benches.at(file, Setup.OWN_BOARD, Variant.NONE);
    bench.run(1);
    return bench;
  }

  @Test
  void memoryOfTheHypervisorThatTheConfigurationGrants() throws IOException, UserError {
    Bench bench =
        changed(
            "dma.config",
            "        ram = 0 0 rw 0x1000 ",
            "        data = 0x78000 0x1000 rw 0x78000\n        ram = 0 0 rw 0x1000 ");

    assertThat(findings(bench))
        .singleElement()
        .asString()
        .startsWith("LEAST_PRIVILEGE: guest 1 can read and write 0x00078000..0x00078fff (RAM) by")
        .contains("; it is the hypervisor's data, granted as data of guest 1 (");
  }

  @Test
  void dmaThatTheConfigurationForgetsToPutIntoAGroup() throws IOException, UserError {
    Bench bench = changed("dma.config", "dma-cfgpg-position = 4", "");

    assertThat(findings(bench))
        .anyMatch(text -> text.startsWith("DMA: ") && text.contains("CFGPG.DMAPG = 0"));
  }

  @Test
  void aPeripheralSetThatHoldsADeviceOfAnotherGuest() throws IOException, UserError {
    String second =
        """
        .
        .vm
            id = 2
            elf = ../firmware/guest2/guest2.elf
            .mmap
                code = 0x1fc08000 0x8000 rxds 0x1fc08000
                ram = 0 0x10000 rw 0x1000
            .
            device = ic
            device = console
            device = portB
        .
        """
            .replace("../firmware", Path.of("../firmware").toAbsolutePath().normalize().toString());
    String text = Files.readString(Path.of("../configs/dma.config"));
    String one = text.replace("    device = ports\n", "    device = portA\n").stripTrailing();
    assertThat(one).endsWith(".").isNotEqualTo(text.stripTrailing());
    Path file =
        Files.writeString(
            folder.resolve("set.config"),
            (one.substring(0, one.length() - 1) + second)
                .replace(
                    "../firmware", Path.of("../firmware").toAbsolutePath().normalize().toString()));
    Bench bench = Benches.at(file, Setup.OWN_BOARD, Variant.NONE);
    bench.run(1);

    assertThat(findings(bench))
        .anyMatch(
            finding ->
                finding.startsWith("DISJOINT: ")
                    && Stream.of("0x1f860100..0x1f8601ff (PORTB", "by DMA", "SBT8REG1", "portB")
                        .allMatch(finding::contains));
  }

  @Test
  void rulesTellWhatTheyAreBrokenBy() throws UserError {
    Bench bench =
        Benches.booted(DEMO, Variant.NONE.withLayout(Holes.page(2, 0x20000, 0x1000, Holes.DATA)));
    IsolationProof proof = IsolationProof.of(bench);

    assertThat(proof.holds()).isFalse();
    assertThat(proof.verdicts())
        .filteredOn(verdict -> !verdict.holds())
        .extracting(IsolationProof.Verdict::rule)
        .containsExactly(Rule.LEAST_PRIVILEGE, Rule.DISJOINT);
  }
}
