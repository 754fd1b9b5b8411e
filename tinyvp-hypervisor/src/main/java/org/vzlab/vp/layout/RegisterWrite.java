package org.vzlab.vp.layout;

/**
 * A word that the hypervisor stores while it starts.
 *
 * @param address physical address
 */
public record RegisterWrite(int address, int value) {}
