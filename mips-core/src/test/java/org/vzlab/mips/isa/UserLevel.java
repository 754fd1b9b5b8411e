package org.vzlab.mips.isa;

/** The instructions that user mode has, for tests that need no others. */
public final class UserLevel {
  private UserLevel() {}

  /** A new set. */
  public static InstructionSet instructionSet() {
    return new InstructionSet(
        Arithmetic.class,
        BitField.class,
        Branch.class,
        ConditionalTrap.class,
        Jump.class,
        LoadStore.class,
        Logic.class,
        MultiplyDivide.class,
        Shift.class);
  }
}
