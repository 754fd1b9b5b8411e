package org.vzlab.vp.image;

/** The tables of an image, in their order. docs/models/image.md has every word of them. */
public enum Table {
  /** The board the tables were made for, and its console. */
  BOARD(1, "board", 8),
  /** Constants of the timing model that the board file gives. */
  TIMING(2, "timing constants", 8),
  /** Options, entry and name of each guest, and where its tables are. */
  GUESTS(3, "guests", 24),
  /** The same of each thread of the hypervisor. */
  THREADS(4, "threads", 32),
  /** Nodes of the page trees. */
  PAGES(5, "page trees", 16),
  /** What of a guest's address space is not mapped but emulated. */
  WINDOWS(6, "windows", 24),
  /** Masks of each guest's own and emulated interrupts. */
  INTERRUPTS(7, "interrupt tables", 56),
  /** Registers that are written at the start, ended by a zero. */
  SETUP(8, "board set-up list", 4),
  /** Which bytes in flash are whose. */
  LOADS(9, "guests' bytes", 12),
  /** Which bytes in flash are copied into whose RAM. */
  DATA(10, "initialised data", 16),
  /** How the processor's time is divided. */
  SCHEDULE(11, "schedule", 20),
  /** Ways for messages from one guest to another. */
  MAILBOXES(12, "mailboxes", 36),
  /** Which guest watches which, and how. */
  SUPERVISIONS(13, "supervisions", 28),
  /** Names, each ended by a zero, and zeros up to a whole word. */
  NAMES(14, "names", 4);

  private final int number;
  private final String title;
  private final int entryBytes;

  Table(int number, String title, int entryBytes) {
    this.number = number;
    this.title = title;
    this.entryBytes = entryBytes;
  }

  /** Its number in the directory, where the first is 1. */
  int number() {
    return number;
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
