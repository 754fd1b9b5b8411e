package org.vzlab.vp.vdev;

import org.vzlab.mips.port.RootWork;

/**
 * What the hypervisor does, as paths of instructions that were counted; docs/models/ledger.md has
 * them one by one. Where tinyVP's own assembly is public, they are counted in it, with what the
 * interlocks of the pipeline add. What tinyVP does in C is counted as the native hypervisor
 * (firmware/nano-hypervisor) executes it for the same work, instructions and cycles as the median
 * of the demo's.
 */
public enum Work implements RootWork {
  /** tinyVP start.S, TLB_refill: the top of the tree, the leaf, TLBWR, ERET. */
  REFILL(36, 42, Source.TINYVP),
  /** The same without a leaf: an invalid pair is written, then on to the general vector. */
  REFILL_MISS(37, 43, Source.TINYVP),
  /** tinyVP start.S, parse_cpte: one table on the way through the tree. */
  REFILL_LEVEL(18, 22, Source.TINYVP),
  /** tinyVP start.S, EXC_entry to do_EXC(): CP0 registers, HI and LO into the guest's frame. */
  EXIT(49, 54, Source.TINYVP),
  /** tinyVP start.S, IRQ_entry to do_IRQ(): fewer of them. */
  INTERRUPT_EXIT(31, 35, Source.TINYVP),
  /** tinyVP start.S, IRQ_wait_exit: the frame back into the registers, ERET. */
  ENTRY(23, 30, Source.TINYVP),
  /** nano, exit_handle(): MFC0 of a guest, up to its next PC. */
  PRIVILEGED_READ(104, 108, Source.NANO),
  /** nano, exit_handle(): MTC0 of a guest, up to its next PC. */
  PRIVILEGED_WRITE(96, 101, Source.NANO),
  /** nano, exit_handle(): WAIT of a guest, up to its next PC. */
  WAIT(175, 184, Source.NANO),
  /** nano, exit_handle(): a hardware field change, which needs nothing. */
  HARDWARE_CHANGE(25, 26, Source.NANO),
  /** nano, exit_handle(): a load from a device's window, up to the guest's next PC. */
  EMULATED_LOAD(212, 221, Source.NANO),
  /** nano, exit_handle(): a store to one. */
  EMULATED_STORE(311, 342, Source.NANO),
  /** nano, serve_interrupt(): which interrupt it is, and the core timer's. */
  INTERRUPT(14, 23, Source.NANO),
  /** nano, pump(): a character into the UART's FIFO. */
  SEND(26, 42, Source.NANO),
  /** nano, timer_expire(): a guest's Compare has matched. */
  TIMER_MATCH(93, 101, Source.NANO),
  /** nano, main() with timer_expire() and timer_left(): whose turn it is, and the next Compare. */
  SCHEDULE(123, 130, Source.NANO),
  /** nano, guest_present_interrupt(): the interrupt to present, GuestCtl2, GuestCtl0Ext. */
  INJECT(114, 123, Source.NANO),
  /**
   * nano, guest_select(): one guest's CP0 saved, the LLbit cleared by an errand of guest 7, with
   * the exceptions of that, another guest's CP0 restored.
   */
  SWITCH(230, 387, Source.NANO),
  /** One wired guest TLB entry on a switch, both ways. */
  WIRED_ENTRY(30, 46, Source.WRITTEN),
  /** tinyVP start.S, _save_fpu_regs: 32 registers of 64 bits, and FCSR. */
  FPU_SAVE(40, 42, Source.TINYVP),
  /** tinyVP start.S, _restore_fpu_regs. */
  FPU_RESTORE(41, 44, Source.TINYVP),
  /** tinyVP start.S, _save_dsp_regs: accumulators 1 to 3, and DSPControl. */
  DSP_SAVE(20, 22, Source.TINYVP),
  /** tinyVP start.S, _restore_dsp_regs. */
  DSP_RESTORE(20, 28, Source.TINYVP),
  /** One register of a shadow set that changes hands, both ways. */
  SHADOW_REGISTER(4, 5, Source.WRITTEN),
  /** tinyVP start.S, _bzero: one word of memory cleared. */
  CLEAR_WORD(4, 4, Source.TINYVP),
  /** nano, say(): a character of a line into the console's ring; formatting is not counted. */
  PRINT(47, 55, Source.NANO),
  /** nano, from its entry to its first guest, without the clearing of the guests' RAM. */
  BOOT(21_047, 27_500, Source.NANO);

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

  Work(int instructions, int cycles, Source source) {
    this.instructions = instructions;
    this.cycles = cycles;
    this.source = source;
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
  public boolean entersGuest() {
    return this == ENTRY;
  }

  /** Whose instructions were counted. */
  public Source source() {
    return source;
  }
}
