package org.vzlab.vp.exit;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;

/**
 * GSFC, a guest's change of fields that software may have to know of (MD00847). It happens only
 * while an interrupt is presented to the guest and GuestCtl0Ext.FCD is 0; the write is carried out
 * here, without the fields that are the root's.
 */
final class FieldChange {
  private static final int COP0_MTC0 = 0x10 << 5 | 4;

  /** CU3, CU2, SR, NMI: no guest has them. */
  private static final int STATUS_REFUSED = 0xC0180000;

  /** DC, IV, WP, IP1, IP0: what a guest may write of Cause. */
  private static final int CAUSE_WRITABLE = 0x08C00300;

  /** IntCtl.VS. */
  private static final int INT_CTL_WRITABLE = 0x000003E0;

  private FieldChange() {}

  static Outcome emulate(Exit exit) {
    RootPort port = exit.port();
    port.charge(Work.PRIVILEGED_WRITE);
    int instruction = exit.instruction();
    int value = exit.gpr((instruction >> 16) & 31);
    int key = ((instruction >> 11) & 31) << 3 | (instruction & 7);
    if (instruction >>> 21 != COP0_MTC0) {
      return unknown(exit);
    }
    switch (key) {
      case 12 << 3 -> port.guestCp0(Cp0Register.STATUS, value & ~STATUS_REFUSED);
      case 12 << 3 | 1 -> change(port, Cp0Register.INT_CTL, value, INT_CTL_WRITABLE);
      case 13 << 3 -> change(port, Cp0Register.CAUSE, value, CAUSE_WRITABLE);
      case 5 << 3 | 1 -> port.guestCp0(Cp0Register.PAGE_GRAIN, value);
      case 16 << 3 | 5 -> port.guestCp0(Cp0Register.CONFIG5, value);
      default -> {
        return unknown(exit);
      }
    }
    return Outcome.SKIP;
  }

  private static void change(RootPort port, Cp0Register register, int value, int writable) {
    port.guestCp0(register, (port.guestCp0(register) & ~writable) | (value & writable));
  }

  private static Outcome unknown(Exit exit) {
    return new Outcome.StopGuest(String.format("Unknown GSFC: instruction %08x", exit.badInstr()));
  }
}
