package org.vzlab.vp.vdev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.fake.FakeRootPort;

/** A guest's interrupt controller, register by register (DS60001320, interrupt controller). */
final class VirtualInterruptControllerTest {
  private static final int INV = 12;

  /** Interrupts 9 and 134 are the guest's own; 0 to 2 and 170 to 172 are made for it. */
  private static final int OWN = 134;

  private static final int OWN_WORD = 4;
  private static final int OWN_BIT = 1 << 6;
  private static final int TIMER = 9;
  private static final int IFS4 = Pic32mz.IFS + OWN_WORD * 0x10;
  private static final int IEC4 = Pic32mz.IEC + OWN_WORD * 0x10;
  private static final int REAL_IFS4 = Pic32mz.INTERRUPTS + IFS4;
  private static final int REAL_IEC4 = Pic32mz.INTERRUPTS + IEC4;

  private final FakeRootPort port = new FakeRootPort();
  private final VirtualInterruptController ic =
      new VirtualInterruptController(port, bits(TIMER, OWN), bits(0, 1, 2, 170, 171, 172));

  private static BitSet bits(int... numbers) {
    BitSet bits = new BitSet();
    for (int number : numbers) {
      bits.set(number);
    }
    return bits;
  }

  private void store(int offset, int value) {
    ic.write(offset, 4, value);
  }

  private int load(int offset) {
    return ic.read(offset, 4);
  }

  private void enable(int irq, int priority, int subpriority) {
    int shift = (irq & 3) * 8;
    int ipc = Pic32mz.IPC + (irq >> 2) * 0x10;
    store(ipc + Pic32mz.CLR, 0x1F << shift);
    store(ipc + Pic32mz.SET, (priority << 2 | subpriority) << shift);
    store(Pic32mz.IEC + (irq >> 5) * 0x10 + Pic32mz.SET, Pic32mz.bit(irq));
  }

  /** Own interrupts are flagged by the real controller, through root. */
  private void flag(int... irqs) {
    for (int irq : irqs) {
      ic.raise(irq);
    }
  }

  @ParameterizedTest(name = "register at {0}, bits {1}")
  @CsvSource({
    "0x000, 0x0000171F", // INTCON: MVEC, TPC, INTxEP
    "0x010, 0xFFFFFFFF", // PRISS
    "0x030, 0xFFFFFFFF", // IPTMR
    "0x040, 0x00000007", // IFS0 without the interrupt that is real
    "0x0C0, 0x00000207", // IEC0
    "0x110, 0x00001C00", // IEC5
    "0x140, 0x001F1F1F", // IPC0
    "0x160, 0x00001F00", // IPC2: interrupt 9
    "0x350, 0x001F0000", // IPC33: interrupt 134
    "0x3E0, 0x1F1F0000", // IPC42: interrupts 170 and 171
    "0x3F0, 0x0000001F" // IPC43: interrupt 172
  })
  void aRegisterTakesItsBitsAloneAndHasThreeCompanions(String at, String bits) {
    int offset = Integer.decode(at);
    int mask = Integer.parseUnsignedInt(bits.substring(2), 16);
    store(offset, offset == 0x040 ? ~0x200 : -1);
    assertThat(load(offset)).isEqualTo(mask);
    store(offset + Pic32mz.CLR, 0x55555555);
    assertThat(load(offset)).isEqualTo(mask & 0xAAAAAAAA);
    store(offset + Pic32mz.SET, 0x11111111);
    assertThat(load(offset)).isEqualTo(mask & 0xBBBBBBBB);
    store(offset + INV, 0x33333133);
    assertThat(load(offset)).isEqualTo(mask & 0x88888A88);
    store(offset, 0);
    assertThat(load(offset)).isZero();
    for (int companion : new int[] {Pic32mz.CLR, Pic32mz.SET, INV}) {
      assertThat(load(offset + companion)).as("a companion reads 0").isZero();
    }
  }

  @Test
  void aVectorOffsetHas17BitsAndNoCompanions() {
    store(Pic32mz.OFF + 4, -1);
    assertThat(load(Pic32mz.OFF + 4)).isEqualTo(0x3FFFE);
    store(Pic32mz.OFF + 8, 0x400);
    assertThat(load(Pic32mz.OFF + 4)).as("the next is a register of its own").isEqualTo(0x3FFFE);
    store(Pic32mz.OFF + 4 * 215, 0x200);
    assertThat(load(Pic32mz.OFF + 4 * 215)).isEqualTo(0x200);
    store(Pic32mz.OFF + 4 * 216, 0x200);
    assertThat(load(Pic32mz.OFF + 4 * 216)).as("there are no more").isZero();
  }

  @Test
  void bytesAndHalfWordsTouchTheirLanes() {
    ic.write(Pic32mz.PRISS + 1, 1, 0xAB);
    ic.write(Pic32mz.PRISS + 2, 2, 0xCDEF);
    assertThat(load(Pic32mz.PRISS)).isEqualTo(0xCDEFAB00);
    assertThat(ic.read(Pic32mz.PRISS + 1, 1)).isEqualTo(0xAB);
    assertThat(ic.read(Pic32mz.PRISS + 2, 2)).isEqualTo(0xCDEF);
    ic.write(Pic32mz.PRISS + Pic32mz.CLR + 3, 1, 0x0D);
    assertThat(load(Pic32mz.PRISS)).isEqualTo(0xC0EFAB00);
    ic.write(Pic32mz.PRISS + INV + 2, 2, 0x0FFF);
    assertThat(load(Pic32mz.PRISS)).isEqualTo(0xCF10AB00);
    ic.write(Pic32mz.OFF + 4, 2, 0x1234);
    ic.write(Pic32mz.OFF + 6, 1, 3);
    assertThat(load(Pic32mz.OFF + 4)).isEqualTo(0x31234);
    ic.write(Pic32mz.IPC + 0x20 + 1, 1, 0xFF);
    assertThat(load(Pic32mz.IPC + 0x20)).isEqualTo(0x1F00);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 10, 31, 40, 133, 135, 173, 213})
  void anInterruptThatTheGuestHasNotIsInvisible(int irq) {
    int word = (irq >> 5) * 0x10;
    store(Pic32mz.IFS + word, -1);
    store(Pic32mz.IFS + word + Pic32mz.SET, -1);
    store(Pic32mz.IEC + word + INV, -1);
    store(Pic32mz.IPC + (irq >> 2) * 0x10 + Pic32mz.SET, -1);
    port.memory.put(Pic32mz.ifs(irq), -1);
    ic.raise(irq);
    assertThat(load(Pic32mz.IFS + word) & Pic32mz.bit(irq)).isZero();
    assertThat(load(Pic32mz.IEC + word) & Pic32mz.bit(irq)).isZero();
    assertThat(ic.read(Pic32mz.IPC + (irq >> 2) * 0x10 + (irq & 3), 1)).isZero();
    int enabled = port.memory.getOrDefault(Pic32mz.iec(irq), 0);
    assertThat(enabled & Pic32mz.bit(irq)).as("the real one stays masked").isZero();
  }

  @Test
  void priorityThenSubpriorityThenTheLowestNumberDecide() {
    flag(1, 2, 171);
    enable(171, 4, 0);
    enable(2, 3, 3);
    enable(1, 3, 2);
    assertThat(ic.best()).isEqualTo(171);
    enable(171, 3, 3);
    assertThat(ic.best()).as("of equals the lowest number").isEqualTo(2);
    enable(2, 3, 1);
    enable(171, 3, 1);
    assertThat(ic.best()).as("the highest subpriority").isEqualTo(1);
    enable(2, 7, 0);
    assertThat(ic.best()).isEqualTo(2);
    assertThat(ic.priority(2)).isEqualTo(7);
    store(Pic32mz.IEC + Pic32mz.CLR, Pic32mz.bit(2));
    assertThat(ic.best()).as("a flag that is not enabled does not count").isEqualTo(1);
  }

  @Test
  void priority0NeverInterruptsButEndsAWait() {
    flag(1);
    enable(1, 0, 3);
    assertThat(ic.best()).isEqualTo(-1);
    assertThat(ic.requested()).as("WAIT may end for any reason (MD00086)").isTrue();
    store(Pic32mz.IEC + Pic32mz.CLR, Pic32mz.bit(1));
    assertThat(ic.requested()).isFalse();
  }

  @Test
  void withMvecAnInterruptHasItsVectorAndWithoutAllHaveOne() {
    store(Pic32mz.OFF + 4, 0x480);
    store(Pic32mz.OFF + 4 * 171, 0x1500);
    assertThat(ic.vector(1)).isEqualTo(0x200);
    assertThat(ic.vector(171)).isEqualTo(0x200);
    store(Pic32mz.INTCON + Pic32mz.SET, 1 << 12);
    assertThat(ic.vector(1)).isEqualTo(0x480);
    assertThat(ic.vector(171)).isEqualTo(0x1500);
  }

  @Test
  void intstatHasWhatIsPresentedAndKeepsItWhenNothingIs() {
    assertThat(load(Pic32mz.INTSTAT)).isZero();
    enable(2, 5, 0);
    flag(2);
    assertThat(load(Pic32mz.INTSTAT)).as("SRIPL and SIRQ").isEqualTo(5 << 8 | 2);
    enable(171, 6, 0);
    flag(171);
    store(Pic32mz.IEC + Pic32mz.CLR, Pic32mz.bit(2));
    store(Pic32mz.IEC + 0x50 + Pic32mz.CLR, Pic32mz.bit(171));
    assertThat(load(Pic32mz.INTSTAT)).as("the latest").isEqualTo(6 << 8 | 171);
    enable(2, 5, 0);
    store(Pic32mz.IFS + 0x50 + Pic32mz.CLR, Pic32mz.bit(171));
    assertThat(load(Pic32mz.INTSTAT)).isEqualTo(5 << 8 | 2);
    store(Pic32mz.IFS + Pic32mz.CLR, Pic32mz.bit(2));
    assertThat(load(Pic32mz.INTSTAT)).isEqualTo(5 << 8 | 2);
    store(Pic32mz.INTSTAT, -1);
    assertThat(load(Pic32mz.INTSTAT)).as("it cannot be written").isEqualTo(5 << 8 | 2);
  }

  @Test
  void anOwnInterruptsFlagIsTheRealOne() {
    port.memory.put(REAL_IFS4, OWN_BIT | 1);
    assertThat(load(IFS4)).isEqualTo(OWN_BIT);
    store(IFS4 + Pic32mz.CLR, OWN_BIT | 1);
    assertThat(port.memory.get(REAL_IFS4)).as("the neighbour's stays").isEqualTo(1);
    store(IFS4 + Pic32mz.SET, OWN_BIT | 2);
    assertThat(port.memory.get(REAL_IFS4)).isEqualTo(OWN_BIT | 1);
    store(IFS4 + INV, OWN_BIT);
    assertThat(port.memory.get(REAL_IFS4)).isEqualTo(1);
  }

  @Test
  void anOwnInterruptThatWasTakenStaysMaskedUntilTheGuestClearsItsFlag() {
    store(IEC4 + Pic32mz.SET, OWN_BIT);
    assertThat(port.memory.get(REAL_IEC4)).as("enabled for root").isEqualTo(OWN_BIT);
    port.memory.put(REAL_IFS4, OWN_BIT);
    // Root takes it: masks, and raises.
    port.memory.put(REAL_IEC4, 0);
    ic.raise(OWN);
    store(IEC4 + Pic32mz.SET, OWN_BIT);
    assertThat(port.memory.get(REAL_IEC4)).as("enabled again, but not served yet").isZero();
    assertThat(load(IFS4)).isEqualTo(OWN_BIT);
    store(IFS4 + Pic32mz.CLR, OWN_BIT);
    assertThat(port.memory.get(REAL_IFS4)).isZero();
    assertThat(port.memory.get(REAL_IEC4)).isEqualTo(OWN_BIT);
    assertThat(ic.requested()).isFalse();
  }

  @Test
  void anOwnInterruptThatIsNotEnabledStaysMaskedWhenItsFlagIsCleared() {
    ic.raise(OWN);
    assertThat(ic.requested()).as("a stray one asks for nothing").isFalse();
    assertThat(ic.best()).isEqualTo(-1);
    store(IFS4 + Pic32mz.CLR, OWN_BIT);
    assertThat(port.memory.getOrDefault(REAL_IEC4, 0)).isZero();
    store(IEC4, OWN_BIT);
    store(IEC4, 0);
    assertThat(port.memory.get(REAL_IEC4)).isZero();
  }

  @Test
  void whoStopsHasItsInterruptsMaskedAndGetsThemBack() {
    store(IEC4, OWN_BIT);
    store(Pic32mz.IEC, Pic32mz.bit(TIMER));
    ic.raise(TIMER);
    ic.maskAll();
    assertThat(port.memory.get(REAL_IEC4)).isZero();
    assertThat(port.memory.get(Pic32mz.iec(TIMER))).isZero();
    ic.unmask();
    assertThat(port.memory.get(REAL_IEC4)).isEqualTo(OWN_BIT);
    assertThat(port.memory.get(Pic32mz.iec(TIMER))).as("one is being served").isZero();
    assertThat(load(IEC4)).isEqualTo(OWN_BIT);
  }

  @Test
  void afterAResetNothingIsLeft() {
    store(Pic32mz.INTCON, 0x1000);
    store(Pic32mz.PRISS, 0x76543210);
    store(Pic32mz.IPTMR, 77);
    store(Pic32mz.OFF + 4, 0x400);
    enable(1, 5, 1);
    enable(OWN, 3, 0);
    flag(1, OWN);
    assertThat(load(Pic32mz.INTSTAT)).isNotZero();
    port.memory.put(REAL_IFS4, 0);
    ic.reset();
    for (int offset = 0; offset < 0x1000; offset += 4) {
      assertThat(load(offset)).as("offset %03x", offset).isZero();
    }
    assertThat(port.memory.get(REAL_IEC4)).isZero();
    assertThat(ic.requested()).isFalse();
  }

  @Test
  void nothingBetweenAndBehindTheRegistersIsStored() {
    for (int offset : new int[] {0xB0, 0xBC, 0x130, 0x13C, 0x4A0, 0x53C, 0x8A0, 0xFFC}) {
      store(offset, -1);
      assertThat(load(offset)).as("offset %03x", offset).isZero();
    }
  }

  @Test
  void whoListensHearsOfEveryFlagThatRises() {
    List<Integer> heard = new ArrayList<>();
    ic.onRaise(heard::add);
    flag(OWN, OWN, 170, 33);
    store(Pic32mz.IFS + OWN_WORD * 0x10 + Pic32mz.CLR, OWN_BIT);
    flag(OWN);
    assertThat(heard).as("33 is not the guest's").containsExactly(OWN, 170, OWN);
  }
}
