package org.vzlab.vp.layout;

import java.util.List;
import java.util.OptionalInt;

/**
 * A thread of the hypervisor, allocated: code that runs in root mode beside the guests.
 *
 * @param id what it is addressed by, 1 to 255; no guest's
 * @param name its name for messages
 * @param entry root virtual address of the first instruction
 * @param stack what its stack pointer starts with, if the configuration says
 * @param user whether it runs in user mode
 * @param shadowSet the shadow register set it runs in, 0 to 7; other threads may run in it too
 * @param pages the pages of root's virtual address space that it may use through the TLB
 * @param windows what else of that address space it may use, in ascending order: the hypervisor
 *     carries its accesses out on the real registers
 * @param data what the hypervisor copies into the thread's RAM whenever it starts or is restarted
 */
public record RootThread(
    int id,
    String name,
    int entry,
    OptionalInt stack,
    boolean user,
    int shadowSet,
    PageTree pages,
    List<Window> windows,
    List<InitialData> data) {}
