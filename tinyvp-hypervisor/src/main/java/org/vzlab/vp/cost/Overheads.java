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

  private static final int GUEST_TLB_ENTRIES = 16;
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

  /** Microseconds that a window of a major frame needs for the hypervisor at its beginning. */
  public int switching() {
    return (change() + CYCLES_PER_MICROSECOND - 1) / CYCLES_PER_MICROSECOND;
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
    return Work.SWITCH.cycles() + 2 * GUEST_TLB_ENTRIES * Work.WIRED_ENTRY.cycles();
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
