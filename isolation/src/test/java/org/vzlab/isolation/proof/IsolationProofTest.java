package org.vzlab.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.board.Bench;
import org.vzlab.board.MergedImage;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Benches;
import org.vzlab.isolation.Right;
import org.vzlab.isolation.Rule;
import org.vzlab.isolation.Way;

final class IsolationProofTest {
  @TempDir private Path folder;

  static Stream<String> configurations() {
    return Benches.configurations();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void theConfigurationsThatComeWithVzlabHaveNoHole(String configuration) throws UserError {
    IsolationProof proof = IsolationProof.of(Benches.booted(configuration));

    assertThat(proof.findings()).isEmpty();
    assertThat(proof.holds()).isTrue();
    assertThat(proof.verdicts()).hasSize(Rule.values().length).allMatch(v -> v.holds());
  }

  @ParameterizedTest
  @CsvSource({
    "two-guests.config, ../configs/boards/wifire-gcc-m5100.config",
    "two-guests.config, emz64",
    "mailbox.config, dm320007"
  })
  void norHaveTheyOnOtherBoards(String configuration, String board) throws UserError {
    Bench bench = Benches.at(Path.of("../configs", configuration), board, Variant.NONE);
    bench.run(1);

    assertThat(IsolationProof.of(bench).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void andNoneComesUpWhileGuestsRun(String configuration) throws UserError {
    Bench bench = Benches.booted(configuration);
    bench.run(4_000_000);

    assertThat(IsolationProof.of(bench).findings()).isEmpty();
  }

  /** By hand, from the lines of the configuration and the places that check prints for them. */
  @Test
  void theMatrixOfTheTwoGuestsIsAsComputedByHand() throws UserError {
    Matrix matrix = IsolationProof.of(Benches.booted("two-guests.config")).matrix();

    assertThat(matrix.tasks())
        .containsExactly(
            new Matrix.Column(1, "guest 1", "guest1.elf", false),
            new Matrix.Column(2, "guest 2", "guest2.elf", false));
    assertThat(matrix.rows().stream().map(IsolationProofTest::line))
        .containsExactly(
            "MEMORY 00000000-0000ffff RAM: ram | rw- | . | NONE",
            "MEMORY 00010000-0001ffff RAM: ram | . | rw- | NONE",
            "MEMORY 00020000-00077fff RAM: nobody's | . | . | NONE",
            "MEMORY 00078000-0007ffff RAM: hypervisor | . | . | NONE",
            "MEMORY 1d000000-1d00ffff flash: hypervisor | . | . | NONE",
            "MEMORY 1d010000-1d010fff flash: rom | r-x | . | NONE",
            "MEMORY 1d011000-1d011fff flash: rom | . | r-x | NONE",
            "MEMORY 1d012000-1d1fffff flash: nobody's | . | . | NONE",
            "MEMORY 1fc00000-1fc07fff boot flash 1: nobody's | . | . | NONE",
            "MEMORY 1fc08000-1fc0ffff boot flash 1: code | r-x | r-x | READ",
            "MEMORY 1fc10000-1fc13fff boot flash 1: nobody's | . | . | NONE",
            "MEMORY 1fc20000-1fc33fff boot flash 2: nobody's | . | . | NONE",
            "MEMORY 1fc40000-1fc53fff boot flash 1: nobody's | . | . | NONE",
            "MEMORY 1fc54000-1fc54fff factory words: nobody's | . | . | NONE",
            "MEMORY 1fc60000-1fc73fff boot flash 2: nobody's | . | . | NONE",
            "DEVICE 1f800000-1f8000ff CFG: CFGCON..CFGPG | h r | h r | READ",
            "DEVICE 1f801200-1f8013ff CRU | h r | h r | READ",
            "DEVICE 1f801400-1f8016ff PPS | h rw | h rw | WRITTEN",
            "DEVICE 1f810000-1f810fff INT | e rw | e rw | NONE",
            "DEVICE 1f822600-1f8226ff UART4: U4MODE..U4BRG | e rw | e rw | NONE",
            "DEVICE 1f860000-1f860fff PORTA..PORTG | rw- | rw- | WRITTEN",
            "INTERRUPT 00000000-00000000 CORE_TIMER | e | e | NONE",
            "INTERRUPT 000000aa-000000aa UART4_FAULT | e | e | NONE",
            "INTERRUPT 000000ab-000000ab UART4_RX | e | e | NONE",
            "INTERRUPT 000000ac-000000ac UART4_TX | e | e | NONE");
    assertThat(matrix.unreached()).contains("NVM", "SB", "DMA", "WDT").doesNotContain("PORTA");
  }

  private static String line(Matrix.Row row) {
    List<String> cells = row.cells().stream().map(Matrix.Cell::text).toList();
    return String.format(
        Locale.ROOT,
        "%s %08x-%08x %s | %s | %s",
        row.section(),
        row.first(),
        row.first() + row.size() - 1,
        row.name(),
        String.join(" | ", cells),
        row.sharing());
  }

  @Test
  void aCellNamesTheEntriesThatLetTheGuest() throws UserError {
    Matrix matrix = IsolationProof.of(Benches.booted("two-guests.config")).matrix();

    Matrix.Row ram = matrix.rows().get(0);
    assertThat(ram.cells().get(0).causes())
        .containsExactly("page 0x00000000 of 64 KB, EntryLo0 0x4000001f");
    assertThat(ram.cells().get(1)).isEqualTo(Matrix.NONE);
  }

  @Test
  void aFlowShowsWhoSendsAndWhoGets() throws UserError {
    Matrix matrix = IsolationProof.of(Benches.booted("mailbox.config")).matrix();

    assertThat(matrix.rows())
        .filteredOn(row -> row.section() == Matrix.Section.FLOW)
        .extracting(IsolationProofTest::line)
        .containsExactly("FLOW 00000000-00000000 mailbox samples | sends | gets | NONE");
  }

  @Test
  void dmaReachesItsZoneAndItsPeripheralSetToTheByte() throws UserError {
    IsolationProof proof = IsolationProof.of(Benches.booted("dma.config"));

    assertThat(proof.reaches())
        .filteredOn(right -> right.way() == Way.DMA)
        .extracting(Right::toString)
        .containsExactly(
            "DMA controller 0x00000000..0x0000ffff rw- dma of task 1 (CFGPG.DMAPG = 1,"
                + " SBT2REG1 = 0x00000038, SBT2RD1 = 0x00000003, SBT2WR1 = 0x00000003)",
            "DMA controller 0x1f860000..0x1f86ffff rw- dma of task 1 (CFGPG.DMAPG = 1,"
                + " SBT8REG1 = 0x1f860038, SBT8RD1 = 0x00000003, SBT8WR1 = 0x00000003)");
  }

  @Test
  void aThreadInKernelModeReachesEverythingAndIsNotJudged() throws UserError {
    IsolationProof proof = IsolationProof.of(Benches.booted("threads.config"));

    Matrix.Column thread = proof.matrix().tasks().get(2);
    assertThat(thread.title()).isEqualTo("thread 8");
    assertThat(thread.kernel()).isTrue();
    assertThat(proof.matrix().rows()).allMatch(row -> row.cells().get(2).text().equals("all"));
  }

  @ParameterizedTest
  @CsvSource({"two-guests.config", "dma.config", "mailbox.config"})
  void anImageWithTablesReachesWhatItsConfigurationDoes(String configuration)
      throws UserError, IOException {
    MergedImage image = MergedImage.build(Path.of("../configs", configuration), Setup.OWN_BOARD);
    Path file = Files.writeString(folder.resolve("merged.srec"), image.records());
    Bench bench = Benches.at(file, Setup.OWN_BOARD, Variant.NONE);
    bench.run(1);
    IsolationProof proof = IsolationProof.of(bench);

    assertThat(proof.policy().isConfigured()).isFalse();
    assertThat(proof.findings()).isEmpty();
    assertThat(proof.reaches())
        .isEqualTo(IsolationProof.of(Benches.booted(configuration)).reaches());
  }

  @Test
  void nothingIsProvedBeforeTheHypervisorHasStarted() throws UserError {
    Bench bench = Benches.of("two-guests.config");

    assertThatThrownBy(() -> IsolationProof.of(bench))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no guest");
  }
}
