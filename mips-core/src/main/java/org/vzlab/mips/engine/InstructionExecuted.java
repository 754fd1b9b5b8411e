package org.vzlab.mips.engine;

import org.vzlab.mips.isa.Instruction;

/**
 * A line of the instruction trace, made before the instruction executes.
 *
 * @param time board time in SYSCLK cycles
 * @param pc the instruction's virtual address; bit 0 is the ISA mode
 * @param guestId the guest that executes it, 0 for the root
 */
public record InstructionExecuted(long time, int pc, int guestId, Instruction instruction) {}
