package org.vzlab.mips.hart;

import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestExit;

/** What has been raised last: a record that is written again and again. */
final class Raised {
  ExcCode code = ExcCode.INT;

  /** Whether root hears of it, not the guest. */
  boolean toRoot;

  /** GuestCtl0.GExcCode, or null if it stays as it is. */
  GuestExit exit;

  /** Cause.CE. */
  int unit;

  /** Whether BadVAddr takes {@link #address}. */
  boolean hasAddress;

  int address;

  /** Whether Context and EntryHi take {@link #address}. */
  boolean fromTlb;

  /** Whether no entry matched. */
  boolean refill;

  /** Whether there is no instruction to show. */
  boolean atFetch;

  /** Whether an automated prologue has met it: Cause.AP. */
  boolean inPrologue;

  /** Whether it is a debug exception. */
  boolean breakpoint;

  /** Everything but what is said here is none. */
  void begin(ExcCode raisedCode, boolean inRoot) {
    code = raisedCode;
    toRoot = inRoot;
    exit = null;
    unit = 0;
    hasAddress = false;
    fromTlb = false;
    refill = false;
    atFetch = false;
    inPrologue = false;
    breakpoint = false;
  }

  /** Whether BadInstr and BadInstrP are written. */
  boolean showsInstruction() {
    return code.showsInstruction() && exit != GuestExit.GHFC;
  }

  /** The registers of who hears of it. */
  Cp0 context(Hart hart) {
    return toRoot ? hart.root : hart.guest;
  }
}
