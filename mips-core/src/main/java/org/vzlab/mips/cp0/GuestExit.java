package org.vzlab.mips.cp0;

/** GuestCtl0.GExcCode: why the guest has left to root (MD00847, GuestCtl0). */
public enum GuestExit {
  /** Guest Privileged Sensitive Instruction. */
  GPSI(0),
  /** Guest Software Field Change. */
  GSFC(1),
  /** Hypercall. */
  HC(2),
  /** Guest Reserved instruction Redirect. */
  GRR(3),
  /** Guest Hardware Field Change. */
  GHFC(9),
  /** A fault of root's TLB on a guest physical address. */
  GPA(10);

  private final int code;

  GuestExit(int code) {
    this.code = code;
  }

  /** The field's value. */
  public int code() {
    return code;
  }
}
