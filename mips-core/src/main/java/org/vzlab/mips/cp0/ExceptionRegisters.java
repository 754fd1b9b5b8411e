package org.vzlab.mips.cp0;

import static org.vzlab.mips.cp0.Cp0Field.fixed;
import static org.vzlab.mips.cp0.Cp0Field.hardware;
import static org.vzlab.mips.cp0.Cp0Field.writable;
import static org.vzlab.mips.cp0.Cp0Spec.own;
import static org.vzlab.mips.cp0.Cp0Spec.ruled;

/**
 * The fields of the registers of modes, exceptions, interrupts and time (MD00091; the prologue
 * fields of IntCtl: MD00641).
 */
final class ExceptionRegisters {
  static final Cp0Spec USER_LOCAL =
      own("thread-local data")
          .group(GuestGroup.OTHER)
          .has(writable("UserLocal", 31, 0, "software's; user mode reads it by RDHWR $29"));

  static final Cp0Spec HWRENA =
      own("what RDHWR tells user mode")
          .group(GuestGroup.OTHER)
          .has(
              writable("ULR", 29, "user mode may read UserLocal"),
              writable("CCRes", 3, "user mode may read the cycles in a step of Count"),
              writable("CC", 2, "user mode may read Count"),
              writable("SYNCI_Step", 1, "user mode may read the length of a cache line"),
              writable("CPUNum", 0, "user mode may read EBase.CPUNum"));

  static final Cp0Spec BAD_VADDR =
      own("the address that raised the exception")
          .group(GuestGroup.BAD)
          .has(
              hardware(
                  "BadVAddr",
                  31,
                  0,
                  "the address of the last address error or TLB exception; in root, if a guest's"
                      + " access has met it, the guest physical address"));

  static final Cp0Spec BAD_INSTR =
      own("the instruction that raised the exception")
          .group(GuestGroup.BAD)
          .has(hardware("BadInstr", 31, 0, "the instruction that raised the last exception"));

  static final Cp0Spec BAD_INSTR_P =
      own("the branch before it")
          .group(GuestGroup.BAD)
          .has(hardware("BadInstrP", 31, 0, "the branch, if that stood in a delay slot"));

  static final Cp0Spec COUNT =
      ruled(GuestRule.COUNT, "time")
          .effect(Effect.COUNT)
          .has(
              writable(
                      "Count",
                      31,
                      0,
                      "time in steps of two SYSCLK cycles; a guest's is GTOffset more")
                  .setByHardware()
                  .notRestorable());

  static final Cp0Spec COMPARE =
      ruled(GuestRule.TIMER, "the timer")
          .effect(Effect.COMPARE)
          .has(
              writable(
                  "Compare", 31, 0, "Cause.TI is set when Count gets there; a write clears it"));

  static final Cp0Spec STATUS =
      own("modes, units and interrupt enables")
          .effect(Effect.MODE)
          .has(
              writable("CU1", 29, "the FPU is usable").gsfcUnlessSfc1(),
              writable("CU0", 28, "CP0 is usable in user mode"),
              writable("RP", 27, "reduced power: stored").gsfc(),
              writable("FR", 26, "32 FPU registers of 64 bits").gsfc(),
              writable("RE", 25, "reverse endianness in user mode").unmodelled(),
              writable("MX", 24, "the DSP module is usable").gsfc(),
              writable("BEV", 22, "vectors are those of the boot flash, not of EBase")
                  .setByHardware()
                  .reset(1)
                  .gsfc(),
              writable("TS", 21, "machine check: two TLB entries would match")
                  .setByHardware()
                  .clearOnly()
                  .gsfc(),
              writable("SR", 20, "the reset vector was entered by a soft reset: never")
                  .clearOnly()
                  .gsfc(),
              writable("NMI", 19, "the reset vector was entered by NMI")
                  .setByHardware()
                  .clearOnly()
                  .gsfc(),
              writable("IPL", 16, 10, "interrupts of this level and below have to wait")
                  .and(18, 18)
                  .setByHardware(),
              writable("IM", 9, 8, "stored; takes no part with an external interrupt controller"),
              writable("UM", 4, "user mode, unless EXL or ERL is set").setByHardware().gsfcWithMc(),
              writable("ERL", 2, "error level: kernel mode, no interrupts, useg not mapped")
                  .reset(1)
                  .setByHardware(),
              writable("EXL", 1, "exception level: kernel mode, no interrupts")
                  .setByHardware()
                  .gsfcWithMc()
                  .ghfcWithMc(),
              writable("IE", 0, "interrupts are enabled"));

  static final Cp0Spec INT_CTL =
      own("vector spacing, automatic prologues")
          .has(
              writable("PF", 22, "vector prefetch: takes no time here"),
              writable("ICE", 21, "IRET goes on with the next interrupt"),
              writable("StkDec", 20, 16, "words that the prologue moves $29 by, at least 3"),
              writable("ClrEXL", 15, "the prologue clears Status.EXL, ERL and UM"),
              writable("APE", 14, "automatic prologue and epilogue"),
              writable("UseKStk", 13, "the prologue uses $29 of the handler's own register set"),
              writable("VS", 9, 5, "0: all interrupts share a vector; else the controller's offset")
                  .gsfc());

  static final Cp0Spec SRS_CTL =
      ruled(GuestRule.HIDDEN, "shadow register sets")
          .effect(Effect.MODE)
          .has(
              fixed("HSS", 29, 26, "highest register set; a guest's is what root gives it")
                  .reset(7)
                  .guestReset(0)
                  .restorable(),
              hardware("EICSS", 21, 18, "set that the interrupt controller asks for"),
              writable("ESS", 15, 12, "set of exception handlers"),
              writable("PSS", 9, 6, "previous set, which RDPGPR and WRPGPR work on")
                  .setByHardware(),
              hardware("CSS", 3, 0, "current set; a guest's count from GuestCtl3.GLSS"));

  static final Cp0Spec SRS_MAP =
      ruled(GuestRule.HIDDEN, "register sets of vectors 0 to 7")
          .has(
              ssv(7, 28),
              ssv(6, 24),
              ssv(5, 20),
              ssv(4, 16),
              ssv(3, 12),
              ssv(2, 8),
              ssv(1, 4),
              ssv(0, 0));

  static final Cp0Spec SRS_MAP2 =
      ruled(GuestRule.HIDDEN, "register sets of vectors 8 and 9").has(ssv(9, 4), ssv(8, 0));

  static final Cp0Spec VIEW_IPL =
      own("Status.IPL in one piece")
          .effect(Effect.VIEW_IPL)
          .has(writable("IPL", 9, 2, "as in Status").setByHardware());

  static final Cp0Spec CAUSE =
      own("what the exception was")
          .effect(Effect.CAUSE)
          .has(
              hardware("BD", 31, "EPC is a branch and the instruction stands in its delay slot"),
              hardware("TI", 30, "Count has reached Compare"),
              hardware("CE", 29, 28, "the unit that a CpU exception is about"),
              writable("DC", 27, "Count of root stands still").gsfc(),
              fixed("PCI", 26, "a performance counter asks for an interrupt").setByHardware(),
              hardware("IC", 25, "the last IRET has gone on with another interrupt"),
              hardware("AP", 24, "an automatic prologue has met the last exception"),
              writable("IV", 23, "interrupts have a vector of their own, not the general one")
                  .gsfc(),
              writable("WP", 22, "a watch exception waits until EXL and ERL are clear")
                  .setByHardware()
                  .clearOnly(),
              fixed("FDCI", 21, "the fast debug channel asks for an interrupt: never"),
              hardware("RIPL", 17, 10, "level of the interrupt taken last"),
              writable("IP1", 9, "software interrupt 1"),
              writable("IP0", 8, "software interrupt 0"),
              hardware("ExcCode", 6, 2, "what the last exception was"));

  static final Cp0Spec VIEW_RIPL =
      own("Cause.RIPL and IP in one piece")
          .effect(Effect.VIEW_RIPL)
          .has(
              fixed("RIPL", 9, 2, "as in Cause").setByHardware(),
              writable("IP1", 1, "as in Cause"),
              writable("IP0", 0, "as in Cause"));

  static final Cp0Spec NESTED_EXC =
      own("Status before the exception")
          .has(
              writable("ERL", 2, "Status.ERL before the last exception").setByHardware(),
              writable("EXL", 1, "Status.EXL before the last exception").setByHardware());

  static final Cp0Spec EPC =
      own("where the exception was")
          .has(writable("EPC", 31, 0, "where ERET goes on; bit 0 is the ISA mode").setByHardware());

  static final Cp0Spec NESTED_EPC =
      own("where the nested exception was")
          .has(
              writable("NestedEPC", 31, 0, "as EPC, written with Status.EXL set too")
                  .setByHardware());

  static final Cp0Spec EBASE =
      own("where vectors are")
          .has(
              fixed("1", 31, "the base lies in kseg0 or kseg1").reset(1),
              writable("ExBase", 29, 12, "the base of vectors with Status.BEV = 0"),
              fixed("CPUNum", 9, 0, "number of the processor"));

  static final Cp0Spec ERROR_EPC =
      own("where NMI or reset was")
          .has(
              writable("ErrorEPC", 31, 0, "where ERET goes on with Status.ERL set")
                  .setByHardware());

  static final Cp0Spec KSCRATCH =
      own("scratch of handlers")
          .group(GuestGroup.OTHER)
          .has(writable("KScratch", 31, 0, "software's"));

  private ExceptionRegisters() {}

  private static Cp0Field ssv(int vector, int low) {
    return writable(
        "SSV" + vector,
        low + 3,
        low,
        "set of vector " + vector + "; takes no part with an external interrupt controller");
  }
}
