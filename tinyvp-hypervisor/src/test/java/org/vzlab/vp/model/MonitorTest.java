package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeBoard;
import org.vzlab.vp.fake.FakeRootPort.Entry;

class MonitorTest {
  private final FakeBoard board = new FakeBoard().start();

  MonitorTest() {
    board.clearOutput();
  }

  @Test
  void qWithNobodySelectedShowsEveryGuest() {
    board.guestWaits();
    board.storeWord(0x1F880000, 0);
    board.clearOutput();
    assertThat(type("0q"))
        .containsPattern("Thread1: guest1.elf pc=9fc00034 cycles=\\d+ waiting\n\r")
        .containsPattern(
            "Thread2: guest2.elf pc=9fc00030 cycles=\\d+ faulted: write of 1f880000 denied: ");
  }

  @Test
  void qShowsTheSelectedGuestAndItsRegisters() {
    board.port.gprs[1][2] = 0xABCD;
    assertThat(type("1q"))
        .startsWith("1q\n\rThread1: guest1.elf pc=9fc00030 ")
        .contains("$00: 00000000 00000000 0000abcd")
        .doesNotContain("Thread2");
  }

  @Test
  void stopAndContinue() {
    assertThat(type("1s")).endsWith("Thread1: stopped\n\r");
    assertThat(board.view(1).state()).isEqualTo(GuestState.STOPPED);
    assertThat(board.running()).isEqualTo(2);
    assertThat(type("c")).endsWith("Thread1: continued\n\r");
    assertThat(board.view(1).state()).isEqualTo(GuestState.RUNNING);
  }

  @Test
  void aStoppedGuestGetsItsTimerWhenItGoesOn() {
    board.port.gprs[1][2] = board.port.cp0(Cp0Register.COUNT) + 1_000_000;
    board.gpsi(0x40825800);
    type("1s");
    board.timer(2_000_000);
    assertThat(board.view(1).state()).isEqualTo(GuestState.STOPPED);
    type("c");
    board.guestWaits();
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.port.guestCp0(Cp0Register.CAUSE)).isEqualTo(1 << 30);
  }

  @Test
  void aFaultedGuestIsBroughtBackByARestartOnly() {
    board.storeWord(0x1F880000, 0);
    assertThat(type("1c")).contains("Thread1: faulted: only r brings it back");
    assertThat(type("s")).contains("Thread1: faulted: write of");
    assertThat(type("r")).endsWith("Thread1: restarted\n\r");
    assertThat(board.view(1).state()).isEqualTo(GuestState.RUNNING);
    assertThat(board.view(1).reason()).isEmpty();
    assertThat(board.vp.failed()).isTrue();
  }

  @Test
  void aRestartPutsEverythingBackToTheEntry() {
    board.port.gprs[1][9] = 77;
    board.port.guestCp0(Cp0Register.KSCRATCH1, 5);
    board.port.cp0(Cp0Register.EPC, 0x9FC00100);
    board.port.guestTlb[3] = new Entry(0x2000, 6, 6, 0, 1);
    board.port.guestTlb[4] = new Entry(0x2000, 6, 6, 0, 2);
    board.port.memory.put(0x0100, 1);
    board.port.memory.put(0x4100, 1);
    board.port.memory.put(0x10100, 2);
    board.storeWord(FakeBoard.CONSOLE + 0x40, 7);
    type("1r2s");
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.pc()).isEqualTo(FakeBoard.ENTRY);
    assertThat(board.port.gprs[1][9]).isZero();
    assertThat(board.port.guestCp0(Cp0Register.KSCRATCH1)).isZero();
    assertThat(board.port.guestCp0(Cp0Register.STATUS)).isEqualTo(0x10400004);
    assertThat(board.port.guestTlb[3].hi()).isEqualTo(1 << 10);
    assertThat(board.port.guestTlb[4].guest()).isEqualTo(2);
    assertThat(board.port.memory.get(0x0100)).isZero();
    assertThat(board.port.memory.get(0x4100)).isZero();
    assertThat(board.port.memory.get(0x10100)).isEqualTo(2);
    assertThat(board.loadWord(FakeBoard.CONSOLE + 0x40)).isEqualTo(53);
    assertThat(board.events).containsExactly("restarted 1");
  }

  @Test
  void tListsTheTlbWithNobodySelectedAndLeavesTheGuestsIdAlone() {
    board.miss(2, 0x5678, 0x8C820000);
    String text = type("T");
    assertThat(text)
        .contains(
            "TLB0: HI=0x00004000 Lo0=0x0000001e Lo1=0x0000011e PM=0x00006000 GCTL1=0x00010001\n\r")
        .contains("TLB15: HI=0x00000400 Lo0=0x00000000 ");
    assertThat(text.lines().filter(line -> line.startsWith("TLB"))).hasSize(16);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL1)).isEqualTo(0x00010001);
  }

  @Test
  void iListsRealAndVirtualInterrupts() {
    board.storeWord(FakeBoard.IC + 0xC8, 3);
    board.storeWord(FakeBoard.IC + 0x48, 2);
    assertThat(type("1I"))
        .contains("IFS:  00000000 ")
        .contains("IEC:  00000001 00000000 00000000 00000400 00000000 00000800")
        .contains("vIFS: 00000002 ")
        .contains("vIEC: 00000003 ");
  }

  @Test
  void commandsForAGuestNeedOne() {
    assertThat(type("scrIdeit")).isEqualTo("scrIdeit");
    board.clearOutput();
    assertThat(type("9scrIdeit")).isEqualTo("9scrIdeit");
    assertThat(board.view(1).state()).isEqualTo(GuestState.RUNNING);
  }

  @Test
  void tracesPrintOnlyWithDebug() {
    assertThat(type("1eit")).contains("exception trace on", "interrupt trace on", "time trace on");
    board.clearOutput();
    board.gpsi(0x40034800);
    assertThat(board.output()).isEmpty();
    type("d");
    board.clearOutput();
    board.gpsi(0x40034800);
    board.port.gprs[1][2] = 0x1234;
    board.gpsi(0x40825800);
    assertThat(board.output())
        .containsPattern("MFC0 COUNT: [0-9a-f]{8}\n\rThread1: exception 27, gcause=0\n\r")
        .contains("MTC0 COMPARE: 00001234\n\r");
    assertThat(type("d")).endsWith("Thread1: debug off\n\r");
  }

  @Test
  void theInterruptTraceNamesInterruptAndLevel() {
    board.guestWaits();
    type("2di");
    board.clearOutput();
    board.storeWord(FakeBoard.IC + 0xC8, 2);
    board.storeWord(FakeBoard.IC + 0x148, 5 << 10);
    board.storeWord(FakeBoard.IC + 0x48, 2);
    assertThat(board.output()).isEqualTo("Thread2: interrupt 1, ipl 5\n\r");
  }

  private String type(String text) {
    board.type(text);
    return board.output();
  }
}
