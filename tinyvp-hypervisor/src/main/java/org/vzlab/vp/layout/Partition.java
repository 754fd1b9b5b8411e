package org.vzlab.vp.layout;

import java.util.BitSet;
import java.util.List;

/**
 * A guest, allocated: everything the hypervisor needs to run it, fixed before anything runs.
 *
 * @param id GuestID and shadow register set, 1 to 7
 * @param name the guest's name for messages: its image's file name
 * @param entry guest virtual address of the first instruction
 * @param polling the guest handles no interrupts: irqpolling in the configuration
 * @param pages the guest's physical address space
 * @param windows what is in that space but never mapped, in ascending order
 * @param ownInterrupts interrupt numbers that only this guest uses and that are passed through
 * @param emulatedInterrupts interrupt numbers that the hypervisor makes for the guest (the core
 *     timer, shared devices)
 * @param data what the hypervisor copies into the guest's RAM whenever it starts or is restarted
 */
public record Partition(
    int id,
    String name,
    int entry,
    boolean polling,
    PageTree pages,
    List<Window> windows,
    BitSet ownInterrupts,
    BitSet emulatedInterrupts,
    List<InitialData> data) {
  /** The window that holds a guest physical address, or null. */
  public Window windowAt(int address) {
    for (Window window : windows) {
      if (window.contains(address)) {
        return window;
      }
    }
    return null;
  }
}
