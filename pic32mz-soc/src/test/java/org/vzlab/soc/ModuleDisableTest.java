package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.BC;
import static org.vzlab.soc.DmaBench.CC;
import static org.vzlab.soc.DmaBench.DESTINATION;
import static org.vzlab.soc.DmaBench.LONG;
import static org.vzlab.soc.DmaBench.SOURCE;
import static org.vzlab.soc.DmaBench.TRANSACTION;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.reg.FieldSpec;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.peripheral.ResetCause;

/** PMD1 to PMD7 switch modules off. */
class ModuleDisableTest {
  private static final int U4MD = 1 << 3;
  private static final int DMAMD = 1 << 4;
  private static final int RX = 171;
  private static final int TX = 172;
  private static final int DMA_2 = 136;

  /** 10 bits, 16 clocks each, PB2 at half of SYSCLK. */
  private static final int CHARACTER = 10 * 16 * 2;

  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;
  private final StringBuilder sent = new StringBuilder();

  private void startTheConsole(TestChip on) {
    on.write("U4RXR", 11);
    on.write("RPF8R", 2);
    on.chip.uart(4).connect(c -> sent.append((char) c));
    on.write("U4MODE", 0x8000);
    on.write("U4STA", 0x1400);
  }

  private void transmit(String text) {
    text.chars().forEach(c -> board.write("U4TXREG", c));
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({
    "PMD1, 0, AD1CON1, 0x1F84B000",
    "PMD5, 0, U1BRG, 0x1F822040",
    "PMD5, 5, U6BRG, 0x1F822A40",
    "PMD7, 4, DMACON, 0x1F811000",
    "PMD7, 4, DCH7SSA, 0x1F8112B0",
    "PMD4, 8, PR9, 0x1F841020",
    "PMD3, 0, IC1CON, 0x1F842000",
    "PMD3, 24, OC9R, 0x1F845010",
    "PMD5, 8, SPI1BRG, 0x1F821030",
    "PMD5, 16, I2C1ADD, 0x1F820020",
    "PMD6, 8, REFO1TRIM, 0x1F801290",
    "PMD6, 11, REFO4CON, 0x1F8012E0",
    "PMD6, 16, PMADDR, 0x1F82E020",
    "PMD1, 12, CVRCON, 0x1F800E00",
    "PMD2, 0, CM1CON, 0x1F84C000",
    "PMD2, 1, CM2CON, 0x1F84C010"
  })
  void aDisabledModulesRegistersReadZeroIgnoreWritesAndAreAsBeforeAfterwards(
      String pmd, int bit, String register, String address) {
    int at = Integer.decode(address);
    int writable = 0x8080_8022;
    board.write(at, 4, writable);
    int before = board.read(at, 4);
    assertThat(before).isNotZero();
    board.set(pmd, 1 << bit);
    board.unmodelled.clear();
    assertThat(board.read(at, 4)).as(register).isZero();
    assertThat(board.read(at, 1)).as("a byte of it").isZero();
    String name = pmd + "." + field(pmd, 1 << bit);
    assertThat(board.unmodelled).containsOnly("read what " + name + " disables");
    board.unmodelled.clear();
    board.write(at, 4, 0x10);
    board.write(at + TestChip.INV, 4, -1);
    assertThat(board.unmodelled).isEmpty();
    board.clear(pmd, 1 << bit);
    assertThat(board.read(at, 4)).as("after all that").isEqualTo(before);
  }

  private String field(String register, int mask) {
    RegisterSpec spec = board.part.register(register);
    Optional<FieldSpec> field = spec.fields().stream().filter(f -> f.mask() == mask).findFirst();
    return field.orElseThrow().name();
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void everyBitOfEveryPartDisablesSomethingButItsOwnRegisterAndTheSharedOnes(Part part) {
    TestChip whole = new TestChip(part);
    for (int i = 1; i <= 7; i++) {
      RegisterSpec pmd = whole.part.register("PMD" + i);
      for (FieldSpec field : pmd.fields()) {
        whole.write(pmd.name(), field.mask());
        whole.unmodelled.clear();
        whole.part.registers().forEach(r -> readWhole(whole, r));
        assertThat(whole.unmodelled)
            .as("%s %s", part, field.name())
            .contains("read what " + pmd.name() + "." + field.name() + " disables");
        assertThat(whole.read(pmd.name())).isEqualTo(field.mask());
      }
      whole.write(pmd.name(), 0);
    }
  }

  /** RSWRST would reset, ECLRx clear. */
  private static void readWhole(TestChip whole, RegisterSpec register) {
    if (!register.name().equals("RSWRST")) {
      whole.read(register.address(), 4);
    }
  }

  @Test
  void aDisabledUartSendsAndReceivesNothingAndGoesOnWithItsFifosWhenItIsEnabled() {
    startTheConsole(board);
    transmit("abc");
    board.run(CHARACTER + CHARACTER / 2);
    board.set("PMD5", U4MD);
    board.chip.uart(4).receive('x');
    transmit("lost");
    board.run(20 * CHARACTER);
    assertThat(sent.toString()).isEqualTo("a");
    assertThat(board.read("U4STA")).isZero();
    board.clear("PMD5", U4MD);
    board.run(20 * CHARACTER);
    assertThat(sent.toString()).as("b was half through").isEqualTo("ac");
    assertThat(board.read("U4STA")).as("TRMT, RIDLE and no URXDA").isEqualTo(0x1510);
    board.chip.uart(4).receive('y');
    board.run(CHARACTER);
    assertThat(board.read("U4RXREG")).isEqualTo('y');
  }

  @Test
  void aCharacterWhoseStartBitCameToADisabledUartIsMissed() {
    startTheConsole(board);
    board.set("PMD5", U4MD);
    board.chip.uart(4).receive('x');
    board.run(CHARACTER / 2);
    board.clear("PMD5", U4MD);
    board.run(CHARACTER);
    assertThat(board.read("U4STA") & 1).as("URXDA").isZero();
    board.chip.uart(4).receive('y');
    board.run(CHARACTER / 2);
    board.set("PMD5", U4MD);
    board.clear("PMD5", U4MD);
    board.run(CHARACTER);
    assertThat(board.read("U4STA") & 1).as("URXDA").isZero();
  }

  @Test
  void aDisabledUartRequestsNoInterruptWhateverItsFifosHold() {
    startTheConsole(board);
    board.chip.uart(4).receive('x');
    board.run(CHARACTER);
    assertThat(board.chip.irqLine(RX).level()).isTrue();
    assertThat(board.chip.irqLine(TX).level()).isTrue();
    board.set("PMD5", U4MD);
    assertThat(board.chip.irqLine(RX).level()).isFalse();
    assertThat(board.chip.irqLine(TX).level()).isFalse();
    board.write("IFS5", 0);
    assertThat(board.read("IFS5")).isZero();
    board.clear("PMD5", U4MD);
    assertThat(board.chip.evic().flag(RX)).isTrue();
    assertThat(board.chip.evic().flag(TX)).isTrue();
  }

  @Test
  void oneUartsBitIsNoOtherUarts() {
    startTheConsole(board);
    board.write("PMD5", ~U4MD);
    transmit("on");
    board.run(2 * CHARACTER);
    assertThat(sent.toString()).isEqualTo("on");
  }

  @ParameterizedTest(name = "after {0} cycles")
  @ValueSource(ints = {0, 1, TRANSACTION, 17, 40})
  void aDisabledDmaControllerMovesNothingAndGoesOnAfterwards(int cycles) {
    dma.count(64);
    DmaBench.Channel channel = dma.channel(2).copies(64, 64).set("INT", BC << 16);
    channel.enable().force();
    board.run(cycles);
    board.set("PMD7", DMAMD);
    byte[] moved = dma.ram(DESTINATION, 64);
    board.run(LONG);
    assertThat(dma.ram(DESTINATION, 64)).isEqualTo(moved).isNotEqualTo(dma.ram(SOURCE, 64));
    assertThat(channel.get("INT")).isZero();
    board.clear("PMD7", DMAMD);
    board.run(LONG);
    assertThat(dma.ram(DESTINATION, 64)).isEqualTo(dma.ram(SOURCE, 64));
    assertThat(board.chip.evic().flag(DMA_2)).isTrue();
  }

  @Test
  void aDisabledDmaControllerHearsOfNoEventAndRequestsNoInterrupt() {
    dma.count(8);
    DmaBench.Channel channel = dma.channel(2).copies(8, 8).startsBy(3).enable();
    channel.set("INT", CC << 16 | CC);
    assertThat(board.chip.irqLine(DMA_2).level()).isTrue();
    board.set("PMD7", DMAMD);
    assertThat(board.chip.irqLine(DMA_2).level()).isFalse();
    board.set("IFS0", 1 << 3);
    board.write("IFS0", 0);
    board.clear("PMD7", DMAMD);
    board.run(LONG);
    assertThat(channel.get("DPTR") + dma.ram(DESTINATION, 8)[0]).as("nothing moved").isZero();
    assertThat(board.chip.irqLine(DMA_2).level()).isTrue();
  }

  @Test
  void aTransferThatDisablesTheControllerIsItsLast() {
    board.write(SOURCE, 4, DMAMD);
    board.write(SOURCE + 4, 4, 0);
    int pmd7 = board.part.register("PMD7").address();
    dma.channel(0).from(SOURCE, 8).to(pmd7, 4).set("CSIZ", 8).enable().cell();
    assertThat(board.read("PMD7")).isEqualTo(DMAMD);
  }

  @Test
  void PMDLOCK_keepsAModuleAsItIs() {
    board.set("PMD5", U4MD);
    board.unlock();
    board.write("CFGCON", 1 << 12 | 0x31);
    board.clear("PMD5", U4MD);
    board.write("U4BRG", 7);
    board.chip.reset(ResetCause.SOFTWARE);
    assertThat(board.read("U4BRG")).isZero();
    board.write("U4BRG", 7);
    assertThat(board.read("U4BRG")).as("all are on after a reset").isEqualTo(7);
  }

  @Test
  void aSnapshotOfADisabledModuleIsRestoredDisabled() {
    startTheConsole(board);
    transmit("ab");
    board.set("PMD5", U4MD);
    Snapshot snapshot = Snapshot.of(board);
    board.clear("PMD5", U4MD);
    board.run(4 * CHARACTER);
    assertThat(sent.toString()).isEqualTo("b");

    sent.setLength(0);
    TestChip restored = new TestChip();
    restored.chip.uart(4).connect(c -> sent.append((char) c));
    snapshot.restore(restored);
    restored.run(4 * CHARACTER);
    assertThat(sent.toString()).isEmpty();
    restored.clear("PMD5", U4MD);
    restored.run(4 * CHARACTER);
    assertThat(sent.toString()).isEqualTo("b");
  }
}
