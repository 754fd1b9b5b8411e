package org.vzlab.mips.hart;

/**
 * An exception or interrupt is about to be taken: time and state are still those of what came
 * before it. {@link ExceptionTaken} follows, unless saving registers for the handler faults.
 *
 * @param time board time in SYSCLK cycles
 * @param guestId the guest that was executing, 0 for root
 */
public record ExceptionBegun(long time, int guestId) {}
