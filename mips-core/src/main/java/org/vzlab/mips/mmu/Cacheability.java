package org.vzlab.mips.mmu;

/**
 * Cacheability attributes: Config.K0 and EntryLo.C (MD00091; what they do on this device: AN1600).
 * The values 4 to 6, which have no meaning on this core, are taken for 3, and 7, which elsewhere is
 * uncached with accelerated stores, for 2: our choice.
 */
final class Cacheability {
  /** Stores go to memory, and a store that misses fills no line. */
  static final int WRITE_THROUGH = 0;

  /** Stores go to memory, and one that misses fills a line. */
  static final int WRITE_THROUGH_ALLOCATE = 1;

  static final int UNCACHED = 2;

  /** Stores stay in the cache, and one that misses fills a line. */
  static final int WRITE_BACK = 3;

  /** In a guest's stage that does not map: root's attribute counts. */
  static final int UNSTATED = -1;

  private static final int UNCACHED_ACCELERATED = 7;

  /** The field of Config.K0, and of EntryLo.C once shifted down. */
  static final int MASK = 7;

  private static final int C_SHIFT = 3;

  private Cacheability() {}

  /** The attribute in EntryLo.C. */
  static int ofEntryLo(int entryLo) {
    return entryLo >>> C_SHIFT & MASK;
  }

  /** Whether caches are used. */
  static boolean isCached(int attribute) {
    return attribute != UNCACHED && attribute != UNCACHED_ACCELERATED;
  }

  /**
   * What a guest's attribute and root's make.
   *
   * @param modified whether root's modifies the guest's (GuestCtl0Ext.NCC = 1): the one that keeps
   *     less in the cache counts then; the rule for that is not public, this is our choice
   */
  static int nested(int ofGuest, int ofRoot, boolean modified) {
    if (ofGuest == UNSTATED) {
      return ofRoot;
    }
    if (!modified) {
      return ofGuest;
    }
    if (!isCached(ofGuest) || !isCached(ofRoot)) {
      return UNCACHED;
    }
    return Math.min(ofGuest, ofRoot);
  }
}
