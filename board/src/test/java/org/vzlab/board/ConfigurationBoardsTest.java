package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.GuestImage;

/** The configurations that come with vzlab, on the boards they name. */
final class ConfigurationBoardsTest {
  private static final Path CONFIGS = TestBoard.ROOT.resolve("configs");

  @TempDir Path folder;

  private static Setup setup(Path target, String board) {
    return new Setup(target.toString(), board, Optional.empty(), List.of(), UnmodelledPolicy.QUIET);
  }

  private static TestBoard own(String configuration) throws UserError {
    return TestBoard.open(setup(CONFIGS.resolve(configuration), Setup.OWN_BOARD));
  }

  /** The lines that the guest prints, without its symbols. */
  private static List<String> guestLines(TestBoard board) {
    return board.lines().stream().filter(l -> l.matches("-|[A-Z]+[0-9]? *= [0-9a-f]{8}")).toList();
  }

  @Test
  void theDm320007BootsItsGuestOnUart1() throws UserError {
    TestBoard board = own("dm320007.config").run(5);
    assertThat(board.board.consoleUart()).isEqualTo(1);
    assertThat(board.lines().get(0)).endsWith("console_irq_rx=113 console_irq_tx=114");
    assertThat(board.lines())
        .contains(
            "init_IRQ: EBase=0x9fc01000",
            "DEVCFG3=feffffff, DEVCFG2=fff9b11a, DEVCFG1=3f743839, DEVCFG0=fffff7d7");
    assertThat(guestLines(board))
        .containsExactly(
            "-",
            "DEVID   = 17227053",
            "OSCCON  = 00001100",
            "DEVCFG0 = fffff7d7",
            "DEVCFG1 = 3f743839",
            "DEVCFG2 = fff9b11a",
            "DEVCFG3 = feffffff",
            "CFGCON  = 00000011");
    assertThat(board.symbols()).isEqualTo("-#####");
    assertThat(board.leds.stream().map(l -> l.substring(l.indexOf(' ') + 1)))
        .as("tinyVP puts yellow out and green on, then the guest toggles one after another")
        .containsExactly(
            "LED2 off", "LED3 on", "LED1 on", "LED2 on", "LED3 off", "LED1 off", "LED2 off");
    assertThat(board.clockLines()).hasSize(2);
    assertThat(board.faults).isEmpty();
    assertThat(board.board.failed()).isFalse();
    assertThat(board.register("PMD5") & 1).as("UART1 has its clock").isZero();
  }

  @Test
  void theOlimexBoardBootsItsGuestOnUart4() throws UserError {
    TestBoard board = own("olimex-emz64.config").run(5);
    assertThat(board.board.consoleUart()).isEqualTo(4);
    assertThat(board.lines().get(0)).endsWith("console_irq_rx=171 console_irq_tx=172");
    assertThat(board.lines())
        .contains(
            "init_IRQ: EBase=0x9fc01000",
            "DEVCFG3=ceffffff, DEVCFG2=fff9b12a, DEVCFG1=5f74fe39, DEVCFG0=fffff7d3");
    assertThat(guestLines(board))
        .containsExactly(
            "-",
            "DEVID   = 17209053",
            "OSCCON  = 00001100",
            "DEVCFG0 = fffff7d3",
            "DEVCFG1 = 5f74fe39",
            "DEVCFG2 = fff9b12a",
            "DEVCFG3 = ceffffff",
            "CFGCON  = 00000011");
    assertThat(board.symbols()).isEqualTo("-#####");
    assertThat(board.leds.stream().map(l -> l.substring(l.indexOf(' ') + 1)))
        .containsExactly(
            "LED2 off", "LED1 on", "LED1 off", "LED2 on", "LED3 on", "LED1 on", "LED2 off");
    assertThat(board.clockLines()).hasSize(2);
    assertThat(board.board.failed()).isFalse();
  }

  @Test
  void bootCodeLeavesKseg0CachedTheConsoleRoutedAndYellowOn() throws UserError {
    TestBoard kit = own("dm320007.config");
    assertThat(kit.board.hart.root.get(Cp0Register.CONFIG) & 7).isEqualTo(3);
    assertThat(kit.board.hart.root.get(Cp0Register.EBASE)).isEqualTo(0x9FC01000);
    assertThat(kit.register("U1RXR")).isEqualTo(13);
    assertThat(kit.register("RPA15R")).isEqualTo(1);
    assertThat(kit.register("ANSELH")).isEqualTo(0x70);
    assertThat(kit.board.summary().leds().get("LED2")).isEqualTo(new Summary.Led(1, true));
    TestBoard olimex = own("olimex-emz64.config");
    assertThat(olimex.register("U4RXR")).isEqualTo(3);
    assertThat(olimex.register("RPD4R")).isEqualTo(2);
    assertThat(olimex.board.summary().leds().get("LED2")).isEqualTo(new Summary.Led(1, true));
    assertThat(olimex.board.hart.gpr[28]).isEqualTo(0xDEADBEEF);
  }

  @Test
  void aTypedCharacterReachesTheGuestOfEachBoard() throws UserError {
    for (String configuration : List.of("dm320007.config", "olimex-emz64.config")) {
      TestBoard board = own(configuration).type(1.5, "^E1=").run(3.5);
      assertThat(board.symbols()).as(configuration).isEqualTo("-##==");
    }
  }

  @Test
  void theOptionOverridesTheBoardThatAConfigurationNames() throws UserError {
    Path olimex = CONFIGS.resolve("olimex-emz64.config");
    assertThat(TestBoard.open(setup(olimex, "wifire")).register("DEVID")).isEqualTo(0x1720E053);
    assertThat(TestBoard.open(setup(olimex, "emz64")).register("DEVID")).isEqualTo(0x17209053);
    Path file = CONFIGS.resolve("boards/OlimexPic32EMZ64.config");
    assertThat(TestBoard.open(setup(TestBoard.TWO_GUESTS, file.toString())).register("DEVID"))
        .isEqualTo(0x17209053);
    assertThat(own("two-guests.config").register("DEVID")).isEqualTo(0x1720E053);
  }

  @Test
  void aBoardThatIsNotThereIsAMistakeInTheConfiguration() throws IOException {
    Path file = folder.resolve("a.config");
    Files.writeString(file, "board = nowhere\n.vm\nid = 1\n.\n");
    assertThatThrownBy(() -> TestBoard.open(setup(file, Setup.OWN_BOARD)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ":1: found board \"nowhere\", expected a board that comes");
  }

  private static Stream<Path> configurations() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files.filter(f -> f.toString().endsWith(".config")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyConfigurationParsesAndItsImagesAreThere(Path file) throws ConfigException {
    Configuration configuration = Configuration.read(file);
    assertThat(configuration.warnings()).isEmpty();
    assertThat(configuration.guests())
        .extracting(Domain::image)
        .allSatisfy(image -> assertThat(image.map(GuestImage::path).orElseThrow()).isRegularFile());
  }

  @Test
  void theDmaGuestHasAZoneAndAChannelWithItsInterrupt() throws ConfigException {
    for (String name : List.of("dma.config", "dma-violator.config")) {
      Domain guest = Configuration.read(CONFIGS.resolve(name)).guests().get(0);
      assertThat(guest.dma().orElseThrow().size()).isEqualTo(0x10000);
      DeviceConfig channel = guest.devices().get(guest.devices().size() - 1);
      assertThat(channel.name()).isEqualTo("dma0");
      assertThat(channel.interrupts()).containsExactly(134);
      assertThat(channel.dmaGroupPosition()).hasValue(4);
      assertThat(channel.power()).containsExactly(new DeviceConfig.PowerBit(7, 4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dma-guest", "violator"})
  void whatTheDmaGuestCopiesBeginsAtPhysicalAddress0(String name) throws UserError {
    Path elf = TestBoard.ROOT.resolve("firmware/dma-guest/" + name + ".elf");
    assertThat(Programs.read(elf.toString()).symbols())
        .filteredOn(symbol -> symbol.name().equals("window"))
        .allSatisfy(symbol -> assertThat(symbol.address()).isEqualTo(0xA0000000))
        .hasSize(1);
  }

  @Test
  void theDmaGuestCopiesBareAndFindsEveryByte() throws UserError {
    Path elf = TestBoard.ROOT.resolve("firmware/dma-guest/dma-guest.elf");
    TestBoard bare = TestBoard.open(elf).run(7);
    assertThat(bare.lines())
        .filteredOn(l -> l.startsWith("DMA "))
        .hasSize(3)
        .containsOnly("DMA ok");
    assertThat(bare.word(0x8004)).isEqualTo(bare.word(4)).isNotZero();
  }

  @Test
  void theViolatorFindsThatNothingArrivedInsideBare() throws UserError {
    Path elf = TestBoard.ROOT.resolve("firmware/dma-guest/violator.elf");
    TestBoard bare = TestBoard.open(elf).run(1);
    assertThat(bare.lines()).contains("DSA     = 00010000").endsWith("DMA error");
    assertThat(bare.word(0x10004)).as("nobody protects it").isEqualTo(bare.word(4)).isNotZero();
  }

  @Test
  void theThreadOfTheHypervisorStartsAtASymbolOfIt() throws ConfigException {
    Configuration threads = Configuration.read(CONFIGS.resolve("threads.config"));
    assertThat(threads.guests()).hasSize(2);
    Domain thread = threads.threads().get(0);
    assertThat(thread.id()).isEqualTo(8);
    assertThat(thread.entry().orElseThrow().symbol()).isEqualTo("loop");
  }
}
