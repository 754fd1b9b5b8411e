package org.vzlab.mips.isa;

import java.util.Arrays;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Pipeline;
import org.vzlab.mips.timing.Resources;
import org.vzlab.mips.timing.Unit;

/** A decoded instruction: an {@link Operation} with its operands taken out of the word. */
public abstract class Instruction {
  /** The bits it was decoded from; of 16, the lower half. */
  public final int word;

  /** Bytes, 2 or 4. */
  public final int length;

  /** Bytes that the instruction in its delay slot must have, or 0 if any may stand there. */
  public final int slot;

  /** Whether the instruction after it is executed before control goes where it says. */
  public final boolean hasDelaySlot;

  /** Whether it may branch or jump without a delay slot. */
  public final boolean compact;

  /** Whether it may go elsewhere than behind it, with a delay slot or without. */
  public final boolean branches;

  /** Whether it makes nothing late. */
  public final boolean simple;

  /** What it waits for: up to four numbers of {@link Resources}, a byte each. */
  private final int needs;

  /** What it waits for besides. */
  private final int[] needMore;

  /** What it makes late: the first of it, or {@link Resources#NOWHERE}. */
  private final byte makes;

  /** A second thing that it makes late, or {@link Resources#NOWHERE}. */
  private final byte makesToo;

  private final byte unitIndex;

  /** How late, as the pipeline says ({@link #fold}). */
  private long delay;

  /** Whether it makes two things late, or keeps its unit busy. */
  private final boolean several;

  private final Operation operation;

  /** Operands that have a field of their own here. */
  private static final int OPERANDS = 4;

  /** Made by {@link Operation#decode}. */
  protected Instruction(Operation operation, int word) {
    this.operation = operation;
    this.word = word;
    length = operation.length();
    slot = operation.slot();
    hasDelaySlot = operation.flow().hasDelaySlot();
    compact = operation.flow().isCompact();
    branches = hasDelaySlot || compact;
    Demand demand = operation.demand();
    Unit unit = demand.unit();
    unitIndex = (byte) unit.index;
    int[] all = demand.needs(word);
    int packed = 0;
    for (int i = 0; i < OPERANDS; i++) {
      packed |= at(all, i, Resources.NONE) << (Byte.SIZE * i);
    }
    needs = packed;
    needMore = Arrays.copyOfRange(all, Math.min(all.length, OPERANDS), all.length);
    int[] made = demand.makes(word);
    makes = (byte) at(made, 0, Resources.NOWHERE);
    makesToo = (byte) at(made, 1, Resources.NOWHERE);
    if (made.length > 2) {
      throw new IllegalArgumentException(operation + " makes more than two things late");
    }
    simple = !unit.isLate();
    several = made.length > 1 || !unit.isFreeAtOnce();
  }

  private static int at(int[] values, int index, int otherwise) {
    return index < values.length ? values[index] : otherwise;
  }

  /** What it is an instance of. */
  public final Operation operation() {
    return operation;
  }

  /** It is going to be issued by a pipeline, whose constants are folded into it. */
  public final void fold(Pipeline pipeline) {
    delay = pipeline.delay(unitIndex);
  }

  /** Waits until what it needs is free. */
  public final void await(Pipeline pipeline) {
    pipeline.await(needs, needMore);
  }

  /** It has been issued, and is not {@link #simple}: notes what it makes late. */
  public final void produce(Pipeline pipeline) {
    pipeline.produce(makes, delay);
    if (several) {
      pipeline.occupy(unitIndex);
      if (makesToo != Resources.NOWHERE) {
        pipeline.produce(makesToo, delay);
      }
    }
  }

  /** It has been issued just now and has raised an exception: it makes nothing late. */
  public final void abandon(Pipeline pipeline) {
    if (!simple) {
      pipeline.abandon(unitIndex, makes);
      pipeline.abandon(unitIndex, makesToo);
    }
  }

  /**
   * Executes it.
   *
   * @param pc its address; bit 0 is the ISA mode
   * @return where to go on and in which ISA mode, after the delay slot if it {@link #hasDelaySlot};
   *     see {@link Hart#notTaken} for a slot of 2 bytes
   * @throws GuestTrap if it raises an exception; nothing has been changed then
   */
  public abstract int execute(Hart hart, int pc) throws GuestTrap;
}
