package org.vzlab.mips.isa;

import org.vzlab.mips.hart.Hart;

/** Bitwise operations and conditional moves (MD00086, by mnemonic). */
public final class Logic {
  private Logic() {}

  /** AND. */
  @Op(asm = "and rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01001 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 0010 rd:3=gpr rt:3=gpr rs=rd")
  public static int and(int rs, int rt) {
    return rs & rt;
  }

  /** NOR. */
  @Op(asm = "nor rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100111")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01011 010000")
  @Encoding(isa = Isa.MICROMIPS, asm = "not rd, rs", value = "010001 0000 rd:3=gpr rs:3=gpr rt=0")
  public static int nor(int rs, int rt) {
    return ~(rs | rt);
  }

  /** OR. */
  @Op(asm = "or rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100101")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01010 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 0011 rd:3=gpr rt:3=gpr rs=rd")
  @Encoding(isa = Isa.MICROMIPS, asm = "move rd, rs", value = "000011 rd:5 rs:5 rt=0")
  public static int or(int rs, int rt) {
    return rs | rt;
  }

  /** XOR. */
  @Op(asm = "xor rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100110")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01100 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 0001 rd:3=gpr rt:3=gpr rs=rd")
  public static int xor(int rs, int rt) {
    return rs ^ rt;
  }

  /** ANDI: with the zero-extended immediate. */
  @Op(asm = "andi rt, rs, imm", writes = "rt")
  @Encoding("001100 rs:5 rt:5 imm:16")
  @Encoding(isa = Isa.MICROMIPS, value = "110100 rt:5 rs:5 imm:16")
  @Encoding(isa = Isa.MICROMIPS, value = "001011 rt:3=gpr rs:3=gpr imm:4=mask")
  public static int andi(int rs, int imm) {
    return rs & imm;
  }

  /** ORI: with the zero-extended immediate. */
  @Op(asm = "ori rt, rs, imm", writes = "rt")
  @Encoding("001101 rs:5 rt:5 imm:16")
  @Encoding(isa = Isa.MICROMIPS, value = "010100 rt:5 rs:5 imm:16")
  public static int ori(int rs, int imm) {
    return rs | imm;
  }

  /** XORI: with the zero-extended immediate. */
  @Op(asm = "xori rt, rs, imm", writes = "rt")
  @Encoding("001110 rs:5 rt:5 imm:16")
  @Encoding(isa = Isa.MICROMIPS, value = "011100 rt:5 rs:5 imm:16")
  public static int xori(int rs, int imm) {
    return rs ^ imm;
  }

  /** LUI: the immediate in the upper half, the lower half 0. */
  @Op(asm = "lui rt, imm", writes = "rt")
  @Encoding("001111 00000 rt:5 imm:16")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 01101 rt:5 imm:16")
  public static int lui(int imm) {
    return imm << 16;
  }

  /** MOVN: rs, if rt is not 0. */
  @Op(asm = "movn rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 001011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00000 011000")
  public static int movn(int rd, int rs, int rt) {
    return rt != 0 ? rs : rd;
  }

  /** MOVZ: rs, if rt is 0. */
  @Op(asm = "movz rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 001010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00001 011000")
  public static int movz(int rd, int rs, int rt) {
    return rt == 0 ? rs : rd;
  }

  /** MOVEP: moves rs and rt to a pair of registers. */
  @Op(asm = "movep pair, rs, rt")
  @Encoding(isa = Isa.MICROMIPS, value = "100001 pair:3=pair rt:3=moved rs:3=moved 0")
  public static void movep(Hart hart, int pair, int rs, int rt) {
    hart.gpr[pair & 31] = rs;
    hart.gpr[pair >>> 5] = rt;
  }
}
