package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.timing.Unit;

/**
 * Loads, stores and what orders them (MD00086, by mnemonic), in little-endian byte order.
 *
 * <p>LWL, LWR, SWL and SWR go byte by byte from the addressed byte, so that BadVAddr is the
 * effective address if it faults; all bytes lie in one word, so that none after the first can, and
 * that they are one access.
 */
public final class LoadStore {
  private LoadStore() {}

  /** LB. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lb rt, offset(base)", writes = "rt")
  @Encoding("100000 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "000111 rt:5 base:5 offset:s16")
  public static int lb(Hart hart, int base, int offset) throws GuestTrap {
    return (byte) hart.mmu.loadByte(base + offset);
  }

  /** LBU. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lbu rt, offset(base)", writes = "rt")
  @Encoding("100100 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "000101 rt:5 base:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "000010 rt:3=gpr base:3=gpr offset:4=byte")
  public static int lbu(Hart hart, int base, int offset) throws GuestTrap {
    return hart.mmu.loadByte(base + offset);
  }

  /** LH. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lh rt, offset(base)", writes = "rt")
  @Encoding("100001 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001111 rt:5 base:5 offset:s16")
  public static int lh(Hart hart, int base, int offset) throws GuestTrap {
    return (short) hart.mmu.loadHalf(base + offset);
  }

  /** LHU. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lhu rt, offset(base)", writes = "rt")
  @Encoding("100101 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001101 rt:5 base:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001010 rt:3=gpr base:3=gpr offset:4<<1")
  public static int lhu(Hart hart, int base, int offset) throws GuestTrap {
    return hart.mmu.loadHalf(base + offset);
  }

  /** LL. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "ll rt, offset(base)", writes = "rt")
  @Encoding("110000 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011000 rt:5 base:5 0011 offset:s12")
  public static int ll(Hart hart, int base, int offset) throws GuestTrap {
    return hart.mmu.loadLinked(base + offset);
  }

  /** LW. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lw rt, offset(base)", writes = "rt")
  @Encoding("100011 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "111111 rt:5 base:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011010 rt:3=gpr base:3=gpr offset:4<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "011001 rt:3=gpr offset:s7<<2 base=28")
  @Encoding(isa = Isa.MICROMIPS, value = "010010 rt:5 offset:5<<2 base=29")
  public static int lw(Hart hart, int base, int offset) throws GuestTrap {
    return hart.mmu.loadWord(base + offset);
  }

  /** LWXS: a word of an array, at base + 4 * rt. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lwxs rd, rt(base)", writes = "rd")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 base:5 rd:5 00100 011000")
  public static int lwxs(Hart hart, int rt, int base) throws GuestTrap {
    return hart.mmu.loadWord(base + 4 * rt);
  }

  /** LWL: the bytes from the start of the word up to the addressed one, in the upper part of rt. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lwl rt, offset(base)", writes = "rt")
  @Encoding("100010 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011000 rt:5 base:5 0000 offset:s12")
  public static int lwl(Hart hart, int rt, int base, int offset) throws GuestTrap {
    int va = base + offset;
    int result = merge(rt, 24, hart.mmu.loadByte(va));
    for (int shift = 16; shift >= 24 - 8 * (va & 3); shift -= 8) {
      result = merge(result, shift, hart.mmu.loadRest(va - (24 - shift) / 8, 1));
    }
    return result;
  }

  /** LWR: the bytes from the addressed one up to the end of the word, in the lower part of rt. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lwr rt, offset(base)", writes = "rt")
  @Encoding("100110 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011000 rt:5 base:5 0001 offset:s12")
  public static int lwr(Hart hart, int rt, int base, int offset) throws GuestTrap {
    int va = base + offset;
    int result = merge(rt, 0, hart.mmu.loadByte(va));
    for (int shift = 8; shift <= 24 - 8 * (va & 3); shift += 8) {
      result = merge(result, shift, hart.mmu.loadRest(va + shift / 8, 1));
    }
    return result;
  }

  private static int merge(int word, int shift, int loaded) {
    return (word & ~(0xFF << shift)) | loaded << shift;
  }

  /**
   * PAUSE has no effect: it may end at any time (MD00086), and on the only processor nobody else
   * will clear LLbit.
   */
  @Op(asm = "pause")
  @Encoding("000000 00000 00000 00000 00101 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0010100000 000000")
  public static void pause() {}

  /**
   * PREF has no effect, as MD00086 allows: what this core makes of which hint is not documented. It
   * raises no exception.
   */
  @Op(asm = "pref hint, offset(base)")
  @Encoding("110011 base:5 hint:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011000 hint:5 base:5 0010 offset:s12")
  public static void pref() {}

  /** SB. */
  @Op(asm = "sb rt, offset(base)")
  @Encoding("101000 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "000110 rt:5 base:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "100010 rt:3=stored base:3=gpr offset:4")
  public static void sb(Hart hart, int rt, int base, int offset) throws GuestTrap {
    hart.mmu.storeByte(base + offset, rt);
  }

  /** SC: 1 if it stored. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "sc rt, offset(base)", writes = "rt")
  @Encoding("111000 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011000 rt:5 base:5 1011 offset:s12")
  public static int sc(Hart hart, int rt, int base, int offset) throws GuestTrap {
    return hart.mmu.storeConditional(base + offset, rt);
  }

  /** SH. */
  @Op(asm = "sh rt, offset(base)")
  @Encoding("101001 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001110 rt:5 base:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "101010 rt:3=stored base:3=gpr offset:4<<1")
  public static void sh(Hart hart, int rt, int base, int offset) throws GuestTrap {
    hart.mmu.storeHalf(base + offset, rt);
  }

  /** SW. */
  @Op(asm = "sw rt, offset(base)")
  @Encoding("101011 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "111110 rt:5 base:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "111010 rt:3=stored base:3=gpr offset:4<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "110010 rt:5 offset:5<<2 base=29")
  public static void sw(Hart hart, int rt, int base, int offset) throws GuestTrap {
    hart.mmu.storeWord(base + offset, rt);
  }

  /** SWL: the upper bytes of rt, from the addressed byte down to the start of the word. */
  @Op(asm = "swl rt, offset(base)")
  @Encoding("101010 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011000 rt:5 base:5 1000 offset:s12")
  public static void swl(Hart hart, int rt, int base, int offset) throws GuestTrap {
    int va = base + offset;
    hart.mmu.storeByte(va, rt >>> 24);
    for (int shift = 16; shift >= 24 - 8 * (va & 3); shift -= 8) {
      hart.mmu.storeRest(va - (24 - shift) / 8, 1, rt >>> shift);
    }
  }

  /** SWR: the lower bytes of rt, from the addressed byte up to the end of the word. */
  @Op(asm = "swr rt, offset(base)")
  @Encoding("101110 base:5 rt:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011000 rt:5 base:5 1001 offset:s12")
  public static void swr(Hart hart, int rt, int base, int offset) throws GuestTrap {
    int va = base + offset;
    hart.mmu.storeByte(va, rt);
    for (int shift = 8; shift <= 24 - 8 * (va & 3); shift += 8) {
      hart.mmu.storeRest(va + shift / 8, 1, rt >>> shift);
    }
  }

  /**
   * SYNC waits for the stores that are on their way. It has no other effect: one processor whose
   * loads and stores are performed in order.
   */
  @Op(asm = "sync [stype]")
  @Encoding("000000 000000000000000 stype:5 001111")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 stype:5 0110101101 111100")
  public static void sync(Hart hart) {
    hart.mmu.sync();
  }

  /**
   * SYNCI translates its address, with the exceptions of that, and works on that line of the caches
   * (MD00086). With coherent caches a fetch always sees the latest stores.
   */
  @Op(asm = "synci offset(base)")
  @Encoding("000001 base:5 11111 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 10000 base:5 offset:s16")
  public static void synci(Hart hart, int base, int offset) throws GuestTrap {
    hart.mmu.cacheInstructions.synchronize(hart.mmu.translate(base + offset, Access.CACHE));
  }
}
