package org.vzlab.testkit;

/**
 * A change of an LED.
 *
 * @param name as printed on the board
 * @param on whether it is lit now
 * @param time board time in SYSCLK cycles
 */
public record LedChange(String name, boolean on, long time) {}
