package org.vzlab.isolation.fault;

import java.util.Locale;

/** What a fault is in: resources of one guest, or those that guests have in common. */
public enum FaultTarget {
  /** General registers, HI, LO and PC of a guest, in the processor or saved. */
  GUEST_REGISTERS(Owner.OWN, "general registers, HI, LO and PC"),

  /** Coprocessor 0 of a guest, in the processor or saved: what the hypervisor switches of it. */
  GUEST_CP0(Owner.OWN, "its coprocessor 0"),

  /** The guest's entries of the guest TLB, without the GuestID that makes them its own. */
  GUEST_TLB(Owner.OWN, "its entries of the guest TLB"),

  /** RAM that is the guest's alone: lines of 64 bytes that hold anything but zeros. */
  GUEST_RAM(
      Owner.OWN, "RAM that it has alone and that holds something but zeros, in lines of 64 bytes"),

  /** Flash that is the guest's alone: lines of 64 bytes that are not erased. */
  GUEST_FLASH(Owner.OWN, "flash that it has alone and that is not erased, in lines of 64 bytes"),

  /** Registers of devices that the guest has alone, the hardware's. */
  GUEST_DEVICES(Owner.OWN, "registers of devices that it has alone"),

  /** Shadow sets that are no guest's: root's, threads', and those that nobody has. */
  OTHER_REGISTERS(Owner.COMMON, "shadow sets of root and of nobody"),

  /** Root's coprocessor 0. */
  ROOT_CP0(Owner.COMMON, "root's coprocessor 0"),

  /** Registers of the guest's coprocessor 0 that stay the same for all guests. */
  COMMON_CP0(Owner.COMMON, "guest coprocessor 0 that is not switched"),

  /** Root's TLB. */
  ROOT_TLB(Owner.COMMON, "root's TLB"),

  /** The GuestIDs of the guest TLB's entries. */
  TLB_OWNERS(Owner.COMMON, "GuestIDs in the guest TLB"),

  /** RAM that no guest has alone. */
  OTHER_RAM(Owner.COMMON, "RAM that no guest has alone"),

  /** Flash that no guest has alone, boot flash included. */
  OTHER_FLASH(Owner.COMMON, "flash that no guest has alone"),

  /** The interrupt controller. */
  INTERRUPTS(Owner.COMMON, "registers of the interrupt controller"),

  /** The DMA controller where no guest has it alone. */
  DMA(Owner.COMMON, "registers of the DMA controller"),

  /** The system bus arbiter: permission groups, regions, permissions and logs. */
  ARBITER(Owner.COMMON, "registers of the bus arbiter");

  /** Whose it is. */
  public enum Owner {
    /** One guest's: whatever happens to it, no other guest may notice. */
    OWN,
    /** Of more than one guest, of root, or of nobody. */
    COMMON
  }

  private final Owner owner;
  private final String about;

  FaultTarget(Owner owner, String about) {
    this.owner = owner;
    this.about = about;
  }

  /** Whose it is. */
  public Owner owner() {
    return owner;
  }

  /** What it consists of, in a few words. */
  public String about() {
    return about;
  }

  /** Its name on the command line and in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
