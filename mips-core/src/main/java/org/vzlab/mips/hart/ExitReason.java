package org.vzlab.mips.hart;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestExit;

/** Why a guest, or a thread of modelled root software, has given way to root code. */
public enum ExitReason {
  GPSI,
  GSFC,
  HC,
  GRR,
  GHFC,
  INTERRUPT,
  NMI,
  TLB_REFILL,
  TLB_INVALID,
  TLB_MODIFIED,
  TLB_READ_INHIBIT,
  TLB_EXECUTE_INHIBIT,
  COPROCESSOR_UNUSABLE,
  DSP_DISABLED,
  BUS_ERROR,
  WATCH,
  /** An exception that only threads leave for: guests take it themselves. */
  EXCEPTION,
  /** A debug exception. */
  DEBUG;

  static ExitReason of(ExcCode code, GuestExit exit, boolean refill) {
    return switch (code) {
      case INT -> INTERRUPT;
      case TLBL, TLBS -> refill ? TLB_REFILL : TLB_INVALID;
      case MOD -> TLB_MODIFIED;
      case TLBRI -> TLB_READ_INHIBIT;
      case TLBXI -> TLB_EXECUTE_INHIBIT;
      case CPU -> COPROCESSOR_UNUSABLE;
      case DSPDIS -> DSP_DISABLED;
      case IBE, DBE -> BUS_ERROR;
      case WATCH -> WATCH;
      case GE -> valueOf(exit.name());
      default -> EXCEPTION;
    };
  }
}
