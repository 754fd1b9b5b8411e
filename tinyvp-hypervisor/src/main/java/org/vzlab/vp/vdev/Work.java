package org.vzlab.vp.vdev;

/**
 * What the hypervisor's work costs, in SYSCLK cycles. Estimates, not measurements: instruction
 * counts of code that does the same work on this core, at one cycle each, with the flush of the
 * five-stage pipeline at exception and ERET and about eight cycles for a load from the peripheral
 * bus.
 */
public enum Work {
  /** From the guest's instruction to the handler: flush, saving of a frame, dispatch. */
  EXIT(90),
  /** Back into a guest: restoring of the frame, ERET. */
  ENTRY(60),
  /** The refill: a walk of the page tree, three CP0 writes, TLBWR. */
  REFILL(40),
  /** Decoding a load or store, finding its window, carrying it out. */
  EMULATED_ACCESS(160),
  /** Decoding and carrying out a privileged instruction. */
  PRIVILEGED(70),
  /** Saving one guest's CP0 context, restoring another's, clearing the LLbit. */
  SWITCH(420),
  /** One wired guest TLB entry on a switch, both ways. */
  WIRED_ENTRY(40),
  /** Serving an interrupt of the root. */
  INTERRUPT(120),
  /** Presenting an interrupt to a guest, or withdrawing it. */
  INJECT(50),
  /** One word of memory cleared. */
  CLEAR_WORD(2),
  /** One line put into the console's ring. */
  PRINT(1500),
  /** The set-up of processor and board, up to the first guest. */
  BOOT(40_000);

  private final int cycles;

  Work(int cycles) {
    this.cycles = cycles;
  }

  public int cycles() {
    return cycles;
  }
}
