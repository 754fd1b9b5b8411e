package org.vzlab.mips.hart;

import org.vzlab.mips.isa.Encoding;
import org.vzlab.mips.isa.Flow;
import org.vzlab.mips.isa.Op;

/** The few user-level instructions the tests of the privileged ones need. */
public final class Jumps {
  private Jumps() {}

  /** B: branches always. */
  @Op(asm = "b target", flow = Flow.BRANCH)
  @Encoding("000100 00000 00000 offset:s16")
  public static boolean b() {
    return true;
  }

  /** SLL, for NOP. */
  @Op(asm = "sll rd, rt, sa", writes = "rd")
  @Encoding("000000 00000 rt:5 rd:5 sa:5 000000")
  public static int sll(int rt, int sa) {
    return rt << sa;
  }

  /** LW. */
  @Op(asm = "lw rt, offset(base)", writes = "rt")
  @Encoding("100011 base:5 rt:5 offset:s16")
  public static int lw(Hart hart, int base, int offset) throws GuestTrap {
    return hart.mmu.loadWord(base + offset);
  }

  /** SW. */
  @Op(asm = "sw rt, offset(base)")
  @Encoding("101011 base:5 rt:5 offset:s16")
  public static void sw(Hart hart, int rt, int base, int offset) throws GuestTrap {
    hart.mmu.storeWord(base + offset, rt);
  }
}
