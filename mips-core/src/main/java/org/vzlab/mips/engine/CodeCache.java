package org.vzlab.mips.engine;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.isa.Instruction;

/**
 * Decoded instructions by the place of their words in physical memory, whoever executes them. A
 * page that holds decoded instructions is watched: a store drops the ones it hits.
 */
final class CodeCache {
  /** Instructions in a page. */
  static final int PAGE_LENGTH = Memory.PAGE / 4;

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
      Instruction[] page = new Instruction[PAGE_LENGTH];
      ofMemory[number] = page;
      memory.watch(offset, (stored, size) -> drop(page, stored % Memory.PAGE, size));
      onWatch.run();
    }
    return ofMemory[number];
  }

  private static void drop(Instruction[] page, int offset, int size) {
    Arrays.fill(page, offset >>> 2, ((offset + size - 1) >>> 2) + 1, null);
  }
}
