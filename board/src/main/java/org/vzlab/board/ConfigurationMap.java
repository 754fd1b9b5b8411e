package org.vzlab.board;

import java.util.List;
import java.util.Optional;

/**
 * What a configuration makes of a board: who has what, how large the hypervisor's tables are, and
 * what the sanity checks say. Addresses are 0 to 2^32 - 1, sizes are bytes.
 *
 * @param configuration the configuration's file
 * @param board the board's file
 * @param hardware which board it describes
 * @param flash flash in the order of its addresses
 * @param ram RAM in the order of its addresses
 * @param guests guests without a mistake, by id
 * @param threads threads of the hypervisor, by id
 * @param containers containers in the order of the configuration
 * @param devices devices by name, each once for each way in which it is used
 * @param interrupts interrupts that somebody has, by number
 * @param groups permission groups of DMA, by number
 * @param mailboxes mailboxes in the order of the configuration
 * @param supervisions who watches over whom, in the order of the configuration
 * @param setup what is written into registers at the start, in order
 * @param time how the processor's time is divided; empty if as tinyVP does it
 * @param tables sizes of tables and RAM
 * @param checks every check with its verdict
 */
public record ConfigurationMap(
    String configuration,
    String board,
    String hardware,
    List<Area> flash,
    List<Area> ram,
    List<Guest> guests,
    List<RootThread> threads,
    List<ContainerMap> containers,
    List<Device> devices,
    List<Interrupt> interrupts,
    List<Group> groups,
    List<MailboxMap> mailboxes,
    List<SupervisionMap> supervisions,
    List<Write> setup,
    Optional<TimeMap> time,
    Tables tables,
    List<Verdict> checks) {
  /**
   * Physical memory.
   *
   * @param owners who has it: {@code guest 1}, {@code hypervisor}; empty if nobody has
   * @param what what for; {@code free} if the configurator may still give it away
   */
  public record Area(long base, long size, List<String> owners, String what) {}

  /**
   * A guest's address space.
   *
   * @param name its image's file name
   * @param entry guest virtual address
   * @param polling whether it handles no interrupts
   * @param pairs pairs of TLB entries that map all of it
   * @param treeBytes size of its page tree
   * @param spaces what it has, in the order of its addresses; accesses elsewhere are denied
   */
  public record Guest(
      int id,
      String name,
      long entry,
      boolean polling,
      int pairs,
      int treeBytes,
      List<Space> spaces) {}

  /**
   * Addresses of a guest.
   *
   * @param base first guest physical address
   * @param access out of r, w and x
   * @param cache how it is cached
   * @param pages sizes of the pages that map it, in ascending order; empty if none does
   * @param what memory or device
   * @param handling what becomes of an access: {@code mapped}, {@code emulated by NAME}, {@code by
   *     the hypervisor}, with what is special of writes
   */
  public record Space(
      long base,
      long size,
      long physical,
      String access,
      String cache,
      List<Long> pages,
      String what,
      String handling) {}

  /** A thread of the hypervisor. */
  public record RootThread(int id, String name, long entry, boolean user, int shadowSet) {}

  /**
   * A device.
   *
   * @param use own, shared or emulated
   * @param emulator what emulates it, or empty
   * @param guests ids of the guests that have it
   * @param registers first addresses and sizes of its registers
   * @param dmaSet its peripheral set, or -1
   * @param power bits that keep it powered: {@code PMD5.0}
   */
  public record Device(
      String name,
      String use,
      String emulator,
      List<Integer> guests,
      List<Integer> interrupts,
      List<Range> registers,
      int dmaSet,
      List<String> power) {}

  /** A range of addresses. */
  public record Range(long base, long size) {}

  /**
   * An interrupt.
   *
   * @param name the source's name in the data sheet
   * @param use {@code own}: passed to the guest; {@code emulated}: the hypervisor makes it
   * @param guests ids of the guests that have it
   */
  public record Interrupt(int number, String name, String use, List<Integer> guests) {}

  /**
   * A permission group.
   *
   * @param size bytes of the zone; 0 if there is none
   * @param reach bytes from its first on that DMA reaches
   * @param sets peripheral sets that DMA reaches
   * @param positions bit positions of the group's bus masters in CFGPG
   */
  public record Group(
      int number,
      int guest,
      long base,
      long size,
      long reach,
      boolean writable,
      List<Integer> sets,
      List<Integer> positions) {}

  /** A word of the set-up list, with the register's name or empty. */
  public record Write(long address, String register, long value) {}

  /**
   * Sizes in the format of tinyVP's tables.
   *
   * @param pageTrees page trees of all guests
   * @param windows entries of what is not mapped
   * @param interrupts masks, owners and emulators of interrupts
   * @param setup the set-up list
   * @param guestRam what the hypervisor keeps of a guest
   */
  public record Tables(int pageTrees, int windows, int interrupts, int setup, int guestRam) {
    /** Size of tinyVP's page trees for two-guests.config. */
    public static final int TINYVP_PAGE_TREES = 2400;

    /** Size of its interrupt tables for it. */
    public static final int TINYVP_INTERRUPTS = 3200;

    /** Size of its set-up list for it. */
    public static final int TINYVP_SETUP = 260;

    /** What it keeps of a guest: a thread's frame. */
    public static final int TINYVP_GUEST_RAM = 2976;

    /** All of its code. */
    public static final int TINYVP_CODE = 35 * 1024;

    /** All of its RAM. */
    public static final int TINYVP_RAM = 24 * 1024;
  }

  /** What comes of a check. */
  public enum Result {
    /** Nothing was found. */
    OK,
    /** What was found is allowed but probably not meant. */
    WARNING,
    /** The configuration cannot be run. */
    FAILED
  }

  /**
   * A check.
   *
   * @param name its name
   * @param meaning what holds if nothing is found
   * @param messages what was found, mistakes before warnings
   */
  public record Verdict(String name, String meaning, Result result, List<String> messages) {}

  /** Whether no check has failed. */
  public boolean passed() {
    return checks.stream().noneMatch(check -> check.result() == Result.FAILED);
  }
}
