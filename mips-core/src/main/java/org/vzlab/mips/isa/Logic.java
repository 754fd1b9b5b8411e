package org.vzlab.mips.isa;

/** Bitwise operations and conditional moves (MD00086, by mnemonic). */
public final class Logic {
  private Logic() {}

  /** AND. */
  @Op(asm = "and rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100100")
  public static int and(int rs, int rt) {
    return rs & rt;
  }

  /** NOR. */
  @Op(asm = "nor rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100111")
  public static int nor(int rs, int rt) {
    return ~(rs | rt);
  }

  /** OR. */
  @Op(asm = "or rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100101")
  public static int or(int rs, int rt) {
    return rs | rt;
  }

  /** XOR. */
  @Op(asm = "xor rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100110")
  public static int xor(int rs, int rt) {
    return rs ^ rt;
  }

  /** ANDI: with the zero-extended immediate. */
  @Op(asm = "andi rt, rs, imm", writes = "rt")
  @Encoding("001100 rs:5 rt:5 imm:16")
  public static int andi(int rs, int imm) {
    return rs & imm;
  }

  /** ORI: with the zero-extended immediate. */
  @Op(asm = "ori rt, rs, imm", writes = "rt")
  @Encoding("001101 rs:5 rt:5 imm:16")
  public static int ori(int rs, int imm) {
    return rs | imm;
  }

  /** XORI: with the zero-extended immediate. */
  @Op(asm = "xori rt, rs, imm", writes = "rt")
  @Encoding("001110 rs:5 rt:5 imm:16")
  public static int xori(int rs, int imm) {
    return rs ^ imm;
  }

  /** LUI: the immediate in the upper half, the lower half 0. */
  @Op(asm = "lui rt, imm", writes = "rt")
  @Encoding("001111 00000 rt:5 imm:16")
  public static int lui(int imm) {
    return imm << 16;
  }

  /** MOVN: rs, if rt is not 0. */
  @Op(asm = "movn rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 001011")
  public static int movn(int rd, int rs, int rt) {
    return rt != 0 ? rs : rd;
  }

  /** MOVZ: rs, if rt is 0. */
  @Op(asm = "movz rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 001010")
  public static int movz(int rd, int rs, int rt) {
    return rt == 0 ? rs : rd;
  }
}
