package org.vzlab.isolation;

import java.util.Locale;

/**
 * Something that happened on a board and that isolation forbids.
 *
 * @param task id of the guest or thread that did it or had it done, 0 for root
 * @param pc where it executed, with the ISA mode in bit 0
 * @param address physical address; the number of an interrupt for {@link Rule#INTERRUPT}
 * @param time SYSCLK cycles of board time
 * @param text what it did and what it may do, in a line
 */
public record Violation(Rule rule, int task, int pc, int address, long time, String text) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: task %d at pc 0x%08x, address 0x%08x, cycle %d: %s",
        rule,
        task,
        pc & ~1,
        address,
        time,
        text);
  }
}
