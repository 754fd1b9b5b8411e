package org.vzlab.mips.engine;

import org.vzlab.mips.isa.Instruction;

/**
 * A line of the instruction trace, made before the instruction executes.
 *
 * @param time board time in SYSCLK cycles
 * @param pc the instruction's virtual address; bit 0 is the ISA mode
 * @param owner who executes it, as {@link org.vzlab.mips.hart.Hart#owner}
 */
public record InstructionExecuted(long time, int pc, int owner, Instruction instruction) {}
