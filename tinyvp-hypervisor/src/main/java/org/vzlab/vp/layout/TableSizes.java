package org.vzlab.vp.layout;

/**
 * How much flash the hypervisor's tables take up, in bytes, in the format that tinyVP's
 * configurator generates (pte.c, ic-tables.c, board_setup_tbl.c).
 *
 * @param pageTrees page trees of all guests and threads
 * @param windows an entry of a page tree for each window
 * @param interrupts two sets of masks for each guest, which interrupts are its own and which are
 *     emulated, and for each interrupt its owner, its emulator, and who hears of writes
 * @param setup pairs of words, and a word that ends the list
 */
public record TableSizes(int pageTrees, int windows, int interrupts, int setup) {
  private static final int WORD = 4;
  private static final int INTERRUPTS = 216;

  /** IFS, IEC and IPC: 7 words and one to fill up, twice, and 54. */
  private static final int MASK_WORDS = 8 + 8 + 54;

  /** The sizes of a layout's tables. */
  public static TableSizes of(Layout layout) {
    int trees = 0;
    int windows = 0;
    int last = 0;
    for (Partition guest : layout.partitions()) {
      trees += guest.pages().sizeInBytes();
      windows += guest.windows().size() * PageTree.NODE_BYTES;
      last = Math.max(last, guest.id());
    }
    for (RootThread thread : layout.threads()) {
      trees += thread.pages().sizeInBytes();
      windows += thread.windows().size() * PageTree.NODE_BYTES;
      last = Math.max(last, thread.id());
    }
    int masks = layout.partitions().size() * 2 * MASK_WORDS * WORD;
    int pointers = 2 * (last + 1) * WORD;
    int byInterrupt = INTERRUPTS * (1 + 2 * WORD);
    return new TableSizes(
        trees, windows, masks + pointers + byInterrupt, layout.setup().size() * 2 * WORD + WORD);
  }
}
