package org.vzlab.vp.exit;

/**
 * Why a guest or a thread of the hypervisor has left for the root: Cause.ExcCode, for guest exits
 * GuestCtl0.GExcCode (MD00847).
 */
public enum ExitReason {
  INTERRUPT,
  /** A store to a page whose D bit is 0. */
  TLB_MODIFIED,
  /** TLBL: no valid entry for a load or fetch. */
  TLB_LOAD,
  /** TLBS: no valid entry for a store. */
  TLB_STORE,
  /** AdEL, in a thread: a misaligned load or fetch, or one of what its mode does not reach. */
  ADDRESS_LOAD,
  /** AdES, in a thread. */
  ADDRESS_STORE,
  BUS_ERROR,
  /** SYSCALL of a thread. */
  SYSCALL,
  COPROCESSOR_UNUSABLE,
  READ_INHIBIT,
  EXECUTE_INHIBIT,
  DSP_DISABLED,
  GPSI,
  GSFC,
  HYPERCALL,
  GRR,
  GVA,
  GHFC,
  GPA,
  /** A debug exception, of which Cause says nothing. */
  DEBUG,
  OTHER;

  private static final int GUEST_EXIT = 27;

  /** The reason that Cause.ExcCode and GuestCtl0.GExcCode name. */
  public static ExitReason of(int excCode, int guestExcCode) {
    return switch (excCode) {
      case 0 -> INTERRUPT;
      case 1 -> TLB_MODIFIED;
      case 2 -> TLB_LOAD;
      case 3 -> TLB_STORE;
      case 4 -> ADDRESS_LOAD;
      case 5 -> ADDRESS_STORE;
      case 6, 7 -> BUS_ERROR;
      case 8 -> SYSCALL;
      case 11 -> COPROCESSOR_UNUSABLE;
      case 19 -> READ_INHIBIT;
      case 20 -> EXECUTE_INHIBIT;
      case 26 -> DSP_DISABLED;
      case GUEST_EXIT -> ofGuestExit(guestExcCode);
      default -> OTHER;
    };
  }

  private static ExitReason ofGuestExit(int guestExcCode) {
    return switch (guestExcCode) {
      case 0 -> GPSI;
      case 1 -> GSFC;
      case 2 -> HYPERCALL;
      case 3 -> GRR;
      case 8 -> GVA;
      case 9 -> GHFC;
      case 10 -> GPA;
      default -> OTHER;
    };
  }
}
