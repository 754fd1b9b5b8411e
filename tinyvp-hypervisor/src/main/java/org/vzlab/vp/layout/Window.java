package org.vzlab.vp.layout;

/**
 * A range of a guest's physical addresses, or a thread's virtual ones, that is not mapped by the
 * TLB: every access exits and is carried out, emulated or refused by the hypervisor. Only where
 * writes are ignored may whole pages be mapped too, without the right to write, so that writes
 * alone exit.
 *
 * @param base first of these addresses
 * @param size bytes, a multiple of 4
 * @param physical the physical address it stands for
 * @param device the device's name in the configuration
 * @param emulator what emulates it, or empty: the access is carried out on the real registers
 * @param readable flag r
 * @param writable flag w
 * @param ignoreWrites flag i or I: a write does nothing
 * @param logIgnored flag I: an ignored write is logged
 */
public record Window(
    int base,
    int size,
    int physical,
    String device,
    String emulator,
    boolean readable,
    boolean writable,
    boolean ignoreWrites,
    boolean logIgnored) {
  /**
   * Whether it is a mailbox's or a supervision's: it stands for no physical addresses, and its own
   * are as good as any.
   */
  public boolean isVirtual() {
    return emulator.equals(Mailbox.EMULATOR) || emulator.equals(Supervision.EMULATOR);
  }

  /** Whether the window holds the address. */
  public boolean contains(int address) {
    return Integer.compareUnsigned(address - base, size) < 0;
  }
}
