package org.vzlab.mips.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/**
 * A random program: a chain of blocks, each of which ends in one given branch or jump, in root or a
 * guest, in fixed segments or mapped pages, with or without interrupts. Whether a block's branch is
 * taken, not taken or raises an exception, execution goes on in the next block; after the last one
 * it stays where it is.
 *
 * <p>Registers: s7 is where the exception handler goes on, k1 where it writes what it was called
 * for, gp, s1 and sp point to data, s5 and s6 sum up the ways taken.
 */
final class BranchProgram {
  private static final int KSEG0 = 0x80000000;

  /** Where root's TLB maps all of RAM. */
  private static final int USEG = 0x40000000;

  private static final int HANDLER = KSEG0 + 0x180;
  private static final int LOG = KSEG0 + 0x1000;
  private static final int DATA = KSEG0 + 0x2800;
  private static final int END = 0x400;

  /** The page end that the first block's branch may stand at. */
  private static final int FIRST_PAGE_END = 0x4000;

  /** Bytes that the handler writes for an exception. */
  private static final int LOGGED = 20;

  private static final int K1 = 27;
  private static final int GP = 28;
  private static final int ISA_ON_EXC = 1 << 16;
  private static final int CYCLES_OF_A_BLOCK = 160;

  private final Random random;
  private final FillerText filler;
  private final boolean guest;
  private final int base;
  private final int status;
  private final Isa handlerIsa;
  private final int period;
  private final int blocks;
  private final int start;
  private final Map<Integer, byte[]> code = new TreeMap<>();
  private final Map<String, byte[]> known;

  /**
   * Makes a program.
   *
   * @param known lines that have been assembled before
   */
  BranchProgram(long seed, List<Operation> branches, Map<String, byte[]> known) {
    this.known = known;
    random = new Random(seed);
    guest = random.nextInt(3) == 0;
    base = guest || random.nextBoolean() ? KSEG0 : USEG;
    filler = new FillerText(random, guest);
    status =
        Status.IE
            | Status.FR
            | (random.nextInt(6) == 0 ? 0 : Status.CU1)
            | (random.nextInt(6) == 0 ? 0 : Status.MX);
    handlerIsa = random.nextBoolean() ? Isa.MIPS32 : Isa.MICROMIPS;
    period = random.nextInt(3) == 0 ? 0 : 90 + random.nextInt(60);
    blocks = branches.size();
    code.put(HANDLER, BranchForms.bytes(handlerIsa, HANDLER, handler()));
    put(Isa.MICROMIPS, base + END, "beq32 zero, zero, 0x0\nnop16");
    int next = base + END | 1;
    for (int i = blocks - 1; i >= 0; i--) {
      next = block(branches.get(i), base + FIRST_PAGE_END + i * Memory.PAGE, i, next);
    }
    start = next;
  }

  /** What to put where, by virtual address. */
  Map<Integer, byte[]> code() {
    return code;
  }

  boolean inGuest() {
    return guest;
  }

  /** Cycles from one interrupt to the next, or 0 if there are none. */
  int period() {
    return period;
  }

  /** When the program has ended, unless it waits for an interrupt that never comes. */
  long limit() {
    return (long) blocks * CYCLES_OF_A_BLOCK;
  }

  boolean hasEnded(TestMachine machine) {
    return (machine.hart.pc & -8) == base + END;
  }

  /** How many exceptions and interrupts the handler has written down. */
  int exceptions(TestMachine machine) {
    return (machine.hart.gpr[K1] - LOG) / LOGGED;
  }

  /** Brings a machine that has just been built to the beginning of the program. */
  void prepare(TestMachine machine) {
    Hart hart = machine.hart;
    machine.root(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.EBASE, KSEG0);
    if (guest) {
      machine.guestRegister(Cp0Register.STATUS, 0);
      machine.guestRegister(Cp0Register.EBASE, KSEG0);
      machine.guestRegister(Cp0Register.STATUS, status);
      machine.map(1, 0, 0, 0x07FFE000);
      machine.root(Cp0Register.STATUS, status);
      machine.enterGuest(1, start);
      machine.root(Cp0Register.STATUS, status & ~Status.IE);
      machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP & ~GuestCtl.MC);
    } else {
      machine.map(0, base, 0, 0x0007E000);
      machine.root(Cp0Register.STATUS, status);
      hart.pc = start;
    }
    (guest ? hart.guest : hart.root)
        .replace(Cp0Register.CONFIG3, ISA_ON_EXC, handlerIsa == Isa.MICROMIPS ? ISA_ON_EXC : 0);
    hart.gpr[K1] = LOG;
    hart.gpr[GP] = DATA;
    hart.gpr[17] = DATA;
    hart.gpr[29] = DATA + 0x100;
  }

  private void put(Isa isa, int address, String source) {
    code.put(address, BranchForms.bytes(isa, source, known));
  }

  private static String handler32(String suffix) {
    return """
        mfc0 k0, $13
        sw@ k0, 0(k1)
        mfc0 k0, $14
        sw@ k0, 4(k1)
        mfc0 k0, $8
        sw@ k0, 8(k1)
        mfc0 k0, $8, 1
        sw@ k0, 12(k1)
        mfc0 k0, $8, 2
        sw@ k0, 16(k1)
        addiu@ k1, k1, 20
        mfc0 k0, $13
        andi@ k0, k0, 0x7c
        beq@ k0, zero, interrupt
        nop
        mtc0 s7, $14
        eret
        """
        .replace("@", suffix);
  }

  /** Writes down what has happened; goes on behind an interrupt, and else where s7 says. */
  private String handler() {
    String suffix = handlerIsa == Isa.MIPS32 ? "" : "32";
    String acknowledge = guest ? "" : "lui k0, 0xbf80\nsw" + suffix + " zero, 0(k0)\n";
    return handler32(suffix) + "interrupt: nop\n" + acknowledge + "eret";
  }

  /**
   * Puts a block around a page end.
   *
   * @param next where all its ways lead
   * @return where it begins, with the ISA mode
   */
  private int block(Operation branch, int pageEnd, int number, int next) {
    Isa isa = branch.isa();
    int address = addressOfBranch(branch, pageEnd);
    byte[] probe = BranchForms.bytes(branch, address, address + 16 & -4);
    Instruction decoded = BranchForms.decode(isa, probe);
    String slot = decoded.hasDelaySlot ? slot(isa, decoded.slot) : "";
    int fall = address + branch.length() + size(isa, slot);
    final String way = ways(isa, "s5", 2 * number + 1, next);
    int same = fall + size(isa, way);
    if (isa == Isa.MIPS32 && random.nextInt(8) == 0) {
      same += 4 * random.nextInt(20);
    }
    int other = (same + 0x80 & -4) + (isa == Isa.MIPS32 ? 1 : 0);
    final boolean toOther =
        BranchForms.changesIsa(branch) || (BranchForms.isIndirect(branch) && random.nextBoolean());
    int target = toOther ? other : same | (isa == Isa.MIPS32 ? 0 : 1);

    code.put(address, BranchForms.bytes(branch, address, target));
    if (!slot.isEmpty()) {
      put(isa, address + branch.length(), slot);
    }
    put(isa, fall, way);
    put(isa, same, ways(isa, "s6", 3 * number + 1, next));
    put(Isa.at(other), other & ~1, ways(Isa.at(other), "s6", 1 << 16, next));

    String before = beforeBranch(isa, BranchForms.isIndirect(branch), target, next);
    int begin = address - size(isa, before);
    put(isa, begin, before);
    return begin | (isa == Isa.MIPS32 ? 0 : 1);
  }

  private int size(Isa isa, String source) {
    return BranchForms.bytes(isa, source, known).length;
  }

  /** Often one where the branch or its slot ends at, or reaches over, the end of a page. */
  private int addressOfBranch(Operation branch, int pageEnd) {
    if (random.nextInt(4) == 0) {
      return pageEnd - 0x200 + 4 * random.nextInt(0x40);
    }
    if (branch.isa() == Isa.MIPS32) {
      return pageEnd - 4 - 4 * random.nextInt(2);
    }
    return pageEnd - 2 - 2 * random.nextInt(4);
  }

  /** What stands in the slot: rarely of the wrong length, or a branch itself. */
  private String slot(Isa isa, int length) {
    boolean wrong = isa == Isa.MICROMIPS && length != 0 && random.nextInt(8) == 0;
    int bytes = length == 0 ? 2 + 2 * random.nextInt(2) : wrong ? 6 - length : length;
    if (random.nextInt(12) == 0 && bytes == 4) {
      return isa == Isa.MIPS32 ? "jal 0x4000" : "bgezal32 zero, 0x4000";
    }
    return filler.line(isa, bytes);
  }

  /** Counts and goes to the next block. */
  private static String ways(Isa isa, String register, int addend, int next) {
    String count =
        addend < 1 << 15
            ? String.format("addiu%s %s, %s, %d", suffix(isa), register, register, addend)
            : String.format(
                "lui t9, %d\naddu%s %s, %s, t9", addend >> 16, suffix(isa), register, register);
    return count + "\n" + load("t9", next) + "\njr t9\nnop";
  }

  private static String suffix(Isa isa) {
    return isa == Isa.MIPS32 ? "" : "32";
  }

  private static String load(String register, int value) {
    return String.format(
        "lui %s, 0x%x\nori %s, %s, 0x%x",
        register, value >>> 16, register, register, value & 0xFFFF);
  }

  private String beforeBranch(Isa isa, boolean indirect, int target, int next) {
    List<String> lines = new ArrayList<>();
    lines.add(load("s7", next));
    for (int i = random.nextInt(5); i > 0; i--) {
      lines.add(filler.line(isa, isa == Isa.MIPS32 ? 4 : 2 + 2 * random.nextInt(2)));
    }
    lines.add(load("t9", random.nextInt()));
    if ((status & Status.CU1) != 0) {
      lines.add("ctc1 t9, $25");
    }
    if ((status & Status.MX) != 0) {
      lines.add("wrdsp t9, 0x1");
    }
    int first = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(3) - 1;
    lines.add(load("a1", random.nextBoolean() ? first : random.nextInt(3) - 1));
    if (indirect) {
      int away = random.nextInt(12) == 0 ? target ^ 2 : target;
      lines.add(load("ra", away));
      lines.add("mtc0 ra, $14");
      lines.add(load("a0", away));
    } else {
      lines.add(load("a0", first));
    }
    return String.join("\n", lines);
  }
}
