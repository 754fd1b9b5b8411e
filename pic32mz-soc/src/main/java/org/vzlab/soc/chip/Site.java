package org.vzlab.soc.chip;

import org.vzlab.kit.bus.Unmodelled;

/**
 * The place of a block on the chip.
 *
 * @param name the data sheet's name of the block
 * @param base physical address
 * @param size bytes, a multiple of 4
 * @param part where its registers are described
 * @param unmodelled hears of what the block does not model
 */
public record Site(String name, int base, int size, PartTable part, Unmodelled unmodelled) {}
