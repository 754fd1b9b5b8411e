package org.vzlab.mips.hart;

/**
 * An exception or interrupt is about to be taken: time and state are still those of what came
 * before it. {@link ExceptionTaken} follows, unless saving registers for the handler faults.
 *
 * @param time board time in SYSCLK cycles
 * @param owner who was executing, as {@link Hart#owner}
 */
public record ExceptionBegun(long time, int owner) {}
