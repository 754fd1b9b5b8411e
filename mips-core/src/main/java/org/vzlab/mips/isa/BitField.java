package org.vzlab.mips.isa;

/** Bit fields, sign extension and byte order (MD00086, by mnemonic). */
public final class BitField {
  private BitField() {}

  /**
   * EXT: size bits of rs from lsb upwards, zero-extended. Where lsb + size exceeds 32, which
   * MD00086 calls UNPREDICTABLE, the bits that do not exist are 0.
   */
  @Op(asm = "ext rt, rs, lsb, size", writes = "rt")
  @Encoding("011111 rs:5 rt:5 msbd:5 lsb:5 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 msbd:5 lsb:5 101100")
  public static int ext(int rs, int lsb, int msbd) {
    return rs >>> lsb & -1 >>> (31 - msbd);
  }

  /**
   * INS: the low bits of rs in rt's bits msb to lsb. Where msb is less than lsb, which MD00086
   * calls UNPREDICTABLE, rt is unchanged.
   */
  @Op(asm = "ins rt, rs, lsb, size", writes = "rt")
  @Encoding("011111 rs:5 rt:5 msb:5 lsb:5 000100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 msb:5 lsb:5 001100")
  public static int ins(int rt, int rs, int lsb, int msb) {
    if (msb < lsb) {
      return rt;
    }
    int mask = -1 >>> (31 - (msb - lsb)) << lsb;
    return (rt & ~mask) | (rs << lsb & mask);
  }

  /** SEB: the low byte, sign-extended. */
  @Op(asm = "seb rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 10000 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0010101100 111100")
  public static int seb(int rt) {
    return (byte) rt;
  }

  /** SEH: the low halfword, sign-extended. */
  @Op(asm = "seh rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 11000 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0011101100 111100")
  public static int seh(int rt) {
    return (short) rt;
  }

  /** WSBH: the bytes of each halfword swapped. */
  @Op(asm = "wsbh rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 00010 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0111101100 111100")
  public static int wsbh(int rt) {
    return (rt & 0x00FF00FF) << 8 | (rt >>> 8 & 0x00FF00FF);
  }
}
