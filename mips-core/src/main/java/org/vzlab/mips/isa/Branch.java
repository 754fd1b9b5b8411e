package org.vzlab.mips.isa;

/**
 * The conditional branches (MD00086 and MD00582, by mnemonic).
 *
 * <p>The forms that link do so whether or not they branch, after rs is read: rs = 31, which MD00086
 * calls UNPREDICTABLE, works as long as no exception restarts the branch. A likely form that does
 * not branch annuls its delay slot.
 */
public final class Branch {
  private Branch() {}

  /** BEQ: if rs is equal to rt. */
  @Op(asm = "beq rs, rt, target", flow = Flow.BRANCH)
  @Encoding("000100 rs:5 rt:5 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "100101 rt:5 rs:5 offset:s16<<1")
  @Encoding(isa = Isa.MICROMIPS, asm = "b target", value = "110011 offset:s10<<1 rs=0 rt=0")
  @Encoding(
      isa = Isa.MICROMIPS,
      asm = "beqz rs, target",
      value = "100011 rs:3=gpr offset:s7<<1 rt=0")
  public static boolean beq(int rs, int rt) {
    return rs == rt;
  }

  /** BEQL: as {@link #beq}, likely. */
  @Op(asm = "beql rs, rt, target", flow = Flow.BRANCH_LIKELY)
  @Encoding("010100 rs:5 rt:5 offset:s16<<2")
  public static boolean beql(int rs, int rt) {
    return rs == rt;
  }

  /** BNE: if rs is not equal to rt. */
  @Op(asm = "bne rs, rt, target", flow = Flow.BRANCH)
  @Encoding("000101 rs:5 rt:5 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "101101 rt:5 rs:5 offset:s16<<1")
  @Encoding(
      isa = Isa.MICROMIPS,
      asm = "bnez rs, target",
      value = "101011 rs:3=gpr offset:s7<<1 rt=0")
  public static boolean bne(int rs, int rt) {
    return rs != rt;
  }

  /** BNEL: as {@link #bne}, likely. */
  @Op(asm = "bnel rs, rt, target", flow = Flow.BRANCH_LIKELY)
  @Encoding("010101 rs:5 rt:5 offset:s16<<2")
  public static boolean bnel(int rs, int rt) {
    return rs != rt;
  }

  /** BLEZ: if rs is negative or 0. */
  @Op(asm = "blez rs, target", flow = Flow.BRANCH)
  @Encoding("000110 rs:5 00000 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 00100 rs:5 offset:s16<<1")
  public static boolean blez(int rs) {
    return rs <= 0;
  }

  /** BLEZL: as {@link #blez}, likely. */
  @Op(asm = "blezl rs, target", flow = Flow.BRANCH_LIKELY)
  @Encoding("010110 rs:5 00000 offset:s16<<2")
  public static boolean blezl(int rs) {
    return rs <= 0;
  }

  /** BGTZ: if rs is positive. */
  @Op(asm = "bgtz rs, target", flow = Flow.BRANCH)
  @Encoding("000111 rs:5 00000 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 00110 rs:5 offset:s16<<1")
  public static boolean bgtz(int rs) {
    return rs > 0;
  }

  /** BGTZL: as {@link #bgtz}, likely. */
  @Op(asm = "bgtzl rs, target", flow = Flow.BRANCH_LIKELY)
  @Encoding("010111 rs:5 00000 offset:s16<<2")
  public static boolean bgtzl(int rs) {
    return rs > 0;
  }

  /** BLTZ: if rs is negative. */
  @Op(asm = "bltz rs, target", flow = Flow.BRANCH)
  @Encoding("000001 rs:5 00000 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 00000 rs:5 offset:s16<<1")
  public static boolean bltz(int rs) {
    return rs < 0;
  }

  /** BLTZL: as {@link #bltz}, likely. */
  @Op(asm = "bltzl rs, target", flow = Flow.BRANCH_LIKELY)
  @Encoding("000001 rs:5 00010 offset:s16<<2")
  public static boolean bltzl(int rs) {
    return rs < 0;
  }

  /** BLTZAL: as {@link #bltz}, with link. */
  @Op(asm = "bltzal rs, target", flow = Flow.BRANCH, link = "31")
  @Encoding("000001 rs:5 10000 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 00001 rs:5 offset:s16<<1")
  public static boolean bltzal(int rs) {
    return rs < 0;
  }

  /** BLTZALL: as {@link #bltz}, with link, likely. */
  @Op(asm = "bltzall rs, target", flow = Flow.BRANCH_LIKELY, link = "31")
  @Encoding("000001 rs:5 10010 offset:s16<<2")
  public static boolean bltzall(int rs) {
    return rs < 0;
  }

  /** BGEZ: if rs is not negative. */
  @Op(asm = "bgez rs, target", flow = Flow.BRANCH)
  @Encoding("000001 rs:5 00001 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 00010 rs:5 offset:s16<<1")
  public static boolean bgez(int rs) {
    return rs >= 0;
  }

  /** BGEZL: as {@link #bgez}, likely. */
  @Op(asm = "bgezl rs, target", flow = Flow.BRANCH_LIKELY)
  @Encoding("000001 rs:5 00011 offset:s16<<2")
  public static boolean bgezl(int rs) {
    return rs >= 0;
  }

  /** BGEZAL: as {@link #bgez}, with link. */
  @Op(asm = "bgezal rs, target", flow = Flow.BRANCH, link = "31")
  @Encoding("000001 rs:5 10001 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 00011 rs:5 offset:s16<<1")
  public static boolean bgezal(int rs) {
    return rs >= 0;
  }

  /** BGEZALL: as {@link #bgez}, with link, likely. */
  @Op(asm = "bgezall rs, target", flow = Flow.BRANCH_LIKELY, link = "31")
  @Encoding("000001 rs:5 10011 offset:s16<<2")
  public static boolean bgezall(int rs) {
    return rs >= 0;
  }

  /** BGEZALS: as {@link #bgezal}, with an instruction of 16 bits in the delay slot. */
  @Op(asm = "bgezals rs, target", flow = Flow.BRANCH, link = "31", slot = 2)
  @Encoding(isa = Isa.MICROMIPS, value = "010000 10011 rs:5 offset:s16<<1")
  public static boolean bgezals(int rs) {
    return rs >= 0;
  }

  /** BLTZALS: as {@link #bltzal}, with an instruction of 16 bits in the delay slot. */
  @Op(asm = "bltzals rs, target", flow = Flow.BRANCH, link = "31", slot = 2)
  @Encoding(isa = Isa.MICROMIPS, value = "010000 10001 rs:5 offset:s16<<1")
  public static boolean bltzals(int rs) {
    return rs < 0;
  }

  /** BEQZC: if rs is 0. */
  @Op(asm = "beqzc rs, target", flow = Flow.BRANCH_COMPACT)
  @Encoding(isa = Isa.MICROMIPS, value = "010000 00111 rs:5 offset:s16<<1")
  public static boolean beqzc(int rs) {
    return rs == 0;
  }

  /** BNEZC: if rs is not 0. */
  @Op(asm = "bnezc rs, target", flow = Flow.BRANCH_COMPACT)
  @Encoding(isa = Isa.MICROMIPS, value = "010000 00101 rs:5 offset:s16<<1")
  public static boolean bnezc(int rs) {
    return rs != 0;
  }
}
