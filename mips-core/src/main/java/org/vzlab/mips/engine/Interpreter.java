package org.vzlab.mips.engine;

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
import org.vzlab.mips.mmu.AccessTiming;
import org.vzlab.mips.timing.Pipeline;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Timing;

/**
 * Executes one decoded instruction after another: the reference that other engines are held to, and
 * what executes every case they leave out. What an instruction takes, and what it waits for, says
 * {@link Timing}.
 *
 * <p>A delay slot belongs to its branch: no interrupt and no event comes between the two. What
 * MD00086 and MD00582 call UNPREDICTABLE there is defined so: a branch in a delay slot does not
 * branch, though it links, and JRADDIUSP adds; ERET, IRET and DERET raise Reserved Instruction, and
 * so does an instruction of the wrong length in a slot of fixed length.
 */
public final class Interpreter implements Engine {

  /** The last halfword of a line of 16 bytes, with the ISA mode of microMIPS. */
  private static final int LINE_END = 15;

  private static final int LONGEST = 4;

  /** Bytes of a delay slot that a branch takes for granted if any length may stand there. */
  private static final int SLOT = 4;

  private final Hart hart;
  private final Scheduler scheduler;
  private final CodeFetch code;
  private final Timing timing;
  private final Pipeline pipeline;
  private final AccessTiming accesses;
  private final TraceChannel<InstructionExecuted> trace = new TraceChannel<>();

  /** An engine for a processor. */
  public Interpreter(Hart hart, InstructionSet instructionSet) {
    this.hart = hart;
    this.scheduler = hart.scheduler;
    timing = hart.timing;
    pipeline = hart.pipeline;
    accesses = hart.mmu.timing;
    code = new CodeFetch(hart, instructionSet);
  }

  /** Every instruction, before it executes. */
  public TraceChannel<InstructionExecuted> trace() {
    return trace;
  }

  @Override
  public void run() {
    code.begin();
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
    code.begin();
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
    Instruction instruction = begin(pc, code.page(pc), code.physical(pc));
    int next = instruction.execute(hart, pc);
    if (timing.approximate && instruction.compact) {
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
    final boolean fetched = code.isDone();
    int word = 0;
    if (fetched) {
      Instruction instruction = code.last(hart.pc);
      word = instruction.word;
      instruction.abandon(pipeline);
      hart.counters.abandoned();
    }
    hart.traps.enter(word, hart.inDelaySlot ? hart.branchWord : 0);
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
    CodeFetch fetch = code;
    int pc = state.pc;
    boolean traced = trace.isOn();
    boolean timed = timing.approximate;
    do {
      int page = pc & CodeFetch.PAGE_MASK;
      Instruction[] decoded = fetch.page(pc);
      int physical = fetch.physical(pc);
      do {
        Instruction instruction = decoded[pc & CodeFetch.IN_PAGE];
        if (instruction == null) {
          instruction = fetch.decode(pc);
        }
        if (traced) {
          trace.emit(new InstructionExecuted(time.now(), pc, state.owner(), instruction));
        }
        state.pc = pc;
        state.instructions++;
        if (timed) {
          issue(instruction, pc, physical, time);
        } else {
          time.advance(1);
        }
        // Two calls, because HotSpot profiles each: the few kinds of branches are told apart
        // quickly.
        if (!instruction.branches) {
          pc = instruction.execute(state, pc);
        } else if (instruction.hasDelaySlot) {
          int next = instruction.execute(state, pc);
          pc = delaySlot(instruction, pc, next, decoded, physical);
        } else {
          int next = instruction.execute(state, pc);
          if (timed) {
            redirect(instruction, pc, next);
          }
          pc = next;
        }
        if (time.now() >= time.deadline()) {
          break;
        }
      } while ((pc & CodeFetch.PAGE_MASK) == page);
      state.sampler.used(state.pc);
      state.pc = pc;
    } while (time.now() < time.deadline());
  }

  /**
   * Executes the delay slot, unless it is annulled.
   *
   * @param next where the branch goes
   * @return where to go on
   */
  private int delaySlot(
      Instruction branch, int branchPc, int next, Instruction[] decoded, int physical)
      throws GuestTrap {
    if (hart.annulled) {
      hart.annulled = false;
      timing.stall(Stall.BRANCH, TimingConstant.ANNULLED_SLOT);
      return next;
    }
    hart.branchWord = branch.word;
    hart.branchPc = branchPc;
    hart.inDelaySlot = true;
    int pc = branchPc + branch.length;
    if (((pc ^ branchPc) & CodeFetch.PAGE_MASK) != 0) {
      return slot(branch.slot, pc, next);
    }
    return slot(branch.slot, pc, next, decoded, physical);
  }

  /**
   * Executes the instruction in a delay slot.
   *
   * @param length its bytes, or 0 for any
   * @param next where the branch goes
   * @return where to go on
   */
  private int slot(int length, int pc, int next) throws GuestTrap {
    return slot(length, pc, next, code.page(pc), code.physical(pc));
  }

  private int slot(int length, int pc, int next, Instruction[] decoded, int physical)
      throws GuestTrap {
    Instruction instruction = begin(pc, decoded, physical);
    int behind = instruction.length == length ? next : fit(instruction, length, next);
    instruction.execute(hart, pc);
    hart.annulled = false;
    hart.notTaken = false;
    hart.inDelaySlot = false;
    return behind;
  }

  /** The instruction at an address, which counts as executed from now on. */
  private Instruction begin(int pc, Instruction[] decoded, int physical) throws GuestTrap {
    Instruction instruction = decoded[pc & CodeFetch.IN_PAGE];
    if (instruction == null) {
      instruction = code.decode(pc);
    }
    if (trace.isOn()) {
      trace.emit(new InstructionExecuted(scheduler.now(), pc, hart.owner(), instruction));
    }
    hart.pc = pc;
    hart.instructions++;
    if (timing.approximate) {
      issue(instruction, pc, physical, scheduler);
    } else {
      scheduler.advance(1);
    }
    return instruction;
  }

  /** The time that an instruction takes until it executes: its fetch, and its issue. */
  private void issue(Instruction instruction, int pc, int physical, Scheduler time) {
    accesses.fetch(pc, physical);
    if ((pc & LINE_END) == LINE_END && instruction.length == LONGEST) {
      fetchRest(pc);
    }
    if (time.now() < pipeline.allFree()) {
      instruction.await(pipeline);
    }
    time.advance(1);
    if (!instruction.simple) {
      instruction.produce(pipeline);
    }
  }

  /** The second half of an instruction is in the next line of the cache. */
  private void fetchRest(int pc) {
    int rest = pc + 2;
    accesses.fetchRest(rest, code.physical(rest));
  }

  /** What it takes a branch or jump without a delay slot to go on elsewhere than behind it. */
  private void redirect(Instruction instruction, int pc, int next) {
    if (next - pc != instruction.length) {
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
}
