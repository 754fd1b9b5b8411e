package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

/** A decoded instruction: an {@link Operation} with its operands taken out of the word. */
public abstract class Instruction {
  /** The word it was decoded from. */
  public final int word;

  /** Whether the instruction after it is executed before control goes where it says. */
  public final boolean hasDelaySlot;

  private final Operation operation;

  /** Made by {@link Operation#decode}. */
  protected Instruction(Operation operation, int word) {
    this.operation = operation;
    this.word = word;
    hasDelaySlot = operation.flow().hasDelaySlot();
  }

  /** What it is an instance of. */
  public final Operation operation() {
    return operation;
  }

  /**
   * Executes it.
   *
   * @param pc its address
   * @return where to go on, after the delay slot if it {@link #hasDelaySlot}
   * @throws GuestTrap if it raises an exception; nothing has been changed then
   */
  public abstract int execute(Hart hart, int pc) throws GuestTrap;
}
