package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

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

  private final Operation operation;

  /** Made by {@link Operation#decode}. */
  protected Instruction(Operation operation, int word) {
    this.operation = operation;
    this.word = word;
    length = operation.length();
    slot = operation.slot();
    hasDelaySlot = operation.flow().hasDelaySlot();
  }

  /** What it is an instance of. */
  public final Operation operation() {
    return operation;
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
