package org.vzlab.vp.cost;

import org.vzlab.mips.port.RootWork;

/**
 * What the hypervisor does, as paths of instructions that were counted; docs/models/ledger.md has
 * them one by one. Where tinyVP's own assembly is public, they are counted in it, with what the
 * interlocks of the pipeline add. What tinyVP does in C is counted as the native hypervisor
 * (firmware/nano-hypervisor) executes it for the same work, instructions and cycles as the median
 * of the demo's.
 */
public enum Work implements RootWork {
  REFILL(
      36,
      42,
      Source.TINYVP,
      "tinyVP start.S, TLB_refill: the top of the tree, the leaf, TLBWR, ERET"),
  REFILL_MISS(
      37,
      43,
      Source.TINYVP,
      "tinyVP start.S, TLB_refill without a leaf: an invalid pair, then the general vector"),
  REFILL_LEVEL(
      18, 22, Source.TINYVP, "tinyVP start.S, parse_cpte: one table on the way through the tree"),
  EXIT(
      49,
      54,
      Source.TINYVP,
      "tinyVP start.S, EXC_entry to do_EXC(): CP0 registers, HI and LO into the guest's frame"),
  INTERRUPT_EXIT(31, 35, Source.TINYVP, "tinyVP start.S, IRQ_entry to do_IRQ(): fewer registers"),
  ENTRY(
      23,
      30,
      Source.TINYVP,
      "tinyVP start.S, IRQ_wait_exit: the frame back into the registers, ERET"),
  PRIVILEGED_READ(104, 108, Source.NANO, "nano, exit_handle(): MFC0 of a guest, up to its next PC"),
  PRIVILEGED_WRITE(96, 101, Source.NANO, "nano, exit_handle(): MTC0 of a guest, up to its next PC"),
  WAIT(175, 184, Source.NANO, "nano, exit_handle(): WAIT of a guest, up to its next PC"),
  HARDWARE_CHANGE(
      25, 26, Source.NANO, "nano, exit_handle(): a hardware field change, which needs nothing"),
  EMULATED_LOAD(
      212,
      221,
      Source.NANO,
      "nano, exit_handle(): a load from a device's window, up to the guest's next PC"),
  EMULATED_STORE(
      311,
      342,
      Source.NANO,
      "nano, exit_handle(): a store to a device's window, up to the guest's next PC"),
  INTERRUPT(
      14, 23, Source.NANO, "nano, serve_interrupt(): which interrupt it is, and the core timer's"),
  SEND(26, 42, Source.NANO, "nano, pump(): a character into the UART's FIFO"),
  TIMER_MATCH(93, 101, Source.NANO, "nano, timer_expire(): a guest's Compare has matched"),
  SCHEDULE(
      123,
      130,
      Source.NANO,
      "nano, main(), timer_expire(), timer_left(): whose turn it is, the next Compare"),
  INJECT(
      114,
      123,
      Source.NANO,
      "nano, guest_present_interrupt(): the interrupt to present, GuestCtl2, GuestCtl0Ext"),
  SWITCH(
      230,
      387,
      Source.NANO,
      "nano, guest_select(): CP0 saved and restored, LLbit cleared by an errand of guest 7"),
  WIRED_ENTRY(
      30, 46, Source.WRITTEN, "written out: a wired entry of the guest TLB on a switch, both ways"),
  FPU_SAVE(
      40, 42, Source.TINYVP, "tinyVP start.S, _save_fpu_regs: 32 registers of 64 bits, and FCSR"),
  FPU_RESTORE(41, 44, Source.TINYVP, "tinyVP start.S, _restore_fpu_regs: the same of the next"),
  DSP_SAVE(
      20, 22, Source.TINYVP, "tinyVP start.S, _save_dsp_regs: accumulators 1 to 3, DSPControl"),
  DSP_RESTORE(20, 28, Source.TINYVP, "tinyVP start.S, _restore_dsp_regs: the same of the next"),
  SHADOW_REGISTER(
      4,
      5,
      Source.WRITTEN,
      "written out: a register of a shadow set that changes hands, both ways"),
  SOFTWARE_INTERRUPT(
      8,
      11,
      Source.WRITTEN,
      "written out: a look at Guest.Cause.IP0 and IP1, into the guest's IFS0"),
  MAILBOX_SEND(
      44,
      51,
      Source.WRITTEN,
      "written out: a message's number and place, the receiver's interrupt"),
  MAILBOX_WORD(5, 5, Source.WRITTEN, "written out: a word of a message copied"),
  MAILBOX_TAKE(
      36, 41, Source.WRITTEN, "written out: the oldest message taken away, the sender notices"),
  MAILBOX_NOTICE(26, 30, Source.WRITTEN, "written out: the sender notices room when it is time"),
  HEARTBEAT(
      19, 19, Source.WRITTEN, "written out: a token of a supervised guest, and its next deadline"),
  HEARTBEAT_LATE(9, 9, Source.WRITTEN, "written out: whether a heartbeat is late"),
  GUEST_FAILS(
      22,
      25,
      Source.WRITTEN,
      "written out: a supervised guest has failed, its supervisor's interrupt"),
  SUPERVISOR_COMMAND(
      29, 31, Source.WRITTEN, "written out: whether a restart is within the limit, and its place"),
  HOLD(1, 1, Source.WRITTEN, "written out: a cycle of a loop and nops until an exact cycle"),
  EMPTY_INSTRUCTION_LINE(
      3,
      5,
      Source.WRITTEN,
      "written out: a line of the instruction cache given up at the beginning of a window"),
  EMPTY_DATA_LINE(
      3,
      11,
      Source.WRITTEN,
      "written out: a line of the data cache written back and given up at the same time"),
  EMPTY_ENTRY(7, 9, Source.WRITTEN, "written out: an entry of both TLBs given up at the same time"),
  DISCARD_LINE(
      4,
      8,
      Source.WRITTEN,
      "written out: a line of a task's RAM dropped from both caches before a restart"),
  CLEAR_WORD(4, 4, Source.TINYVP, "tinyVP start.S, _bzero: one word of memory cleared"),
  COPY_WORD(
      5, 5, Source.WRITTEN, "written out: a word of initialised data from flash into a task's RAM"),
  PRINT(
      47,
      55,
      Source.NANO,
      "nano, say(): a character of a line into the console's ring, without formatting"),
  BOOT(
      21_047,
      27_500,
      Source.NANO,
      "nano, from its entry to its first guest, without clearing the guests' RAM");

  /** Whose instructions were counted. */
  public enum Source {
    /** The public assembly of tinyVP. */
    TINYVP,
    /** firmware/nano-hypervisor, executed. */
    NANO,
    /** A sequence written out in docs/models/ledger.md. */
    WRITTEN
  }

  private final int instructions;
  private final int cycles;
  private final Source source;
  private final String why;

  Work(int instructions, int cycles, Source source, String why) {
    this.instructions = instructions;
    this.cycles = cycles;
    this.source = source;
    this.why = why;
  }

  @Override
  public int instructions() {
    return instructions;
  }

  @Override
  public int cycles() {
    return cycles;
  }

  @Override
  public String why() {
    return why;
  }

  @Override
  public boolean switchesGuest() {
    return this == SWITCH;
  }

  @Override
  public boolean entersGuest() {
    return this == ENTRY;
  }

  /** Whose instructions were counted. */
  public Source source() {
    return source;
  }
}
