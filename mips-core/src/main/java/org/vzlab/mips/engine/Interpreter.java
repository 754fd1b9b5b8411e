package org.vzlab.mips.engine;

import java.util.Arrays;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.AccessTiming;
import org.vzlab.mips.timing.Pipeline;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Timing;

/**
 * Executes one decoded instruction after another: the reference that other engines are held to, and
 * what executes every case they leave out. An instruction takes one cycle.
 *
 * <p>A delay slot belongs to its branch: no interrupt and no event comes between the two. What
 * MD00086 and MD00582 call UNPREDICTABLE there is defined so: a branch in a delay slot does not
 * branch, though it links, and JRADDIUSP adds; ERET, IRET and DERET raise Reserved Instruction, and
 * so does an instruction of the wrong length in a slot of fixed length.
 *
 * <p>A microMIPS instruction that begins in one page and ends in the next is put together each time
 * it is executed: the next page may have become another one. An instruction in a page that {@link
 * org.vzlab.mips.mmu.Mmu#fetchKept} does not let us keep is fetched and decoded each time.
 */
public final class Interpreter implements Engine {
  private static final int PAGE_MASK = -Memory.PAGE;
  private static final int IN_PAGE = Memory.PAGE - 1;

  /** Where in a line of 16 bytes an address is, with the ISA mode. */
  private static final int IN_LINE = 15;

  /** The largest place behind an instruction of either ISA that is in one line. */
  private static final int BEHIND_LINE = 17;

  /** A tag that no page has. */
  private static final int NO_PAGE = 1;

  /** Bytes of a delay slot that a branch takes for granted if any length may stand there. */
  private static final int SLOT = 4;

  /** Pages whose translation is kept; a power of two. */
  private static final int PAGES = 64;

  private final Hart hart;
  private final Scheduler scheduler;
  private final InstructionSet instructionSet;
  private final CodeCache codeCache;
  private final Timing timing;
  private final Pipeline pipeline;
  private final AccessTiming accesses;
  private final TraceChannel<InstructionExecuted> trace = new TraceChannel<>();

  private final int[] pageTag = new int[PAGES];
  private final Instruction[][] pageCode = new Instruction[PAGES][];
  private final Memory[] pageMemory = new Memory[PAGES];
  private final int[] pageOffset = new int[PAGES];
  private final int[] pagePhysical = new int[PAGES];
  private long epoch = -1;

  /** The instruction that reaches out of a page, as it was decoded last, by the page's index. */
  private final Instruction[] crossing = new Instruction[PAGES];

  /** Stands for a page whose instructions are not kept: nothing is ever put into it. */
  private final Instruction[] notKept = new Instruction[Memory.PAGE];

  /** The instruction that was decoded last in a page that is not kept. */
  private Instruction passing;

  /** Whether the instruction at {@link Hart#pc} could be fetched. */
  private boolean fetched;

  /** An engine for a processor. */
  public Interpreter(Hart hart, InstructionSet instructionSet) {
    this.hart = hart;
    this.scheduler = hart.scheduler;
    this.instructionSet = instructionSet;
    timing = hart.timing;
    pipeline = hart.pipeline;
    accesses = hart.mmu.timing;
    codeCache = new CodeCache(hart.mmu::flush);
  }

  /** Every instruction, before it executes. */
  public TraceChannel<InstructionExecuted> trace() {
    return trace;
  }

  @Override
  public void run() {
    fetched = true;
    try {
      if (hart.inDelaySlot) {
        hart.pc = slot(hart.slotLength, hart.pc, hart.branchTarget);
        if (scheduler.now() >= scheduler.deadline()) {
          return;
        }
      }
      if (hart.prepare() && scheduler.now() < scheduler.deadline()) {
        burst();
      }
    } catch (GuestTrap trap) {
      enterHandler();
    }
  }

  @Override
  public void step() {
    if (!hart.prepare()) {
      return;
    }
    fetched = true;
    try {
      if (hart.inDelaySlot) {
        hart.pc = slot(hart.slotLength, hart.pc, hart.branchTarget);
      } else {
        one();
      }
    } catch (GuestTrap trap) {
      enterHandler();
    }
  }

  /** Executes the instruction at the PC; a branch leaves the PC at its delay slot. */
  private void one() throws GuestTrap {
    int pc = hart.pc;
    Instruction instruction = begin(pc);
    int next = instruction.execute(hart, pc);
    if (timing.approximate) {
      redirect(instruction, pc, next);
    }
    if (hart.annulled) {
      timing.stall(Stall.BRANCH, TimingConstant.ANNULLED_SLOT);
    } else if (instruction.hasDelaySlot) {
      hart.branchPc = pc;
      hart.branchWord = instruction.word;
      hart.branchTarget = next;
      hart.slotLength = instruction.slot;
      hart.inDelaySlot = true;
      next = pc + instruction.length;
    }
    hart.annulled = false;
    hart.pc = next;
  }

  private void enterHandler() {
    final boolean inGuest = hart.inGuest();
    final boolean inHandler = inHandler();
    if (fetched) {
      hart.counters.abandoned();
    }
    hart.traps.enter(fetched ? wordAt(hart.pc) : 0, hart.inDelaySlot ? hart.branchWord : 0);
    if (!fetched && inHandler && hart.inGuest() == inGuest) {
      // A handler that cannot be fetched may be its own handler for ever: that takes time too.
      timing.pass(Stall.EXCEPTION, 1);
    }
    hart.inDelaySlot = false;
    hart.notTaken = false;
  }

  private boolean inHandler() {
    return hart.inDebugMode() || hart.context().has(Cp0Register.STATUS, Status.EXL | Status.ERL);
  }

  /** Executes until the deadline. */
  private void burst() throws GuestTrap {
    Scheduler time = scheduler;
    Hart state = hart;
    int pc = state.pc;
    boolean traced = trace.isOn();
    boolean timed = timing.approximate;
    do {
      int page = pc & PAGE_MASK;
      Instruction[] code = fetch(pc);
      int physical = pagePhysical[(pc >>> 12) & (PAGES - 1)];
      do {
        Instruction instruction = code[pc & IN_PAGE];
        if (instruction == null) {
          instruction = decode(pc);
        }
        if (traced) {
          trace.emit(new InstructionExecuted(time.now(), pc, state.guestId(), instruction));
        }
        state.pc = pc;
        state.instructions++;
        if (timed) {
          accesses.fetch(pc, physical);
          if ((pc & IN_LINE) + instruction.length > BEHIND_LINE) {
            fetchRest(pc);
          }
          instruction.issue(pipeline);
        } else {
          time.advance(1);
        }
        // Two calls, because HotSpot profiles each: the few kinds of branches are told apart
        // quickly.
        if (instruction.hasDelaySlot) {
          int next = instruction.execute(state, pc);
          pc = delaySlot(instruction, pc, next);
        } else {
          int next = instruction.execute(state, pc);
          if (timed && next - pc != instruction.length) {
            redirect(instruction, pc, next);
          }
          pc = next;
        }
      } while ((pc & PAGE_MASK) == page && time.now() < time.deadline());
      state.used(state.pc);
      state.pc = pc;
    } while (time.now() < time.deadline());
  }

  /**
   * Executes the delay slot, unless it is annulled.
   *
   * @param next where the branch goes
   * @return where to go on
   */
  private int delaySlot(Instruction branch, int branchPc, int next) throws GuestTrap {
    if (hart.annulled) {
      hart.annulled = false;
      timing.stall(Stall.BRANCH, TimingConstant.ANNULLED_SLOT);
      return next;
    }
    hart.branchWord = branch.word;
    hart.branchPc = branchPc;
    hart.inDelaySlot = true;
    return slot(branch.slot, branchPc + branch.length, next);
  }

  /**
   * Executes the instruction in a delay slot.
   *
   * @param length its bytes, or 0 for any
   * @param next where the branch goes
   * @return where to go on
   */
  private int slot(int length, int pc, int next) throws GuestTrap {
    Instruction instruction = begin(pc);
    int behind = instruction.length == length ? next : fit(instruction, length, next);
    instruction.execute(hart, pc);
    hart.annulled = false;
    hart.notTaken = false;
    hart.inDelaySlot = false;
    return behind;
  }

  /** The instruction at an address, which counts as executed from now on. */
  private Instruction begin(int pc) throws GuestTrap {
    Instruction[] code = fetch(pc);
    Instruction instruction = code[pc & IN_PAGE];
    if (instruction == null) {
      instruction = decode(pc);
    }
    if (trace.isOn()) {
      trace.emit(new InstructionExecuted(scheduler.now(), pc, hart.guestId(), instruction));
    }
    hart.pc = pc;
    hart.instructions++;
    if (timing.approximate) {
      accesses.fetch(pc, pagePhysical[(pc >>> 12) & (PAGES - 1)]);
      if ((pc & IN_LINE) + instruction.length > BEHIND_LINE) {
        fetchRest(pc);
      }
      instruction.issue(pipeline);
    } else {
      scheduler.advance(1);
    }
    return instruction;
  }

  /** The second half of an instruction is in the next line of the cache. */
  private void fetchRest(int pc) {
    int rest = pc + 2;
    accesses.fetchRest(rest, pagePhysical[(rest >>> 12) & (PAGES - 1)]);
  }

  /** What it takes to go on elsewhere than behind an instruction without a delay slot. */
  private void redirect(Instruction instruction, int pc, int next) {
    if (instruction.compact && next - pc != instruction.length) {
      timing.stall(Stall.BRANCH, TimingConstant.COMPACT_BRANCH);
    }
  }

  /** Where to go on behind an instruction in the slot that is not of the length it could be of. */
  private int fit(Instruction instruction, int length, int next) throws GuestTrap {
    if (length != 0) {
      throw hart.traps.raise(ExcCode.RI);
    }
    if (!hart.notTaken) {
      return next;
    }
    hart.notTaken = false;
    return next - SLOT + instruction.length;
  }

  /** The decoded page of an address. */
  private Instruction[] fetch(int pc) throws GuestTrap {
    return isFetched(pc) ? pageCode[(pc >>> 12) & (PAGES - 1)] : fetchSlowly(pc, pc);
  }

  private boolean isFetched(int pc) {
    return epoch == hart.mmu.epoch() && pageTag[(pc >>> 12) & (PAGES - 1)] == (pc & PAGE_MASK);
  }

  /**
   * Finds a page.
   *
   * @param pc the instruction's address
   * @param part the address of the part of it that is in the page
   */
  private Instruction[] fetchSlowly(int pc, int part) throws GuestTrap {
    hart.pc = pc;
    fetched = false;
    hart.mmu.beforeFetch(pc & ~1);
    checkAligned(pc);
    hart.mmu.fetchPage(part & ~1);
    Memory memory = hart.mmu.fetchMemory();
    Instruction[] code =
        hart.mmu.fetchKept() ? codeCache.page(memory, hart.mmu.fetchOffset()) : notKept;
    if (epoch != hart.mmu.epoch()) {
      Arrays.fill(pageTag, NO_PAGE);
      accesses.forgetLine();
      epoch = hart.mmu.epoch();
    }
    int index = (part >>> 12) & (PAGES - 1);
    pageTag[index] = part & PAGE_MASK;
    pageCode[index] = code;
    pageMemory[index] = memory;
    pageOffset[index] = hart.mmu.fetchOffset();
    pagePhysical[index] = hart.mmu.fetchPhysical();
    fetched = true;
    return code;
  }

  /** MIPS32 instructions stand at multiples of 4; only a jump can lead elsewhere. */
  private void checkAligned(int pc) throws GuestTrap {
    if ((pc & 3) == 2) {
      hart.pc = pc;
      fetched = false;
      throw hart.traps.addressError(pc, Access.FETCH);
    }
  }

  private Instruction decode(int pc) throws GuestTrap {
    if (!isKept(pc)) {
      return decodePassing(pc);
    }
    checkAligned(pc);
    if (reachesIntoNextPage(pc)) {
      return decodeCrossing(pc, read(pc, 2));
    }
    Instruction instruction = instructionSet.decode(Isa.at(pc), bits(pc));
    pageCode[(pc >>> 12) & (PAGES - 1)][pc & IN_PAGE] = instruction;
    return instruction;
  }

  private boolean isKept(int pc) {
    return pageCode[(pc >>> 12) & (PAGES - 1)] != notKept;
  }

  /** Fetches and decodes an instruction in a page that is not kept. */
  private Instruction decodePassing(int pc) throws GuestTrap {
    hart.pc = pc;
    fetched = false;
    hart.mmu.beforeFetch(pc & ~1);
    checkAligned(pc);
    int first = hart.mmu.fetchHalf(pc & ~1);
    boolean micromips = Isa.at(pc) == Isa.MICROMIPS;
    if (micromips && InstructionSet.length(first) == 2) {
      passing = instructionSet.decode(Isa.MICROMIPS, first << 16);
    } else if (micromips && (pc & IN_PAGE) == IN_PAGE) {
      passing = decodeCrossing(pc, first);
    } else {
      int second = hart.mmu.fetchHalf((pc & ~1) + 2);
      passing =
          micromips
              ? instructionSet.decode(Isa.MICROMIPS, first << 16 | second)
              : instructionSet.decode(Isa.MIPS32, second << 16 | first);
    }
    fetched = true;
    return passing;
  }

  /**
   * Decodes an instruction of microMIPS that ends in the next page.
   *
   * @param first its first halfword
   */
  private Instruction decodeCrossing(int pc, int first) throws GuestTrap {
    int behind = pc + 2;
    if (!isFetched(behind)) {
      fetchSlowly(pc, behind);
    }
    int bits = first << 16 | secondHalf(pc);
    int index = (pc >>> 12) & (PAGES - 1);
    if (crossing[index] == null || crossing[index].word != bits) {
      crossing[index] = instructionSet.decode(Isa.MICROMIPS, bits);
    }
    return crossing[index];
  }

  /** The halfword behind the first of a page, which has been fetched. */
  private int secondHalf(int pc) throws GuestTrap {
    int behind = pc + 2;
    if (isKept(behind)) {
      return read(behind, 2);
    }
    hart.pc = pc;
    fetched = false;
    int half = hart.mmu.fetchHalf(behind & ~1);
    fetched = true;
    return half;
  }

  private boolean reachesIntoNextPage(int pc) {
    return (pc & IN_PAGE) == IN_PAGE && InstructionSet.length(read(pc, 2)) > 2;
  }

  /** The bits of an instruction that does not reach into the next page, as decoding wants them. */
  private int bits(int pc) {
    if (Isa.at(pc) == Isa.MIPS32) {
      return read(pc, 4);
    }
    int first = read(pc, 2);
    boolean whole = InstructionSet.length(first) > 2 && !reachesIntoNextPage(pc);
    return first << 16 | (whole ? read(pc + 2, 2) : 0);
  }

  /**
   * The bits of the instruction executed last, as BadInstr shows them; from memory, if it has
   * overwritten itself.
   */
  private int wordAt(int pc) {
    if (!isKept(pc)) {
      return passing.word;
    }
    int index = (pc >>> 12) & (PAGES - 1);
    Instruction instruction = pageCode[index][pc & IN_PAGE];
    if (instruction == null) {
      instruction =
          reachesIntoNextPage(pc) && crossing[index] != null
              ? crossing[index]
              : instructionSet.decode(Isa.at(pc), bits(pc));
    }
    return instruction.word;
  }

  /** Some bytes at an address in a page that has been fetched. */
  private int read(int pc, int size) {
    int index = (pc >>> 12) & (PAGES - 1);
    return pageMemory[index].read(pageOffset[index] + (pc & IN_PAGE & ~1), size);
  }
}
