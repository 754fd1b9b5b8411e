package org.vzlab.vp.cost;

/**
 * How long the hypervisor is at most busy between looking at the clock and looking at it again, if
 * work that can wait is left for later: the sum of the longest paths of {@link Work}.
 *
 * @param tasks how many guests and threads there are
 * @param mailboxes how many mailboxes there are
 * @param supervisions how many supervised guests there are
 */
public record Overheads(int tasks, int mailboxes, int supervisions) {
  /** What the core takes itself for leaving and entering a guest, generously. */
  private static final int HARDWARE = 100;

  /** Entries of the root TLB, and of the guest TLB. */
  public static final int TLB_ENTRIES = 16;

  /** Lines of 16 bytes in 16 KB of instruction cache (DS60001320). */
  public static final int INSTRUCTION_LINES = 1024;

  /** Lines of 16 bytes in 4 KB of data cache (DS60001320). */
  public static final int DATA_LINES = 256;

  private static final int SHADOW_REGISTERS = 31;
  private static final int CYCLES_PER_MICROSECOND = 200;

  /** Characters that fit into a UART's FIFO (DS60001320, UART: 8 deep). */
  private static final int FIFO = 8;

  /** Words of the longest message of a mailbox. */
  private static final int MESSAGE_WORDS = 32;

  /** Tables on the way through a page tree: one for each two address bits at most. */
  private static final int TREE_LEVELS = 10;

  /** Without supervised guests. */
  public Overheads(int tasks, int mailboxes) {
    this(tasks, mailboxes, 0);
  }

  /** How many things may be due for guests by themselves, besides their timers. */
  public int notices() {
    return mailboxes + supervisions;
  }

  /** SYSCLK cycles from leaving a guest to entering the same one again, at most. */
  public int section() {
    return HARDWARE + exit() + decision();
  }

  /**
   * SYSCLK cycles from the timer's interrupt in one guest to the first instruction of another, at
   * most: what the hypervisor may be in the middle of, and the switch.
   */
  public int change() {
    return section()
        + HARDWARE
        + Work.INTERRUPT_EXIT.cycles()
        + Work.INTERRUPT.cycles()
        + processor()
        + SHADOW_REGISTERS * Work.SHADOW_REGISTER.cycles()
        + decision();
  }

  /**
   * SYSCLK cycles that it takes at most to clear away what the task before has left in caches, TLBs
   * and units, at the beginning of a window of a major frame.
   */
  public int emptying() {
    return INSTRUCTION_LINES * Work.EMPTY_INSTRUCTION_LINE.cycles()
        + DATA_LINES * Work.EMPTY_DATA_LINE.cycles()
        + TLB_ENTRIES * Work.EMPTY_ENTRY.cycles()
        + Work.FPU_SAVE.cycles()
        + Work.DSP_SAVE.cycles();
  }

  /** Microseconds that a window of a major frame needs for the hypervisor at its beginning. */
  public int switching() {
    return (change() + emptying() + CYCLES_PER_MICROSECOND - 1) / CYCLES_PER_MICROSECOND;
  }

  private int decision() {
    return tasks * Work.TIMER_MATCH.cycles()
        + mailboxes * Work.MAILBOX_NOTICE.cycles()
        + supervisions * (Work.HEARTBEAT_LATE.cycles() + Work.GUEST_FAILS.cycles())
        + Work.SCHEDULE.cycles()
        + Work.SOFTWARE_INTERRUPT.cycles()
        + Work.INJECT.cycles()
        + Work.ENTRY.cycles();
  }

  /** The processor's registers go from one guest to another. */
  private static int processor() {
    return Work.SWITCH.cycles() + 2 * TLB_ENTRIES * Work.WIRED_ENTRY.cycles();
  }

  /** What a supervisor's command takes: the processor is nobody's meanwhile. */
  private int supervision() {
    return supervisions == 0 ? 0 : Work.SUPERVISOR_COMMAND.cycles() + processor();
  }

  private int exit() {
    int console = (FIFO + 1) * Work.SEND.cycles();
    int message = Work.MAILBOX_SEND.cycles() + MESSAGE_WORDS * Work.MAILBOX_WORD.cycles();
    int device = Work.EMULATED_STORE.cycles() + Math.max(Math.max(console, message), supervision());
    int units =
        Work.FPU_SAVE.cycles()
            + Work.FPU_RESTORE.cycles()
            + Work.DSP_SAVE.cycles()
            + Work.DSP_RESTORE.cycles();
    int refill = Work.REFILL_MISS.cycles() + TREE_LEVELS * Work.REFILL_LEVEL.cycles();
    int failure = supervisions == 0 ? 0 : Work.GUEST_FAILS.cycles();
    return Work.EXIT.cycles() + refill + Math.max(device, units) + failure;
  }
}
