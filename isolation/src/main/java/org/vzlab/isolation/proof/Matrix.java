package org.vzlab.isolation.proof;

import java.util.List;

/**
 * Guests and threads against what there is on a board. Addresses are physical, 0 to 2^32 - 1.
 *
 * @param tasks the columns
 * @param rows in the order of their sections and addresses
 * @param unreached blocks of registers that no guest and no user thread reaches in any way
 */
public record Matrix(List<Column> tasks, List<Row> rows, List<String> unreached) {
  /** The cell of who does not reach something. */
  public static final Cell NONE = new Cell(".", List.of());

  /** What a row is about. */
  public enum Section {
    /** Flash and RAM, as processor and hypervisor reach it. */
    MEMORY,
    /** Registers, as processor and hypervisor reach them. */
    DEVICE,
    /** What bus masters reach. */
    DMA,
    /** Interrupts that a guest gets. */
    INTERRUPT,
    /** Mailboxes and supervisions: what goes from one guest to another. */
    FLOW
  }

  /** Whether several tasks reach memory or registers themselves. */
  public enum Sharing {
    /** One at most. */
    NONE,
    /** Several, and nobody can write. */
    READ,
    /** Several, and somebody can write. */
    WRITTEN
  }

  /**
   * A guest or thread.
   *
   * @param title {@code guest 1}
   * @param name of its program
   * @param kernel whether it is a part of the hypervisor, which reaches everything
   */
  public record Column(int id, String title, String name, boolean kernel) {}

  /**
   * Something to reach.
   *
   * @param name what it is
   * @param first its first address, or its number for an interrupt
   * @param size bytes; 1 for what has no addresses
   * @param cells one for each task
   */
  public record Row(
      Section section, String name, long first, long size, List<Cell> cells, Sharing sharing) {}

  /**
   * What a task can do.
   *
   * @param text {@code rwx} with a minus for what it cannot do, if the TLB maps it; {@code h rw} if
   *     the hypervisor accesses the real thing for it; {@code e rw} if it is emulated; {@code own}
   *     and {@code e} for interrupts; a point if it reaches nothing
   * @param causes the entries of tables that let it
   */
  public record Cell(String text, List<String> causes) {
    /** Whether there is nothing that the task can do. */
    public boolean isNone() {
      return causes.isEmpty();
    }
  }
}
