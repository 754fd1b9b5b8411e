package org.vzlab.vp.layout;

import java.util.List;

/**
 * A configuration, allocated as far as it can be.
 *
 * @param layout the tables of the hypervisor, without guests that have a mistake
 * @param grants what the guests have of physical memory and registers, in the order of the
 *     configuration, whatever is wrong with it
 * @param groups permission groups of guests with DMA devices
 */
public record Inspection(Layout layout, List<Grant> grants, List<DmaGroup> groups) {}
