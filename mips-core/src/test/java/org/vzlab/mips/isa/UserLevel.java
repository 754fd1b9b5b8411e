package org.vzlab.mips.isa;

/** The instructions that user mode has, for tests that need no others. */
final class UserLevel {
  private UserLevel() {}

  static InstructionSet instructionSet() {
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
