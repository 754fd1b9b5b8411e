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

  /** Whether it needs at most three things, and makes nothing late. */
  private final boolean simple;

  /** What it waits for, as numbers of {@link Resources}. */
  private final int need0;

  private final int need1;
  private final int need2;
  private final int need3;
  private final int[] needMore;

  /** What it makes late: the first of it, or {@link Resources#NOWHERE}. */
  private final int makes;

  /** A second thing that it makes late, or {@link Resources#NOWHERE}. */
  private final int makesToo;

  private final int unitIndex;
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
    Demand demand = operation.demand();
    Unit unit = demand.unit();
    unitIndex = unit.index;
    int[] needs = demand.needs(word);
    need0 = at(needs, 0, Resources.NONE);
    need1 = at(needs, 1, Resources.NONE);
    need2 = at(needs, 2, Resources.NONE);
    need3 = at(needs, 3, Resources.NONE);
    needMore = Arrays.copyOfRange(needs, Math.min(needs.length, OPERANDS), needs.length);
    int[] made = demand.makes(word);
    makes = at(made, 0, Resources.NOWHERE);
    makesToo = at(made, 1, Resources.NOWHERE);
    if (made.length > 2) {
      throw new IllegalArgumentException(operation + " makes more than two things late");
    }
    simple = needs.length < OPERANDS && !unit.isLate();
  }

  private static int at(int[] values, int index, int otherwise) {
    return index < values.length ? values[index] : otherwise;
  }

  /** What it is an instance of. */
  public final Operation operation() {
    return operation;
  }

  /** Issues it: waits for what it needs, and notes what it makes late. */
  public final void issue(Pipeline pipeline) {
    if (simple) {
      pipeline.issue(need0, need1, need2);
    } else {
      pipeline.issue(need0, need1, need2, need3, needMore);
      pipeline.produce(unitIndex, makes);
      if (makesToo != Resources.NOWHERE) {
        pipeline.produce(unitIndex, makesToo);
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
