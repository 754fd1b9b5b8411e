package org.vzlab.vp.model;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.vdev.VirtualTimer;

/**
 * What a guest has in the processor while another guest has it: coprocessor 0, its wired TLB
 * entries, HI and LO. Other TLB entries stay in the guest TLB, where their GuestID keeps them apart
 * (MD00847), and general registers in the guest's shadow set.
 */
final class GuestContext implements Stateful {
  static final int CAUSE_TI = 1 << 30;
  static final int CAUSE_IP0 = 1 << 8;
  private static final int MAX_WIRED = 16;
  private static final int ENTRY_HI_EHINV = 1 << 10;

  /** CU0, BEV, ERL. */
  private static final int INITIAL_STATUS = 0x10400004;

  private static final int INITIAL_EBASE = 0x9D000000;

  /** IntCtl.VS = 1, as EIC mode wants it. */
  private static final int INITIAL_INT_CTL = 0x20;

  /**
   * In the order in which they are restored: NestedEPC before EPC, with something in between (an
   * erratum of the M5150 that tinyVP avoids so). Cause and Compare follow by themselves.
   */
  private static final Cp0Register[] REGISTERS = {
    Cp0Register.INDEX,
    Cp0Register.ENTRY_LO0,
    Cp0Register.ENTRY_LO1,
    Cp0Register.CONTEXT,
    Cp0Register.USER_LOCAL,
    Cp0Register.PAGE_MASK,
    Cp0Register.PAGE_GRAIN,
    Cp0Register.WIRED,
    Cp0Register.HWRENA,
    Cp0Register.BAD_VADDR,
    Cp0Register.BAD_INSTR,
    Cp0Register.BAD_INSTR_P,
    Cp0Register.ENTRY_HI,
    Cp0Register.STATUS,
    Cp0Register.NESTED_EXC,
    Cp0Register.NESTED_EPC,
    Cp0Register.INT_CTL,
    Cp0Register.EPC,
    Cp0Register.EBASE,
    Cp0Register.ERROR_EPC,
    Cp0Register.KSCRATCH1,
    Cp0Register.KSCRATCH2,
    Cp0Register.SRS_CTL,
    Cp0Register.SRS_MAP,
    Cp0Register.SRS_MAP2,
    Cp0Register.CONFIG5,
    Cp0Register.LLADDR,
  };

  private static final Cp0Register[] TLB_REGISTERS = {
    Cp0Register.ENTRY_HI, Cp0Register.ENTRY_LO0, Cp0Register.ENTRY_LO1, Cp0Register.PAGE_MASK
  };

  private final int id;
  private final int[] values = new int[REGISTERS.length];
  private final int[] tlb = new int[MAX_WIRED * TLB_REGISTERS.length];
  private int cause;
  private int wired;
  private int hi;
  private int lo;

  GuestContext(int id) {
    this.id = id;
  }

  /** As a guest finds its processor. */
  void reset() {
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (REGISTERS[i]) {
            case STATUS -> INITIAL_STATUS;
            case EBASE -> INITIAL_EBASE;
            case INT_CTL -> INITIAL_INT_CTL;
            default -> 0;
          };
    }
    cause = 0;
    wired = 0;
    hi = 0;
    lo = 0;
  }

  /** Cause.TI as it will be when the guest is loaded. */
  boolean timerInterrupt() {
    return (cause & CAUSE_TI) != 0;
  }

  void setTimerInterrupt() {
    cause |= CAUSE_TI;
  }

  /**
   * Takes the registers out of the hardware. A guest can say of any entry that it is wired: another
   * guest's stays unknown to it.
   */
  void save(RootPort port) {
    for (int i = 0; i < values.length; i++) {
      values[i] = port.guestCp0(REGISTERS[i]);
    }
    cause = port.guestCp0(Cp0Register.CAUSE);
    hi = port.hi();
    lo = port.lo();
    wired = Math.min(port.guestCp0(Cp0Register.WIRED), MAX_WIRED);
    for (int entry = 0; entry < wired; entry++) {
      port.guestCp0(Cp0Register.INDEX, entry);
      port.tlbgr();
      boolean mine = isMine(port);
      for (int i = 0; i < TLB_REGISTERS.length; i++) {
        int invalid = TLB_REGISTERS[i] == Cp0Register.ENTRY_HI ? ENTRY_HI_EHINV : 0;
        tlb[entry * TLB_REGISTERS.length + i] = mine ? port.guestCp0(TLB_REGISTERS[i]) : invalid;
      }
      port.charge(Work.WIRED_ENTRY);
    }
  }

  /** Puts the registers into the hardware, which from here on is this guest's. */
  void restore(RootPort port, VirtualTimer timer) {
    port.cp0(Cp0Register.GUEST_CTL1, id << 16 | id);
    port.cp0(Cp0Register.GUEST_CTL3, id);
    for (int entry = 0; entry < wired; entry++) {
      port.guestCp0(Cp0Register.INDEX, entry);
      for (int i = 0; i < TLB_REGISTERS.length; i++) {
        port.guestCp0(TLB_REGISTERS[i], tlb[entry * TLB_REGISTERS.length + i]);
      }
      port.tlbgwi();
    }
    for (int i = 0; i < values.length; i++) {
      port.guestCp0(REGISTERS[i], values[i]);
    }
    port.hi(hi);
    port.lo(lo);
    port.guestCp0(Cp0Register.CAUSE, cause);
    port.cp0(Cp0Register.GT_OFFSET, timer.offset());
    port.guestCp0(Cp0Register.COMPARE, timer.compare());
    if (timerInterrupt()) {
      // The store to Compare has cleared it.
      port.guestCp0(Cp0Register.CAUSE, cause);
    }
  }

  /** Invalidates what the guest TLB holds of this guest. No guest's registers are loaded. */
  void clearTlb(RootPort port) {
    int last = (port.guestCp0(Cp0Register.CONFIG1) >> 25) & 0x3F;
    for (int entry = 0; entry <= last; entry++) {
      port.guestCp0(Cp0Register.INDEX, entry);
      port.tlbgr();
      if (isMine(port) && (port.guestCp0(Cp0Register.ENTRY_HI) & ENTRY_HI_EHINV) == 0) {
        port.guestCp0(Cp0Register.ENTRY_HI, ENTRY_HI_EHINV);
        port.tlbgwi();
      }
    }
  }

  /** Whether the entry that TLBGR has read is this guest's. */
  private boolean isMine(RootPort port) {
    return ((port.cp0(Cp0Register.GUEST_CTL1) >> 16) & 0xFF) == id;
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int i = 0; i < values.length; i++) {
      values[i] = visitor.int32(REGISTERS[i].manualName(), values[i]);
    }
    visitor.array("tlb", tlb);
    cause = visitor.int32(Cp0Register.CAUSE.manualName(), cause);
    wired = visitor.int32("wired", wired);
    hi = visitor.int32("hi", hi);
    lo = visitor.int32("lo", lo);
  }
}
