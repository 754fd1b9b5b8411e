package org.vzlab.vp.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.vdev.RootClock;

/** What the hypervisor understands of instructions, against the tables that the core executes. */
class DecodingTest {
  private static final InstructionSet CORE = InstructionSet.m5150();
  private static final int PC = 0x8FFF_FFF0;
  private static final int STATUS = 0x35000000;

  /** The words of microMIPS that the hypervisor has to understand. */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "lb", "lbu", "lh", "lhu", "lw", "sb", "sh", "sw", "cache", "mfc0", "mtc0", "rdhwr",
          "wait", "hypcall");

  private final Random random = new Random(11);
  private final Disassembler disassembler = new Disassembler(CORE, false);
  private final Hart hart = new Hart(new Scheduler(), new Bus(Unmodelled.QUIET));
  private final FakeRootPort port = new FakeRootPort();
  private final Exit exit = new Exit(port, new RootClock(port), new QuietLog());

  private static final class QuietLog implements ExitLog {
    @Override
    public void writeIgnored(int guest, int address, int size, int value) {}

    @Override
    public void accessed(int task, Window window, int address, int size, boolean store) {}

    @Override
    public void timeAccess(int guest, String access, int value) {}
  }

  /** As the decoder takes a microMIPS instruction: its first halfword in the upper half. */
  private static int fetched(int bits) {
    return Micromips.length(bits) == 2 ? bits << 16 : bits;
  }

  private void translated(int bits, Set<String> seen) {
    Instruction instruction = CORE.decode(Isa.MICROMIPS, fetched(bits));
    String mnemonic = instruction.operation().mnemonic();
    int word = Micromips.mips32(bits);
    assertThat(word != Micromips.OTHER)
        .as("%s %08x", mnemonic, bits)
        .isEqualTo(UNDERSTOOD.contains(mnemonic));
    if (word != Micromips.OTHER) {
      seen.add(mnemonic);
      assertThat(disassembler.disassemble(PC, word))
          .as("%08x", bits)
          .isEqualTo(disassembler.disassemble(PC | 1, fetched(bits)));
    }
  }

  @Test
  void everyInstructionOfMicromipsThatGuestsLeaveForIsTheOneOfMips32() {
    Set<String> seen = new TreeSet<>();
    for (int bits = 0; bits < 0x10000; bits++) {
      if (Micromips.length(bits) == 2) {
        translated(bits, seen);
      }
    }
    for (int i = 0; i < 100_000; i++) {
      int upper = random.nextInt();
      translated(InstructionSet.length(upper >>> 16) == 2 ? upper | 0x10000000 : word(upper), seen);
    }
    int[] pool = {0x00FC, 0x08FC, 0x02FC, 0x3AFC, 0x6B3C, 0x937C, 0xC37C, 0x0F3C, 0x477C};
    for (int i = 0; i < 20_000; i++) {
      translated((random.nextInt() & 0x03FF0000) | pool[i % pool.length], seen);
    }
    assertThat(seen).containsAll(UNDERSTOOD);
  }

  /** A random word of 32 bits that cannot be taken for one of 16. */
  private static int word(int bits) {
    return bits >>> 16 == 0 ? bits | 1 << 16 : bits;
  }

  @Test
  void everyBranchOfMips32GoesWhereTheCoreGoes() {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 150_000; i++) {
      int word = random.nextInt();
      int[] shapes = {word, word & 0x1FFFFFFF, word & 0x07FFFFFF, word & 0x03E0FFC9, word};
      int shape = shapes[i % shapes.length];
      branch(i % 7 == 0 ? 0x45000000 | (word & 0x001FFFFF) : shape, 0, seen);
    }
    branch(0x041C0010, 0, seen);
    assertThat(seen)
        .contains(
            "beq",
            "bne",
            "blez",
            "bgtz",
            "bltz",
            "bgez",
            "bltzal",
            "bgezal",
            "beql",
            "bnel",
            "blezl",
            "bgtzl",
            "bltzl",
            "bgezl",
            "bltzall",
            "bgezall",
            "j",
            "jal",
            "jalx",
            "jr",
            "jalr",
            "jr.hb",
            "jalr.hb",
            "bc1f",
            "bc1t",
            "bc1fl",
            "bc1tl",
            "bposge32");
  }

  @Test
  void everyBranchOfMicromipsGoesWhereTheCoreGoes() {
    Set<String> seen = new TreeSet<>();
    for (int bits = 0; bits < 0x10000; bits++) {
      if (Micromips.length(bits) == 2) {
        branch(bits, 1, seen);
      }
    }
    int[] jumps = {0x0F3C, 0x1F3C, 0x4F3C, 0x5F3C};
    for (int i = 0; i < 150_000; i++) {
      int any = random.nextInt();
      int bits = i % 3 == 0 ? 0x40000000 | (any & 0x03FFFFFF) : any;
      bits = i % 5 == 0 ? (any & 0x03FF0000) | jumps[i / 5 % 4] : bits;
      if (InstructionSet.length(bits >>> 16) == 4) {
        branch(word(bits), 1, seen);
      }
    }
    for (int offset = 0; offset < 100; offset++) {
      branch(0x43600000 | offset, 1, seen);
    }
    assertThat(seen)
        .contains(
            "b",
            "beqz",
            "bnez",
            "beq",
            "bne",
            "blez",
            "bgtz",
            "bltz",
            "bgez",
            "bltzal",
            "bgezal",
            "bltzals",
            "bgezals",
            "j",
            "jal",
            "jals",
            "jalx",
            "jr",
            "jalr",
            "jalrs",
            "jrs",
            "jr.hb",
            "jalr.hb",
            "jalrs.hb",
            "jrs.hb",
            "jr",
            "bc1f",
            "bc1t",
            "bposge32");
  }

  private void branch(int bits, int mode, Set<String> seen) {
    Instruction instruction = CORE.decode(Isa.at(PC | mode), mode == 1 ? fetched(bits) : bits);
    boolean half = mode == 1 && instruction.slot != 4 && (instruction.slot == 2 || bits % 2 == 0);
    prepare(mode, half);
    long next = Branch.next(bits, PC | mode, exit);
    if (!instruction.hasDelaySlot || instruction.operation().mnemonic().endsWith("eret")) {
      assertThat(next)
          .as("%08x, %s", bits, instruction.operation().mnemonic())
          .isEqualTo(Branch.UNKNOWN);
      return;
    }
    int expected;
    try {
      expected = instruction.execute(hart, PC | mode);
    } catch (GuestTrap trap) {
      throw new AssertionError(instruction.operation().mnemonic(), trap);
    }
    if (!hart.annulled) {
      int slot = exit.length();
      expected -= hart.notTaken && instruction.slot == 0 ? 4 - slot : 0;
      seen.add(instruction.operation().mnemonic());
      assertThat(next)
          .as("%08x, %s", bits, instruction.operation().mnemonic())
          .isEqualTo(Integer.toUnsignedLong(expected));
    }
    hart.annulled = false;
    hart.notTaken = false;
  }

  /** Some values in the registers, the FPU and the DSP, the same in core and exit. */
  private void prepare(int mode, boolean half) {
    hart.registers.write(Cp0Register.STATUS, STATUS, Accessor.ROOT);
    for (int i = 1; i < 32; i++) {
      int value = random.nextInt(4) - 2 + (random.nextInt(3) == 0 ? random.nextInt() : 0);
      hart.gpr[i] = value;
      port.gprs[0][i] = value;
    }
    hart.fpu.fcsr(random.nextInt() & 0xFE800000);
    port.fcsr = hart.fpu.fcsr();
    port.dspControl = random.nextInt(64);
    try {
      hart.dsp().control(0x3F, port.dspControl);
    } catch (GuestTrap trap) {
      throw new AssertionError("the DSP is off", trap);
    }
    port.root.put(Cp0Register.STATUS, STATUS);
    port.root.put(Cp0Register.CAUSE, 0);
    port.root.put(Cp0Register.EPC, PC | mode);
    // LW16 or LW: the instruction in the slot has two or four bytes.
    port.root.put(Cp0Register.BAD_INSTR, half ? 0x6820 : 0xFC820000);
    exit.takeThread(null);
  }
}
