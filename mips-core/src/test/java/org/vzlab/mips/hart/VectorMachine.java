package org.vzlab.mips.hart;

import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;

/**
 * A machine that stands before an instruction, in root or in guest 1, with four pages in the TLB of
 * whoever executes, EBase at an odd multiple of 4 KB, and shadow sets for exceptions.
 */
final class VectorMachine {
  /** Where the instruction, or the branch before it, stands. */
  static final int PC = 0x80000100;

  /** beq $0, $0, behind the slot. */
  static final int BRANCH = 0x10000001;

  static final int INVALID = 0xC0400000;
  static final int READ_ONLY = 0xC0401000;
  static final int INHIBITED = 0xC0402000;
  static final int UNMAPPED = 0xC0800000;

  /** The controller's offset: its bit 12 makes the sum with EBase another number than their OR. */
  static final int OFFSET = 0x1340;

  /** The set that the controller asks for, and the one of exceptions. */
  static final int INTERRUPT_SET = 2;

  static final int EXCEPTION_SET = 3;

  private static final int ROOT_EBASE = 0x9D003000;
  private static final int GUEST_EBASE = 0x80005000;
  private static final int PAGE_GRAIN = 0xC8000000;
  private static final int READ_INHIBIT = 3 << 30;

  final TestMachine machine = TestMachine.small();
  final Hart hart = machine.hart;
  private final boolean inGuest;

  VectorMachine(boolean inGuest) {
    this.inGuest = inGuest;
    machine.root(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.EBASE, ROOT_EBASE | 0xFFF);
    machine.root(Cp0Register.PAGE_GRAIN, PAGE_GRAIN);
    machine.guestRegister(Cp0Register.EBASE, GUEST_EBASE);
    machine.guestRegister(Cp0Register.PAGE_GRAIN, PAGE_GRAIN);
    machine.guestRegister(Cp0Register.SRS_CTL, 3 << 26 | EXCEPTION_SET << 12 | 1 << 6 | 1);
    if (inGuest) {
      mapForGuest();
      machine.enterGuest(1, PC);
    }
    machine.root(
        Cp0Register.SRS_CTL, (machine.root(Cp0Register.SRS_CTL) & 0x3C0) | EXCEPTION_SET << 12);
    pages(INVALID, 0x1C, 0x5A);
    pages(INHIBITED, READ_INHIBIT | 0x9E, 0xDE);
  }

  /** All of RAM, the pages of bus errors, and a pair that is not valid. */
  private void mapForGuest() {
    machine.map(1, 0, 0, 0x1FE000);
    machine.map(1, 0x1E000000, 0x1E000000, 0);
    machine.root(Cp0Register.GUEST_CTL1, 1 << 16);
    machine.root(Cp0Register.ENTRY_HI, 0x10002000);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_LO0, 0);
    machine.root(Cp0Register.ENTRY_LO1, 0);
    hart.tlb.tlbwr(false);
    machine.root(Cp0Register.ENTRY_HI, 0);
  }

  private void pages(int va, int low0, int low1) {
    Cp0 context = context(inGuest);
    context.set(Cp0Register.INDEX, va >>> 13 & 1);
    context.set(Cp0Register.ENTRY_HI, va);
    context.set(Cp0Register.PAGE_MASK, 0);
    context.set(Cp0Register.ENTRY_LO0, low0);
    context.set(Cp0Register.ENTRY_LO1, low1);
    hart.tlb.tlbwi(inGuest);
    context.set(Cp0Register.ENTRY_HI, 0);
    hart.contextChanged();
  }

  Cp0 context(boolean ofGuest) {
    return ofGuest ? hart.guest : hart.root;
  }

  static int ebase(boolean ofGuest) {
    return ofGuest ? GUEST_EBASE : ROOT_EBASE;
  }

  /** Sets Status, Cause, IntCtl and ISAOnExc of a context as they are, and interrupts it. */
  void set(boolean ofGuest, int status, int cause, int intCtl, boolean isaOnExc) {
    Cp0 context = context(ofGuest);
    context.set(Cp0Register.STATUS, status);
    context.replace(Cp0Register.CAUSE, 1 << 23, cause);
    context.set(Cp0Register.INT_CTL, intCtl);
    context.replace(Cp0Register.CONFIG3, 1 << 16, isaOnExc ? 1 << 16 : 0);
    hart.contextChanged();
  }

  /** The controller, or root for the guest, asks for an interrupt of level 5. */
  void request(boolean ofGuest) {
    if (ofGuest) {
      machine.root(Cp0Register.GUEST_CTL2, 5 << 24 | INTERRUPT_SET << 18 | OFFSET);
    } else {
      hart.request(5, OFFSET, INTERRUPT_SET);
    }
  }
}
