package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.mips.cp0.Cp0Register;

/** What is on each board, and how its programs start. */
final class BoardModelsTest {
  private static final int CLR = 4;
  private static final int SET = 8;

  @TempDir Path folder;

  private static Stream<BoardModel> boards() {
    return Stream.of(new Wifire(), new Dm320007(), new Emz64());
  }

  private static Board powered(BoardModel model) {
    Board board =
        new Board(model, UnmodelledPolicy.QUIET, TimingModel.FUNCTIONAL, TimingTable.standard());
    board.start(() -> {});
    return board;
  }

  private static int address(Board board, String register) {
    return board.chip.part().register(register).address();
  }

  private static void store(Board board, int address, int value) throws Exception {
    board.bus.write(address, 4, value);
  }

  private static int load(Board board, String register) throws Exception {
    return board.bus.read(address(board, register), 4);
  }

  private static Setup setup(String target, String board) {
    return new Setup(target, board, Optional.empty(), List.of(), UnmodelledPolicy.QUIET);
  }

  private static String guest(String name) {
    return TestBoard.ROOT.resolve("firmware/" + name + "/" + name + ".elf").toString();
  }

  @ParameterizedTest
  @CsvSource({
    "wifire,   17 20 E0 53, FFFFFFF7 7F743CB9 FFF9B11A BEFFFFFF",
    "dm320007, 17 22 70 53, FFFFF7D7 3F743839 FFF9B11A FEFFFFFF",
    "emz64,    17 20 90 53, FFFFF7D3 5F74FE39 FFF9B12A CEFFFFFF",
  })
  void eachBoardHasItsPartItsConfigurationWordsAndRunsAt200Megahertz(
      String name, String deviceId, String words) throws Exception {
    TestBoard test = TestBoard.open(setup(guest("guest1"), name));
    int id = Integer.parseUnsignedInt(deviceId.replace(" ", ""), 16);
    assertThat(test.register("DEVID")).isEqualTo(id);
    String[] expected = words.split(" ", -1);
    for (int i = 0; i < 4; i++) {
      int word = test.word(0x1FC0FFCC - 4 * i);
      assertThat(word).as("DEVCFG" + i).isEqualTo(Integer.parseUnsignedInt(expected[i], 16));
    }
    assertThat(test.register("SPLLCON") & 0x077F0700)
        .as("PLLODIV, PLLMULT and PLLIDIV: 24 MHz / 3 * 50 / 2")
        .isEqualTo(0x01310200);
    assertThat(test.register("OSCCON") & 0x700).as("COSC is SPLL").isEqualTo(0x100);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everyLedFollowsItsPinAndNoOther(BoardModel model) throws Exception {
    Board board = powered(model);
    List<String> heard = new ArrayList<>();
    board.onLed((name, on, cycles) -> heard.add(name + (on ? " on" : " off")));
    List<String> expected = new ArrayList<>();
    for (BoardLed led : model.leds()) {
      char port = led.pin().port();
      store(board, address(board, "TRIS" + port) + CLR, led.pin().mask());
      store(board, address(board, "LAT" + port) + SET, led.pin().mask());
      store(board, address(board, "LAT" + port) + CLR, led.pin().mask());
      expected.add(led.name() + " on");
      expected.add(led.name() + " off");
    }
    assertThat(heard).isEqualTo(expected);
    assertThat(board.summary().leds().keySet())
        .containsExactlyElementsOf(model.leds().stream().map(BoardLed::name).toList());
  }

  @Test
  void theLedsAreWhereTheBoardsHaveThem() {
    assertThat(new Wifire().leds())
        .extracting(BoardLed::pin)
        .containsExactly(new Pin('G', 6), new Pin('D', 4), new Pin('B', 11), new Pin('G', 15));
    assertThat(new Dm320007().leds())
        .extracting(BoardLed::pin)
        .containsExactly(new Pin('H', 0), new Pin('H', 1), new Pin('H', 2));
    assertThat(new Emz64().leds())
        .extracting(BoardLed::pin)
        .containsExactly(new Pin('B', 8), new Pin('B', 9), new Pin('B', 10));
  }

  @Test
  void anLedThatALowLevelLightsIsLitByIt() {
    BoardLed low = new BoardLed("L", new Pin('B', 3), false);
    assertThat(low.isLit(0)).isTrue();
    assertThat(low.isLit(8)).isFalse();
    assertThat(low.isLit(4)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everyButtonReadsAsItsWiringSays(BoardModel model) throws Exception {
    Board board = powered(model);
    for (Button button : model.buttons()) {
      char port = button.pin().port();
      if (board.chip.part().hasRegister("ANSEL" + port)) {
        store(board, address(board, "ANSEL" + port), 0);
      }
      if (!button.resistor()) {
        store(board, address(board, "CNPU" + port) + SET, button.pin().mask());
      }
      for (boolean pressed : new boolean[] {false, true, false}) {
        button.set(board.chip, pressed);
        boolean high = (load(board, "PORT" + port) & button.pin().mask()) != 0;
        assertThat(high)
            .as("%s %s", button.name(), pressed)
            .isEqualTo(pressed == button.pressedHigh());
      }
    }
  }

  @Test
  void theWiFiresButtonsAreHighWhenPressedTheOthersLow() {
    assertThat(new Wifire().buttons()).hasSize(2).allMatch(Button::pressedHigh);
    for (BoardModel model : List.of(new Dm320007(), new Emz64())) {
      assertThat(model.buttons())
          .extracting(Button::pin)
          .containsExactly(new Pin('B', 12), new Pin('B', 13), new Pin('B', 14));
      assertThat(model.buttons()).noneMatch(Button::pressedHigh);
    }
  }

  @ParameterizedTest
  @CsvSource({"dm320007, 1, 17227053", "emz64, 4, 17209053"})
  void theGuestOfABoardRunsBareOnItAndRoutesItsConsoleItself(
      String board, int uart, String deviceId) throws UserError {
    TestBoard bare = TestBoard.open(setup(guest("guest-" + board), board)).type(1.5, "=").run(3.5);
    assertThat(bare.board.consoleUart()).isEqualTo(uart);
    assertThat(bare.lines()).startsWith("-", "DEVID   = " + deviceId);
    assertThat(bare.symbols()).isEqualTo("-##==");
    assertThat(bare.board.summary().leds().values())
        .extracting(Summary.Led::toggles)
        .containsExactly(2L, 1L, 1L);
    assertThat(bare.board.failed()).isFalse();
  }

  @Test
  void withoutARouteToThePinsOfTheBoardTheConsoleIsSilent() throws UserError {
    assertThat(TestBoard.open(setup(guest("guest1"), "emz64")).run(0.5).console())
        .as("the WiFire's guest leaves that to a boot loader, and this board has none")
        .isEmpty();
    assertThat(TestBoard.open(setup(guest("guest1"), "wifire")).run(0.5).console()).isNotEmpty();
  }

  @Test
  void aBoardWithoutABootLoaderStartsAnImageAsAfterReset() throws UserError {
    TestBoard bare = TestBoard.open(setup(guest("guest-emz64"), "emz64"));
    assertThat(bare.board.hart.pc).isEqualTo(0x9FC00000);
    assertThat(bare.board.hart.root.get(Cp0Register.STATUS) & 0x400004).isEqualTo(0x400004);
    assertThat(bare.board.hart.root.get(Cp0Register.CONFIG) & 7).as("KSEG0").isEqualTo(2);
    assertThat(bare.register("U4RXR")).isZero();
  }

  @Test
  void bytesWithoutAnEntryNeedTheResetVectorOrAnAddressOnABoardWithoutABootLoader()
      throws IOException, UserError {
    Path raw = Files.write(folder.resolve("code.bin"), new byte[64]);
    assertThatThrownBy(() -> TestBoard.open(setup(raw + "@0x9D001000", "emz64")))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "code.bin@0x9D001000: nothing at the reset vector, 0xBFC00000, and no entry; the Olimex"
                + " PIC32-EMZ64 has no boot loader that starts it elsewhere: give --start ADDRESS");
    assertThat(TestBoard.open(setup(raw + "@0x9D001000", "wifire")).board.hart.pc)
        .isEqualTo(0x9D001000);
    assertThat(TestBoard.open(setup(raw + "@0x9FC00000", "emz64")).board.hart.pc)
        .isEqualTo(0xBFC00000);
  }
}
