package org.vzlab.isolation.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.board.UserError;
import org.vzlab.mips.hart.Hart;

/** The configurations that come with vzlab, watched: nothing is found, and nothing is changed. */
final class WatchedConfigurationsTest {
  private static final double SECONDS = 0.06;

  private static List<String> configurations() throws IOException {
    try (Stream<Path> files = Files.list(Watched.CONFIGS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".config"))
          .sorted()
          .toList();
    }
  }

  private static Watched used(Watched board) {
    byte[] typed = "1?\r2x\r".getBytes(StandardCharsets.ISO_8859_1);
    board.bench.type(board.bench.now() + 4_000_000, board.bench.consoleUart(), typed);
    return board.run(SECONDS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void nothingIsFound(String configuration) throws UserError {
    Watched board = Watched.open(configuration);
    OwnershipMonitor monitor = OwnershipMonitor.watch(board.bench);
    used(board);
    assertThat(monitor.violations()).isEmpty();
    assertThat(monitor.violationCount()).isZero();
    assertThat(monitor.translations()).as("translations").isGreaterThan(20);
    assertThat(monitor.interrupts()).as("interrupts").isPositive();
    boolean mapsEverything = configuration.equals("control-loop.config");
    assertThat(monitor.accesses() > 20)
        .as("%d accesses", monitor.accesses())
        .isNotEqualTo(mapsEverything);
    assertThat(monitor.dmaCycles() > 0).as("DMA").isEqualTo(configuration.startsWith("dma"));
    assertThat(monitor.refusedDmaCycles())
        .isEqualTo(configuration.equals("dma-violator.config") ? 1 : 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void theBoardRunsAsItDoesWithout(String configuration) throws UserError {
    Watched alone = used(Watched.open(configuration));
    Watched board = Watched.open(configuration);
    OwnershipMonitor.watch(board.bench);
    used(board);
    assertThat(board.seen).isEqualTo(alone.seen);
    assertThat(board.bench.now()).isEqualTo(alone.bench.now());
    assertThat(board.bench.summary()).isEqualTo(alone.bench.summary());
    assertThat(board.bench.dump()).isEqualTo(alone.bench.dump());
    assertThat(board.bench.snapshot().differences(alone.bench.snapshot())).isEmpty();
    Hart hart = board.bench.hart();
    assertThat(hart.instructions).isEqualTo(alone.bench.hart().instructions);
  }
}
