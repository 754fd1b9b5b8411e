package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.TestMachine;

class TlbInstructionsTest {
  private static final int EHINV = 1 << 10;
  private static final int NOT_FOUND = 1 << 31;

  private final TestMachine machine = TestMachine.running();
  private final TlbInstructions tlb = machine.hart.tlb;

  private void write(int index, int entryHi, int rid) {
    machine.root(Cp0Register.GUEST_CTL1, rid << 16);
    machine.root(Cp0Register.INDEX, index);
    machine.root(Cp0Register.ENTRY_HI, entryHi);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_LO0, 0x1E);
    machine.root(Cp0Register.ENTRY_LO1, 0x5E);
    tlb.tlbwi(false);
  }

  private int probe(int entryHi, int rid) {
    machine.root(Cp0Register.GUEST_CTL1, rid << 16);
    machine.root(Cp0Register.ENTRY_HI, entryHi);
    tlb.tlbp(false);
    return machine.root(Cp0Register.INDEX);
  }

  @Test
  void aProbeFindsEntriesOfTheGuestInRidOnly() {
    write(5, 0x00406000 | 3, 2);
    assertThat(probe(0x00406000, 2)).as("global for a guest, so whatever the ASID").isEqualTo(5);
    assertThat(probe(0x00406000, 0)).isEqualTo(NOT_FOUND);
    assertThat(probe(0x00406000, 3)).isEqualTo(NOT_FOUND);
  }

  @Test
  void rootsOwnEntriesDependOnTheAsid() {
    write(5, 0x00406000 | 3, 0);
    assertThat(probe(0x00406000 | 3, 0)).isEqualTo(5);
    assertThat(probe(0x00406000 | 4, 0)).isEqualTo(NOT_FOUND);
  }

  @Test
  void readingGivesBackTheEntryAndItsGuest() {
    write(7, 0x00406000 | 3, 2);
    machine.root(Cp0Register.GUEST_CTL1, 1);
    machine.root(Cp0Register.ENTRY_LO0, 0);
    tlb.tlbr(false);
    assertThat(machine.root(Cp0Register.GUEST_CTL1)).isEqualTo(2 << 16 | 1);
    assertThat(machine.root(Cp0Register.ENTRY_HI)).isEqualTo(0x00406003);
    assertThat(machine.root(Cp0Register.ENTRY_LO0)).isEqualTo(0x1F);
    assertThat(machine.root(Cp0Register.ENTRY_LO1)).isEqualTo(0x5F);
  }

  @Test
  void readingAnInvalidEntryShowsEhinvAndNoGuest() {
    write(7, 0x00406000 | EHINV, 2);
    tlb.tlbr(false);
    assertThat(machine.root(Cp0Register.GUEST_CTL1)).isZero();
    assertThat(machine.root(Cp0Register.ENTRY_HI)).isEqualTo(EHINV);
    assertThat(machine.root(Cp0Register.ENTRY_LO0)).isZero();
    assertThat(probe(0x00406000, 2)).isEqualTo(NOT_FOUND);
  }

  @Test
  void pageMaskIgnoresItsLowBitsAndGoesTo256Megabytes() {
    machine.root(Cp0Register.PAGE_MASK, 0x1FFF);
    assertThat(machine.root(Cp0Register.PAGE_MASK)).isZero();
    machine.root(Cp0Register.PAGE_MASK, -1);
    assertThat(machine.root(Cp0Register.PAGE_MASK)).isEqualTo(0x1FFFE000);
  }

  @Test
  void readAndExecuteInhibitExistOnlyAsPageGrainSays() {
    machine.root(Cp0Register.ENTRY_LO0, 0xC000001E);
    assertThat(machine.root(Cp0Register.ENTRY_LO0)).isEqualTo(0x1E);
    machine.root(Cp0Register.PAGE_GRAIN, 0xC8000000);
    machine.root(Cp0Register.ENTRY_LO0, 0xC000001E);
    assertThat(machine.root(Cp0Register.ENTRY_LO0)).isEqualTo(0xC000001E);
  }

  @Test
  void randomWritesGoDownToWiredAndStartAgain() {
    List<Integer> indexes = new ArrayList<>();
    tlb.trace().listen(w -> indexes.add(w.index()));
    machine.root(Cp0Register.WIRED, 13);
    for (int i = 0; i < 5; i++) {
      machine.root(Cp0Register.ENTRY_HI, i << 13);
      tlb.tlbwr(false);
    }
    assertThat(indexes).containsExactly(15, 14, 13, 15, 14);
  }

  @Test
  void indexesBeyondTheLastEntryDoNothing() {
    List<TlbWritten> written = new ArrayList<>();
    tlb.trace().listen(written::add);
    write(16, 0x00406000, 0);
    assertThat(written).isEmpty();
    assertThat(probe(0x00406000, 0)).isEqualTo(NOT_FOUND);
  }

  private void writeGuest(int index, int entryHi, int rid) {
    machine.root(Cp0Register.GUEST_CTL1, rid << 16);
    machine.guestRegister(Cp0Register.INDEX, index);
    machine.guestRegister(Cp0Register.ENTRY_HI, entryHi);
    machine.guestRegister(Cp0Register.ENTRY_LO0, 0x1E);
    machine.guestRegister(Cp0Register.ENTRY_LO1, 0x5E);
    tlb.tlbgwi();
  }

  private int probeGuest(int entryHi, int rid) {
    machine.root(Cp0Register.GUEST_CTL1, rid << 16);
    machine.guestRegister(Cp0Register.ENTRY_HI, entryHi);
    tlb.tlbgp();
    return machine.guestRegister(Cp0Register.INDEX);
  }

  @Test
  void guestEntriesAreTaggedToo() {
    writeGuest(4, 0x00406000 | 3, 2);
    assertThat(probeGuest(0x00406000 | 3, 2)).isEqualTo(4);
    assertThat(probeGuest(0x00406000 | 3, 1)).isEqualTo(NOT_FOUND);
    assertThat(probeGuest(0x00406000 | 4, 2)).isEqualTo(NOT_FOUND);
    machine.guestRegister(Cp0Register.INDEX, 4);
    tlb.tlbgr();
    assertThat(machine.guestRegister(Cp0Register.ENTRY_HI)).isEqualTo(0x00406003);
    assertThat(machine.root(Cp0Register.GUEST_CTL1)).isEqualTo(2 << 16);
  }

  @Test
  void aGuestSeesAForeignEntryAsInvalid() {
    writeGuest(4, 0x00406000, 2);
    machine.root(Cp0Register.GUEST_CTL1, 1);
    machine.guestRegister(Cp0Register.INDEX, 4);
    tlb.tlbr(true);
    assertThat(machine.guestRegister(Cp0Register.ENTRY_HI)).isEqualTo(EHINV);
    assertThat(machine.root(Cp0Register.GUEST_CTL1)).isEqualTo(1);
  }

  @Test
  void invalidationIsByGuestAndByAsid() {
    writeGuest(1, 0x00402000 | 3, 2);
    writeGuest(2, 0x00404000 | 4, 2);
    writeGuest(3, 0x00406000 | 3, 1);
    machine.root(Cp0Register.GUEST_CTL1, 2 << 16);
    machine.guestRegister(Cp0Register.ENTRY_HI, 3);
    tlb.tlbginv();
    assertThat(probeGuest(0x00402000 | 3, 2)).isEqualTo(NOT_FOUND);
    assertThat(probeGuest(0x00404000 | 4, 2)).isEqualTo(2);
    tlb.tlbginvf();
    assertThat(probeGuest(0x00404000 | 4, 2)).isEqualTo(NOT_FOUND);
    assertThat(probeGuest(0x00406000 | 3, 1)).isEqualTo(3);
  }
}
