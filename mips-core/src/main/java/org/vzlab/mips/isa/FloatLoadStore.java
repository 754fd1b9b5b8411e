package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.timing.Unit;

/**
 * FPU loads and stores (MD00086, by mnemonic), in little-endian byte order. 64 bits are one access
 * of two words, the lower address first; misaligned ones raise Address Error.
 */
public final class FloatLoadStore {
  private FloatLoadStore() {}

  /** LWC1. */
  @MadeBy(value = Unit.FLOAT_LOAD, to = "ft")
  @Op(asm = "lwc1 ft, offset(base)")
  @Encoding("110001 base:5 ft:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "100111 ft:5 base:5 offset:s16")
  public static void lwc1(Hart hart, int base, int ft, int offset) throws GuestTrap {
    FpuAccess.usable(hart).word(ft, hart.mmu.loadWord(base + offset));
  }

  /** SWC1. */
  @MadeBy(Unit.FLOAT_STORE)
  @Op(asm = "swc1 ft, offset(base)")
  @Encoding("111001 base:5 ft:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "100110 ft:5 base:5 offset:s16")
  public static void swc1(Hart hart, int base, int ft, int offset) throws GuestTrap {
    hart.mmu.storeWord(base + offset, FpuAccess.usable(hart).word(ft));
  }

  /** LDC1. */
  @MadeBy(value = Unit.FLOAT_LOAD, to = "ft")
  @Op(asm = "ldc1 ft, offset(base)")
  @Encoding("110101 base:5 ft:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "101111 ft:5 base:5 offset:s16")
  public static void ldc1(Hart hart, int base, int ft, int offset) throws GuestTrap {
    load(hart, FpuAccess.pairs(hart, ft), ft, base + offset);
  }

  /** SDC1. */
  @MadeBy(Unit.FLOAT_STORE)
  @Op(asm = "sdc1 ft, offset(base)")
  @Encoding("111101 base:5 ft:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "101110 ft:5 base:5 offset:s16")
  public static void sdc1(Hart hart, int base, int ft, int offset) throws GuestTrap {
    store(hart, FpuAccess.pairs(hart, ft), ft, base + offset);
  }

  /** LWXC1. */
  @MadeBy(Unit.FLOAT_LOAD)
  @Op(asm = "lwxc1 fd, rt(base)")
  @Encoding("010011 base:5 rt:5 00000 fd:5 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 base:5 fd:5 00001 001000")
  public static void lwxc1(Hart hart, int base, int rt, int fd) throws GuestTrap {
    FpuAccess.usable(hart).word(fd, hart.mmu.loadWord(base + rt));
  }

  /** SWXC1. */
  @MadeBy(Unit.FLOAT_STORE)
  @Op(asm = "swxc1 fs, rt(base)")
  @Encoding("010011 base:5 rt:5 fs:5 00000 001000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 base:5 fs:5 00010 001000")
  public static void swxc1(Hart hart, int base, int rt, int fs) throws GuestTrap {
    hart.mmu.storeWord(base + rt, FpuAccess.usable(hart).word(fs));
  }

  /** LDXC1. */
  @MadeBy(Unit.FLOAT_LOAD)
  @Op(asm = "ldxc1 fd, rt(base)")
  @Encoding("010011 base:5 rt:5 00000 fd:5 000001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 base:5 fd:5 00011 001000")
  public static void ldxc1(Hart hart, int base, int rt, int fd) throws GuestTrap {
    load(hart, FpuAccess.pairs(hart, fd), fd, base + rt);
  }

  /** SDXC1. */
  @MadeBy(Unit.FLOAT_STORE)
  @Op(asm = "sdxc1 fs, rt(base)")
  @Encoding("010011 base:5 rt:5 fs:5 00000 001001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 base:5 fs:5 00100 001000")
  public static void sdxc1(Hart hart, int base, int rt, int fs) throws GuestTrap {
    store(hart, FpuAccess.pairs(hart, fs), fs, base + rt);
  }

  /** LUXC1: the low three bits of the address count as 0; Status.FR = 1 only. */
  @MadeBy(Unit.FLOAT_LOAD)
  @Op(asm = "luxc1 fd, rt(base)")
  @Encoding("010011 base:5 rt:5 00000 fd:5 000101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 base:5 fd:5 00101 001000")
  public static void luxc1(Hart hart, int base, int rt, int fd) throws GuestTrap {
    load(hart, FpuAccess.wide(hart), fd, (base + rt) & -8);
  }

  /** SUXC1: the low three bits of the address count as 0; Status.FR = 1 only. */
  @MadeBy(Unit.FLOAT_STORE)
  @Op(asm = "suxc1 fs, rt(base)")
  @Encoding("010011 base:5 rt:5 fs:5 00000 001101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 base:5 fs:5 00110 001000")
  public static void suxc1(Hart hart, int base, int rt, int fs) throws GuestTrap {
    store(hart, FpuAccess.wide(hart), fs, (base + rt) & -8);
  }

  /** PREFX has no effect, as PREF, but needs coprocessor 1. */
  @Op(asm = "prefx hint, rt(base)")
  @Encoding("010011 base:5 rt:5 hint:5 00000 001111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 base:5 hint:5 00110 100000")
  public static void prefx(Hart hart) throws GuestTrap {
    FpuAccess.requireUsable(hart);
  }

  private static void load(Hart hart, Fpu fpu, int number, int va) throws GuestTrap {
    if ((va & 7) != 0) {
      throw hart.traps.addressError(va, Access.LOAD);
    }
    long low = hart.mmu.loadWord(va) & 0xFFFFFFFFL;
    fpu.doubleword(number, low | ((long) hart.mmu.loadRest(va + 4, 4) << 32));
  }

  private static void store(Hart hart, Fpu fpu, int number, int va) throws GuestTrap {
    if ((va & 7) != 0) {
      throw hart.traps.addressError(va, Access.STORE);
    }
    long value = fpu.doubleword(number);
    hart.mmu.storeWord(va, (int) value);
    hart.mmu.storeRest(va + 4, 4, (int) (value >>> 32));
  }
}
