package org.vzlab.mips.oracle;

import static org.vzlab.mips.cp0.Cp0Register.BAD_INSTR;
import static org.vzlab.mips.cp0.Cp0Register.BAD_INSTR_P;
import static org.vzlab.mips.cp0.Cp0Register.BAD_VADDR;
import static org.vzlab.mips.cp0.Cp0Register.CAUSE;
import static org.vzlab.mips.cp0.Cp0Register.CONFIG3;
import static org.vzlab.mips.cp0.Cp0Register.CONFIG5;
import static org.vzlab.mips.cp0.Cp0Register.CONTEXT;
import static org.vzlab.mips.cp0.Cp0Register.DEBUG;
import static org.vzlab.mips.cp0.Cp0Register.DEPC;
import static org.vzlab.mips.cp0.Cp0Register.EBASE;
import static org.vzlab.mips.cp0.Cp0Register.ENTRY_HI;
import static org.vzlab.mips.cp0.Cp0Register.ENTRY_LO0;
import static org.vzlab.mips.cp0.Cp0Register.ENTRY_LO1;
import static org.vzlab.mips.cp0.Cp0Register.EPC;
import static org.vzlab.mips.cp0.Cp0Register.ERROR_EPC;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL0;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL0_EXT;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL1;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL2;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL3;
import static org.vzlab.mips.cp0.Cp0Register.HWRENA;
import static org.vzlab.mips.cp0.Cp0Register.INDEX;
import static org.vzlab.mips.cp0.Cp0Register.INT_CTL;
import static org.vzlab.mips.cp0.Cp0Register.NESTED_EPC;
import static org.vzlab.mips.cp0.Cp0Register.NESTED_EXC;
import static org.vzlab.mips.cp0.Cp0Register.PAGE_GRAIN;
import static org.vzlab.mips.cp0.Cp0Register.PAGE_MASK;
import static org.vzlab.mips.cp0.Cp0Register.RANDOM;
import static org.vzlab.mips.cp0.Cp0Register.SRS_CTL;
import static org.vzlab.mips.cp0.Cp0Register.STATUS;

import java.util.SplittableRandom;
import org.vzlab.mips.mmu.TlbEntry;

/** Random states in which much happens: registers that hold what they can hold. */
final class Generator {
  /** Entries that show the code and are not random. */
  private static final int ROOT_CODE = 15;

  private static final int GUEST_CODE = 14;
  private static final int CODE_LO = CodeArea.BASE >>> 6 | 0x1F;

  private final SplittableRandom random;

  Generator(SplittableRandom random) {
    this.random = random;
  }

  int bits(int mask) {
    return random.nextInt() & mask;
  }

  /** One or a few bits. */
  int few() {
    return random.nextBoolean() ? 1 << bits(31) : bits(-1) & bits(-1) & bits(-1);
  }

  int below(int n) {
    return random.nextInt(n);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** All of some bits, once in n times. */
  private int rarely(int n, int bits) {
    return oneIn(n) ? bits : 0;
  }

  int pick(int... values) {
    return values[random.nextInt(values.length)];
  }

  /** The entries that show the code to root and to a guest. */
  void mapCode(State s, int id) {
    TlbEntry entry = new TlbEntry(CodeArea.BASE, CodeArea.PAGE_MASK, CODE_LO, CODE_LO | 0x400, 0);
    s.rootTlb[ROOT_CODE] = entry;
    TlbEntry ofGuest =
        new TlbEntry(CodeArea.BASE, CodeArea.PAGE_MASK, CODE_LO, CODE_LO | 0x400, id);
    s.guestTlb[ROOT_CODE] = ofGuest;
    if (id != 0) {
      s.rootTlb[GUEST_CODE] = ofGuest;
    }
    s.root(GUEST_CTL1, id);
  }

  /** Every other entry of both TLBs, without two that match the same address. */
  void tlbs(State s) {
    int id = oneIn(16) ? 0 : 1 + random.nextInt(7);
    mapCode(s, id);
    for (int i = 0; i < GUEST_CODE; i++) {
      int owner = pick(0, 0, id, id, random.nextInt(8));
      int address = owner == 0 && !oneIn(4) ? pick(0, 0xC0000000) | bits(0x3FFFFFFF) : bits(-1);
      add(s.rootTlb, i, address, bits(-1), bits(-1), owner, id == 0);
    }
    for (int i = 0; i < ROOT_CODE; i++) {
      int owner = oneIn(8) ? random.nextInt(8) : id;
      int address = pick(0, 0, 0xC0000000) | bits(0x3FFFFFFF);
      add(s.guestTlb, i, address, inside(s.rootTlb), inside(s.rootTlb), owner, false);
    }
  }

  private void add(
      TlbEntry[] tlb, int i, int address, int to0, int to1, int owner, boolean anyAsid) {
    TlbEntry entry = entry(address, to0, to1, owner);
    for (TlbEntry other : tlb) {
      if (conflict(entry, other, anyAsid)) {
        return;
      }
    }
    tlb[i] = entry;
  }

  private TlbEntry entry(int address, int to0, int to1, int owner) {
    int mask = ((1 << (2 * Math.min(random.nextInt(9), random.nextInt(9)))) - 1) << 13;
    boolean global = random.nextBoolean();
    int hi = (address & ~(mask | 0x1FFF)) | pick(1, 2, 3) | rarely(20, Bits.HI_EHINV);
    return new TlbEntry(hi, mask, lo(to0, global), lo(to1, global), owner);
  }

  /** Puts an entry into the registers that TLBWI and TLBWR of root write from. */
  void entryToWrite(State s) {
    TlbEntry entry = entry(oneIn(3) ? bits(-1) : inside(s.rootTlb), bits(-1), bits(-1), 0);
    s.root(ENTRY_HI, entry.entryHi());
    s.root(PAGE_MASK, entry.pageMask());
    s.root(ENTRY_LO0, entry.entryLo0());
    s.root(ENTRY_LO1, entry.entryLo1());
    s.root(INDEX, bits(15));
    s.root(RANDOM, bits(15));
    int id = s.root(GUEST_CTL1) & 7;
    s.replace(false, GUEST_CTL1, 7 << 16, pick(0, id, bits(7)) << 16);
  }

  /** Whether two entries could match the same address. */
  private static boolean conflict(TlbEntry a, TlbEntry b, boolean anyAsid) {
    int mask = a.pageMask() | b.pageMask() | 0x1FFF;
    return !a.isInvalid()
        && !b.isInvalid()
        && a.guestId() == b.guestId()
        && ((a.entryHi() ^ b.entryHi()) & ~mask) == 0
        && (anyAsid
            || a.guestId() != 0
            || a.global()
            || b.global()
            || (a.entryHi() & 0xFF) == (b.entryHi() & 0xFF));
  }

  private int lo(int to, boolean global) {
    int address = oneIn(3) ? Processor.RAM | bits(Processor.RAM_SIZE - 1) : to;
    return (address >>> 6 & 0x03FFFFC0)
        | 3 << 3
        | (oneIn(4) ? 0 : Bits.LO_D)
        | (oneIn(6) ? 0 : Bits.LO_V)
        | (global != oneIn(5) ? Bits.LO_G : 0)
        | rarely(4, Bits.LO_RI)
        | rarely(6, Bits.LO_XI);
  }

  /** An address that an entry of a TLB matches, if its ASID and GuestID do. */
  int inside(TlbEntry[] tlb) {
    TlbEntry entry = tlb[random.nextInt(tlb.length)];
    return (entry.entryHi() & Bits.HI_VPN2) | bits(entry.pageMask() | 0x1FFF);
  }

  /** The registers of both contexts that decide about modes, traps and exceptions. */
  void registers(State s) {
    context(s, false);
    context(s, true);
    s.root(SRS_CTL, 7 << 26 | bits(0x003DF1C7 & ~(8 << 18)));
    int hss = pick(0, 1, 3, 7);
    s.guest(SRS_CTL, hss << 26 | bits(hss << 18 | hss << 12 | hss << 6 | hss));
    int fixed = s.root(GUEST_CTL0) & (1 << 22 | 1 << 19 | 1 << 7);
    s.root(
        GUEST_CTL0,
        fixed
            | (oneIn(4) ? 0 : Bits.G0_GM)
            | (oneIn(10) ? 0 : Bits.G0_CP0)
            | (oneIn(5) ? Bits.AT_ROOT : Bits.AT_GUEST)
            | rarely(4, Bits.G0_RI)
            | bits(Bits.G0_MC | Bits.G0_GT | Bits.G0_CG | Bits.G0_CF | Bits.G0_SFC1 | Bits.G0_SFC2)
            | bits(Bits.G0_EXC_CODE));
    s.root(
        GUEST_CTL0_EXT,
        bits(Bits.EXT_CGI | Bits.EXT_FCD)
            | rarely(4, Bits.EXT_OG)
            | rarely(4, Bits.EXT_BG)
            | rarely(4, Bits.EXT_MG));
    s.replace(false, GUEST_CTL1, 7 << 16, bits(7 << 16));
    s.root(
        GUEST_CTL2,
        pick(0, 0, bits(0x07000000), bits(0xFF000000)) | bits(hss << 18) | bits(0x7FE0));
    s.root(GUEST_CTL3, bits(7));
    s.root(DEPC, bits(-1));
    s.replace(false, DEBUG, Bits.DEBUG_DM, rarely(20, Bits.DEBUG_DM));
  }

  private void context(State s, boolean guest) {
    int usual = guest ? 5 : 12;
    s.of(
        guest,
        STATUS,
        rarely(usual, Bits.STATUS_EXL)
            | rarely(usual, Bits.STATUS_ERL)
            | rarely(3, Bits.STATUS_BEV)
            | rarely(2, Bits.STATUS_UM)
            | rarely(3, Bits.STATUS_CU0)
            | rarely(4, bits(Bits.STATUS_SR | Bits.STATUS_NMI | Bits.STATUS_TS))
            | bits(Bits.STATUS_IE | Bits.STATUS_MX | Bits.STATUS_CU1 | Bits.STATUS_FR)
            | Bits.withIpl(pick(0, 0, 1, 2, 4, 0x80)));
    s.replace(guest, EBASE, 0x3FFFF000, bits(-1));
    s.of(
        guest, CAUSE, bits(Bits.CAUSE_IV | Bits.CAUSE_BD | Bits.CAUSE_CE | Bits.CAUSE_RIPL | 0x7C));
    s.of(guest, INT_CTL, rarely(2, bits(Bits.INT_CTL_VS)));
    s.replace(guest, CONFIG3, Bits.CONFIG3_ISA_ON_EXC, rarely(3, Bits.CONFIG3_ISA_ON_EXC));
    s.of(guest, EPC, bits(-1));
    s.of(guest, ERROR_EPC, bits(-1));
    s.of(guest, NESTED_EPC, bits(-1));
    s.of(guest, NESTED_EXC, bits(6));
    s.of(guest, BAD_VADDR, bits(-1));
    s.of(guest, BAD_INSTR, bits(-1));
    s.of(guest, BAD_INSTR_P, bits(-1));
    s.of(guest, CONTEXT, bits(0xFFFFFFF0));
    s.of(guest, ENTRY_HI, bits(Bits.HI_VPN2) | rarely(8, Bits.HI_EHINV) | pick(1, 2, 3));
    s.of(guest, HWRENA, bits(0x2000000F));
    s.replace(guest, CONFIG5, Bits.CONFIG5_UFR, bits(-1));
    s.of(guest, PAGE_GRAIN, bits(Bits.GRAIN_RIE | Bits.GRAIN_XIE | Bits.GRAIN_IEC));
  }

  /** Puts execution at an instruction of the code: through useg, or kseg0 where that is allowed. */
  void at(State s, CodeArea.Placed instruction, boolean slot) {
    int segment = s.kernel() && random.nextBoolean() ? 0x80000000 : 0;
    int isa = instruction.isa() == org.vzlab.mips.isa.Isa.MICROMIPS ? 1 : 0;
    s.pc = segment | CodeArea.BASE | instruction.offset() | isa;
    s.slot = slot;
    s.word = instruction.word();
    s.branch = instruction.branch();
  }
}
