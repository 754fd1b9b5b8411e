package org.vzlab.mips.engine;

import java.util.Arrays;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.InstructionSet;

/**
 * Executes one decoded instruction after another: the reference that other engines are held to, and
 * what executes every case they leave out. An instruction takes one cycle.
 *
 * <p>A delay slot belongs to its branch: no interrupt and no event comes between the two.
 */
public final class Interpreter implements Engine {
  /**
   * A fetch is in this page if the address under this mask is the page; misaligned ones never are.
   */
  private static final int PAGE_MASK = -Memory.PAGE | 3;

  /** Pages whose translation is kept; a power of two. */
  private static final int PAGES = 64;

  private final Hart hart;
  private final Scheduler scheduler;
  private final InstructionSet instructionSet;
  private final CodeCache codeCache;
  private final TraceChannel<InstructionExecuted> trace = new TraceChannel<>();

  private final int[] pageTag = new int[PAGES];
  private final Instruction[][] pageCode = new Instruction[PAGES][];
  private final Memory[] pageMemory = new Memory[PAGES];
  private final int[] pageOffset = new int[PAGES];
  private long epoch = -1;

  /** The branch whose delay slot is being executed. */
  private int branchWord;

  /** Whether the page of {@link Hart#pc} could be fetched. */
  private boolean fetched;

  /** An engine for a processor. */
  public Interpreter(Hart hart, InstructionSet instructionSet) {
    this.hart = hart;
    this.scheduler = hart.scheduler;
    this.instructionSet = instructionSet;
    codeCache = new CodeCache(hart.mmu::flush);
  }

  /** Every instruction, before it executes. */
  public TraceChannel<InstructionExecuted> trace() {
    return trace;
  }

  @Override
  public void run() {
    if (!hart.prepare()) {
      return;
    }
    fetched = true;
    try {
      burst();
    } catch (GuestTrap trap) {
      hart.traps.enter(fetched ? wordAt(hart.pc) : 0, hart.inDelaySlot ? branchWord : 0);
      hart.inDelaySlot = false;
    }
  }

  /** Executes until the deadline. */
  private void burst() throws GuestTrap {
    Scheduler time = scheduler;
    Hart state = hart;
    int pc = state.pc;
    boolean traced = trace.isOn();
    do {
      int page = pc & PAGE_MASK;
      Instruction[] code = fetch(pc);
      do {
        Instruction instruction = code[(pc & (Memory.PAGE - 1)) >>> 2];
        if (instruction == null) {
          instruction = decode(pc);
        }
        if (traced) {
          trace.emit(new InstructionExecuted(time.now(), pc, state.guestId(), instruction));
        }
        state.pc = pc;
        state.instructions++;
        time.advance(1);
        // Two calls, because HotSpot profiles each: the few kinds of branches are told apart
        // quickly.
        if (instruction.hasDelaySlot) {
          int next = instruction.execute(state, pc);
          delaySlot(instruction, pc);
          pc = next;
        } else {
          pc = instruction.execute(state, pc);
        }
      } while ((pc & PAGE_MASK) == page && time.now() < time.deadline());
      state.pc = pc;
    } while (time.now() < time.deadline());
  }

  private void delaySlot(Instruction branch, int branchPc) throws GuestTrap {
    if (hart.annulled) {
      hart.annulled = false;
      return;
    }
    int pc = branchPc + 4;
    branchWord = branch.word;
    hart.branchPc = branchPc;
    hart.inDelaySlot = true;
    Instruction[] code = fetch(pc);
    Instruction instruction = code[(pc & (Memory.PAGE - 1)) >>> 2];
    if (instruction == null) {
      instruction = decode(pc);
    }
    if (trace.isOn()) {
      trace.emit(new InstructionExecuted(scheduler.now(), pc, hart.guestId(), instruction));
    }
    hart.pc = pc;
    hart.instructions++;
    scheduler.advance(1);
    instruction.execute(hart, pc);
    // A branch in a delay slot is unpredictable (MD00086, Branch Delay Slots): here it does not
    // branch.
    hart.annulled = false;
    hart.inDelaySlot = false;
  }

  /** The decoded page of an address. */
  private Instruction[] fetch(int pc) throws GuestTrap {
    int index = (pc >>> 12) & (PAGES - 1);
    if (epoch == hart.mmu.epoch() && pageTag[index] == (pc & PAGE_MASK)) {
      return pageCode[index];
    }
    return fetchSlowly(pc, index);
  }

  private Instruction[] fetchSlowly(int pc, int index) throws GuestTrap {
    hart.pc = pc;
    fetched = false;
    hart.mmu.fetchPage(pc);
    Memory memory = hart.mmu.fetchMemory();
    Instruction[] code = codeCache.page(memory, hart.mmu.fetchOffset());
    if (epoch != hart.mmu.epoch()) {
      // A tag with low bits matches no address.
      Arrays.fill(pageTag, 1);
      epoch = hart.mmu.epoch();
    }
    pageTag[index] = pc & PAGE_MASK;
    pageCode[index] = code;
    pageMemory[index] = memory;
    pageOffset[index] = hart.mmu.fetchOffset();
    fetched = true;
    return code;
  }

  private Instruction decode(int pc) {
    Instruction instruction = instructionSet.decode(wordAt(pc));
    pageCode[(pc >>> 12) & (PAGES - 1)][(pc & (Memory.PAGE - 1)) >>> 2] = instruction;
    return instruction;
  }

  /** The word at an address in a page that has been fetched. */
  private int wordAt(int pc) {
    int index = (pc >>> 12) & (PAGES - 1);
    return pageMemory[index].read(pageOffset[index] + (pc & (Memory.PAGE - 1)), 4);
  }
}
