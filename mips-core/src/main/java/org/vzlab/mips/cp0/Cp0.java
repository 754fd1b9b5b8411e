package org.vzlab.mips.cp0;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * The stored values of one context's coprocessor 0 registers. What depends on time or on another
 * register is not here: software's reads and writes go through the hart's system registers.
 */
public final class Cp0 implements Stateful {
  private final boolean guest;
  private final int[] values = new int[Cp0Register.INDEXES];

  /**
   * Registers as they are after reset.
   *
   * @param guest whether it is the guest context
   */
  public Cp0(boolean guest) {
    this.guest = guest;
    reset();
  }

  /** Back to the values after reset. */
  public void reset() {
    for (Cp0Register register : Cp0Register.values()) {
      values[register.index()] = register.reset(guest);
    }
  }

  /** The stored value. */
  public int get(Cp0Register register) {
    return values[register.index()];
  }

  /** Stores a value as it is. */
  public void set(Cp0Register register, int value) {
    values[register.index()] = value;
  }

  /** Sets bits of the stored value to bits of another. */
  public void replace(Cp0Register register, int mask, int value) {
    int index = register.index();
    values[index] = (values[index] & ~mask) | (value & mask);
  }

  /** Whether any of the bits is set. */
  public boolean has(Cp0Register register, int bits) {
    return (values[register.index()] & bits) != 0;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("values", values);
  }
}
