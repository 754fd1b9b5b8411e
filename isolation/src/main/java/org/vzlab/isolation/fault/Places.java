package org.vzlab.isolation.fault;

import org.vzlab.board.Bench;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.Hart;

/**
 * Where a board keeps what belongs to a guest: while the guest has the processor in the processor,
 * and otherwise where the hypervisor has saved it. The place where it is saved has the name.
 */
final class Places {
  private static final String HART = "hart/";

  /** The modelled hypervisor. */
  static final String HYPERVISOR = HART + "installedRoot/software/hypervisor/";

  static final String ROOT_CP0 = HART + "root/values";
  static final String GUEST_CP0 = HART + "guest/values";
  static final String SETS = HART + "sets/set";
  static final String ROOT_TLB = HART + "rootTlb/";
  static final String GUEST_TLB = HART + "guestTlb/";
  static final String TLB_OWNER = "guestId";
  static final String RAM = "chip/ram/bytes";
  static final String FLASH = "chip/flash/bytes";
  static final String BOOT_FLASH = "chip/boot1/bytes";

  private static final String SAVED_REGISTERS = HYPERVISOR + "sets/registers";
  private static final String SET_OWNER = HYPERVISOR + "sets/owner";
  private static final String PC = "/pc";
  private static final String CONTEXT = "/context/";
  private static final int SELECTS = 8;
  private static final int SHADOW_SETS = 8;

  private final Bench bench;

  /** An element, by its path and number. */
  record Place(String path, int index) {}

  Places(Bench bench) {
    this.bench = bench;
  }

  /** Where a bank of coprocessor 0 registers keeps one. */
  static int index(Cp0Register register) {
    return register.number() * SELECTS + register.select();
  }

  static String generalRegisters(int guest) {
    return SAVED_REGISTERS + guest;
  }

  static String pc(int guest) {
    return task(guest) + PC;
  }

  /** A register of coprocessor 0 by its name in the manual; hi or lo. */
  static String context(int guest, String register) {
    return task(guest) + CONTEXT + register;
  }

  static String register(String block, String register) {
    return "chip/" + block + "/" + register + "/value";
  }

  private static String task(int guest) {
    return HYPERVISOR + "task" + guest;
  }

  long read(String path, int index) {
    return BitWalk.read(bench, path, index);
  }

  /**
   * Where the element is now that a fault is in; an entry of a TLB, which changes hands, as well.
   */
  Place now(Fault fault) {
    String path = fault.path();
    int guest = fault.guest();
    if (guest == 0 || !path.startsWith(HYPERVISOR)) {
      return new Place(path, fault.index());
    }
    if (path.equals(generalRegisters(guest))) {
      int set = setOf(guest);
      return new Place(set < 0 ? path : SETS + set, fault.index());
    }
    if (path.equals(pc(guest))) {
      Hart hart = bench.hart();
      return new Place(hart.inGuest() && hart.guestId() == guest ? HART + "pc" : path, 0);
    }
    if (path.startsWith(task(guest) + CONTEXT) && isLoaded(guest)) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return name.equals("hi") || name.equals("lo")
          ? new Place(HART + name, 0)
          : new Place(GUEST_CP0, index(named(name)));
    }
    return new Place(path, fault.index());
  }

  /** Whether what the fault is in is still the guest's: an entry of the guest TLB may not be. */
  boolean isStillThere(Fault fault) {
    return fault.target() != FaultTarget.GUEST_TLB
        || read(GUEST_TLB + TLB_OWNER, fault.index()) == fault.guest();
  }

  private boolean isLoaded(int guest) {
    return read(task(guest) + "/loaded", 0) != 0;
  }

  /** The shadow set that holds the registers of a guest now, or -1 if none does. */
  private int setOf(int guest) {
    for (int set = 0; set < SHADOW_SETS; set++) {
      if ((int) read(SET_OWNER + set, 0) == guest) {
        return set;
      }
    }
    return -1;
  }

  /** Whose registers a shadow set holds: a guest's or thread's, 0 for root's, -1 for nobody's. */
  int ownerOfSet(int set) {
    return (int) read(SET_OWNER + set, 0);
  }

  /** A register by its name in the manual. */
  static Cp0Register named(String name) {
    for (Cp0Register register : Cp0Register.values()) {
      if (register.manualName().equals(name)) {
        return register;
      }
    }
    throw new IllegalArgumentException("no register " + name);
  }
}
