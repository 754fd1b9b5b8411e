package org.vzlab.vp.config;

/**
 * Memory a guest's DMA may reach, at the same guest physical and physical address: the {@code dma}
 * key.
 *
 * @param size bytes
 */
public record DmaZone(SourcePosition position, int address, int size, Flags flags) {}
