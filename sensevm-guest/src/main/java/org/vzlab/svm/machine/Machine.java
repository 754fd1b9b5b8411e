package org.vzlab.svm.machine;

import java.util.Optional;
import org.vzlab.svm.driver.Outside;
import org.vzlab.svm.format.Program;

/**
 * The machine of docs/sense-vm.md, from a program's first instruction to its end.
 *
 * <p>It is made of a {@link Processor} that fetches instructions, {@link Instructions} and {@link
 * Arithmetic} that do them, a {@link RuntimeSystem} of contexts, channels and events, and {@link
 * Natives}. They share a {@link Core}.
 */
public final class Machine {
  private final Core core;
  private final Schedule schedule;
  private final ArrayMemory arrays;
  private final Natives natives;
  private final Processor processor;
  private final PcTrace trace;
  private Trap trap;
  private Context blamed;

  private Machine(Program program, Resources resources, Outside outside, PcTrace trace) {
    this.trace = trace;
    core = new Core(resources);
    schedule = new Schedule(core.contexts);
    arrays = new ArrayMemory(resources.arrayBytes());
    natives = new Natives(core, program.natives(), arrays, outside);
    RuntimeSystem runtime = new RuntimeSystem(core, schedule, arrays, outside, program);
    processor = new Processor(core, program, new Instructions(core, program), runtime, natives);
    Context first = core.contexts[0];
    first.pc = program.codeStart();
    first.state = ContextState.RUNNING;
    first.deadline = Context.NO_DEADLINE;
    first.logicalTime = outside.clock();
    core.running = first;
  }

  /** A machine before a program's first instruction. It reads the clock once. */
  public Machine(Program program, Resources resources, Outside outside) {
    this(program, resources, outside, null);
  }

  /** The same, with a {@link #trace()}. */
  public static Machine traced(Program program, Resources resources, Outside outside) {
    return new Machine(program, resources, outside, new PcTrace());
  }

  /**
   * Executes an instruction.
   *
   * @return whether the program goes on
   */
  public boolean step() {
    return run(1) == End.LIMIT;
  }

  /**
   * Executes instructions to the end of the program, but at most so many of them.
   *
   * @return how it ended; {@link End#LIMIT} if it can go on
   */
  public End run(long maxSteps) {
    if (core.end == null) {
      try {
        if (trace == null) {
          processor.run(maxSteps);
        } else {
          runTraced(maxSteps);
        }
      } catch (Fault fault) {
        core.end = End.TRAP;
        trap = fault.trap();
      }
      if (core.end == End.TRAP || core.end == End.BADOP) {
        blamed = core.completing == null ? core.running : core.completing;
        core.running = null;
      }
    }
    return core.end == null ? End.LIMIT : core.end;
  }

  private void runTraced(long maxSteps) {
    for (long left = maxSteps; left > 0 && core.end == null; left--) {
      trace.add(core.running.pc);
      processor.run(1);
    }
  }

  /** Instructions begun. */
  public long steps() {
    return processor.steps();
  }

  /** How the program ended, if it has. */
  public Optional<End> end() {
    return Optional.ofNullable(core.end);
  }

  /** Which trap ended it, if one did. */
  public Optional<Trap> trap() {
    return Optional.ofNullable(trap);
  }

  /** The context of the trap or of the opcode that there is not; -1 if it did not end so. */
  public int blamedContext() {
    return blamed == null ? -1 : blamed.number;
  }

  /** Where that instruction is, an offset into the image; -1 if it did not end so. */
  public int blamedPc() {
    return blamed == null ? -1 : blamed.pc;
  }

  /** The context that runs; -1 when the program is over. */
  public int running() {
    return core.running == null ? -1 : core.running.number;
  }

  /** How many contexts there can be. */
  public int contexts() {
    return core.contexts.length;
  }

  /** A context. */
  public Context context(int number) {
    return core.contexts[number];
  }

  /** The heap, with the counts of allocations and collections. */
  public Heap heap() {
    return core.heap;
  }

  /** The arrays. */
  public ArrayMemory arrays() {
    return arrays;
  }

  /** The word of the work register. */
  public int workWord() {
    return Value.word(core.work);
  }

  /** Whether the work register is a pointer. */
  public boolean workPointer() {
    return Value.isPointer(core.work);
  }

  /** How many deadlines were missed. */
  public int missed() {
    return core.missed;
  }

  /** How many channels were made. */
  public int channelsMade() {
    return core.channels.made();
  }

  /** Who waits to send to a channel. */
  public Waiters senders(int channel) {
    return core.channels.senders(channel);
  }

  /** Who waits to receive from a channel. */
  public Waiters receivers(int channel) {
    return core.channels.receivers(channel);
  }

  /** The device that a channel leads to, or -1. */
  public int device(int channel) {
    return core.channels.device(channel);
  }

  /** The contexts that are ready, by their deadlines. */
  public TimeOrder ready() {
    return schedule.ready();
  }

  /** The contexts that sleep, by the time they wake at. */
  public TimeOrder sleeping() {
    return schedule.sleeping();
  }

  /** The last checkpoint, or -1. */
  public int checkpoint() {
    return natives.checkpoint();
  }

  /** The value of the program, E of context 0: {@code (1,(2,0))}. A very large one is cut. */
  public String value() {
    return ValueText.of(core.heap, core.contexts[0].e);
  }

  /**
   * CRC-32 of the PCs of all steps, each as four bytes, the highest first.
   *
   * @throws IllegalStateException if the machine was not made with {@link #traced}
   */
  public int trace() {
    if (trace == null) {
      throw new IllegalStateException("this machine keeps no trace");
    }
    return trace.value();
  }

  /** The guarded and the voted memory, for tests that corrupt them. */
  SafeWords safeWords() {
    return natives.safe();
  }
}
