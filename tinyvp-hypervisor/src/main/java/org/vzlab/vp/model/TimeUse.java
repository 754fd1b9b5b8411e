package org.vzlab.vp.model;

/**
 * How a guest or a thread has been served.
 *
 * @param switches how often the processor has come to it from another
 * @param overruns how often it had no budget left and would have run on
 * @param worstLatency most SYSCLK cycles from an interrupt, its due time if it is the guest's own
 *     timer, to its first instruction thereafter; -1 if there was none
 * @param waitsSince when that has happened which it has not come to answer yet, in SYSCLK cycles of
 *     board time; -1 if there is nothing
 */
public record TimeUse(long switches, long overruns, long worstLatency, long waitsSince) {}
