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
   * @param modified whether root's modifies the guest's (GuestCtl0Ext.NCC = 1): it counts instead
   *     of the guest's then. The rule is not public. tinyVP sets NCC, gives each region of a guest
   *     an attribute in root's TLB, cached unless said otherwise, and ignores what a guest writes
   *     to Config.K0, which is uncached after reset: its attributes could have no effect otherwise
   */
  static int nested(int ofGuest, int ofRoot, boolean modified) {
    return modified || ofGuest == UNSTATED ? ofRoot : ofGuest;
  }
}
