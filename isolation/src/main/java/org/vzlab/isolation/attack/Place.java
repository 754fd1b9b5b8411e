package org.vzlab.isolation.attack;

import java.util.Locale;

/**
 * A range of addresses that an attack knows.
 *
 * @param base the first of them, 0 to 2^32 - 1: guest physical if the guest has it, otherwise
 *     physical
 * @param size bytes
 * @param kind what is there
 * @param writable whether the guest is allowed to write there
 * @param executable whether the guest is allowed to execute what is there
 * @param what its name, for listings
 */
public record Place(
    long base, long size, Kind kind, boolean writable, boolean executable, String what) {
  private static final int KSEG0 = 0x80000000;
  private static final int KSEG1 = 0xA0000000;
  private static final int UNMAPPED = 0x1FFFFFFF;

  /** What is at a place. */
  public enum Kind {
    /** RAM or flash. */
    MEMORY,
    /** Registers that the guest reaches through its pages. */
    DEVICE,
    /** Registers that the hypervisor accesses or emulates for the guest. */
    WINDOW,
    /** A mailbox's or a supervision's registers. */
    MAILBOX
  }

  /** The first address behind it. */
  public long end() {
    return base + size;
  }

  /** Whether it holds an address. */
  public boolean contains(long address) {
    return base <= address && address < end();
  }

  /** The cached virtual address of a byte of it, by its offset. */
  public int kseg0(long offset) {
    return ((int) (base + offset) & UNMAPPED) | KSEG0;
  }

  /** The uncached virtual address of a byte of it, by its offset. */
  public int kseg1(long offset) {
    return ((int) (base + offset) & UNMAPPED) | KSEG1;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s 0x%08x..0x%08x", what, base, end() - 1);
  }
}
