package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestAccess;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;

/** Who may execute what: the checks that privileged instructions share. */
final class PrivilegedAccess {
  private PrivilegedAccess() {}

  /** Whether coprocessor 0 is usable in the context that executes. */
  static boolean isCp0Usable(Hart hart) {
    if (hart.inDebugMode()) {
      return true;
    }
    int status = hart.context().get(Cp0Register.STATUS);
    return Status.isKernel(status) || (status & Status.CU0) != 0;
  }

  /** Coprocessor Unusable unless coprocessor 0 is usable. */
  static void requireCp0(Hart hart) throws GuestTrap {
    if (!isCp0Usable(hart)) {
      throw hart.traps.raiseUnusable(0);
    }
  }

  /** As {@link #requireCp0}; for a guest, GPSI unless root lets guests use CP0. */
  static void requirePrivilege(Hart hart) throws GuestTrap {
    requireCp0(hart);
    if (hart.inGuest() && !hart.root.has(Cp0Register.GUEST_CTL0, GuestCtl.CP0)) {
      throw hart.traps.raiseExit(GuestExit.GPSI);
    }
  }

  /** As {@link #requirePrivilege}; for a guest, GPSI if root keeps memory management. */
  static void requireTlb(Hart hart) throws GuestTrap {
    requirePrivilege(hart);
    if (hart.inGuest() && !GuestAccess.hasTlb(hart.root)) {
      throw hart.traps.raiseExit(GuestExit.GPSI);
    }
  }

  /** Root's own instruction: Coprocessor Unusable in user mode, Reserved Instruction in a guest. */
  static void requireRoot(Hart hart) throws GuestTrap {
    requireCp0(hart);
    if (hart.inGuest()) {
      throw hart.traps.raise(ExcCode.RI);
    }
  }

  /**
   * Reserved Instruction in a delay slot, for what returns from an exception. MD00086 calls that
   * UNPREDICTABLE; going where the branch goes, with the mode changed, would let a guest choose
   * where root executes.
   */
  static void requireOutsideDelaySlot(Hart hart) throws GuestTrap {
    if (hart.inDelaySlot) {
      throw hart.traps.raise(ExcCode.RI);
    }
  }

  /** The accessor that MFC0 and MTC0 are now. */
  static Accessor self(Hart hart) {
    return hart.inGuest() ? Accessor.GUEST : Accessor.ROOT;
  }
}
