package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeBoard;

class ConsoleTest {
  private static final int STA = FakeBoard.CONSOLE + 0x10;
  private static final int TXREG = FakeBoard.CONSOLE + 0x20;
  private static final int RXREG = FakeBoard.CONSOLE + 0x30;
  private static final String TO_1 = "\u00051";
  private static final String TO_2 = "\u00052";
  private static final String TO_ROOT = "\u00050";

  private final FakeBoard board = new FakeBoard().start();

  @Test
  void aGuestFindsTheConsoleSetUp() {
    assertThat(board.loadWord(FakeBoard.CONSOLE)).isEqualTo(0x8081);
    assertThat(board.loadWord(FakeBoard.CONSOLE + 0x40)).isEqualTo(53);
    board.output();
    assertThat(board.loadWord(STA)).isEqualTo(0x5510);
  }

  @Test
  void aGuestsSettingsAreItsOwn() {
    board.storeWord(FakeBoard.CONSOLE + 0x44, 0x31);
    board.storeWord(FakeBoard.CONSOLE + 0x08, 0x400);
    board.storeWord(STA + 0x4, 0x5400);
    assertThat(board.loadWord(FakeBoard.CONSOLE + 0x40)).isEqualTo(4);
    assertThat(board.loadWord(FakeBoard.CONSOLE)).isEqualTo(0x8481);
    assertThat(board.loadWord(STA) & 0x5400).isZero();
    board.guestWaits();
    assertThat(board.running()).isEqualTo(2);
    assertThat(board.loadWord(FakeBoard.CONSOLE + 0x40)).isEqualTo(53);
    assertThat(board.port.memory.get(FakeBoard.CONSOLE + 0x40)).isEqualTo(53);
  }

  @Test
  void aSwitchedOffTransmitterSendsNothing() {
    board.clearOutput();
    board.storeWord(STA + 0x4, 0x400);
    board.storeWord(TXREG, 'x');
    assertThat(board.output()).isEmpty();
  }

  @Test
  void typedCharactersReachOnlyTheChosenGuest() {
    board.clearOutput();
    board.type(TO_1 + "=");
    assertThat(board.loadWord(STA) & 1).isEqualTo(1);
    assertThat(board.loadWord(RXREG)).isEqualTo('=');
    assertThat(board.loadWord(STA) & 1).isZero();
    assertThat(board.loadWord(RXREG)).isZero();
    board.type(TO_2 + "+");
    assertThat(board.loadWord(STA) & 1).isZero();
    board.guestWaits();
    assertThat(board.running()).isEqualTo(2);
    assertThat(board.loadWord(RXREG)).isEqualTo('+');
    assertThat(board.output()).isEmpty();
  }

  @Test
  void seventhCharacterFitsAndTheEighthRingsTheBell() {
    board.clearOutput();
    board.type(TO_1 + "1234567");
    assertThat(board.output()).isEmpty();
    board.type("8");
    assertThat(board.output()).isEqualTo("\u0007");
    StringBuilder text = new StringBuilder();
    while ((board.loadWord(STA) & 1) != 0) {
      text.append((char) board.loadWord(RXREG));
    }
    assertThat(text).hasToString("1234567");
  }

  @Test
  void theRootEchoesWhatIsTypedAndAddsALineFeedToAReturn() {
    board.clearOutput();
    board.type("xy\r");
    assertThat(board.output()).isEqualTo("xy\n\r");
  }

  @Test
  void controlCharactersAndEscapesAreNotEchoed() {
    board.clearOutput();
    board.type("\u001b\u0007\u0000\u007f\u0080\u00ff");
    assertThat(board.output()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "9", "a", "\u0005", "\u0000", "\r", "\u00ff"})
  void aGuestThatIsNotThereCannotBeChosen(String digit) {
    board.clearOutput();
    board.type(TO_1 + "\u0005" + digit + "z");
    assertThat(board.output()).isEmpty();
    assertThat(board.loadWord(RXREG)).isEqualTo('z');
  }

  @Test
  void theRootGetsTheInputBack() {
    board.clearOutput();
    board.type(TO_1 + TO_ROOT + "q");
    assertThat(board.output()).startsWith("q\n\rThread1: guest1.elf pc=");
  }

  @Test
  void aFullTransmitterIsFilledAgainWhenItIsEmpty() {
    board.clearOutput();
    for (int i = 0; i < 20; i++) {
      board.storeWord(TXREG, 'a' + i);
    }
    assertThat(board.port.sent).hasToString("abcdefgh");
    assertThat(board.output()).isEqualTo("abcdefghijklmnopqrst");
    int transmit = board.port.memory.get(FakeBoard.IC + 0xC0 + 5 * 0x10) & 1 << 12;
    assertThat(transmit).isZero();
  }

  @Test
  void aGuestThatHammersTheConsoleSeesItFullAndSilencesNobody() {
    board.type("2s");
    board.clearOutput();
    board.port.fifo = 8;
    for (int i = 0; i < 5000; i++) {
      board.storeWord(TXREG, 'x');
    }
    assertThat(board.loadWord(STA) & 0x300).isEqualTo(0x200);
    board.type("c");
    board.guestWaits();
    assertThat(board.running()).isEqualTo(2);
    assertThat(board.loadWord(STA) & 0x300).isEqualTo(0x100);
    board.storeWord(TXREG, '.');
    board.type("q");
    assertThat(board.output()).startsWith("xxx").contains("Thread2: continued\n\r.q\n\rThread2: ");
  }

  @Test
  void linesForWhichThereIsNoRoomAreCounted() {
    board.clearOutput();
    board.port.fifo = 8;
    for (int i = 0; i < 20; i++) {
      board.type("T");
    }
    String text = board.output();
    assertThat(text.length()).isLessThan(8300);
    board.type("1d");
    assertThat(board.output()).matches("(?s).*\n\r[0-9]+ lines lost\n\rThread1: debug on\n\r");
  }

  @Test
  void aReceiverOverrunIsCleared() {
    board.type("x");
    assertThat(board.port.stores).contains("1f810094/4=00000800");
  }

  @Test
  void aPollingGuestIsWokenByACharacter() {
    board.guestWaits();
    board.guestWaits();
    assertThat(board.running()).isZero();
    board.type(TO_1 + "x");
    assertThat(board.running()).isEqualTo(1);
  }

  @Test
  void aGuestWithInterruptsGetsTheReceiveInterrupt() {
    board.guestWaits();
    board.storeWord(FakeBoard.IC + 0xC0 + 0x58, 1 << 11);
    board.storeWord(FakeBoard.IC + 0x140 + 42 * 0x10 + 8, 3 << 26);
    board.guestWaits();
    assertThat(board.running()).isZero();
    board.type(TO_2 + "x");
    assertThat(board.running()).isEqualTo(2);
    assertThat(board.port.cp0(Cp0Register.GUEST_CTL2)).isEqualTo(3 << 24 | 0x200);
  }
}
