package org.vzlab.vp.layout;

/**
 * Bytes of a task's image whose place is in its RAM. Flash keeps a copy of them, which no task
 * maps; the hypervisor copies it into the RAM before the task starts, and whenever it is restarted.
 *
 * @param flash physical address of the copy, at the same place in its word as {@code ram}
 * @param ram physical address of the first byte
 * @param size bytes, at least 1
 */
public record InitialData(int flash, int ram, int size) {}
