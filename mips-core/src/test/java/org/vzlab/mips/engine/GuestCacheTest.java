package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Isa;

/**
 * Guests and caches with stale lines: what two guests can do to each other, and when they cache.
 */
class GuestCacheTest {
  /** Each guest has 128 KB of RAM at guest physical address 0. */
  private static final int SIZE = 0x20000;

  private static final int CODE = 0x100;
  private static final int DATA = 0x8000;
  private static final int V0 = 2;
  private static final int GPSI = 0;
  private static final int GE = 27;

  private final TestMachine machine = TestMachine.running();

  GuestCacheTest() {
    machine.hart.mmu.keepStaleLines(true);
    machine.root(Cp0Register.CONFIG, 3);
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.guestRegister(Cp0Register.CONFIG, 3);
    machine.map(1, 0, base(1), 0x1E000);
    machine.map(2, 0, base(2), 0x1E000);
  }

  /** With NCC = 0: the guest's own attributes count, so that it has uncached segments. */
  private void enter(int guest, int address) {
    machine.enterGuest(guest, address);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x18);
  }

  private static int base(int guest) {
    return guest * SIZE;
  }

  /** Executes some code of a guest, uncached. */
  private void run(int guest, long cycles, String... lines) {
    byte[] code =
        BranchForms.bytes(
            Isa.MIPS32, 0xA0000000 | CODE, String.join("\n", lines) + "\nend: b end\nnop");
    for (int i = 0; i < code.length; i++) {
      machine.ram.write(base(guest) + CODE + i, 1, code[i]);
    }
    enter(guest, 0xA0000000 | CODE);
    long end = machine.scheduler.now() + cycles;
    while (machine.scheduler.now() < end) {
      machine.scheduler.beginSlice(end);
      machine.interpreter.run();
    }
  }

  private int word(int guest, int offset) {
    return machine.ram.read(base(guest) + offset, 4);
  }

  @Test
  void aGuestThatWritesBackAndInvalidatesEveryLineLosesNobodysData() {
    fill(1, 0x1000);
    attack();
    run(
        1,
        10_000,
        "lui t0, 0x8000",
        "ori t0, t0, 0x8000",
        "addiu t1, t0, 0x1000",
        "move v0, zero",
        "loop: lw t2, 0(t0)",
        "addiu t3, t0, 0x1000",
        "beq t2, t3, good",
        "nop",
        "addiu v0, v0, 1",
        "good: addiu t0, t0, 4",
        "bne t0, t1, loop",
        "nop");
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[V0]).as("words that guest 1 has lost").isZero();
    for (int offset = DATA; offset < DATA + 0x1000; offset += 4) {
      assertThat(word(1, offset)).isEqualTo(0x80000000 + offset + 0x1000);
    }
  }

  @Test
  void aGuestSeesAndChangesOnlyItsOwnMemoryWhateverItDoesToLines() {
    for (int offset = DATA; offset < SIZE; offset += 4) {
      machine.ram.write(base(2) + offset, 4, offset);
    }
    fill(1, 0x1000);
    attack();
    run(
        2,
        300_000,
        "lui t0, 0x8000",
        "lui t1, 0x8002",
        "ori t0, t0, 0x8000",
        "lui t4, 0x7FFF",
        "ori t4, t4, 0xFFFF",
        "move v0, zero",
        "loop: lw t2, 0(t0)",
        "and t3, t0, t4",
        "beq t2, t3, good",
        "nop",
        "addiu v0, v0, 1",
        "good: addiu t0, t0, 4",
        "bne t0, t1, loop",
        "nop");
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[V0]).as("words of guest 2 that are not its own").isZero();
    for (int offset = 0x1000; offset < DATA; offset += 4) {
      assertThat(word(1, offset)).isZero();
    }
  }

  /** Stores a word that depends on its address into every word of some pages, through the cache. */
  private void fill(int guest, int bytes) {
    run(
        guest,
        3L * bytes,
        "lui t0, 0x8000",
        "ori t0, t0, 0x8000",
        "addiu t1, t0, " + bytes,
        "loop: addiu t2, t0, 0x1000",
        "sw t2, 0(t0)",
        "addiu t0, t0, 4",
        "bne t0, t1, loop",
        "nop");
    assertThat(IntStream.range(0, bytes / 4).filter(i -> word(guest, DATA + 4 * i) == 0).count())
        .as("words that are in the cache only")
        .isEqualTo(bytes / 4);
  }

  /** Guest 2 does all that CG and CGI allow to all lines there are and all its own addresses. */
  private void attack() {
    run(
        2,
        150_000,
        "lui t0, 0x8000",
        "addiu t1, t0, 0x4000",
        "indexes: cache 0x00, 0(t0)",
        "cache 0x01, 0(t0)",
        "addiu t0, t0, 16",
        "bne t0, t1, indexes",
        "nop",
        "lui t0, 0x8000",
        "lui t1, 0x8002",
        "hits: cache 0x10, 0(t0)",
        "cache 0x11, 0(t0)",
        "cache 0x14, 0(t0)",
        "cache 0x15, 0(t0)",
        "cache 0x18, 0(t0)",
        "cache 0x19, 0(t0)",
        "synci 0(t0)",
        "addiu t0, t0, 16",
        "bne t0, t1, hits",
        "nop",
        "li v0, 0x600D");
    assertThat(machine.hart.inGuest()).as("no operation has trapped").isTrue();
    assertThat(machine.hart.gpr[V0]).isEqualTo(0x600D);
  }

  static List<int[]> operations() {
    List<int[]> cases = new ArrayList<>();
    for (int operation = 0; operation < 32; operation++) {
      for (int allowed = 0; allowed < 4; allowed++) {
        cases.add(new int[] {operation, allowed & 1, allowed >> 1});
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void onlyHitOperationsAndIndexInvalidationsAreEverAGuests(int[] which) {
    int operation = which[0] >> 2;
    boolean primary = (which[0] & 3) < 2;
    boolean cg = which[1] == 1;
    boolean cgi = which[2] == 1;
    boolean hit = operation >= 4 && operation <= 6;
    final boolean allowed = primary && cg && (hit || (operation == 0 && cgi));
    enter(1, 0xA0000000 | CODE);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP & ~(cg ? 0 : 1 << 24));
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x48 | (cgi ? 0x10 : 0));
    machine.root(Cp0Register.TAG_LO, 0x400);
    machine.ram.write(base(1) + CODE, 4, 0xBC800000 | which[0] << 16);
    machine.hart.gpr[4] = 0x80004000;
    machine.step();
    assertThat(machine.hart.inGuest()).isEqualTo(allowed);
    if (!allowed) {
      assertThat(machine.excCode()).isEqualTo(GE);
      assertThat(machine.gexcCode()).isEqualTo(GPSI);
    }
    assertThat(machine.root(Cp0Register.TAG_LO)).isEqualTo(0x400);
  }

  /** What the guest's K0, root's C and NCC make: u uncached, t write-through, b write-back. */
  @ParameterizedTest(name = "K0 {0}, C {1}, NCC {2}: {3}")
  @CsvSource({
    "3, 3, 0, b", "3, 2, 0, b", "3, 0, 0, b", "2, 3, 0, u", "2, 2, 0, u", "0, 3, 0, t",
    "3, 3, 1, b", "3, 2, 1, u", "3, 7, 1, u", "3, 0, 1, t", "2, 3, 1, b", "0, 3, 1, b",
    "1, 3, 1, b", "1, 1, 1, t", "0, 1, 1, t", "7, 3, 1, b", "2, 0, 1, t", "0, 2, 1, u",
  })
  void aGuestsCacheabilityIsItsOwnOrRootsIfNccSaysSo(int k0, int c, int ncc, char kind) {
    machine.guestRegister(Cp0Register.CONFIG, k0);
    machine.root(Cp0Register.GUEST_CTL1, 3 << 16 | 3);
    machine.root(Cp0Register.ENTRY_HI, 0);
    machine.root(Cp0Register.PAGE_MASK, 0x1E000);
    machine.root(Cp0Register.ENTRY_LO0, base(3) >>> 6 | c << 3 | 6);
    machine.root(Cp0Register.ENTRY_LO1, (base(3) + 0x10000) >>> 6 | c << 3 | 6);
    machine.hart.tlb.tlbwr(false);
    enter(3, 0xA0000000 | CODE);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x18 | ncc << 6);
    int[] words = {0x8C820000, 0xAC830000}; // lw v0, 0(a0); sw v1, 0(a0)
    for (int i = 0; i < words.length; i++) {
      machine.ram.write(base(3) + CODE + 4 * i, 4, words[i]);
    }
    machine.hart.gpr[4] = 0x80000000 | DATA;
    machine.hart.gpr[3] = 0x22;
    machine.step();
    machine.step();
    assertThat(word(3, DATA)).as("memory").isEqualTo(kind == 'b' ? 0 : 0x22);
    machine.ram.write(base(3) + DATA, 4, 0x33);
    machine.hart.pc = 0xA0000000 | CODE;
    machine.step();
    assertThat(machine.hart.gpr[V0]).as("read back").isEqualTo(kind == 'u' ? 0x33 : 0x22);
  }

  /** AT = 1: what the guest maps has root's attribute, whatever NCC. */
  @ParameterizedTest(name = "C {0}, NCC {1}: cached {2}")
  @CsvSource({"3, 0, true", "3, 1, true", "2, 0, false", "2, 1, false"})
  void aMappedAddressOfAGuestWithoutAnMmuIsCachedAsRootSays(int c, int ncc, boolean cached) {
    machine.root(Cp0Register.GUEST_CTL1, 3 << 16 | 3);
    machine.root(Cp0Register.ENTRY_HI, 0);
    machine.root(Cp0Register.PAGE_MASK, 0x1E000);
    machine.root(Cp0Register.ENTRY_LO0, base(3) >>> 6 | c << 3 | 6);
    machine.root(Cp0Register.ENTRY_LO1, 0);
    machine.hart.tlb.tlbwr(false);
    enter(3, 0xA0000000 | CODE);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x18 | ncc << 6);
    machine.root(Cp0Register.GUEST_CTL0, (TestMachine.TINYVP & ~(3 << 26)) | 1 << 26);
    machine.ram.write(base(3) + CODE, 4, 0xAC830000); // sw v1, 0(a0)
    machine.hart.gpr[4] = DATA;
    machine.hart.gpr[3] = 0x22;
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(0xA0000000 | CODE + 4);
    assertThat(word(3, DATA)).isEqualTo(cached ? 0 : 0x22);
  }

  @Test
  void aGuestsCodeIsFetchedThroughTheInstructionCacheIfItsSegmentIsCached() {
    machine.ram.write(base(1) + CODE, 4, 0x24420001); // addiu v0, v0, 1
    enter(1, 0x80000000 | CODE);
    machine.hart.gpr[V0] = 0;
    machine.step();
    machine.ram.write(base(1) + CODE, 4, 0x24420010);
    machine.hart.pc = 0x80000000 | CODE;
    machine.step();
    machine.hart.pc = 0xA0000000 | CODE;
    machine.step();
    assertThat(machine.hart.gpr[V0]).isEqualTo(0x12);
  }
}
