package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

/** Sums, differences, comparisons and counts of leading bits (MD00086, by mnemonic). */
public final class Arithmetic {
  private Arithmetic() {}

  /** ADD: the sum; Integer Overflow leaves rd unchanged. */
  @Op(asm = "add rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00100 010000")
  public static int add(Hart hart, int rs, int rt) throws GuestTrap {
    return sum(hart, rs, rt);
  }

  /** ADDI: the sum; Integer Overflow leaves rt unchanged. */
  @Op(asm = "addi rt, rs, simm", writes = "rt")
  @Encoding("001000 rs:5 rt:5 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "000100 rt:5 rs:5 simm:s16")
  public static int addi(Hart hart, int rs, int simm) throws GuestTrap {
    return sum(hart, rs, simm);
  }

  /** ADDIU: the sum modulo 2^32. */
  @Op(asm = "addiu rt, rs, simm", writes = "rt")
  @Encoding("001001 rs:5 rt:5 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001100 rt:5 rs:5 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "011011 rt:3=gpr rs:3=gpr simm:3=addend 0")
  @Encoding(isa = Isa.MICROMIPS, value = "011011 rt:3=gpr simm:6<<2 1 rs=29")
  @Encoding(isa = Isa.MICROMIPS, value = "010011 simm:9<<2=frame 1 rs=29 rt=29")
  @Encoding(isa = Isa.MICROMIPS, value = "010011 rt:5 simm:s4 0 rs=rt")
  @Encoding(
      isa = Isa.MICROMIPS,
      asm = "li rt, simm",
      value = "111011 rt:3=gpr simm:7=constant rs=0")
  public static int addiu(int rs, int simm) {
    return rs + simm;
  }

  /** ADDU: the sum modulo 2^32. */
  @Op(asm = "addu rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00101 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000001 rd:3=gpr rt:3=gpr rs:3=gpr 0")
  public static int addu(int rs, int rt) {
    return rs + rt;
  }

  /** SUB: the difference; Integer Overflow leaves rd unchanged. */
  @Op(asm = "sub rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00110 010000")
  public static int sub(Hart hart, int rs, int rt) throws GuestTrap {
    int difference = rs - rt;
    if (((rs ^ rt) & (rs ^ difference)) < 0) {
      throw hart.traps.raise(ExcCode.OV);
    }
    return difference;
  }

  /** SUBU: the difference modulo 2^32. */
  @Op(asm = "subu rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 100011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00111 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000001 rd:3=gpr rt:3=gpr rs:3=gpr 1")
  public static int subu(int rs, int rt) {
    return rs - rt;
  }

  /** SLT: 1 if rs is less than rt, both signed. */
  @Op(asm = "slt rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 101010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01101 010000")
  public static int slt(int rs, int rt) {
    return rs < rt ? 1 : 0;
  }

  /** SLTI: 1 if rs is less than the immediate, both signed. */
  @Op(asm = "slti rt, rs, simm", writes = "rt")
  @Encoding("001010 rs:5 rt:5 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "100100 rt:5 rs:5 simm:s16")
  public static int slti(int rs, int simm) {
    return rs < simm ? 1 : 0;
  }

  /** SLTIU: 1 if rs is less than the sign-extended immediate, both taken as unsigned. */
  @Op(asm = "sltiu rt, rs, simm", writes = "rt")
  @Encoding("001011 rs:5 rt:5 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "101100 rt:5 rs:5 simm:s16")
  public static int sltiu(int rs, int simm) {
    return Integer.compareUnsigned(rs, simm) < 0 ? 1 : 0;
  }

  /** SLTU: 1 if rs is less than rt, both unsigned. */
  @Op(asm = "sltu rd, rs, rt", writes = "rd")
  @Encoding("000000 rs:5 rt:5 rd:5 00000 101011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01110 010000")
  public static int sltu(int rs, int rt) {
    return Integer.compareUnsigned(rs, rt) < 0 ? 1 : 0;
  }

  /**
   * CLO: how many ones lead. rd stands in the rt field too; if the two differ, which MD00086 calls
   * UNPREDICTABLE, the rd field counts.
   */
  @Op(asm = "clo rd, rs", writes = "rd")
  @Encoding("011100 rs:5 rd:5 rd:5 00000 100001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rs:5 0100101100 111100")
  public static int clo(int rs) {
    return Integer.numberOfLeadingZeros(~rs);
  }

  /** CLZ: how many zeros lead. As for {@link #clo}, the rd field counts. */
  @Op(asm = "clz rd, rs", writes = "rd")
  @Encoding("011100 rs:5 rd:5 rd:5 00000 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rs:5 0101101100 111100")
  public static int clz(int rs) {
    return Integer.numberOfLeadingZeros(rs);
  }

  /** ADDIUPC: the sum of the immediate and the address of the instruction's word. */
  @Op(asm = "addiu rs, $pc, simm", writes = "rs")
  @Encoding(isa = Isa.MICROMIPS, value = "011110 rs:3=gpr simm:s23<<2")
  public static int addiupc(int simm, int pc) {
    return (pc & ~3) + simm;
  }

  private static int sum(Hart hart, int a, int b) throws GuestTrap {
    int sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw hart.traps.raise(ExcCode.OV);
    }
    return sum;
  }
}
