package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.AccessTime.Kind;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.soc.peripheral.ResetCause;

/** The wait states of flash behind the prefetch module. */
class PrefetchTest {
  private static final int FLASH = 0x1D000000;
  private static final int BOOT = 0x1FC00000;
  private static final int LINE = 16;

  /** Longer than any read of flash. */
  private static final int LONG = 40;

  private static final int INSTRUCTIONS = 1;
  private static final int INSTRUCTIONS_AND_DATA = 2;
  private static final int ANY = 3;

  private final TestChip board = new TestChip();

  private void configure(int waitStates, int prefetch) {
    board.write("PRECON", waitStates | prefetch << 4);
  }

  private int read(int address, Kind kind) {
    return board.bus.timeAt(address).cycles(address, kind);
  }

  private int fetch(int line) {
    return read(FLASH + line * LINE, Kind.FETCH);
  }

  private int load(int line) {
    return read(FLASH + line * LINE, Kind.READ);
  }

  private int transfer(int line) {
    return read(FLASH + line * LINE, Kind.TRANSFER);
  }

  @Test
  void afterResetEveryReadTakesSevenWaitStates() {
    assertThat(board.read("PRECON")).isEqualTo(7);
    for (int i = 0; i < 3; i++) {
      assertThat(fetch(0)).isEqualTo(7);
      board.time.advance(LONG);
      assertThat(load(0)).isEqualTo(7);
      board.time.advance(LONG);
    }
  }

  @ParameterizedTest(name = "PFMWS {0}")
  @ValueSource(ints = {0, 1, 2, 4, 7})
  void aReadTakesTheWaitStatesThatAreSet(int waitStates) {
    configure(waitStates, 0);
    for (int address : new int[] {FLASH, BOOT, 0x1FC40000, 0x1FC60000, 0x1FC54000}) {
      assertThat(read(address, Kind.FETCH)).isEqualTo(waitStates);
      board.time.advance(LONG);
    }
  }

  @Test
  void ofCodeInARowOnlyTheFirstLineWaits() {
    configure(2, INSTRUCTIONS);
    assertThat(fetch(0)).isEqualTo(2);
    for (int line = 1; line < 20; line++) {
      board.time.advance(LONG);
      assertThat(fetch(line)).as("line %d", line).isZero();
      assertThat(read(FLASH + line * LINE + 12, Kind.FETCH)).as("its last word").isZero();
    }
  }

  @Test
  void whoAsksBeforeTheNextLineHasComeWaitsForTheRest() {
    configure(4, INSTRUCTIONS);
    assertThat(fetch(0)).isEqualTo(4);
    board.time.advance(4); // sent now, and the next line is read from then on
    assertThat(fetch(1)).as("begins a cycle later").isEqualTo(5);
    board.time.advance(5 + 3);
    assertThat(fetch(2)).isEqualTo(2);
    board.time.advance(2 + 5);
    assertThat(fetch(3)).as("in time").isZero();
  }

  @Test
  void backwardsEveryLineWaitsAlsoForTheReadAheadThatIsNeverGivenUp() {
    configure(2, INSTRUCTIONS);
    assertThat(fetch(9)).isEqualTo(2);
    board.time.advance(2);
    // the read of line 10 takes the 3 cycles from the next one on
    assertThat(fetch(8)).isEqualTo(1 + 3 + 2);
    board.time.advance(6 + LONG);
    assertThat(fetch(7)).as("nothing is under way").isEqualTo(2);
  }

  @ParameterizedTest(name = "PREFEN {0}: fetch again {1}, next {2}; load again {3}, next {4}")
  @CsvSource({"0, 2, 2, 2, 2", "1, 0, 0, 2, 2", "2, 0, 0, 0, 0", "3, 0, 0, 0, 0"})
  void prefenSaysForWhomLinesAreKeptAndReadAhead(
      int prefetch, int fetchAgain, int fetchNext, int loadAgain, int loadNext) {
    configure(2, prefetch);
    fetch(0);
    board.time.advance(LONG);
    assertThat(fetch(0)).isEqualTo(fetchAgain);
    board.time.advance(LONG);
    assertThat(fetch(1)).isEqualTo(fetchNext);
    board.time.advance(LONG);
    load(100);
    board.time.advance(LONG);
    assertThat(load(100)).isEqualTo(loadAgain);
    board.time.advance(LONG);
    assertThat(load(101)).isEqualTo(loadNext);
  }

  @Test
  void aLineAnswersWhoeverAsks() {
    configure(2, INSTRUCTIONS);
    fetch(5);
    board.time.advance(LONG);
    assertThat(load(5)).as("data in the line of instructions").isZero();
    assertThat(load(6)).as("and in the one read ahead").isZero();
    assertThat(fetch(5)).as("which stays").isZero();
    assertThat(fetch(6)).isZero();
  }

  @Test
  void fetchesAndLoadsHaveALineEach() {
    configure(2, INSTRUCTIONS_AND_DATA);
    fetch(5);
    board.time.advance(LONG);
    load(50);
    board.time.advance(LONG);
    assertThat(fetch(5)).isZero();
    assertThat(load(50)).isZero();
    assertThat(fetch(6)).as("another line has been read ahead since").isEqualTo(2);
  }

  @Test
  void whatTheDmaControllerReadsLeavesTheLinesOfTheProcessor() {
    configure(2, INSTRUCTIONS_AND_DATA);
    fetch(5);
    board.time.advance(LONG);
    load(50);
    board.time.advance(LONG);
    assertThat(transfer(100)).isEqualTo(2);
    board.time.advance(LONG);
    assertThat(transfer(100)).as("kept by nobody").isEqualTo(2);
    board.time.advance(LONG);
    assertThat(transfer(50)).as("a line answers whoever asks").isZero();
    assertThat(fetch(5)).isZero();
    assertThat(load(50)).isZero();
  }

  @Test
  void withPrefenThreeTwoLinesKeepWhatItReads() {
    configure(2, ANY);
    transfer(100);
    board.time.advance(LONG);
    assertThat(transfer(101)).as("read ahead").isZero();
    board.time.advance(LONG);
    assertThat(transfer(100)).isZero();
    transfer(200);
    board.time.advance(LONG);
    assertThat(transfer(101)).isZero();
    assertThat(transfer(100)).isEqualTo(2);
  }

  @Test
  void aStoreWaitsForNothing() {
    assertThat(read(FLASH, Kind.WRITE)).isZero();
  }

  @Test
  void aChangeOfPreconAndAResetEmptyTheLines() {
    configure(2, ANY);
    fetch(0);
    board.time.advance(LONG);
    configure(2, ANY);
    assertThat(fetch(0)).as("the same again").isZero();
    configure(3, ANY);
    assertThat(fetch(0)).isEqualTo(3);
    board.time.advance(LONG);
    board.chip.reset(ResetCause.SOFTWARE);
    assertThat(fetch(0)).isEqualTo(7);
  }

  @Test
  void whatIsOnItsWayIsPartOfASnapshot() {
    configure(5, INSTRUCTIONS);
    fetch(0);
    board.time.advance(5 + 2);
    TestChip other = new TestChip();
    Snapshot.of(board).restore(other);
    int rest = board.bus.timeAt(FLASH).cycles(FLASH + LINE, Kind.FETCH);
    assertThat(rest).isEqualTo(4);
    assertThat(other.bus.timeAt(FLASH).cycles(FLASH + LINE, Kind.FETCH)).isEqualTo(rest);
  }

  @Test
  void theEccInterruptIsStoredAndReported() {
    configure(2, ANY);
    assertThat(board.unmodelled).isEmpty();
    board.set("PRECON", 1 << 26);
    assertThat(board.unmodelled).containsExactly("write PRECON.PFMSECEN");
    assertThat(board.read("PRECON")).isEqualTo(1 << 26 | 0x32);
  }
}
