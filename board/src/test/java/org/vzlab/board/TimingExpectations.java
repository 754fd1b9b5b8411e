package org.vzlab.board;

import static org.vzlab.kit.timing.TimingConstant.*;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;

/**
 * What the lines of firmware/timing have to say if a table holds, each worked out from the
 * constants it depends on, in cycles. It is a second statement of the model: what a loop with the
 * line's code takes, in the firmware's words, not in the emulator's.
 */
final class TimingExpectations {
  /** Cycles of a long pause of the firmware. */
  private static final int PAUSE = 95;

  /** The divisor of PB7, which is on SYSCLK. */
  private static final int CORE_BUS = 1;

  private final TimingTable table;
  private final Set<TimingConstant> used = EnumSet.noneOf(TimingConstant.class);
  private final Map<String, Double> cycles = new LinkedHashMap<>();

  TimingExpectations(TimingTable table, boolean micromips) {
    this.table = table;
    integers();
    floats();
    flow(micromips);
    exceptions();
    caches();
    stores();
    pages();
    List.of(2, 3, 4, 5, 6, 7).forEach(states -> flash(states, 0));
    List.of(1, 2, 3).forEach(prefetch -> flash(2, prefetch));
    flash(7, 3);
    List.of(2, 4, 8).forEach(this::peripheral);
  }

  /** By a line's name. */
  Map<String, Double> cycles() {
    return cycles;
  }

  /** The constants that some line depends on. */
  Set<TimingConstant> used() {
    return used;
  }

  private int get(TimingConstant constant) {
    used.add(constant);
    return table.get(constant);
  }

  private void line(String name, double expected) {
    if (cycles.put(name, expected) != null) {
      throw new IllegalArgumentException("twice: " + name);
    }
  }

  /** A line that measures nothing but a constant, which may be less than the cycle of issue. */
  private void line(String name, TimingConstant constant) {
    line(name, Math.max(1, get(constant)));
  }

  /** Cycles lost by an instruction to the one just before it. */
  private int stall(TimingConstant latency) {
    return Math.max(0, get(latency) - 1);
  }

  private void integers() {
    line("alu-latency", 1);
    line("load-latency", LOAD_LATENCY);
    line("load-byte-latency", LOAD_LATENCY);
    line("load-repeat", 1);
    line("load-one-between", 3 + Math.max(0, get(LOAD_LATENCY) - 2));
    line("store-repeat", 1);
    line("aset-repeat", 1 + get(FURTHER_ACCESS));
    line("cp0-latency", CP0_LATENCY);
    line("cp0-repeat", 1);
    line("rdhwr-latency", CP0_LATENCY);
    line("rdpgpr-latency", CP0_LATENCY);
    line("hazard-latency", HAZARD_LATENCY);
    line("mult-latency", MULTIPLY_LATENCY);
    line("mult-repeat", MULTIPLY_REPEAT);
    line("madd-repeat", MULTIPLY_REPEAT);
    line("mul-latency", Math.max(get(MULTIPLY_GPR_LATENCY), get(MULTIPLY_REPEAT)));
    line("mul-repeat", MULTIPLY_REPEAT);
    line("mtlo-latency", 1);
    division("8", DIVIDE_8);
    division("16", DIVIDE_16);
    division("24", DIVIDE_24);
    division("32", DIVIDE_32);
    line("divu-mflo", DIVIDE_8);
    line("dsp-alu-latency", DSP_ALU_LATENCY);
    line("dsp-shift-latency", DSP_ALU_LATENCY);
    line("dsp-condition-latency", DSP_ALU_LATENCY);
    line("dsp-multiply-latency", DSP_MULTIPLY_LATENCY);
    line("dsp-multiply-repeat", DSP_MULTIPLY_REPEAT);
    line(
        "dsp-multiply-gpr-latency",
        Math.max(get(DSP_MULTIPLY_GPR_LATENCY), get(DSP_MULTIPLY_REPEAT)));
    line("dsp-extract-latency", DSP_EXTRACT_LATENCY);
    line("dsp-accumulator-shift-latency", DSP_SHIFT_LATENCY);
    line("dsp-mult-extr", get(MULTIPLY_LATENCY) + get(DSP_EXTRACT_LATENCY));
  }

  private void division(String bits, TimingConstant constant) {
    int signed = get(constant) + get(DIVIDE_SIGN);
    line("divu-" + bits, get(constant));
    line("div-" + bits, signed);
    line("div-negative-" + bits, signed);
  }

  private void floats() {
    for (String format : List.of("s", "d")) {
      pipelined("add-" + format, FLOAT_ADD_LATENCY);
      pipelined("abs-" + format, FLOAT_ADD_LATENCY);
      pipelined("mov-" + format, FLOAT_MOVE_LATENCY);
      line("cvt-w-" + format + "-latency", FLOAT_TO_INTEGER_LATENCY);
      line("trunc-w-" + format + "-latency", FLOAT_TO_INTEGER_LATENCY);
      line("compare-" + format + "-latency", FLOAT_COMPARE_LATENCY);
    }
    pipelined("mul-s", FLOAT_MULTIPLY_S_LATENCY);
    pipelined("madd-s", FLOAT_MULTIPLY_S_LATENCY);
    unit("mul-d", FLOAT_MULTIPLY_D_LATENCY, FLOAT_MULTIPLY_D_REPEAT);
    unit("madd-d", FLOAT_MULTIPLY_D_LATENCY, FLOAT_MULTIPLY_D_REPEAT);
    unit("div-s", FLOAT_DIVIDE_S_LATENCY, FLOAT_DIVIDE_S_REPEAT);
    unit("sqrt-s", FLOAT_DIVIDE_S_LATENCY, FLOAT_DIVIDE_S_REPEAT);
    unit("div-d", FLOAT_DIVIDE_D_LATENCY, FLOAT_DIVIDE_D_REPEAT);
    unit("sqrt-d", FLOAT_DIVIDE_D_LATENCY, FLOAT_DIVIDE_D_REPEAT);
    unit("rsqrt-s", FLOAT_RSQRT_S_LATENCY, FLOAT_RSQRT_S_REPEAT);
    unit("rsqrt-d", FLOAT_RSQRT_D_LATENCY, FLOAT_RSQRT_D_REPEAT);
    unit("recip-s", FLOAT_RECIP_S_LATENCY, FLOAT_RECIP_S_REPEAT);
    unit("recip-d", FLOAT_RECIP_D_LATENCY, FLOAT_RECIP_D_REPEAT);
    line("cvt-s-d-latency", FLOAT_NARROW_LATENCY);
    line("cvt-d-s-latency", FLOAT_CONVERT_LATENCY);
    line("cvt-s-w-latency", FLOAT_CONVERT_LATENCY);
    line("cvt-d-w-latency", FLOAT_CONVERT_LATENCY);
    line("lwc1-latency", FLOAT_LOAD_LATENCY);
    line("ldc1-latency", FLOAT_LOAD_LATENCY);
    line("swc1-repeat", 1);
    line("mtc1-latency", FLOAT_TRANSFER_LATENCY);
    line("mfc1-latency", FLOAT_TRANSFER_LATENCY);
  }

  private void pipelined(String name, TimingConstant latency) {
    line(name + "-latency", latency);
    line(name + "-repeat", 1);
  }

  private void unit(String name, TimingConstant latency, TimingConstant repeat) {
    line(name + "-latency", Math.max(get(latency), get(repeat)));
    line(name + "-repeat", repeat);
  }

  private void flow(boolean micromips) {
    line("branch-taken", 2);
    line("branch-untaken", 2);
    line("branch-on-load", 3 + stall(LOAD_LATENCY));
    line("call-return", 4);
    line("call-register-return", 4);
    line("jump-register", 2);
    line("trap-untaken", 1);
    if (micromips) {
      line("compact-branch-taken", 1 + get(COMPACT_BRANCH));
      line("compact-branch-untaken", 2);
      line("call-compact-return", 3 + get(COMPACT_BRANCH));
      line("lwp-repeat", 1 + get(FURTHER_ACCESS));
      line("swm-repeat", 1 + 2 * get(FURTHER_ACCESS));
    } else {
      line("likely-taken", 2);
      line("likely-annulled", 1 + get(ANNULLED_SLOT));
    }
  }

  private void exceptions() {
    int hazard = stall(HAZARD_LATENCY);
    int thereAndBack = get(EXCEPTION) + get(ERET);
    line("eret", hazard + get(ERET));
    line("syscall", thereAndBack + stall(CP0_LATENCY) + hazard);
    line("tlb-refill", thereAndBack + 2 * hazard + get(MICRO_TLB_MISS));
    line("interrupt", get(INTERRUPT) + thereAndBack + storeAndLoad(CORE_BUS));
    line("wake-up", get(WAKE_UP));
  }

  private void caches() {
    line("d-refill-ram", refill(get(SRAM_WAIT)));
    line("d-refill-ram-repeat", 1 + stall(LINE_REST) + refill(get(SRAM_WAIT)));
    line("d-evict", refill(get(SRAM_WAIT)));
    line("d-evict-repeat", Math.max(1 + stall(LINE_REST) + refill(get(SRAM_WAIT)), writeLine()));
    line("d-write-back", get(CACHE_OPERATION) + Math.max(0, writeLine() - 1));
    line("cache-operation", CACHE_OPERATION);
    line("uncached-load-ram", get(UNCACHED) + get(SRAM_WAIT));
  }

  private int refill(int wait) {
    return wait + get(LINE_REFILL);
  }

  private int writeLine() {
    return get(WRITE_LINE) + get(SRAM_WAIT);
  }

  private int writeWord() {
    return get(WRITE_WORD) + get(SRAM_WAIT);
  }

  private void stores() {
    line("uncached-store-ram", Math.max(1, writeWord()));
    line("uncached-store-sync-ram", 1 + Math.max(0, writeWord() - 1));
    line("write-through-store-ram", Math.max(1, writeWord()));
    for (int count = 1; count <= 6; count++) {
      line("store-burst-" + count, burst(count, peripheralStore(4)));
    }
  }

  /** Stores one after another, then a pause, over and over: cycles of each burst. */
  private double burst(int stores, int cycles) {
    final int bursts = 100;
    long[] arrivals = new long[get(WRITE_BUFFER)];
    long arrived = 0;
    long now = 0;
    int next = 0;
    long half = 0;
    for (int i = 0; i < bursts; i++) {
      half = i == bursts / 2 ? now : half;
      for (int store = 0; store < stores; store++) {
        now = Math.max(now + 1, arrivals[next]);
        arrived = Math.max(arrived, now) + cycles;
        arrivals[next] = arrived;
        next = (next + 1) % arrivals.length;
      }
      now += PAUSE;
    }
    return (double) (now - half) / (bursts / 2) - PAUSE;
  }

  private void pages() {
    for (int count = 1; count <= 6; count++) {
      int miss = count > get(MICRO_TLB_ENTRIES) ? get(MICRO_TLB_MISS) : 0;
      line("data-pages-" + count, miss);
      line("code-pages-" + count, miss);
    }
  }

  private void flash(int states, int prefetch) {
    String what = "-flash-" + states + "-" + prefetch;
    String two = "-flash-two-" + states + "-" + prefetch;
    boolean ofCode = prefetch >= 1;
    boolean ofData = prefetch >= 2;
    int first = refill(states);
    line("i-refill" + what, get(CACHE_OPERATION) + first);
    line(
        "i-refill" + two,
        2 * get(CACHE_OPERATION)
            + first
            + Math.max(0, get(LINE_REST) - 4)
            + get(LINE_REFILL)
            + (ofCode ? ahead(states) : states));
    line("d-refill" + what, first);
    line("d-refill" + two, first + (ofData ? get(LINE_REFILL) : first));
    line("uncached-load" + what, states + get(UNCACHED));
    line("uncached-load" + two, (ofData ? 1 : 2) * states + 2 * get(UNCACHED));
  }

  /**
   * What is left of reading the next line ahead, which begins the cycle after the first line was
   * read, when that line's critical word has come, its four instructions have been issued and the
   * rest of it has come.
   */
  private int ahead(int states) {
    return Math.max(0, 1 + states - get(LINE_REFILL) - Math.max(4, get(LINE_REST)));
  }

  private void peripheral(int divisor) {
    line("peripheral-load-" + divisor, peripheralLoad(divisor));
    line("peripheral-store-" + divisor, peripheralStore(divisor));
    line("peripheral-store-load-" + divisor, storeAndLoad(divisor));
    if (divisor == 2) {
      line("interrupt-controller-load", peripheralLoad(CORE_BUS));
    }
  }

  private int peripheralLoad(int divisor) {
    return get(UNCACHED) + get(PERIPHERAL_SYNC) + divisor * get(PERIPHERAL_CLOCKS);
  }

  private int peripheralStore(int divisor) {
    return get(WRITE_WORD) + divisor * get(PERIPHERAL_CLOCKS);
  }

  /** A load waits for the store before it. */
  private int storeAndLoad(int divisor) {
    return Math.max(0, peripheralStore(divisor) - 1) + peripheralLoad(divisor);
  }

  /** A load of the walk through an array that is larger than the data cache, with wait states. */
  double walkedLoad(int wait) {
    int inTheLoop = 3;
    double restOfLine = 15 * stall(LINE_REST) + Math.max(0, stall(LINE_REST) - inTheLoop);
    return 1 + refill(wait) + restOfLine / 16;
  }

  /** An instruction of the walk along code that is larger than the instruction cache. */
  double walkedInstruction(int wait) {
    int inTheLine = 4;
    return 1 + (refill(wait) + Math.max(0, get(LINE_REST) - inTheLine)) / (double) inTheLine;
  }
}
