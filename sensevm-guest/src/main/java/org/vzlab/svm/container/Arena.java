package org.vzlab.svm.container;

import org.vzlab.svm.machine.Resources;

/** The RAM of a container's program; docs/sense-vm-guest.md, "The arena". */
final class Arena {
  private static final int CONTEXT = 64;
  private static final int QUEUE = 20;

  private Arena() {}

  /** How many bytes it takes, from the symbol {@code _arena} on. */
  static int bytes(Resources resources) {
    int entries = resources.contexts() * resources.stackEntries();
    int cells = resources.heapCells();
    return resources.contexts() * CONTEXT
        + words(4 * entries)
        + words(entries)
        + words(8 * cells)
        + words(cells)
        + words(2 * resources.channels() * QUEUE)
        + words(resources.arrayBytes());
  }

  /** Each part begins at a multiple of 4. */
  private static int words(int bytes) {
    return (bytes + 3) & -4;
  }
}
