package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;

/** Cells of memory that are broken, and the march over the arena while a program sleeps. */
final class MemoryFaultTest {
  /** A piece that is tested at once, and how long a sleep is at most. */
  private static final int PIECE = 64;

  private static final int SLEEP_MILLISECONDS = 10;

  private static final String[] SMALL = {
    "cells = 16", "stack = 8", "contexts = 2", "channels = 4", "arrays = 8"
  };

  /** What is unused of this arena: queues of channels 2 and 3, behind 64-byte pieces' ends. */
  private static final int UNUSED = 2 * 64 + 2 * 8 * 5 + 16 * 9 + 4 * 20;

  @TempDir private Path folder;

  private FaultBoard open() throws Exception {
    FaultBoard board = FaultBoard.alone(folder, "tally", SMALL).run(220);
    assertThat(board.test.console()).contains("abcdefghab");
    assertThat(board.ends()).isEmpty();
    return board;
  }

  private static int onePass(FaultBoard board) {
    int bytes = board.container(2).arenaBytes();
    return (bytes + PIECE - 1) / PIECE * SLEEP_MILLISECONDS;
  }

  /** A word of the arena, outside of all that the processor does. */
  private static final class Cell {
    private final byte[] bytes;
    private final int offset;

    Cell(FaultBoard board, int offsetInArena) {
      int address = board.physical(2, FaultBoard.symbol("_arena") + offsetInArena);
      Region region = board.test.board.bus.at(address);
      bytes = region.memory().bytes();
      offset = region.offsetInMemory(address);
    }

    int word() {
      return (int) Memory.WORDS.get(bytes, offset);
    }

    void set(int word) {
      Memory.WORDS.set(bytes, offset, word);
    }
  }

  @ParameterizedTest(name = "bit {1} at offset {0} of the unused part is stuck at {2}")
  @CsvSource({"0, 0, 0", "4, 0, 1", "12, 30, 0", "60, 7, 1"})
  void aBitThatSticksIsFoundWithinOnePass(int at, int bit, int value) throws Exception {
    FaultBoard board = open();
    Cell cell = new Cell(board, UNUSED + at);
    int mask = 1 << bit;

    board.test.board.onInstruction(
        executed -> cell.set(value == 0 ? cell.word() & ~mask : cell.word() | mask));

    assertThat(board.untilEnd(1000)).isLessThanOrEqualTo(onePass(board));
    assertThat(board.ends()).containsExactly("svm: trap bad-memory");
  }

  /** Whenever a bit of one word rises or falls, the same bit of another one becomes 0, or 1. */
  @ParameterizedTest(name = "{0} to {1}: {2}, then {3}")
  @CsvSource({
    "0, 4, rises, 1",
    "0, 4, rises, 0",
    "0, 4, falls, 1",
    "4, 0, falls, 0",
    "4, 0, rises, 1",
    "8, 0, rises, 1",
  })
  void aWordThatIsDisturbedByAnotherOneIsFoundWithinOnePass(
      int from, int to, String change, int value) throws Exception {
    FaultBoard board = open();
    final int first = firstOfAPiece(board);
    Cell aggressor = new Cell(board, first + from);
    Cell victim = new Cell(board, first + to);
    int[] last = {aggressor.word()};

    board.test.board.onInstruction(
        executed -> {
          int word = aggressor.word();
          int changed = change.equals("rises") ? word & ~last[0] : ~word & last[0];
          last[0] = word;
          if ((changed & 1) != 0) {
            victim.set((victim.word() & ~1) | value);
          }
        });

    assertThat(board.untilEnd(1000)).isLessThanOrEqualTo(onePass(board));
    assertThat(board.ends()).containsExactly("svm: trap bad-memory");
  }

  /** Pieces are laid from the arena's end on. */
  private static int firstOfAPiece(FaultBoard board) {
    int first = board.container(2).arenaBytes() - PIECE;
    assertThat(first).isGreaterThanOrEqualTo(UNUSED);
    return first;
  }

  @Test
  void memoryThatIsSoundKeepsItsContents() throws Exception {
    FaultBoard board = open();
    Cell cell = new Cell(board, UNUSED);
    int[] others = new int[1];
    int[] kept = new int[1];
    cell.set(0x1234_5678);
    board.test.board.onInstruction(
        executed -> {
          if (cell.word() == 0x1234_5678) {
            kept[0]++;
          } else {
            others[0]++;
          }
        });

    board.run(2 * onePass(board));

    assertThat(others[0]).as("instructions during which the test had the word").isPositive();
    assertThat(kept[0]).isGreaterThan(others[0]);
    assertThat(cell.word()).isEqualTo(0x1234_5678);
    assertThat(board.line()).startsWith("abcdefghabcdefghabcdefgh");
    assertThat(board.ends()).isEmpty();
  }
}
