package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** {@code --board FILE}: where guests may lie, and constants of the timing model. */
final class BoardFileTest {
  private static final Path WIFIRE =
      TestBoard.ROOT.resolve("configs/boards/DigilentChipKitWiFire.config");
  private static final int CODE = 0x9D001000;
  private static final int LOADS = 100;

  @TempDir private Path folder;

  private String boardFile(String... lines) throws IOException {
    return Files.writeString(
            folder.resolve("board.config"),
            Files.readString(WIFIRE) + String.join("\n", lines) + "\n")
        .toString();
  }

  /** A program that loads and at once uses what it has loaded, and then waits. */
  private String loads() throws IOException {
    byte[] code =
        new Assembler(InstructionSet.m5150(), Isa.MIPS32)
            .bytes(
                CODE,
                """
                lui t0, 0x8000
                addiu t3, zero, %d
                lw t1, 0(t0)
                nop
                lw t1, 0(t0)
                addu t2, t1, t1
                addiu t3, t3, -1
                bne t3, zero, 0x9d001010
                nop
                wait
                beq zero, zero, 0x9d001024
                nop
                """
                    .formatted(LOADS));
    return Files.write(folder.resolve("loads.bin"), code) + "@0x9D001000";
  }

  private static Summary.Usage used(String target, String boardFile) throws UserError {
    return TestBoard.timed(target, boardFile).run(0.001).board.summary().root();
  }

  private static Setup setup(Path board) {
    return new Setup(
        TestBoard.TWO_GUESTS.toString(),
        board.toString(),
        Optional.empty(),
        List.of(),
        UnmodelledPolicy.QUIET);
  }

  private static long busy(Summary.Usage usage) {
    return usage.cycles() - usage.stalls().get("idle");
  }

  @Test
  void aConstantChangesTheTimeOfAnImageByItsDifference() throws Exception {
    Summary.Usage standard = used(loads(), "wifire");
    Summary.Usage slower = used(loads(), boardFile("timing.load-latency = 5"));

    assertThat(standard.stalls()).containsEntry("load-use", (long) LOADS);
    assertThat(slower.stalls()).containsEntry("load-use", 4L * LOADS);
    assertThat(busy(slower)).isEqualTo(busy(standard) + 3 * LOADS);
    assertThat(slower.instructions()).isEqualTo(standard.instructions());
  }

  @Test
  void theWiFiresOwnFileChangesNothing() throws Exception {
    assertThat(used(loads(), WIFIRE.toString())).isEqualTo(used(loads(), "wifire"));
  }

  @Test
  void aConstantReachesGuestsUnderTheModelledHypervisor() throws Exception {
    String guests = TestBoard.TWO_GUESTS.toString();
    TestBoard standard = TestBoard.timed(guests, "wifire").run(0.004);
    TestBoard slower = TestBoard.timed(guests, boardFile("timing.micro-tlb-miss = 100")).run(0.004);

    Summary.Usage before = standard.guest(1).usage();
    Summary.Usage after = slower.guest(1).usage();
    long misses = after.caches().get("micro-tlb-i").misses();
    assertThat(after.stalls().get("tlb")).isGreaterThan(100 * misses);
    assertThat(before.stalls().get("tlb")).isLessThan(100);
  }

  @Test
  void theBoardFileSaysWhereGuestsLie() throws Exception {
    String text = Files.readString(WIFIRE).replace("rom = 0x1d010000", "rom = 0x1d1f0000");
    String elsewhere = Files.writeString(folder.resolve("b.config"), text).toString();

    assertThat(TestBoard.timed(TestBoard.TWO_GUESTS.toString(), elsewhere).run(0.9).lines())
        .anyMatch(line -> line.startsWith("DEVID   = "));
  }

  @Test
  void memoryThatThePartHasNotIsTheUsersMistake() throws Exception {
    String text = Files.readString(WIFIRE);
    String ram = text.replace("ram = 0 0x78000", "ram = 0x78000 0x80001");
    String rom = text.replace("rom = 0x1d010000", "rom = 0x10000");
    Path file = folder.resolve("b.config");
    Files.writeString(file, ram);
    assertThatThrownBy(() -> Boards.open(setup(file)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + ":10: found ram = 0x00078000 0x00080001, expected addresses of the board's RAM;"
                + " choose them within 0x00000000-0x0007FFFF");
    Files.writeString(file, rom);
    assertThatThrownBy(() -> Boards.open(setup(file)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(":9: found rom = 0x00010000 0x1d200000, expected")
        .hasMessageContaining("0x1D000000-0x1D1FFFFF");
  }

  @Test
  void theTableOfABoardIsWhatItsFileGives() throws Exception {
    assertThat(Boards.timing("wifire").get(TimingConstant.ERET))
        .isEqualTo(TimingConstant.ERET.standard());
    assertThat(Boards.timing(boardFile("timing.eret = 7")).get(TimingConstant.ERET)).isEqualTo(7);
  }

  @Test
  void aMistakeInABoardFileIsNamedWithItsPlaceWhateverTheTarget() throws Exception {
    String file = boardFile("timing.load-latncy = 3");
    for (String target : new String[] {loads(), TestBoard.TWO_GUESTS.toString()}) {
      assertThatThrownBy(() -> TestBoard.timed(target, file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("board.config:21: found key \"timing.load-latncy\"")
          .hasMessageContaining("did you mean timing.load-latency?");
    }
    assertThatThrownBy(() -> Boards.timing("nowhere.config"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("nowhere.config: found no file, expected a board file");
    assertThatThrownBy(() -> Boards.timing("max32"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "board 'max32' is not known; use --board wifire, dm320007, emz64, or a board file");
  }
}
