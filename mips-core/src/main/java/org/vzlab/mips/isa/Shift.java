package org.vzlab.mips.isa;

/** Shifts and rotations (MD00086, by mnemonic). Java's shifts, too, take the distance modulo 32. */
public final class Shift {
  private Shift() {}

  /** ROTR. */
  @Op(asm = "rotr rd, rt, sa", writes = "rd")
  @Encoding("000000 00001 rt:5 rd:5 sa:5 000010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:5 00011 000000")
  public static int rotr(int rt, int sa) {
    return Integer.rotateRight(rt, sa);
  }

  /** ROTRV: by the low five bits of rs. */
  @Op(asm = "rotrv rd, rt, rs", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00001 000110")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00011 010000")
  public static int rotrv(int rt, int rs) {
    return Integer.rotateRight(rt, rs);
  }

  /** SLL. With all fields 0 this is NOP. */
  @Op(asm = "sll rd, rt, sa", writes = "rd")
  @Encoding("000000 00000 rt:5 rd:5 sa:5 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:5 00000 000000")
  @Encoding(
      isa = Isa.MICROMIPS,
      asm = "sll rd, rt, count",
      value = "001001 rd:3=gpr rt:3=gpr count:3=shift 0 sa=count")
  public static int sll(int rt, int sa) {
    return rt << sa;
  }

  /** SRA. */
  @Op(asm = "sra rd, rt, sa", writes = "rd")
  @Encoding("000000 00000 rt:5 rd:5 sa:5 000011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:5 00010 000000")
  public static int sra(int rt, int sa) {
    return rt >> sa;
  }

  /** SRL. */
  @Op(asm = "srl rd, rt, sa", writes = "rd")
  @Encoding("000000 00000 rt:5 rd:5 sa:5 000010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:5 00001 000000")
  @Encoding(
      isa = Isa.MICROMIPS,
      asm = "srl rd, rt, count",
      value = "001001 rd:3=gpr rt:3=gpr count:3=shift 1 sa=count")
  public static int srl(int rt, int sa) {
    return rt >>> sa;
  }

  /** SLLV: by the low five bits of rs. */
  @Op(asm = "sllv rd, rt, rs", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 000100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00000 010000")
  public static int sllv(int rt, int rs) {
    return rt << rs;
  }

  /** SRAV: by the low five bits of rs. */
  @Op(asm = "srav rd, rt, rs", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 000111")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00010 010000")
  public static int srav(int rt, int rs) {
    return rt >> rs;
  }

  /** SRLV: by the low five bits of rs. */
  @Op(asm = "srlv rd, rt, rs", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 000110")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00001 010000")
  public static int srlv(int rt, int rs) {
    return rt >>> rs;
  }
}
