package org.vzlab.mips.oracle;

import static org.vzlab.mips.cp0.Cp0Register.BAD_INSTR;
import static org.vzlab.mips.cp0.Cp0Register.BAD_INSTR_P;
import static org.vzlab.mips.cp0.Cp0Register.BAD_VADDR;
import static org.vzlab.mips.cp0.Cp0Register.CAUSE;
import static org.vzlab.mips.cp0.Cp0Register.CONFIG3;
import static org.vzlab.mips.cp0.Cp0Register.CONTEXT;
import static org.vzlab.mips.cp0.Cp0Register.DEBUG;
import static org.vzlab.mips.cp0.Cp0Register.DEPC;
import static org.vzlab.mips.cp0.Cp0Register.EBASE;
import static org.vzlab.mips.cp0.Cp0Register.ENTRY_HI;
import static org.vzlab.mips.cp0.Cp0Register.EPC;
import static org.vzlab.mips.cp0.Cp0Register.ERROR_EPC;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL0;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL0_EXT;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL2;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL3;
import static org.vzlab.mips.cp0.Cp0Register.INT_CTL;
import static org.vzlab.mips.cp0.Cp0Register.NESTED_EPC;
import static org.vzlab.mips.cp0.Cp0Register.NESTED_EXC;
import static org.vzlab.mips.cp0.Cp0Register.SRS_CTL;
import static org.vzlab.mips.cp0.Cp0Register.STATUS;

/** What taking an exception, and ERET, do to the registers: MD00091 chapter 6, MD00847. */
final class Entry {
  private static final int BOOT_BASE = 0xBFC00200;
  private static final int RESET_VECTOR = 0xBFC00000;
  private static final int DEBUG_VECTOR = 0xBFC00480;

  /** Where the offset of a vector comes from. */
  private enum Offset {
    REFILL,
    GENERAL,
    SPECIAL,
    CONTROLLER
  }

  /** Where the register set of the handler comes from. */
  private enum Sets {
    UNCHANGED,
    ESS,
    EICSS
  }

  /** An exception about to be taken in a context, and whether the controller gives the vector. */
  private record Taking(State state, Raised raised, boolean vectored) {
    boolean has(org.vzlab.mips.cp0.Cp0Register register, int bits) {
      return state.has(raised.inGuest(), register, bits);
    }

    boolean is(Raised.Kind kind) {
      return raised.kind() == kind;
    }
  }

  private final Table<Taking, Offset> offsets =
      new Table<Taking, Offset>("vector offset")
          .row(
              "any exception with EXL = 1",
              t -> t.has(STATUS, Bits.STATUS_EXL),
              Offset.GENERAL,
              "MD00091 General Exception Processing")
          .row("TLB refill", t -> t.is(Raised.Kind.REFILL), Offset.REFILL, "MD00091")
          .row(
              "all that is neither refill nor interrupt",
              t -> !t.is(Raised.Kind.INTERRUPT),
              Offset.GENERAL,
              "MD00091; a guest exit too: prpl-hypervisor and tinyVP have its handler there")
          .row("interrupt, IV = 0", t -> !t.has(CAUSE, Bits.CAUSE_IV), Offset.GENERAL, "MD00091")
          .row("interrupt, BEV = 1", t -> t.has(STATUS, Bits.STATUS_BEV), Offset.SPECIAL, "MD00091")
          .row(
              "interrupt, VS = 0",
              t -> !t.has(INT_CTL, Bits.INT_CTL_VS),
              Offset.SPECIAL,
              "MD00091 Interrupt Vector")
          .otherwise(
              "interrupt in EIC mode",
              Offset.CONTROLLER,
              "DS60001320 OFFx, tinyVP's guests with GVEC = 0x200");

  private final Table<Taking, Sets> sets =
      new Table<Taking, Sets>("shadow set")
          .row("EXL = 1", t -> t.has(STATUS, Bits.STATUS_EXL), Sets.UNCHANGED, "MD00091 SRSCtl.PSS")
          .row("ERL = 1", t -> t.has(STATUS, Bits.STATUS_ERL), Sets.UNCHANGED, "MD00091 SRSCtl.PSS")
          .row("BEV = 1", t -> t.has(STATUS, Bits.STATUS_BEV), Sets.UNCHANGED, "MD00091 SRSCtl.PSS")
          .row("no shadow sets", t -> !t.has(SRS_CTL, Bits.SRS_HSS), Sets.UNCHANGED, "MD00091 HSS")
          .row("vectored interrupt", Taking::vectored, Sets.EICSS, "MD00091 SRSCtl.EICSS")
          .otherwise("anything else", Sets.ESS, "MD00091 SRSCtl.ESS");

  /** Whether BadInstr shows the instruction. */
  private final Table<Raised, Boolean> showsInstruction =
      new Table<Raised, Boolean>("BadInstr")
          .row("interrupt", r -> r.kind() == Raised.Kind.INTERRUPT, false, "MD00091 BadInstr")
          .row("GHFC", r -> isExit(r, Raised.GHFC), false, "karma VMM: not with GHFC")
          .row("other guest exits", r -> isExit(r, -1), true, "karma VMM; tinyVP decodes from it")
          .row("TLB exceptions", Raised::isTlb, true, "MD00091 BadInstr")
          .row("MCheck", r -> r.code() == Raised.MCHECK, false, "karma VMM")
          .row("DSPDis", r -> r.code() == Raised.DSPDIS, true, "choice: tinyVP's do_dsp needs it")
          .otherwise("AdE, Sys, Bp, RI, CpU, Ov, Tr", true, "MD00091 BadInstr");

  /** Whether a change of the guest's EXL by hardware is reported. */
  private final Table<State, Boolean> reportsChange =
      new Table<State, Boolean>("GHFC")
          .row("MC = 0", s -> !s.has(false, GUEST_CTL0, Bits.G0_MC), false, "MD00847, Linux KVM")
          .row("FCD = 1", s -> s.has(false, GUEST_CTL0_EXT, Bits.EXT_FCD), false, "MD00847")
          .otherwise("MC = 1, FCD = 0", true, "Linux KVM: GHFC on every change of EXL");

  private static boolean isExit(Raised raised, int gexcCode) {
    return raised.kind() == Raised.Kind.EXIT && (gexcCode < 0 || raised.detail() == gexcCode);
  }

  /** The state after an exception has been taken in a state, and its GHFC if there is one. */
  State take(State before, Raised raised) {
    State s = new State(before);
    if (raised.kind() == Raised.Kind.DEBUG) {
      takeDebug(s);
    } else if (s.inDebugMode()) {
      takeInDebugMode(s, raised);
    } else {
      takeIn(s, raised);
      if (raised.inGuest() && !before.has(true, STATUS, Bits.STATUS_EXL)) {
        reportChange(s);
      }
    }
    s.slot = false;
    select(s);
    return s;
  }

  /** The state after ERET of the executing context. */
  State eret(State before) {
    State s = new State(before);
    boolean guest = s.inGuest();
    boolean wasExl = s.has(guest, STATUS, Bits.STATUS_EXL);
    if (s.has(guest, STATUS, Bits.STATUS_ERL)) {
      s.pc = s.of(guest, ERROR_EPC);
      s.replace(guest, STATUS, Bits.STATUS_ERL, 0);
    } else {
      s.pc = s.of(guest, EPC);
      s.replace(guest, STATUS, Bits.STATUS_EXL, 0);
      if (!s.has(guest, STATUS, Bits.STATUS_BEV) && s.has(guest, SRS_CTL, Bits.SRS_HSS)) {
        int pss = s.of(guest, SRS_CTL) >>> 6 & 0xF;
        s.replace(guest, SRS_CTL, Bits.SRS_CSS, pss);
      }
      if (guest && wasExl) {
        reportChange(s);
      }
    }
    select(s);
    return s;
  }

  /** The state after an NMI: at the reset vector, in the instruction set of reset. */
  State nmi(State before) {
    State s = new State(before);
    s.root(ERROR_EPC, s.pc);
    s.replace(false, STATUS, Bits.STATUS_TS | Bits.STATUS_SR, 0);
    s.replace(false, STATUS, Bits.STATUS_BEV | Bits.STATUS_ERL | Bits.STATUS_NMI, -1);
    s.pc = RESET_VECTOR;
    select(s);
    return s;
  }

  /** The state after DERET in debug mode (MD00047). */
  State deret(State before) {
    State s = new State(before);
    s.pc = s.root(DEPC);
    s.replace(false, DEBUG, Bits.DEBUG_DM | Bits.DEBUG_IEXI, 0);
    select(s);
    return s;
  }

  /** GHFC: the guest's change stands, and root's EPC is where the guest would go on. */
  private void reportChange(State s) {
    if (reportsChange.decide(s)) {
      s.slot = false;
      takeIn(s, Raised.exit(Raised.GHFC));
    }
  }

  private void takeIn(State s, Raised raised) {
    boolean guest = raised.inGuest();
    boolean nested = s.has(guest, STATUS, Bits.STATUS_EXL);
    int restart = s.slot ? s.pc - 4 : s.pc;
    boolean vectored =
        raised.kind() == Raised.Kind.INTERRUPT
            && s.has(guest, CAUSE, Bits.CAUSE_IV)
            && !s.has(guest, STATUS, Bits.STATUS_BEV)
            && s.has(guest, INT_CTL, Bits.INT_CTL_VS);
    Taking taking = new Taking(s, raised, vectored);
    int offset = offset(taking);
    Sets newSet = sets.decide(taking);
    s.of(guest, NESTED_EXC, s.of(guest, STATUS) & (Bits.STATUS_EXL | Bits.STATUS_ERL));
    s.of(guest, NESTED_EPC, restart);
    if (!nested) {
      s.of(guest, EPC, restart);
      s.replace(guest, CAUSE, Bits.CAUSE_BD, s.slot ? Bits.CAUSE_BD : 0);
    }
    record(s, raised);
    if (raised.kind() == Raised.Kind.INTERRUPT) {
      acknowledge(s, guest);
    }
    switchSet(s, guest, newSet);
    s.replace(guest, STATUS, Bits.STATUS_EXL, Bits.STATUS_EXL);
    int base = s.has(guest, STATUS, Bits.STATUS_BEV) ? BOOT_BASE : s.of(guest, EBASE) & -4096;
    s.pc = (base + offset) | isa(s, guest);
  }

  private int offset(Taking taking) {
    boolean guest = taking.raised().inGuest();
    return switch (offsets.decide(taking)) {
      case REFILL -> 0;
      case GENERAL -> 0x180;
      case SPECIAL -> 0x200;
      case CONTROLLER ->
          guest ? taking.state().root(GUEST_CTL2) & 0xFFFF : taking.state().vectorOffset;
    };
  }

  /** Config3.ISAOnExc (MD00091). */
  private static int isa(State s, boolean guest) {
    return s.has(guest, CONFIG3, Bits.CONFIG3_ISA_ON_EXC) ? 1 : 0;
  }

  /** Cause, BadVAddr, Context, EntryHi, BadInstr, GuestCtl0. */
  private void record(State s, Raised raised) {
    boolean guest = raised.inGuest();
    s.replace(guest, CAUSE, Bits.CAUSE_EXC_CODE, raised.code() << 2);
    if (raised.kind() == Raised.Kind.UNUSABLE) {
      s.replace(guest, CAUSE, Bits.CAUSE_CE, raised.detail() << 28);
    }
    if (raised.code() == Raised.MCHECK) {
      s.replace(guest, STATUS, Bits.STATUS_TS, Bits.STATUS_TS);
    }
    if (raised.hasAddress()) {
      s.of(guest, BAD_VADDR, raised.address());
    }
    if (raised.isTlb()) {
      s.replace(guest, CONTEXT, 0x007FFFF0, raised.address() >>> 13 << 4);
      s.replace(guest, ENTRY_HI, Bits.HI_VPN2, raised.address());
    }
    if (raised.kind() == Raised.Kind.EXIT) {
      s.replace(false, GUEST_CTL0, Bits.G0_EXC_CODE, raised.detail() << 2);
    } else if (raised.isTlb() && !guest && s.inGuest()) {
      s.replace(false, GUEST_CTL0, Bits.G0_EXC_CODE, Raised.GPA << 2);
    }
    if (showsInstruction.decide(raised)) {
      s.of(guest, BAD_INSTR, s.word);
      // Undefined without a branch (MD00091); choice: left as it was.
      s.of(guest, BAD_INSTR_P, s.slot ? s.branch : s.of(guest, BAD_INSTR_P));
    }
  }

  /** The level is loaded; a guest's request is used up (tinyVP tests GRIPL = 0). */
  private static void acknowledge(State s, boolean guest) {
    int guestCtl2 = s.root(GUEST_CTL2);
    int level = guest ? guestCtl2 >>> 24 : s.ripl;
    int eicss = guest ? guestCtl2 >>> 18 & 0xF : s.vectorSet;
    s.replace(guest, CAUSE, Bits.CAUSE_RIPL, level << 10);
    s.replace(guest, SRS_CTL, Bits.SRS_EICSS, eicss << 18);
    if (guest) {
      s.root(GUEST_CTL2, guestCtl2 & 0x00FFFFFF);
    }
  }

  private static void switchSet(State s, boolean guest, Sets newSet) {
    if (newSet == Sets.UNCHANGED) {
      return;
    }
    int old = s.of(guest, SRS_CTL);
    int css = newSet == Sets.EICSS ? old >>> 18 & 0xF : old >>> 12 & 0xF;
    s.replace(guest, SRS_CTL, Bits.SRS_PSS | Bits.SRS_CSS, (old & 0xF) << 6 | css);
  }

  /** DExcCode is undefined then (MD00047); choice: that of a breakpoint, as in debug mode. */
  private static void takeDebug(State s) {
    enterDebug(s, Raised.BP, s.inDebugMode() ? 0 : Bits.DEBUG_DBP);
  }

  /** EJTAG: only Debug and DEPC change (MD00047, exceptions taken in debug mode). */
  private static void takeInDebugMode(State s, Raised raised) {
    enterDebug(s, raised.code(), 0);
  }

  private static void enterDebug(State s, int code, int cause) {
    s.root(DEPC, s.slot ? s.pc - 4 : s.pc);
    int fields =
        Bits.DEBUG_DM | Bits.DEBUG_DBD | Bits.DEBUG_DBP | Bits.DEBUG_IEXI | Bits.DEBUG_EXC_CODE;
    int set = Bits.DEBUG_DM | Bits.DEBUG_IEXI | (s.slot ? Bits.DEBUG_DBD : 0);
    s.replace(false, DEBUG, fields, set | code << 10 | cause);
    s.pc = DEBUG_VECTOR | isa(s, false);
  }

  /** The register set in use: a guest's are counted from GuestCtl3.GLSS (MD00847). */
  static void select(State s) {
    s.set =
        s.inGuest()
            ? (s.root(GUEST_CTL3) + (s.guest(SRS_CTL) & Bits.SRS_CSS)) & 7
            : s.root(SRS_CTL) & 7;
  }

  void assertEveryRowDecided(long times) {
    offsets.assertEveryRowDecided(times);
    sets.assertEveryRowDecided(times);
    showsInstruction.assertEveryRowDecided(times);
    reportsChange.assertEveryRowDecided(times);
  }
}
