package org.vzlab.board;

import org.vzlab.mips.hart.ExitReason;

/** What the ledger tells apart. */
public enum LedgerKind {
  ENTRY("entry", "root's way into a guest, to the guest's first instruction"),
  GPSI("gpsi", "a privileged instruction, and back"),
  GSFC("gsfc", "a field change by software, and back"),
  GHFC("ghfc", "a field change by hardware, and back"),
  HYPERCALL("hypercall", "HYPCALL, and back"),
  REDIRECT("redirect", "a reserved instruction that is root's, and back"),
  REFILL("refill", "a page that root's TLB did not have, and back"),
  DEVICE("device", "a load or store that root carries out, and back"),
  INHIBIT("inhibit", "an access that EntryLo.RI or XI refuses, and back"),
  UNIT("unit", "an FPU or DSP instruction that root has disabled, and back"),
  INTERRUPT("interrupt", "an interrupt of root, and back"),
  BUS_ERROR("bus-error", "a bus error, and back"),
  WATCH("watch", "a watch exception, and back"),
  DEBUG("debug", "a debug exception, and back"),
  NMI("nmi", "an NMI, and back"),
  INJECTION("injection", "an interrupt of root's making, to the guest's handler"),
  INJECTION_HELD("injection-held", "the same, if the guest held it back meanwhile"),
  SWITCH("switch", "from a guest to another"),
  SLEEP("sleep", "from a guest to root's WAIT"),
  WAKE("wake", "from the end of root's WAIT to a guest"),
  ROOT("root", "from the end of root's WAIT to the next");

  private final String key;
  private final String meaning;

  LedgerKind(String key, String meaning) {
    this.key = key;
    this.meaning = meaning;
  }

  /** Its name for users. */
  public String key() {
    return key;
  }

  /** What is measured. */
  public String meaning() {
    return meaning;
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
      case WATCH -> WATCH;
      case DEBUG -> DEBUG;
      case NMI -> NMI;
    };
  }
}
