package org.vzlab.vp.config;

import java.util.OptionalInt;

/**
 * Where execution starts.
 *
 * @param symbol a symbol of the hypervisor, or empty
 * @param address the address, if it is one
 */
public record Entry(SourcePosition position, String symbol, OptionalInt address) {}
