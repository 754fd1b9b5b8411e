package org.vzlab.board;

import org.vzlab.mips.hart.ExitReason;

/** What the ledger tells apart. */
public enum LedgerKind {
  /** Root's way into a guest, to the guest's first instruction. */
  ENTRY("entry"),
  /** A privileged instruction, and back. */
  GPSI("gpsi"),
  /** A field change by software, and back. */
  GSFC("gsfc"),
  /** A field change by hardware, and back. */
  GHFC("ghfc"),
  /** HYPCALL, and back. */
  HYPERCALL("hypercall"),
  /** A reserved instruction that is root's, and back. */
  REDIRECT("redirect"),
  /** A page that root's TLB did not have, and back. */
  REFILL("refill"),
  /** A load or store that root carries out, and back. */
  DEVICE("device"),
  /** An access that EntryLo.RI or XI refuses, and back. */
  INHIBIT("inhibit"),
  /** An FPU or DSP instruction that root has disabled, and back. */
  UNIT("unit"),
  /** An interrupt of root, and back. */
  INTERRUPT("interrupt"),
  /** A bus error, and back. */
  BUS_ERROR("bus-error"),
  /** An exception of a thread that guests take themselves, SYSCALL mostly, and back. */
  EXCEPTION("exception"),
  /** A watch exception, and back. */
  WATCH("watch"),
  /** A debug exception, and back. */
  DEBUG("debug"),
  /** An NMI, and back. */
  NMI("nmi"),
  /** An interrupt of root's making, to the guest's handler. */
  INJECTION("injection"),
  /** The same, if the guest held it back meanwhile. */
  INJECTION_HELD("injection-held"),
  /** From a guest to another. */
  SWITCH("switch"),
  /** From a guest to root's WAIT. */
  SLEEP("sleep"),
  /** From the end of root's WAIT to a guest. */
  WAKE("wake"),
  /** From the end of root's WAIT to the next. */
  ROOT("root");

  private final String key;

  LedgerKind(String key) {
    this.key = key;
  }

  /** Its name for users. */
  public String key() {
    return key;
  }

  /**
   * The kind of a way from a guest to root and back.
   *
   * @param refilled whether root has written a TLB entry for the guest meanwhile
   */
  static LedgerKind of(ExitReason reason, boolean refilled) {
    return switch (reason) {
      case GPSI -> GPSI;
      case GSFC -> GSFC;
      case GHFC -> GHFC;
      case HC -> HYPERCALL;
      case GRR -> REDIRECT;
      case TLB_REFILL, TLB_INVALID, TLB_MODIFIED -> refilled ? REFILL : DEVICE;
      case TLB_READ_INHIBIT, TLB_EXECUTE_INHIBIT -> INHIBIT;
      case COPROCESSOR_UNUSABLE, DSP_DISABLED -> UNIT;
      case INTERRUPT -> INTERRUPT;
      case BUS_ERROR -> BUS_ERROR;
      case EXCEPTION -> EXCEPTION;
      case WATCH -> WATCH;
      case DEBUG -> DEBUG;
      case NMI -> NMI;
    };
  }
}
