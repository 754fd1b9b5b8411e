package org.vzlab.mips.isa;

import java.util.Arrays;
import java.util.List;
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

  /** Whether all it needs and makes is on the integer side, and what it makes is never late. */
  private final boolean simple;

  /** What it waits for, as bits of {@link Resources}, if it is simple. */
  private final long needs;

  /** The same as their numbers, if it is not. */
  private final int[] needed;

  /** What it makes late: the first of it, or {@link Resources#NONE}. */
  private final int makes;

  /** A second thing that it makes late, or {@link Resources#NONE}. */
  private final int makesToo;

  private final Unit unit;
  private final Operation operation;

  /** Made by {@link Operation#decode}. */
  protected Instruction(Operation operation, int word) {
    this.operation = operation;
    this.word = word;
    length = operation.length();
    slot = operation.slot();
    hasDelaySlot = operation.flow().hasDelaySlot();
    compact = operation.flow().isCompact();
    Demand demand = operation.demand();
    List<Integer> made = demand.makes(word);
    unit = demand.unit();
    needed =
        demand.needs(word).stream()
            .mapToInt(resource -> resource)
            .filter(resource -> resource != Resources.NONE)
            .distinct()
            .toArray();
    needs = Arrays.stream(needed).mapToLong(Resources::bit).reduce(0, (a, b) -> a | b);
    makes = made.isEmpty() ? Resources.NONE : made.get(0);
    makesToo = made.size() < 2 ? Resources.NONE : made.get(1);
    if (made.size() > 2) {
      throw new IllegalArgumentException(operation + " makes more than two things late");
    }
    simple = Arrays.stream(needed).allMatch(n -> n < Resources.FLOAT) && !unit.isLate();
  }

  /** What it is an instance of. */
  public final Operation operation() {
    return operation;
  }

  /** Issues it: waits for what it needs, and notes what it makes late. */
  public final void issue(Pipeline pipeline) {
    if (simple) {
      pipeline.issue(needs);
    } else {
      pipeline.issue(needed, unit, makes);
      if (makesToo != Resources.NONE) {
        pipeline.produce(unit, makesToo);
      }
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
