package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * DSPControl, what depends on its fields, and the indexed loads of the DSP module (MD00374, by
 * mnemonic).
 */
public final class DspControl {
  private DspControl() {}

  /** RDDSP: fields of DSPControl. */
  @MadeBy(
      value = Unit.DSP_ALU,
      reads = {MadeBy.State.DSP_POSITION, MadeBy.State.DSP_CONDITION, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "rddsp rd, mask", writes = "rd")
  @Encoding("011111 mask:10 rd:5 10010 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 mask:7 00011001 111100")
  @Encoding(
      isa = Isa.MICROMIPS,
      asm = "rddsp rd",
      value = "000000 rd:5 0111111 00011001 111100 mask=63")
  public static int rddsp(Hart hart, int mask) throws GuestTrap {
    return hart.dsp().control(mask);
  }

  /** WRDSP: sets fields of DSPControl. */
  @MadeBy(
      value = Unit.ALU,
      reads = {MadeBy.State.DSP_POSITION, MadeBy.State.DSP_CONDITION, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "wrdsp rs, mask")
  @Encoding("011111 rs:5 mask:10 10011 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rs:5 mask:7 01011001 111100")
  @Encoding(
      isa = Isa.MICROMIPS,
      asm = "wrdsp rs",
      value = "000000 rs:5 0111111 01011001 111100 mask=63")
  public static void wrdsp(Hart hart, int rs, int mask) throws GuestTrap {
    hart.dsp().control(mask, rs);
  }

  /** BPOSGE32: branches if pos is at least 32. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.DSP_POSITION)
  @Op(asm = "bposge32 target", flow = Flow.BRANCH)
  @Encoding("000001 00000 11100 offset:s16<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "010000 11011 00000 offset:s16<<1")
  public static boolean bposge32(Hart hart) throws GuestTrap {
    return hart.dsp().pos() >= 32;
  }

  /**
   * INSV: rs's scount low bits put into rt at pos. A field that is empty or leaves the word, for
   * which MD00374 says UNPREDICTABLE, is not inserted.
   */
  @MadeBy(value = Unit.DSP_ALU, reads = MadeBy.State.DSP_POSITION)
  @Op(asm = "insv rt, rs", writes = "rt")
  @Encoding("011111 rs:5 rt:5 00000 00000 001100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 0100000100 111100")
  public static int insv(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    int size = dsp.scount();
    int pos = dsp.pos();
    if (size == 0 || pos + size > Integer.SIZE) {
      return rt;
    }
    int mask = -1 >>> (Integer.SIZE - size) << pos;
    return (rt & ~mask) | ((rs << pos) & mask);
  }

  /** LWX: a word at rt + base. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lwx rd, rt(base)", writes = "rd")
  @Encoding("011111 base:5 rt:5 rd:5 00000 001010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 base:5 rd:5 00110 100101")
  public static int lwx(Hart hart, int rt, int base) throws GuestTrap {
    hart.dsp();
    return hart.mmu.loadWord(rt + base);
  }

  /** LHX: a halfword at rt + base, signed. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lhx rd, rt(base)", writes = "rd")
  @Encoding("011111 base:5 rt:5 rd:5 00100 001010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 base:5 rd:5 00101 100101")
  public static int lhx(Hart hart, int rt, int base) throws GuestTrap {
    hart.dsp();
    return (short) hart.mmu.loadHalf(rt + base);
  }

  /** LBUX: a byte at rt + base, unsigned. */
  @MadeBy(Unit.LOAD)
  @Op(asm = "lbux rd, rt(base)", writes = "rd")
  @Encoding("011111 base:5 rt:5 rd:5 00110 001010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 base:5 rd:5 01000 100101")
  public static int lbux(Hart hart, int rt, int base) throws GuestTrap {
    hart.dsp();
    return hart.mmu.loadByte(rt + base);
  }
}
