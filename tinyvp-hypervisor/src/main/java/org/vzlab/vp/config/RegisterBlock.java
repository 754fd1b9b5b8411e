package org.vzlab.vp.config;

/**
 * A range of device registers.
 *
 * @param address first guest physical address
 * @param size bytes
 * @param physical first physical address
 */
public record RegisterBlock(
    SourcePosition position, int address, int size, Flags flags, int physical) {}
