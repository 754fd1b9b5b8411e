package org.vzlab.mips.isa;

import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.timing.Stall;

/**
 * Changes of one bit in memory (MD00641, the MCU ASE). Nothing comes between the load and the store
 * of its byte.
 */
public final class AtomicBit {
  private AtomicBit() {}

  /** ASET: sets a bit of a byte. */
  @Op(asm = "aset bit, offset(base)")
  @Encoding("000001 base:5 00111 1 bit:3 offset:s12")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 00 bit:3 base:5 0011 offset:s12")
  public static void aset(Hart hart, int bit, int base, int offset) throws GuestTrap {
    hart.mmu.storeByte(base + offset, byteToChange(hart, base + offset) | 1 << bit);
  }

  /** ACLR: clears a bit of a byte. */
  @Op(asm = "aclr bit, offset(base)")
  @Encoding("000001 base:5 00111 0 bit:3 offset:s12")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 00 bit:3 base:5 1011 offset:s12")
  public static void aclr(Hart hart, int bit, int base, int offset) throws GuestTrap {
    hart.mmu.storeByte(base + offset, byteToChange(hart, base + offset) & ~(1 << bit));
  }

  /** The byte as it is. A translation that fails is the store's: TLBS, Mod or AdES. */
  private static int byteToChange(Hart hart, int va) throws GuestTrap {
    hart.mmu.watch(va, Access.LOAD);
    hart.mmu.watch(va, Access.STORE);
    hart.mmu.translate(va, Access.STORE);
    int loaded = hart.mmu.loadByte(va);
    hart.timing.stall(Stall.MULTIPLE, TimingConstant.FURTHER_ACCESS);
    return loaded;
  }
}
