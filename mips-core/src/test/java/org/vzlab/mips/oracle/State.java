package org.vzlab.mips.oracle;

import java.util.Arrays;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.mmu.TlbEntry;

/** What the rules are about: registers, TLBs, where execution stands and what interrupts it. */
final class State {
  private static final Cp0Register[] REGISTERS = Cp0Register.values();
  private static final Cp0 ROOT_RESET = new Cp0(false);
  private static final Cp0 GUEST_RESET = new Cp0(true);

  final int[] root = new int[256];
  final int[] guest = new int[256];
  final TlbEntry[] rootTlb = new TlbEntry[16];
  final TlbEntry[] guestTlb = new TlbEntry[16];

  /** Address of the instruction; bit 0 is the ISA mode. */
  int pc;

  /** Whether it stands in the delay slot of a branch of four bytes. */
  boolean slot;

  /** The instruction, and the branch before it, as BadInstr and BadInstrP show them. */
  int word;

  int branch;

  /** General registers 4, an address, and 5, a value to be written. */
  int address;

  int value;

  /** The shadow set in use, known after a step only. */
  int set;

  /** Whether an NMI is requested. */
  boolean nmi;

  /** What the interrupt controller asks for. */
  int ripl;

  int vectorOffset;
  int vectorSet;

  State() {
    for (Cp0Register register : REGISTERS) {
      root[index(register)] = ROOT_RESET.get(register);
      guest[index(register)] = GUEST_RESET.get(register);
    }
    root(Cp0Register.STATUS, 0);
    guest(Cp0Register.STATUS, 0);
    Arrays.fill(rootTlb, TlbEntry.INVALID);
    Arrays.fill(guestTlb, TlbEntry.INVALID);
  }

  State(State from) {
    System.arraycopy(from.root, 0, root, 0, root.length);
    System.arraycopy(from.guest, 0, guest, 0, guest.length);
    System.arraycopy(from.rootTlb, 0, rootTlb, 0, rootTlb.length);
    System.arraycopy(from.guestTlb, 0, guestTlb, 0, guestTlb.length);
    pc = from.pc;
    slot = from.slot;
    word = from.word;
    branch = from.branch;
    address = from.address;
    value = from.value;
    set = from.set;
    nmi = from.nmi;
    ripl = from.ripl;
    vectorOffset = from.vectorOffset;
    vectorSet = from.vectorSet;
  }

  private static int index(Cp0Register register) {
    return register.number() * 8 + register.select();
  }

  int root(Cp0Register register) {
    return root[index(register)];
  }

  void root(Cp0Register register, int value) {
    root[index(register)] = value;
  }

  int guest(Cp0Register register) {
    return guest[index(register)];
  }

  void guest(Cp0Register register, int value) {
    guest[index(register)] = value;
  }

  /** A register of one of the two contexts. */
  int of(boolean guestContext, Cp0Register register) {
    return (guestContext ? guest : root)[index(register)];
  }

  /** Sets a register of one of the two contexts. */
  void of(boolean guestContext, Cp0Register register, int value) {
    (guestContext ? guest : root)[index(register)] = value;
  }

  /** Changes bits of a register of one of the two contexts. */
  void replace(boolean guestContext, Cp0Register register, int mask, int value) {
    of(guestContext, register, (of(guestContext, register) & ~mask) | (value & mask));
  }

  boolean has(boolean guestContext, Cp0Register register, int bits) {
    return (of(guestContext, register) & bits) != 0;
  }

  /** MD00847: guest mode is GM = 1 with root's EXL, ERL and DM clear. */
  boolean inGuest() {
    return has(false, Cp0Register.GUEST_CTL0, Bits.G0_GM)
        && !has(false, Cp0Register.STATUS, Bits.STATUS_EXL | Bits.STATUS_ERL)
        && !inDebugMode();
  }

  boolean inDebugMode() {
    return has(false, Cp0Register.DEBUG, Bits.DEBUG_DM);
  }

  /** MD00090: whether the executing context is in kernel, or debug, mode. */
  boolean kernel() {
    int status = of(inGuest(), Cp0Register.STATUS);
    return (status & Bits.STATUS_UM) == 0
        || (status & (Bits.STATUS_EXL | Bits.STATUS_ERL)) != 0
        || inDebugMode();
  }

  /** MD00090: whether coprocessor 0 is usable. */
  boolean privileged() {
    return kernel() || has(inGuest(), Cp0Register.STATUS, Bits.STATUS_CU0);
  }

  /** What differs from the state after reset, one line each. */
  String describe() {
    State plain = new State();
    StringBuilder text = new StringBuilder(400);
    text.append(
        String.format(
            "  %s %s at 0x%08x%s: 0x%08x, $4 = 0x%08x, $5 = 0x%08x%n",
            inGuest() ? "guest" : "root",
            inDebugMode() ? "debug" : kernel() ? "kernel" : "user",
            pc,
            slot ? " in a delay slot" : "",
            word,
            address,
            value));
    if (nmi) {
      text.append(String.format("  NMI%n"));
    }
    if (ripl != 0) {
      text.append(String.format("  RIPL %d, offset 0x%x, set %d%n", ripl, vectorOffset, vectorSet));
    }
    for (Cp0Register register : REGISTERS) {
      int i = index(register);
      if (root[i] != plain.root[i]) {
        text.append(String.format("  Root.%s = 0x%08x%n", register.manualName(), root[i]));
      }
      if (guest[i] != plain.guest[i]) {
        text.append(String.format("  Guest.%s = 0x%08x%n", register.manualName(), guest[i]));
      }
    }
    describe(text, "root", rootTlb);
    describe(text, "guest", guestTlb);
    return text.toString();
  }

  private static void describe(StringBuilder text, String whose, TlbEntry[] tlb) {
    for (int i = 0; i < tlb.length; i++) {
      TlbEntry entry = tlb[i];
      if (!entry.isInvalid()) {
        text.append(
            String.format(
                "  %s TLB %d: hi %08x mask %08x lo %08x %08x guest %d%n",
                whose,
                i,
                entry.entryHi(),
                entry.pageMask(),
                entry.entryLo0(),
                entry.entryLo1(),
                entry.guestId()));
      }
    }
  }
}
