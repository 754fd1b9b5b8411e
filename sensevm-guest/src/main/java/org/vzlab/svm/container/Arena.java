package org.vzlab.svm.container;

import org.vzlab.svm.machine.Resources;

/**
 * The RAM of a container's program, from the symbol {@code _arena} on; docs/sense-vm-guest.md, "The
 * arena". Offsets and sizes are bytes.
 *
 * @param stackWords where the words of the stacks are, behind the contexts
 * @param stackFlags where the flags of the stacks are
 * @param heapWords where the words of the heap are
 * @param heapFlags where the flags of the heap are
 * @param queues where the queues are
 * @param arrays where array memory is
 * @param size of all of it
 */
public record Arena(
    int stackWords,
    int stackFlags,
    int heapWords,
    int heapFlags,
    int queues,
    int arrays,
    int size) {
  /** Bytes of a context. */
  public static final int CONTEXT = 64;

  /** Bytes of a queue. */
  public static final int QUEUE = 20;

  /** The arena of a program with these resources. */
  public static Arena of(Resources resources) {
    int entries = resources.contexts() * resources.stackEntries();
    int cells = resources.heapCells();
    int stackWords = resources.contexts() * CONTEXT;
    int stackFlags = stackWords + 4 * entries;
    int heapWords = stackFlags + words(entries);
    int heapFlags = heapWords + 8 * cells;
    int queues = heapFlags + words(cells);
    int arrays = queues + 2 * resources.channels() * QUEUE;
    int size = arrays + words(resources.arrayBytes());
    return new Arena(stackWords, stackFlags, heapWords, heapFlags, queues, arrays, size);
  }

  /** Each part begins at a multiple of 4. */
  private static int words(int bytes) {
    return (bytes + 3) & -4;
  }
}
