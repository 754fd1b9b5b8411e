package org.vzlab.vp.model;

/** How much RAM the hypervisor needs. */
public final class Footprint {
  /**
   * What it keeps of a guest while another one has the processor, in bytes: coprocessor 0, HI and
   * LO, wired TLB entries; the virtual interrupt controller, timer and UART. General registers stay
   * in the guest's shadow set, TLB entries that are not wired in the guest TLB.
   */
  public static final int GUEST_BYTES = 1648;

  private Footprint() {}
}
