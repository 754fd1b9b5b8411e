package org.vzlab.mips.engine;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.isa.Instruction;

/**
 * Decoded instructions by the place of their bits in physical memory, whoever executes them. A page
 * that holds decoded instructions is watched: a store drops the ones it hits.
 *
 * <p>An instruction's index in its page is the offset of its first byte, with bit 0 for microMIPS.
 */
final class CodeCache {
  /** The longest instruction. */
  private static final int LONGEST = 4;

  private final IdentityHashMap<Memory, Instruction[][]> pages = new IdentityHashMap<>();
  private final Runnable onWatch;

  /**
   * @param onWatch called after a page has become watched
   */
  CodeCache(Runnable onWatch) {
    this.onWatch = onWatch;
  }

  /** The decoded instructions of a page; places not decoded yet hold null. */
  Instruction[] page(Memory memory, int offset) {
    Instruction[][] ofMemory =
        pages.computeIfAbsent(
            memory, m -> new Instruction[(m.size() + Memory.PAGE - 1) / Memory.PAGE][]);
    int number = offset / Memory.PAGE;
    if (ofMemory[number] == null) {
      Instruction[] page = new Instruction[Memory.PAGE];
      ofMemory[number] = page;
      memory.watch(offset, (stored, size) -> drop(page, stored % Memory.PAGE, size));
      onWatch.run();
    }
    return ofMemory[number];
  }

  private static void drop(Instruction[] page, int offset, int size) {
    int from = Math.max(0, offset - LONGEST + 1);
    int to = Math.min(page.length, (offset + size - 1 | 1) + 1);
    Arrays.fill(page, from, to, null);
  }
}
