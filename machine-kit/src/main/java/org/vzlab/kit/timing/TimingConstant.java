package org.vzlab.kit.timing;

import java.util.Locale;

/**
 * The constants of the timing model, all of them, with what they are taken from. A board's
 * configuration may give others ({@link TimingTable}); {@code docs/models/timing.md} says what each
 * means in the model, and what is an estimate.
 *
 * <p>A latency is the number of cycles from the issue of an instruction to the earliest issue of
 * one that uses its result: 1 is no stall. A unit that repeats after n cycles is busy for n.
 */
public enum TimingConstant {
  LOAD_LATENCY(2, Source.GCC, "the result of a load, and of SC, which goes the same way"),
  CP0_LATENCY(
      2,
      Source.ESTIMATE,
      "the result of MFC0, MFGC0, DI, EI, RDHWR and RDPGPR; EHB behind DI and EI"),
  HAZARD_LATENCY(3, Source.ESTIMATE, "a change of CP0 or of a TLB, to EHB, JR.HB and JALR.HB"),
  COMPACT_BRANCH(1, Source.ESTIMATE, "cycles lost to a branch that is taken without a delay slot"),
  ANNULLED_SLOT(1, Source.ESTIMATE, "cycles lost to a delay slot that is not executed"),
  FURTHER_ACCESS(
      1,
      Source.ESTIMATE,
      "each access but the first of LWM, SWM, LWP, SWP, ASET and ACLR; each of a prologue"),

  MULTIPLY_LATENCY(5, Source.GCC_COSTS, "a product in an accumulator, and sums with it"),
  MULTIPLY_REPEAT(1, Source.ESTIMATE, "MULT, MADD and their like"),
  MULTIPLY_GPR_LATENCY(5, Source.GCC_COSTS, "the result of MUL"),
  DIVIDE_8(12, Source.ESTIMATE, "DIVU of a dividend of up to 8 bits"),
  DIVIDE_16(20, Source.ESTIMATE, "DIVU of a dividend of 9 to 16 bits"),
  DIVIDE_24(28, Source.ESTIMATE, "DIVU of a dividend of 17 to 24 bits"),
  DIVIDE_32(36, Source.ESTIMATE, "DIVU of a dividend of 25 to 32 bits"),
  DIVIDE_SIGN(2, Source.ESTIMATE, "what DIV takes longer than DIVU"),

  DSP_ALU_LATENCY(
      1, Source.ESTIMATE, "DSP results of the ALU: as its others, as GCC has it of the 74K"),
  DSP_MULTIPLY_LATENCY(5, Source.ESTIMATE, "a DSP product in an accumulator: as MULT"),
  DSP_MULTIPLY_REPEAT(1, Source.ESTIMATE, "DSP products: as MULT"),
  DSP_MULTIPLY_GPR_LATENCY(5, Source.ESTIMATE, "a DSP product in a general register: as MUL"),
  DSP_EXTRACT_LATENCY(
      5, Source.ESTIMATE, "EXTR, EXTP and their like: as MUL, as GCC has it of the 24K and 74K"),
  DSP_SHIFT_LATENCY(
      5, Source.ESTIMATE, "SHILO, SHILOV and MTHLIP: as MUL, as GCC has it of the 74K"),

  FLOAT_LOAD_LATENCY(3, Source.GCC, "a load into an FPU register"),
  FLOAT_TRANSFER_LATENCY(2, Source.GCC, "MFC1, MTC1 and their like; CFC1 and CTC1 as these"),
  FLOAT_ADD_LATENCY(4, Source.GCC, "ADD, SUB, ABS and NEG"),
  FLOAT_MOVE_LATENCY(4, Source.GCC, "MOV and the conditional moves of FPU registers"),
  FLOAT_COMPARE_LATENCY(4, Source.GCC, "a condition code"),
  FLOAT_CONVERT_LATENCY(4, Source.GCC, "CVT.D.S, and CVT from integers"),
  FLOAT_NARROW_LATENCY(6, Source.GCC, "CVT.S.D"),
  FLOAT_TO_INTEGER_LATENCY(5, Source.GCC, "CVT to integers, ROUND, TRUNC, CEIL and FLOOR"),
  FLOAT_MULTIPLY_S_LATENCY(4, Source.GCC, "MUL.S, and MADD.S and its like"),
  FLOAT_MULTIPLY_D_LATENCY(5, Source.GCC, "MUL.D, and MADD.D and its like"),
  FLOAT_MULTIPLY_D_REPEAT(2, Source.GCC, "the same"),
  FLOAT_DIVIDE_S_LATENCY(17, Source.GCC, "DIV.S and SQRT.S"),
  FLOAT_DIVIDE_S_REPEAT(14, Source.GCC, "the same"),
  FLOAT_DIVIDE_D_LATENCY(32, Source.GCC, "DIV.D and SQRT.D"),
  FLOAT_DIVIDE_D_REPEAT(29, Source.GCC, "the same"),
  FLOAT_RSQRT_S_LATENCY(17, Source.GCC, "RSQRT.S"),
  FLOAT_RSQRT_S_REPEAT(14, Source.GCC, "the same"),
  FLOAT_RSQRT_D_LATENCY(35, Source.GCC, "RSQRT.D"),
  FLOAT_RSQRT_D_REPEAT(31, Source.GCC, "the same"),
  FLOAT_RECIP_S_LATENCY(13, Source.ESTIMATE, "RECIP.S, quicker than DIV.S"),
  FLOAT_RECIP_S_REPEAT(10, Source.ESTIMATE, "the same"),
  FLOAT_RECIP_D_LATENCY(25, Source.ESTIMATE, "RECIP.D, quicker than DIV.D"),
  FLOAT_RECIP_D_REPEAT(21, Source.ESTIMATE, "the same"),

  EXCEPTION(5, Source.ESTIMATE, "from an exception to the fetch of its handler"),
  INTERRUPT(4, Source.ESTIMATE, "what an interrupt takes longer than an exception"),
  GUEST_EXIT(0, Source.ESTIMATE, "what a guest exit takes longer than an exception"),
  ERET(5, Source.ESTIMATE, "ERET, DERET and IRET, beyond the cycle of any instruction"),
  GUEST_ENTRY(0, Source.ESTIMATE, "what an ERET into a guest takes longer"),
  WAKE_UP(4, Source.ESTIMATE, "from the request that ends WAIT to the next instruction"),

  MICRO_TLB_ENTRIES(4, Source.FAMILY, "pages of 4 KB in each micro-TLB, at most 16"),
  MICRO_TLB_MISS(2, Source.ESTIMATE, "a look-up in the TLB behind a micro-TLB"),
  SECOND_STAGE(1, Source.ESTIMATE, "the look-up in root's TLB behind the guest's"),

  LINE_REFILL(4, Source.ESTIMATE, "a miss to its critical word, without what its memory takes"),
  LINE_REST(3, Source.ESTIMATE, "the bus for the rest of the line, while execution goes on"),
  UNCACHED(3, Source.ESTIMATE, "an uncached access, without what its target takes"),
  WRITE_BUFFER(2, Source.FAMILY, "buffers of a line each between the core and the bus"),
  WRITE_LINE(4, Source.ESTIMATE, "the bus for the line of a write-back"),
  WRITE_WORD(2, Source.ESTIMATE, "the bus for a store, without what its target takes"),
  CACHE_OPERATION(2, Source.ESTIMATE, "CACHE and each half of SYNCI, without the lines they move"),

  SRAM_WAIT(0, Source.ESTIMATE, "wait states of RAM"),
  PERIPHERAL_SYNC(4, Source.ESTIMATE, "SYSCLK cycles from a peripheral bus back, for a load"),
  PERIPHERAL_CLOCKS(2, Source.ESTIMATE, "clocks of a peripheral bus for an access"),
  ;

  /** Where a value comes from. */
  public enum Source {
    /** GCC's scheduling model of the M5100: gcc/config/mips/m5100.md. */
    GCC("GCC m5100.md"),
    /** GCC's table of costs of the M5100: gcc/config/mips/mips.cc. */
    GCC_COSTS("GCC mips.cc, M5100"),
    /** The data sheet of an earlier core of the family: MIPS32 4KEc, October 2004. */
    FAMILY("MIPS32 4KEc data sheet"),
    /** No public source: the right shape, not a measurement. */
    ESTIMATE("estimate");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final int value;
  private final Source source;
  private final String meaning;

  TimingConstant(int value, Source source, String meaning) {
    this.value = value;
    this.source = source;
    this.meaning = meaning;
  }

  /** The name in configurations and documents, such as {@code load-latency}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The value that holds if a configuration gives none. */
  public int standard() {
    return value;
  }

  /** The smallest value that it can have. */
  public int least() {
    return this == MICRO_TLB_ENTRIES || this == WRITE_BUFFER ? 1 : 0;
  }

  /** The largest value that it can have: of a time, a delay that no part of a processor has. */
  public int most() {
    return this == MICRO_TLB_ENTRIES || this == WRITE_BUFFER ? 16 : 10_000;
  }

  /** What it is taken from. */
  public Source source() {
    return source;
  }

  /** What it is the time, or the number, of. */
  public String meaning() {
    return meaning;
  }
}
