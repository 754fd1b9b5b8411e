package org.vzlab.isolation.guarantee;

/**
 * When the worst of something was.
 *
 * @param beside what the others were
 * @param time SYSCLK cycles of board time
 */
public record Occasion(String beside, long time) {}
