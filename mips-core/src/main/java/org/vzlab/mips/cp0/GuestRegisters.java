package org.vzlab.mips.cp0;

import static org.vzlab.mips.cp0.Cp0Field.fixed;
import static org.vzlab.mips.cp0.Cp0Field.hardware;
import static org.vzlab.mips.cp0.Cp0Field.writable;
import static org.vzlab.mips.cp0.Cp0Spec.rootOnly;

/** The fields of the registers by which root rules guests (MD00847; GuestCtl2 in its EIC form). */
final class GuestRegisters {
  static final Cp0Spec GUEST_CTL0 =
      rootOnly("guest mode, and what guests may do")
          .effect(Effect.MODE)
          .has(
              writable("GM", 31, "guest mode, unless Status.EXL, Status.ERL or Debug.DM is set"),
              writable("RI", 30, "a guest's Reserved Instruction is root's (GRR)"),
              writable("MC", 29, "changes of the guest's mode are GSFC or GHFC"),
              writable("CP0", 28, "guests may use CP0; 0: every privileged instruction is GPSI"),
              writable("AT", 27, 26, "3: the guest manages its TLB; 1: root does it for the guest")
                  .reset(3)
                  .accepts(1, 3),
              writable("GT", 25, "guests may read Count and use Compare"),
              writable("CG", 24, "guests may use hit operations of CACHE"),
              writable("CF", 23, "guests may write Config to Config5"),
              fixed("G1", 22, "GuestCtl1 exists").reset(1),
              fixed("Impl", 21, 20, "of the implementation: nothing"),
              fixed("G0E", 19, "GuestCtl0Ext exists").reset(1),
              fixed("PT", 18, "PIP routes interrupts: not with an external interrupt controller"),
              writable("PIP", 17, 10, "interrupt lines that are the guest's").unmodelled(),
              fixed("RAD", 9, "0: GuestID, not root's ASID, tells guests apart"),
              fixed("DRG", 8, "root's data accesses in a guest's address space: not there"),
              fixed("G2", 7, "GuestCtl2 exists").reset(1),
              hardware(
                  "GExcCode",
                  6,
                  2,
                  "why a guest was left last: 0 GPSI, 1 GSFC, 2 HC, 3 GRR, 9 GHFC, 10 GPA"),
              writable("SFC2", 1, "as SFC1 for Status.CU2, which the core has not"),
              writable("SFC1", 0, "a guest's change of Status.CU1 is no GSFC"));

  static final Cp0Spec GUEST_CTL0_EXT =
      rootOnly("more of what guests may do")
          .has(
              fixed("RPW", 9, 8, "page walks: the core has none"),
              writable(
                  "NCC",
                  7,
                  6,
                  "how guests' cache attributes count: 0 by themselves, else modified by root's"),
              writable("CGI", 4, "with CG, guests may invalidate caches by index"),
              writable("FCD", 3, "no GSFC and no GHFC"),
              writable("OG", 2, "UserLocal, HWREna, LLAddr and KScratch of guests are GPSI"),
              writable("BG", 1, "BadVAddr, BadInstr and BadInstrP of guests are GPSI"),
              writable("MG", 0, "MMU registers and TLB instructions of guests are GPSI"));

  static final Cp0Spec GUEST_CTL1 =
      rootOnly("which guest")
          .effect(Effect.MODE)
          .has(
              fixed("EID", 31, 24, "the guest of an external interrupt: not there"),
              writable("RID", 18, 16, "the guest that root's TLB instructions work for")
                  .setByHardware(),
              writable("ID", 2, 0, "the guest that executes"));

  static final Cp0Spec GUEST_CTL2 =
      rootOnly("an interrupt for the guest")
          .effect(Effect.MODE)
          .has(
              writable(
                      "GRIPL", 31, 24, "level of the guest's interrupt; taking it clears the field")
                  .setByHardware(),
              writable("GEICSS", 21, 18, "register set of that interrupt"),
              writable("GVEC", 15, 0, "its vector's offset from Guest.EBase, in bytes"));

  static final Cp0Spec GUEST_CTL3 =
      rootOnly("the guest's register sets")
          .effect(Effect.MODE)
          .has(writable("GLSS", 3, 0, "register set that is the guest's set 0"));

  static final Cp0Spec GT_OFFSET =
      rootOnly("the guest's time")
          .effect(Effect.GT_OFFSET)
          .has(writable("GTOffset", 31, 0, "Guest.Count is Count plus this"));

  private GuestRegisters() {}
}
