package org.vzlab.vp.image;

/** The tables of an image, in their order. docs/models/image.md has every word of them. */
public enum Table {
  /** The board the tables were made for, and its console. */
  BOARD("board", 8),
  /** Constants of the timing model that the board file gives. */
  TIMING("timing constants", 8),
  /** Options, entry and name of each guest, and where its tables are. */
  GUESTS("guests", 24),
  /** The same of each thread of the hypervisor. */
  THREADS("threads", 24),
  /** Nodes of the page trees. */
  PAGES("page trees", 16),
  /** What of a guest's address space is not mapped but emulated. */
  WINDOWS("windows", 24),
  /** Masks of each guest's own and emulated interrupts. */
  INTERRUPTS("interrupt tables", 56),
  /** Registers that are written at the start, ended by a zero. */
  SETUP("board set-up list", 4),
  /** Which bytes in flash are whose. */
  LOADS("guests' bytes", 12),
  /** Names, each ended by a zero, and zeros up to a whole word. */
  NAMES("names", 4);

  private final String title;
  private final int entryBytes;

  Table(String title, int entryBytes) {
    this.title = title;
    this.entryBytes = entryBytes;
  }

  /** What messages call it. */
  public String title() {
    return title;
  }

  /** Bytes of an entry. */
  int entryBytes() {
    return entryBytes;
  }
}
