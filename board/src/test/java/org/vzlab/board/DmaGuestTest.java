package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.bus.BusError;

/** A guest with DMA moves what is in its window, and nothing else. */
final class DmaGuestTest {
  private static final Path CONFIGS = TestBoard.ROOT.resolve("configs");
  private static final int WINDOW_END = 0x10000;
  private static final int COPIED = 0x4000;
  private static final int CHERIF = 1;
  private static final int CHDDIF = 1 << 5;

  private static TestBoard open(String config, List<String> reports) throws UserError {
    TestBoard opened = TestBoard.timed(CONFIGS.resolve(config).toString(), Setup.OWN_BOARD);
    opened.board.onReport(reports::add);
    return opened;
  }

  @Test
  void theGuestsCopyInsideItsWindowIsWholeEachTime() throws UserError {
    List<String> reports = new ArrayList<>();
    TestBoard opened = open("dma.config", reports).run(7);

    assertThat(opened.console()).containsPattern("(?s)DMA ok.*DMA ok.*DMA ok");
    assertThat(opened.console()).doesNotContain("DMA error").doesNotContain("SBA:");
    assertThat(reports).isEmpty();
  }

  @Test
  void aCopyOutOfItIsStoppedLoggedAndReportedAndNoByteChanges() throws UserError, BusError {
    List<String> reports = new ArrayList<>();
    TestBoard opened = open("dma-violator.config", reports);
    for (int at = WINDOW_END; at < WINDOW_END + COPIED; at += 4) {
      opened.board.bus.write(at, 4, at * 0x9E3779B9);
    }
    opened.run(4);

    assertThat(opened.console()).contains("DMA error").doesNotContain("DMA ok");
    assertThat(opened.console()).contains("SBA: access violation, SBFLAG=00000004");
    assertThat(opened.console()).contains("SBT2: ELOG1=");
    assertThat(reports).anyMatch(line -> line.startsWith("SBA: access violation"));
    for (int at = WINDOW_END; at < WINDOW_END + COPIED; at += 4) {
      assertThat(opened.board.bus.read(at, 4)).isEqualTo(at * 0x9E3779B9);
    }
  }

  @ParameterizedTest(name = "{0}: from {1} to {2}")
  @CsvSource({
    "the hypervisor's RAM, 0x0, 0x78000",
    "RAM behind the window, 0x0, 0x10000",
    "the hypervisor's RAM for reading, 0x78000, 0x8000",
    "flash for reading, 0x1D010000, 0x8000",
    "flash of the hypervisor, 0x1D000000, 0x8000",
    "CFGPG, 0x0, 0x1F8000E0",
    "PMD1, 0x0, 0x1F800040",
    "permissions of the arbiter's RAM target, 0x0, 0x1F8F8858",
    "permissions of the arbiter's own target, 0x0, 0x1F8F8058",
    "the console, 0x0, 0x1F822620",
    "the interrupt controller, 0x0, 0x1F810040",
    "the interrupt controller for reading, 0x1F810020, 0x8000",
    "configuration words, 0x1FC0FFC0, 0x8000"
  })
  void whateverElseItsDmaIsTakenToIsRefused(String what, String from, String to)
      throws UserError, BusError {
    List<String> reports = new ArrayList<>();
    Board board = open("dma.config", reports).run(2).board;
    int source = Long.decode(from).intValue();
    int destination = Long.decode(to).intValue();
    int before = board.bus.read(destination, 4);
    // The DMA controller does not see who has written its registers: the guest might have.
    store(board, "DCH1SSA", source);
    store(board, "DCH1DSA", destination);
    for (String size : List.of("DCH1SSIZ", "DCH1DSIZ", "DCH1CSIZ")) {
      store(board, size, 4);
    }
    store(board, "DCH1CON", 1 << 7);
    store(board, "DCH1ECON", 1 << 7);
    board.run(board.now() + 100_000);

    int flags = board.bus.read(board.chip.part().register("DCH1INT").address(), 4);
    assertThat(flags & (CHERIF | CHDDIF)).as(what).isEqualTo(CHERIF);
    if (!what.startsWith("the interrupt controller,") && !what.startsWith("the console")) {
      assertThat(board.bus.read(destination, 4)).as(what).isEqualTo(before);
    }
    assertThat(reports).anyMatch(line -> line.startsWith("SBA: access violation"));
  }

  private static void store(Board board, String register, int value) throws BusError {
    board.bus.write(board.chip.part().register(register).address(), 4, value);
  }
}
