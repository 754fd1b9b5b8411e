package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

/**
 * The conditional traps (MD00086, by mnemonic). {@code code} is for the handler to read from the
 * instruction.
 */
public final class ConditionalTrap {
  private ConditionalTrap() {}

  /** TEQ: Trap if rs is equal to rt. */
  @Op(asm = "teq rs, rt[, code]")
  @Encoding("000000 rs:5 rt:5 code:10 110100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 code:4 000000 111100")
  public static void teq(Hart hart, int rs, int rt) throws GuestTrap {
    trapIf(rs == rt, hart);
  }

  /** TEQI: Trap if rs is equal to the sign-extended immediate. */
  @Op(asm = "teqi rs, simm")
  @Encoding("000001 rs:5 01100 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 01110 rs:5 simm:s16")
  public static void teqi(Hart hart, int rs, int simm) throws GuestTrap {
    trapIf(rs == simm, hart);
  }

  /** TGE: Trap if rs is not less than rt, signed. */
  @Op(asm = "tge rs, rt[, code]")
  @Encoding("000000 rs:5 rt:5 code:10 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 code:4 001000 111100")
  public static void tge(Hart hart, int rs, int rt) throws GuestTrap {
    trapIf(rs >= rt, hart);
  }

  /** TGEI: Trap if rs is not less than the sign-extended immediate, signed. */
  @Op(asm = "tgei rs, simm")
  @Encoding("000001 rs:5 01000 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 01001 rs:5 simm:s16")
  public static void tgei(Hart hart, int rs, int simm) throws GuestTrap {
    trapIf(rs >= simm, hart);
  }

  /** TGEU: Trap if rs is not less than rt, unsigned. */
  @Op(asm = "tgeu rs, rt[, code]")
  @Encoding("000000 rs:5 rt:5 code:10 110001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 code:4 010000 111100")
  public static void tgeu(Hart hart, int rs, int rt) throws GuestTrap {
    trapIf(Integer.compareUnsigned(rs, rt) >= 0, hart);
  }

  /** TGEIU: Trap if rs is not less than the sign-extended immediate, both taken as unsigned. */
  @Op(asm = "tgeiu rs, simm")
  @Encoding("000001 rs:5 01001 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 01011 rs:5 simm:s16")
  public static void tgeiu(Hart hart, int rs, int simm) throws GuestTrap {
    trapIf(Integer.compareUnsigned(rs, simm) >= 0, hart);
  }

  /** TLT: Trap if rs is less than rt, signed. */
  @Op(asm = "tlt rs, rt[, code]")
  @Encoding("000000 rs:5 rt:5 code:10 110010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 code:4 100000 111100")
  public static void tlt(Hart hart, int rs, int rt) throws GuestTrap {
    trapIf(rs < rt, hart);
  }

  /** TLTI: Trap if rs is less than the sign-extended immediate, signed. */
  @Op(asm = "tlti rs, simm")
  @Encoding("000001 rs:5 01010 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 01000 rs:5 simm:s16")
  public static void tlti(Hart hart, int rs, int simm) throws GuestTrap {
    trapIf(rs < simm, hart);
  }

  /** TLTU: Trap if rs is less than rt, unsigned. */
  @Op(asm = "tltu rs, rt[, code]")
  @Encoding("000000 rs:5 rt:5 code:10 110011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 code:4 101000 111100")
  public static void tltu(Hart hart, int rs, int rt) throws GuestTrap {
    trapIf(Integer.compareUnsigned(rs, rt) < 0, hart);
  }

  /** TLTIU: Trap if rs is less than the sign-extended immediate, both taken as unsigned. */
  @Op(asm = "tltiu rs, simm")
  @Encoding("000001 rs:5 01011 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 01010 rs:5 simm:s16")
  public static void tltiu(Hart hart, int rs, int simm) throws GuestTrap {
    trapIf(Integer.compareUnsigned(rs, simm) < 0, hart);
  }

  /** TNE: Trap if rs is not equal to rt. */
  @Op(asm = "tne rs, rt[, code]")
  @Encoding("000000 rs:5 rt:5 code:10 110110")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 code:4 110000 111100")
  public static void tne(Hart hart, int rs, int rt) throws GuestTrap {
    trapIf(rs != rt, hart);
  }

  /** TNEI: Trap if rs is not equal to the sign-extended immediate. */
  @Op(asm = "tnei rs, simm")
  @Encoding("000001 rs:5 01110 simm:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 01100 rs:5 simm:s16")
  public static void tnei(Hart hart, int rs, int simm) throws GuestTrap {
    trapIf(rs != simm, hart);
  }

  private static void trapIf(boolean condition, Hart hart) throws GuestTrap {
    if (condition) {
      throw hart.traps.raise(ExcCode.TR);
    }
  }
}
