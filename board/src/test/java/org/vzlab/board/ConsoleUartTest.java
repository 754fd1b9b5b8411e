package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console of the hypervisor and its guests at any of the UARTs. */
final class ConsoleUartTest {
  private static final int[] ERROR_IRQS = {112, 145, 157, 170, 179, 188};

  @TempDir Path folder;

  /**
   * The demo, whose guests find their console where they always do, but which is another UART. Its
   * name says nothing.
   */
  private Path demoOn(int uart, String more) throws Exception {
    int irq = ERROR_IRQS[uart - 1];
    String device =
        String.format(
            ".device\nname = talk\nshare = 1\nemulator = console\nirq = %d %d %d\n"
                + "regs = 0x1f822600 0x100 erwu 0x%08x\n.",
            irq, irq + 1, irq + 2, 0x1F822000 + 0x200 * (uart - 1));
    String text =
        Files.readString(TestBoard.TWO_GUESTS)
            .replace("..", TestBoard.ROOT.toString())
            .replace("device = console", device)
            .replace("device = oscillator", "device = oscillator" + more);
    return Files.writeString(folder.resolve("uart" + uart + ".config"), text);
  }

  private static void talks(TestBoard test, int uart) {
    assertThat(test.board.consoleUart()).isEqualTo(uart);
    StringBuilder others = new StringBuilder();
    for (int other = 1; other <= 6; other++) {
      if (other != uart) {
        test.board.onSerial(other, c -> others.append((char) c));
      }
    }
    test.type(1.2, "^E1=").run(2.2);
    assertThat(test.faults).isEmpty();
    assertThat(test.lines().get(0))
        .endsWith(
            String.format(
                "console_irq_rx=%d console_irq_tx=%d",
                ERROR_IRQS[uart - 1] + 1, ERROR_IRQS[uart - 1] + 2));
    assertThat(test.clockLines()).hasSize(1);
    assertThat(test.lines()).filteredOn(l -> l.startsWith("DEVID ")).hasSize(1);
    assertThat(test.count('#')).isEqualTo(2);
    assertThat(test.count('=')).as("guest 1 has taken what was typed").isEqualTo(1);
    assertThat(others).as("the other UARTs").isEmpty();
  }

  private static TestBoard open(Path file) throws UserError {
    return TestBoard.open(file);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void theConsoleIsTheUartThatTheGuestsConsoleDeviceStandsFor(int uart) throws Exception {
    TestBoard test = open(demoOn(uart, ""));
    talks(test, uart);
    if (uart == 4) {
      assertThat(test.reports).isEmpty();
    } else {
      assertThat(test.reports)
          .singleElement()
          .asString()
          .contains("nothing routes U" + uart + "TX to a pin; it is as if there were \"setup = ");
      assertThat(test.register("PMD5") & 1 << (uart - 1)).as("it has its clock").isZero();
    }
  }

  @Test
  void aSetupLineChoosesThePinAndThenNothingIsAdded() throws Exception {
    // RPD15R = 1: U1TX at pin 40 of the chipKIT WiFire.
    int address = open(TestBoard.TWO_GUESTS).board.chip.part().register("RPD15R").address();
    String line = String.format("\nsetup = 0x%08x 1", 0xA0000000 | address);
    TestBoard test = open(demoOn(1, line));
    talks(test, 1);
    assertThat(test.reports).isEmpty();
    assertThat(test.register("RPD15R")).isEqualTo(1);
    assertThat(test.register("RPE5R")).isZero();
  }

  @Test
  void aBuiltImageHasItsConsoleAtTheSameUart() throws Exception {
    MergedImage image = MergedImage.build(demoOn(2, ""), Setup.OWN_BOARD);
    Path file = folder.resolve("a.merged.srec");
    Files.writeString(file, image.records(), StandardCharsets.US_ASCII);
    UnmodelledPolicy quiet = UnmodelledPolicy.QUIET;
    talks(
        TestBoard.open(
            new Setup(file.toString(), Setup.OWN_BOARD, Optional.empty(), List.of(), quiet)),
        2);
  }

  @Test
  void withoutAConsoleDeviceItIsTheBoards() throws Exception {
    String text =
        Files.readString(TestBoard.TWO_GUESTS)
            .replace("..", TestBoard.ROOT.toString())
            .replace("    device = console\n", "");
    TestBoard test = open(Files.writeString(folder.resolve("silent.config"), text)).run(1.2);
    assertThat(test.board.consoleUart()).isEqualTo(4);
    assertThat(test.clockLines()).hasSize(1);
  }
}
