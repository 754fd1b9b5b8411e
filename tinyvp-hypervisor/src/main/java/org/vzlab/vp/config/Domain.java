package org.vzlab.vp.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code .vm} or {@code .thread} block.
 *
 * @param position the block's first line
 * @param kind which of the two
 * @param id the number it is addressed by
 * @param shadowSet key srs, if given; a guest runs in the set of its id
 * @param guestId key gid, if given; a guest's is its id
 * @param user mode = user
 * @param stack what the stack pointer starts with, if key sp says: its third number, or the end of
 *     the stack at the address that is its second
 * @param stackSize bytes of stack, if key sp is given: its first number
 * @param entry key entry, if given; the first of several counts
 * @param image key elf or binary, if given
 * @param polling irqpolling = 1: it handles no interrupts
 * @param time keys priority, budget and period, if one is given
 * @param memory the lines of its .mmap blocks, in their order
 * @param devices its devices, in their order
 * @param dma key dma, if given
 * @param setup registers written for it at the start, in their order
 * @param container what key container and its keys say, if it is given; the image is its program
 */
public record Domain(
    SourcePosition position,
    Kind kind,
    int id,
    OptionalInt shadowSet,
    OptionalInt guestId,
    boolean user,
    OptionalInt stack,
    OptionalInt stackSize,
    Optional<Entry> entry,
    Optional<GuestImage> image,
    boolean polling,
    Optional<TimeShare> time,
    List<MemoryRegion> memory,
    List<DeviceConfig> devices,
    Optional<DmaZone> dma,
    List<SetupWrite> setup,
    Optional<ContainerConfig> container) {
  /** The two kinds. */
  public enum Kind {
    /** A guest: {@code .vm}. */
    GUEST,
    /** A thread of the hypervisor: {@code .thread}. */
    THREAD
  }

  /** How urgent it is: 0 if it does not say. */
  public int priority() {
    return time.map(share -> share.priority().orElse(0)).orElse(0);
  }

  /** The same with other devices. */
  public Domain withDevices(List<DeviceConfig> others) {
    return new Domain(
        position,
        kind,
        id,
        shadowSet,
        guestId,
        user,
        stack,
        stackSize,
        entry,
        image,
        polling,
        time,
        memory,
        List.copyOf(others),
        dma,
        setup,
        container);
  }

  /** What messages call it: {@code guest 1}. */
  public String title() {
    return (kind == Kind.GUEST ? "guest " : "thread ") + id;
  }
}
