package org.vzlab.mips.cp0;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Field.Trait;
import org.vzlab.mips.hart.TestMachine;

/**
 * The fields that the table says hardware sets, against what instructions and interrupts change.
 */
class HardwareFieldsTest {
  private static final int STEPS = 6000;
  private static final int PC = 0x80001000;
  private static final int IRET = 0x42000038;
  private static final int FRAME = 0x80003000;
  private static final int MISALIGNED = FRAME + 2;
  private static final int PROLOGUE = IntCtl.ICE | IntCtl.CLR_EXL | IntCtl.USE_K_STK;
  private static final int BEQ_ZERO_ZERO = 0x10000002;

  /** Whatever changes a register without being told which: no MTC0 is among them. */
  private static final int[] WORDS = {
    TestMachine.NOP,
    TestMachine.SYSCALL,
    TestMachine.SDBBP,
    TestMachine.ERET,
    TestMachine.TLBWR,
    0x0000000D, // break
    0x42000001, // tlbr
    0x42000008, // tlbp
    0x42000009, // tlbgr
    0x42000010, // tlbgp
    0x42000028, // hypcall
    0x44020000, // mfc1 $2, $0
    0x48020000, // mfc2 $2, $0
    0xBCD40000, // cache 0x14, 0($6): fill I
    0xBCC40000, // cache 0x04, 0($6): index load tag I
    0xBCC50000, // cache 0x05, 0($6): index load tag D
    0xBCC90000, // cache 0x09, 0($6): index store tag D
    0x7C3F04B8, // wrdsp $1
    0x8C820000, // lw $2, 0($4)
    0xAC820000, // sw $2, 0($4)
    0xACA20000, // sw $2, 0($5)
    0xC0A20000, // ll $2, 0($5)
  };

  private final TestMachine machine = TestMachine.running();
  private final Random random = new Random(1);

  @Test
  void hardwareSetsTheFieldsOfWhichTheTableSaysSoAndNoOthers() {
    Set<String> changed = new TreeSet<>();
    for (int step = 0; step < STEPS; step++) {
      prepare(random.nextInt(4));
      int[] before = registers();
      machine.step();
      addChanges(changed, before, registers());
    }

    Set<String> marked = new TreeSet<>();
    for (Cp0Register register : Cp0Register.values()) {
      for (Cp0Field field : register.fields()) {
        if (field.is(Trait.HARDWARE)) {
          marked.add(register.manualName() + "." + field.name());
        }
      }
    }
    assertThat(changed).isEqualTo(marked);
  }

  /** Root in two of four modes, a guest in the others, before an instruction or an interrupt. */
  private void prepare(int mode) {
    leaveDebugMode();
    machine.root(Cp0Register.STATUS, Status.EXL);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP);
    machine.root(Cp0Register.GUEST_CTL0_EXT, random.nextInt(2) << 3);
    machine.root(Cp0Register.GUEST_CTL1, 1 << 16 | 1);
    machine.hart.tlb.tlbinvf(false);
    machine.map(1, 0, 0, 0x07FFE000);
    int prologue = random.nextInt(3) == 0 ? IntCtl.APE | (random.nextInt() & PROLOGUE) : 0;
    for (Accessor accessor : new Accessor[] {Accessor.ROOT, Accessor.ROOT_FOR_GUEST}) {
      write(accessor, Cp0Register.PAGE_GRAIN, -1);
      write(accessor, Cp0Register.INDEX, random.nextInt(16));
      write(accessor, Cp0Register.PAGE_MASK, random.nextBoolean() ? 0 : 0x1FFFE000);
      write(accessor, Cp0Register.ENTRY_HI, random.nextInt() & ~TlbFields.EHINV);
      write(accessor, Cp0Register.ENTRY_LO0, random.nextInt());
      write(accessor, Cp0Register.ENTRY_LO1, random.nextInt());
      write(accessor, Cp0Register.EPC, random.nextInt());
      write(accessor, Cp0Register.CAUSE, Cause.IV);
      write(accessor, Cp0Register.INT_CTL, 1 << 5 | prologue);
      write(accessor, Cp0Register.SRS_CTL, SrsCtl.HSS | random.nextInt(8) << 12);
    }
    int um = random.nextInt(4) == 0 ? Status.UM : 0;
    write(Accessor.ROOT_FOR_GUEST, Cp0Register.STATUS, random.nextInt(3) | Status.IE | um);
    prepareDebugging();
    if (random.nextInt(8) == 0) {
      machine.root(Cp0Register.COMPARE, machine.root(Cp0Register.COUNT) + 1);
    }
    boolean interrupt = random.nextInt(4) == 0;
    machine.hart.request(interrupt ? 1 + random.nextInt(255) : 0, 0x200, random.nextInt(8));
    machine.root(
        Cp0Register.GUEST_CTL2,
        random.nextInt(4) == 0 ? (1 + random.nextInt(255)) << 24 | random.nextInt(8) << 18 : 0);
    boolean erl = random.nextInt(4) == 0;
    int status = mode == 0 ? (erl ? Status.ERL : Status.EXL) : Status.IE;
    if (mode == 1 || (mode == 0 && random.nextBoolean())) {
      machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP & ~GuestCtl.GM);
    }
    machine.root(Cp0Register.STATUS, status);
    program();
    if (random.nextInt(16) == 0) {
      machine.hart.root.replace(
          Cp0Register.STATUS, Status.TS, Status.TS); // as a machine check does
      machine.hart.nmi();
    }
  }

  private void prepareDebugging() {
    machine.hart.gpr[5] = 0x80000000 | (random.nextInt(1 << 16) & ~3);
    for (int pair = 0; pair < 4; pair++) {
      int watched = (random.nextBoolean() ? PC : machine.hart.gpr[5]) & ~7;
      int kinds = random.nextInt(6) == 0 ? 7 : 0;
      machine.root(Cp0Register.of(18, pair), watched | kinds);
      machine.root(Cp0Register.of(19, pair), WatchFields.G | 7);
    }
    machine.root(Cp0Register.PERF_CTL0, PerfCtl.IE | PerfCtl.U | PerfCtl.K);
    machine.root(Cp0Register.PERF_CTL1, PerfCtl.EXL);
    machine.root(Cp0Register.PERF_CNT0, 0x7FFFFFFF);
    machine.root(Cp0Register.TAG_LO, random.nextInt());
    machine.root(Cp0Register.DATA_LO, random.nextInt());
  }

  private void program() {
    boolean prologues = machine.hart.root.has(Cp0Register.INT_CTL, IntCtl.APE);
    int word = prologues && random.nextBoolean() ? IRET : WORDS[random.nextInt(WORDS.length)];
    if (random.nextInt(4) == 0) {
      machine.put(PC, BEQ_ZERO_ZERO, word);
    } else {
      machine.put(PC, word);
    }
    machine.hart.pc = PC;
    machine.hart.gpr[4] = random.nextInt() & ~3;
    machine.hart.gpr[6] = PC;
    machine.hart.gpr[29] = random.nextInt(4) == 0 ? MISALIGNED : FRAME;
    Accessor self = machine.hart.inGuest() ? Accessor.ROOT_FOR_GUEST : Accessor.ROOT;
    int status = machine.hart.registers.read(Cp0Register.STATUS, self);
    machine.put(FRAME, PC, status, machine.hart.registers.read(Cp0Register.SRS_CTL, self));
  }

  private void leaveDebugMode() {
    if (machine.hart.inDebugMode()) {
      machine.hart.pc = machine.hart.traps.deret();
    }
  }

  private void write(Accessor accessor, Cp0Register register, int value) {
    machine.hart.registers.write(register, value, accessor);
  }

  private int[] registers() {
    Cp0Register[] all = Cp0Register.values();
    int[] values = new int[2 * all.length];
    for (int i = 0; i < all.length; i++) {
      values[2 * i] = machine.root(all[i]);
      values[2 * i + 1] = machine.guestRegister(all[i]);
    }
    return values;
  }

  private static void addChanges(Set<String> changed, int[] before, int[] after) {
    int i = 0;
    for (Cp0Register register : Cp0Register.values()) {
      int bits = (before[i] ^ after[i]) | (before[i + 1] ^ after[i + 1]);
      for (Cp0Field field : register.fields()) {
        if ((bits & field.mask()) != 0) {
          changed.add(register.manualName() + "." + field.name());
        }
      }
      i += 2;
    }
  }
}
