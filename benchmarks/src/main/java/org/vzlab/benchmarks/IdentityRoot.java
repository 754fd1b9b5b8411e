package org.vzlab.benchmarks;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;

/**
 * The least root software a guest can run under: its physical addresses are the board's, in pages
 * of 4 KB that enter root's TLB when they are missed, and its reads of Count are answered. It takes
 * no time.
 */
final class IdentityRoot implements RootSoftware {
  /** Guest mode, CP0 and cache instructions without exits, its own TLB; no timer of its own. */
  private static final int GUEST_CTL0 =
      GuestCtl.GM | GuestCtl.MC | GuestCtl.CP0 | GuestCtl.AT_GUEST | GuestCtl.CG;

  private static final int GUEST = 1;

  /** Cacheable, dirty, valid; G is set by hardware for entries of guests. */
  private static final int ENTRY_LO = 3 << 3 | 1 << 2 | 1 << 1;

  private static final int PAGE = 4096;

  private RootPort port;
  private int entry;
  private long exits;

  /** Says where the guest starts. */
  void enterGuestAt(int address) {
    entry = address;
  }

  /** Exits answered so far. */
  long exits() {
    return exits;
  }

  @Override
  public void start(RootPort rootPort) {
    port = rootPort;
    port.cp0(Cp0Register.STATUS, port.cp0(Cp0Register.STATUS) | Status.EXL);
    port.cp0(Cp0Register.PAGE_MASK, 0);
    port.cp0(Cp0Register.GUEST_CTL1, GUEST << 16 | GUEST);
    port.cp0(Cp0Register.GUEST_CTL0, GUEST_CTL0);
    port.cp0(Cp0Register.EPC, entry);
    port.eret();
  }

  @Override
  public void exception(int vectorOffset) {
    exits++;
    int reason = (port.cp0(Cp0Register.GUEST_CTL0) & GuestCtl.GEXC_CODE) >>> 2;
    if (reason == GuestExit.GPA.code()) {
      refill();
    } else if (reason == GuestExit.GPSI.code()) {
      readCount();
    } else {
      throw new IllegalStateException("the loop has left its guest for reason " + reason);
    }
    port.eret();
  }

  @Override
  public void debugException() {
    throw new IllegalStateException("the loop has met a breakpoint");
  }

  /** EntryHi holds the pair of pages that were missed. */
  private void refill() {
    int pair = port.cp0(Cp0Register.ENTRY_HI) & -2 * PAGE;
    port.cp0(Cp0Register.ENTRY_LO0, (pair >>> 6) | ENTRY_LO);
    port.cp0(Cp0Register.ENTRY_LO1, ((pair + PAGE) >>> 6) | ENTRY_LO);
    port.tlbwr();
  }

  private void readCount() {
    int target = (port.cp0(Cp0Register.BAD_INSTR) >>> 16) & 0x1F;
    port.previousGpr(target, port.cp0(Cp0Register.COUNT));
    port.cp0(Cp0Register.EPC, port.cp0(Cp0Register.EPC) + 4);
  }

  @Override
  public void run() {
    throw new IllegalStateException("root has nothing to do but to run its guest");
  }
}
