package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeBoard;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;

class BootTest {
  private final FakeBoard board = new FakeBoard();

  @Test
  void theBannerPrintsWhatTheHardwareHolds() {
    board.port.memory.put(0x1FC0FFC0, 0xFEFFFFFF);
    board.port.memory.put(0x1FC0FFCC, 0x7FFFFFDB);
    board.start();
    assertThat(board.output())
        .startsWith("Status=0x04000000, Cause=0x00800000, gp=0x00000000 sp=0x00000000 ")
        .contains(" console_irq_rx=171 console_irq_tx=172\n\rinit_IRQ: priss=0xbf810010 ")
        .contains(" SRSctl=0x1c000000\n\rinit_IRQ: EBase=0x9d000000\n\r")
        .contains("clock_time_multiplier=a, initial_wall_time=00:00:00.000 current_lcount=")
        .contains("\n\rAfter init_IRQ...\n\rIt is printf\n\rIntCtl=0x00000020\tG.IntCtl=")
        .contains("\n\rDEVCFG3=feffffff, DEVCFG2=00000000, DEVCFG1=00000000, DEVCFG0=7fffffdb\n\r")
        .contains("\n\rADEVCFG3=00000000, ADEVCFG2=")
        .contains("\n\rBF1: DEVCFG3=00000000,", " ABF1SEQ0=00000000, BF1SEQ0=00000000\n\rBF2: ")
        .contains("\n\rPRECON=00000012 PRESTAT=00000000\n\rPMD1=00000000, ")
        .contains("PMD7=ffffffff\n\rCFGPG=00000000, CFGCON=00000010\n\rSBT2REG0=")
        .endsWith("SBT4REG2=00000000, SBT4RD2=00000000, SBT4WR2=00000000\n\r");
  }

  @Test
  void theBoardIsUnlockedBeforeItsSetUpList() {
    board.start();
    assertThat(board.port.stores)
        .startsWith("1f800030/4=aa996655", "1f800030/4=556699aa", "1f8000a0/4=ffffffff");
  }

  @Test
  void theConsoleIsSetUpAsTinyVpDoes() {
    board.start();
    assertThat(board.port.stores)
        .containsSubsequence("1f822640/4=00000035", "1f822600/4=00008081", "1f822610/4=00005400");
  }

  @Test
  void prioritiesAreLowButForTimerAndConsole() {
    board.start();
    assertThat(board.port.memory.get(0x1F810000 + 0x140)).isEqualTo(0x0808081B);
    assertThat(board.port.memory.get(0x1F810000 + 0x140 + 42 * 0x10)).isEqualTo(0x1F080808);
    assertThat(board.port.memory.get(0x1F810000)).isZero();
  }

  @Test
  void theRootTlbIsInvalidBeforeAnybodyRuns() {
    board.start();
    assertThat(Arrays.stream(board.port.tlb)).allMatch(entry -> (entry.hi() & 1 << 10) != 0);
    assertThat(board.port.tlb[15].mask()).isEqualTo(0x1FFFF800);
  }

  @Test
  void theFirstGuestIsEnteredAtItsEntryInItsInitialState() {
    board.start();
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY);
    assertThat(board.port.guestCp0(Cp0Register.STATUS)).isEqualTo(0x10400004);
    assertThat(board.port.guestCp0(Cp0Register.EBASE)).isEqualTo(0x9D000000);
    assertThat(board.port.guestCp0(Cp0Register.INT_CTL)).isEqualTo(0x20);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL0)).isEqualTo(0xBD000001);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL0_EXT)).isEqualTo(0x58);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL1)).isEqualTo(0x00010001);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL3)).isEqualTo(1);
    assertThat(board.port.cp0(Cp0Register.STATUS)).isEqualTo(1);
  }

  @Test
  void withoutGuestsTheRootIsIdleAndKeepsTheTime() {
    FakeBoard empty = new FakeBoard(new Partition[0]).start();
    assertThat(empty.port.awaits).isEqualTo(1);
    empty.timer(RootTickTest.SECOND);
    assertThat(empty.output()).contains("|------- [00:00:01.000] --------|");
  }

  @Test
  void anUnknownEmulatorIsRefusedByName() {
    Partition odd =
        new Partition(
            3,
            "odd.elf",
            0,
            true,
            new PageTree(List.of()),
            List.of(FakeBoard.window(0x1F820000, 0x100, "can_emulator", "rw")),
            new BitSet(),
            new BitSet(),
            List.of());
    assertThatThrownBy(() -> new FakeBoard(odd).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "guest 3: device dev wants emulator can_emulator; there are console, ic_emulator, mailbox"
                + " and supervision");
  }

  @Test
  void aConsoleOnAnotherUartIsRefused() {
    Partition odd =
        new Partition(
            3,
            "odd.elf",
            0,
            true,
            new PageTree(List.of()),
            List.of(FakeBoard.window(0x1F822000, 0x100, "console", "rw")),
            new BitSet(),
            new BitSet(),
            List.of());
    assertThatThrownBy(() -> new FakeBoard(odd).start())
        .hasMessageContaining("1f822000, but the hypervisor's console is at 1f822600");
  }

  @Test
  void thereAreSixUarts() {
    assertThatThrownBy(
            () ->
                new TinyVp(
                    new Layout(List.of(), List.of(), List.of(), List.of()),
                    Platform.withConsole(7),
                    VpListener.QUIET))
        .hasMessage("UART7: there are UART1 to UART6");
  }
}
