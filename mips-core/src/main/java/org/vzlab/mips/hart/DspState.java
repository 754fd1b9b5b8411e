package org.vzlab.mips.hart;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * The state of the DSP module (MD00374): accumulators 1 to 3, and DSPControl. Accumulator 0 is HI
 * and LO. Neither reset nor a change of context touches it.
 */
public final class DspState implements Stateful {
  /** The ouflag bit of sums, differences and absolute values. */
  public static final int SUM = 20;

  /** The ouflag bit of products that go to a general register. */
  public static final int PRODUCT = 21;

  /** The ouflag bit of shifts and of conversions to a narrower format. */
  public static final int SHIFT = 22;

  /** The ouflag bit of extractions from an accumulator. */
  public static final int EXTRACT = 23;

  /** The ouflag bit of accumulator 0; those of the others follow. */
  public static final int ACCUMULATOR = 16;

  private static final int POS = 0x3F;
  private static final int SCOUNT = 0x3F << 7;
  private static final int C = 1 << 13;
  private static final int EFI = 1 << 14;
  private static final int OUFLAG = 0xFF << 16;
  private static final int CCOND = 0xF << 24;
  private static final int CCOND_SHIFT = 24;

  /** What each bit of the mask of RDDSP and WRDSP stands for. */
  private static final int[] FIELDS = {POS, SCOUNT, C, OUFLAG, CCOND, EFI};

  private final Hart hart;
  private final int[] hi = new int[4];
  private final int[] lo = new int[4];
  private int control;

  DspState(Hart hart) {
    this.hart = hart;
  }

  /** An accumulator, HI in the upper word. */
  public long accumulator(int ac) {
    return (long) hi(ac) << 32 | Integer.toUnsignedLong(lo(ac));
  }

  /** Sets an accumulator. */
  public void accumulator(int ac, long value) {
    hi(ac, (int) (value >> 32));
    lo(ac, (int) value);
  }

  /** The HI register of an accumulator. */
  public int hi(int ac) {
    return ac == 0 ? hart.hi : hi[ac];
  }

  /** Sets the HI register of an accumulator. */
  public void hi(int ac, int value) {
    if (ac == 0) {
      hart.hi = value;
    } else {
      hi[ac] = value;
    }
  }

  /** The LO register of an accumulator. */
  public int lo(int ac) {
    return ac == 0 ? hart.lo : lo[ac];
  }

  /** Sets the LO register of an accumulator. */
  public void lo(int ac, int value) {
    if (ac == 0) {
      hart.lo = value;
    } else {
      lo[ac] = value;
    }
  }

  /**
   * DSPControl.
   *
   * @param mask the fields to read, as in RDDSP; the others are 0
   */
  public int control(int mask) {
    return control & fields(mask);
  }

  /**
   * Sets fields of DSPControl.
   *
   * @param mask the fields, as in WRDSP
   */
  public void control(int mask, int value) {
    replace(fields(mask), value);
  }

  private static int fields(int mask) {
    int fields = 0;
    for (int i = 0; i < FIELDS.length; i++) {
      fields |= (mask >>> i & 1) != 0 ? FIELDS[i] : 0;
    }
    return fields;
  }

  private void replace(int field, int value) {
    control = (control & ~field) | (value & field);
  }

  /** DSPControl.pos. */
  public int pos() {
    return control & POS;
  }

  /** Sets DSPControl.pos, of whose new value six bits count. */
  public void pos(int value) {
    replace(POS, value);
  }

  /** DSPControl.scount. */
  public int scount() {
    return (control & SCOUNT) >>> 7;
  }

  /** DSPControl.c, 0 or 1. */
  public int carry() {
    return (control & C) >>> 13;
  }

  /** Sets DSPControl.c. */
  public void carry(boolean value) {
    replace(C, value ? -1 : 0);
  }

  /** Sets DSPControl.EFI. */
  public void extractFailed(boolean value) {
    replace(EFI, value ? -1 : 0);
  }

  /** DSPControl.ccond, four bits. */
  public int conditions() {
    return control >>> CCOND_SHIFT & 0xF;
  }

  /** Sets bits of DSPControl.ccond; the others stay. */
  public void conditions(int mask, int value) {
    replace((mask << CCOND_SHIFT) & CCOND, value << CCOND_SHIFT);
  }

  /** Sets a sticky bit of DSPControl.ouflag, by its number in DSPControl. */
  public void overflow(int flag) {
    control |= 1 << flag;
  }

  /**
   * A result as a signed number of some bits.
   *
   * @param saturate whether one that does not fit becomes the nearest that does; otherwise its
   *     upper bits are lost
   * @param flag the bit of DSPControl to be set if it does not fit
   */
  public int signed(long value, int bits, boolean saturate, int flag) {
    int unused = Long.SIZE - bits;
    long wrapped = value << unused >> unused;
    if (wrapped == value) {
      return (int) value;
    }
    overflow(flag);
    long greatest = (1L << (bits - 1)) - 1;
    return (int) (saturate ? (value < 0 ? ~greatest : greatest) : wrapped);
  }

  /** A result as an unsigned number of up to 16 bits; otherwise as {@link #signed}. */
  public int unsigned(int value, int bits, boolean saturate, int flag) {
    int greatest = (1 << bits) - 1;
    if ((value & ~greatest) == 0) {
      return value;
    }
    overflow(flag);
    return saturate ? (value < 0 ? 0 : greatest) : value & greatest;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("hi", hi);
    visitor.array("lo", lo);
    control = visitor.int32("control", control);
  }
}
