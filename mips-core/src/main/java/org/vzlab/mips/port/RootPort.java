package org.vzlab.mips.port;

import org.vzlab.mips.cp0.Cp0Register;

/**
 * Exactly what root-mode software can do: everything here is one or two instructions of a real
 * hypervisor, with the effect those instructions have. No call costs time by itself; the caller
 * says what its work costs with {@link #charge}.
 */
public interface RootPort {
  /** MFC0 in root mode. */
  int cp0(Cp0Register register);

  /** MTC0 in root mode. */
  void cp0(Cp0Register register, int value);

  /** MFGC0. */
  int guestCp0(Cp0Register register);

  /** MTGC0. */
  void guestCp0(Cp0Register register, int value);

  /** RDPGPR: a register of the shadow set SRSCtl.PSS. */
  int previousGpr(int number);

  /** WRPGPR: sets a register of the shadow set SRSCtl.PSS. */
  void previousGpr(int number, int value);

  /** MFHI: there is one HI, for root and all guests. */
  int hi();

  /** MTHI. */
  void hi(int value);

  /** MFLO: there is one LO, for root and all guests. */
  int lo();

  /** MTLO. */
  void lo(int value);

  /**
   * SDC1 with Status.FR = 1: an FPU register of 64 bits.
   *
   * @throws IllegalStateException if Status.CU1 or FR is 0
   */
  long fpr(int number);

  /**
   * LDC1 with Status.FR = 1.
   *
   * @throws IllegalStateException if Status.CU1 or FR is 0
   */
  void fpr(int number, long value);

  /**
   * CFC1 of FCSR.
   *
   * @throws IllegalStateException if Status.CU1 is 0
   */
  int fcsr();

  /**
   * CTC1 of FCSR. A Cause bit that is enabled raises Floating Point Exception behind the write
   * (MD00086 "CTC1"); software that restores a context takes it and goes on behind the instruction,
   * as Linux does for its guests (arch/mips/kvm/fpu.S).
   *
   * @throws IllegalStateException if Status.CU1 is 0
   */
  void fcsr(int value);

  /**
   * MFHI and MFLO of an accumulator of the DSP, 1 to 3: HI in the upper word.
   *
   * @throws IllegalStateException if Status.MX is 0
   */
  long accumulator(int number);

  /**
   * MTHI and MTLO of an accumulator of the DSP, 1 to 3.
   *
   * @throws IllegalStateException if Status.MX is 0
   */
  void accumulator(int number, long value);

  /**
   * RDDSP of all fields.
   *
   * @throws IllegalStateException if Status.MX is 0
   */
  int dspControl();

  /**
   * WRDSP of all fields.
   *
   * @throws IllegalStateException if Status.MX is 0
   */
  void dspControl(int value);

  /**
   * TLBWR.
   *
   * @throws IllegalStateException for a machine check: another entry would match the same addresses
   */
  void tlbwr();

  /**
   * TLBWI.
   *
   * @throws IllegalStateException as {@link #tlbwr}
   */
  void tlbwi();

  /** TLBP. */
  void tlbp();

  /** TLBR. */
  void tlbr();

  /** TLBGR. */
  void tlbgr();

  /** TLBGWI. */
  void tlbgwi();

  /**
   * LB, LH or LW (by size, zero-extended) at a physical address, through KSEG1: past the caches.
   */
  int load(int physicalAddress, int size);

  /** SB, SH or SW at a physical address, through KSEG1: past the caches. */
  void store(int physicalAddress, int size, int value);

  /**
   * CACHE, Hit Invalidate of both primary caches (MD00086): the line of a physical address of
   * memory is dropped, and so is what was stored into it and is not in memory yet.
   */
  void discardLine(int physicalAddress);

  /**
   * CACHE, Index Invalidate of the primary instruction cache or Index Writeback Invalidate of the
   * primary data cache (MD00086): a line that the address selects is given up.
   *
   * @param address in KSEG0, so that nothing is translated
   */
  void giveUpLine(boolean data, int address);

  /** ERET: leaves exception level, and enters the guest if GuestCtl0.GM is set. */
  void eret();

  /**
   * ERET to code: root mode goes on with the instructions at EPC, instead of with {@link
   * RootSoftware#run}, until the next exception, debug exception, reset or NMI of root.
   *
   * @param thread whose code it is, 0 to 255: what it uses is accounted to that thread
   * @throws IllegalStateException if that leads into a guest or leaves the processor at exception
   *     level
   */
  void eretToCode(int thread);

  /** DERET: leaves debug mode. */
  void deret();

  /**
   * WAIT: nothing happens until an enabled interrupt is requested, whether or not Status.IE is set.
   */
  void await();

  /** LLbit of the guest is cleared, as an ERET executed in guest mode does. */
  void clearGuestLlbit();

  /** A piece of the software's work takes its time. */
  default void charge(RootWork work) {
    charge(work, 1);
  }

  /**
   * Pieces of the software's work take their time: an instruction a cycle, or what the instructions
   * take if the timing model is approximate.
   *
   * @param times how many of them, one after another
   */
  void charge(RootWork work, int times);

  /** Board time in SYSCLK cycles. */
  long now();
}
