package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** Branches on FPU condition codes (MD00086, by mnemonic). */
@MadeBy(value = Unit.ALU, reads = MadeBy.State.CONDITION)
public final class FloatBranch {
  private FloatBranch() {}

  /** BC1F. */
  @Op(asm = "bc1f [cc,] target", flow = Flow.BRANCH)
  @Encoding("010001 01000 cc:3 00 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 11100 cc:3 00 offset:s16<<1")
  public static boolean bc1f(Hart hart, int cc) throws GuestTrap {
    return !FpuAccess.usable(hart).condition(cc);
  }

  /** BC1T. */
  @Op(asm = "bc1t [cc,] target", flow = Flow.BRANCH)
  @Encoding("010001 01000 cc:3 01 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 11101 cc:3 00 offset:s16<<1")
  public static boolean bc1t(Hart hart, int cc) throws GuestTrap {
    return FpuAccess.usable(hart).condition(cc);
  }

  /** BC1FL. */
  @Op(asm = "bc1fl [cc,] target", flow = Flow.BRANCH_LIKELY)
  @Encoding("010001 01000 cc:3 10 offset:s16<<2")
  public static boolean bc1fl(Hart hart, int cc) throws GuestTrap {
    return !FpuAccess.usable(hart).condition(cc);
  }

  /** BC1TL. */
  @Op(asm = "bc1tl [cc,] target", flow = Flow.BRANCH_LIKELY)
  @Encoding("010001 01000 cc:3 11 offset:s16<<2")
  public static boolean bc1tl(Hart hart, int cc) throws GuestTrap {
    return FpuAccess.usable(hart).condition(cc);
  }
}
