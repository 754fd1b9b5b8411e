package org.vzlab.mips.mmu;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;

/**
 * Where the memory management unit reports why an access cannot be made; throws what it returns.
 */
public interface Faults {
  /**
   * The address is misaligned or out of bounds: AdEL or AdES in the context that executes.
   *
   * @param va the address
   */
  GuestTrap addressError(int va, Access access);

  /**
   * A TLB does not allow the access.
   *
   * @param root whether it is root's TLB that faults, even if a guest executes
   * @param code Mod, TLBL, TLBS, TLBRI or TLBXI
   * @param address the address looked up: a guest physical one if a guest's access faults in root's
   *     TLB
   * @param refill whether no entry matches
   */
  GuestTrap tlbFault(boolean root, ExcCode code, int address, boolean refill, Access access);

  /** Root's watch registers name the address: Watch. */
  GuestTrap watch(Access access);

  /** Nothing answers at the physical address: IBE or DBE. */
  GuestTrap busError(Access access);
}
