package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.mmu.TlbWritten;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;

/**
 * What the second guest of the demo must never change: the memories that are not its own, the
 * registers of the chip and of the root's CP0, and what the root TLB lets either guest reach.
 * Memory that nobody has written is filled with a pattern first, so that a stray store shows.
 */
final class Fortress {
  private static final byte PATTERN = (byte) 0xA5;
  private static final int GUEST_RAM = 0x10000;

  /** What the first guest's image uses of its RAM. */
  private static final int USED = 0x1000;

  private static final List<String> REGISTERS =
      List.of(
          "CFGCON",
          "DEVID",
          "PMD1",
          "PMD2",
          "PMD3",
          "PMD4",
          "PMD5",
          "PMD6",
          "PMD7",
          "CFGPG",
          "OSCCON",
          "SPLLCON",
          "PB1DIV",
          "PB2DIV",
          "PB3DIV",
          "PB4DIV",
          "RCON",
          "PRECON",
          "SBT2REG0",
          "SBT2RD0",
          "SBT2WR0",
          "SBT3REG0",
          "SBT3RD0",
          "SBT3WR0",
          "INTCON",
          "PRISS",
          "IPC0",
          "IPC42",
          "IPC43",
          "U4MODE",
          "U4BRG",
          "U4RXR",
          "RPF8R",
          "U1MODE",
          "U2MODE",
          "TRISA",
          "LATA",
          "DCH0CON",
          "DMACON");

  private static final List<Cp0Register> ROOT =
      List.of(
          Cp0Register.EBASE,
          Cp0Register.INT_CTL,
          Cp0Register.CONFIG,
          Cp0Register.CONFIG5,
          Cp0Register.WIRED,
          Cp0Register.PAGE_GRAIN);

  private final TestBoard test;
  private final List<String> escapes = new ArrayList<>();
  private Map<String, Integer> registers;
  private byte[] flash;
  private byte[] boot;

  /** Watches over a board that runs a layout, from before its start on. */
  Fortress(TestBoard test, Layout layout) {
    this.test = test;
    byte[] ram = test.board.chip.ram().bytes();
    Arrays.fill(ram, USED, ram.length, PATTERN);
    test.board.hart.tlb.trace().listen(written -> check(written, layout));
  }

  private void check(TlbWritten written, Layout layout) {
    if (written.guestTlb() || (written.entry().entryHi() & (1 << 10)) != 0) {
      return;
    }
    int asid = written.entry().guestId() == 0 ? written.entry().entryHi() & 0xFF : 0;
    Stream<PageTree> trees =
        asid > 0
            ? layout.threads().stream().filter(t -> t.id() == asid).map(RootThread::pages)
            : layout.partitions().stream()
                .filter(p -> p.id() == written.entry().guestId())
                .map(Partition::pages);
    int global = asid > 0 ? 1 : 0;
    boolean granted =
        trees
            .flatMap(pages -> pages.leaves().stream())
            .anyMatch(
                leaf ->
                    ((leaf.base() ^ written.entry().entryHi()) & ~(leaf.pageMask() | 0x1FFF)) == 0
                        && leaf.pageMask() == written.entry().pageMask()
                        && (leaf.entryLo0() & ~global) == written.entry().entryLo0()
                        && (leaf.entryLo1() & ~global) == written.entry().entryLo1());
    if (!granted) {
      escapes.add(written.toString());
    }
  }

  /** Notes the registers and the flash as they are now, once root has set them up. */
  void remember() {
    registers = values();
    flash = test.board.chip.flash().bytes().clone();
    boot = test.board.chip.bootFlash().bytes().clone();
  }

  /** The second guest gets another program. */
  void program(int physical, byte[] code) {
    for (int i = 0; i < code.length; i++) {
      test.board.chip.flash().write(physical - 0x1D000000 + i, 1, code[i]);
    }
    flash = test.board.chip.flash().bytes().clone();
  }

  private Map<String, Integer> values() {
    Map<String, Integer> values = new LinkedHashMap<>();
    for (String name : REGISTERS) {
      values.put(name, test.register(name));
    }
    for (Cp0Register register : ROOT) {
      values.put("root " + register, test.board.hart.root.get(register));
    }
    return values;
  }

  /** Nothing but the second guest's own memory and the first guest's variables has changed. */
  void holds() {
    holdsButFor(0, 0);
  }

  /** The same, but for some RAM that is a thread's. */
  void holdsButFor(int start, int size) {
    byte[] ram = test.board.chip.ram().bytes();
    for (int i = USED; i < ram.length; i++) {
      boolean second = i >= GUEST_RAM && i < 2 * GUEST_RAM;
      boolean threads = i >= start && i < start + size;
      if (!second && !threads && ram[i] != PATTERN) {
        throw new AssertionError(String.format("RAM at %08x is %02x", i, ram[i]));
      }
    }
    assertThat(Arrays.equals(test.board.chip.flash().bytes(), flash)).as("program flash").isTrue();
    assertThat(Arrays.equals(test.board.chip.bootFlash().bytes(), boot)).as("boot flash").isTrue();
    values().forEach((name, value) -> assertThat(value).as(name).isEqualTo(registers.get(name)));
    assertThat(escapes).as("root TLB entries nobody has granted").isEmpty();
    assertThat(test.board.end()).isEqualTo(End.RUNNING);
    assertThat(test.console()).doesNotContain("PANIC:");
  }

  /** The first guest's beat: LD1 changes each second, give or take the time slices of others. */
  void firstGuestBeats(int beats) {
    long[] times =
        test.leds.stream()
            .filter(l -> l.contains("LD1"))
            .mapToLong(l -> Long.parseLong(l.substring(0, l.indexOf(' '))))
            .toArray();
    assertThat(times).as("beats of guest 1").hasSize(beats);
    for (int i = 1; i < times.length; i++) {
      assertThat(times[i] - times[i - 1])
          .isBetween(TestBoard.cycles(0.998), TestBoard.cycles(1.002));
    }
  }
}
