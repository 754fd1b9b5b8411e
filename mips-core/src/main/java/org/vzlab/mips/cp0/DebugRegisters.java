package org.vzlab.mips.cp0;

import static org.vzlab.mips.cp0.Cp0Field.fixed;
import static org.vzlab.mips.cp0.Cp0Field.writable;
import static org.vzlab.mips.cp0.Cp0Spec.rootOnly;

/**
 * The fields of the registers of watchpoints, debug mode, performance counters and caches (MD00091,
 * MD00047; names and places as in PIC32MZ-EF_DFP 1.3.58).
 */
final class DebugRegisters {
  static final Cp0Spec WATCH_LO =
      rootOnly("a watched address")
          .effect(Effect.WATCH_LO)
          .has(
              writable("VAddr", 31, 3, "bits 31:3 of the address"),
              writable("I", 2, "fetches are watched"),
              writable("R", 1, "loads are watched"),
              writable("W", 0, "stores are watched"));

  /** WatchHi0 to WatchHi2, behind which there is another. */
  static final Cp0Spec WATCH_HI = watchHi(1);

  /** WatchHi3. */
  static final Cp0Spec LAST_WATCH_HI = watchHi(0);

  static final Cp0Spec DEBUG =
      rootOnly("debug mode")
          .has(
              fixed("DBD", 31, "DEPC is a branch and the exception was in its delay slot")
                  .setByHardware(),
              fixed("DM", 30, "debug mode").setByHardware(),
              fixed("NoDCR", 29, "the debug control register exists"),
              fixed("LSNM", 28, "loads and stores go past the debug segment").unmodelled(),
              fixed("Doze", 27, "the core was in reduced power"),
              fixed("Halt", 26, "the clock stood still"),
              fixed("CountDM", 25, "Count goes on in debug mode").reset(1),
              fixed("IBusEP", 24, "an imprecise fetch error is pending").unmodelled(),
              fixed("DBusEP", 21, "an imprecise data error is pending").unmodelled(),
              writable("IEXI", 20, "holds back imprecise errors, of which there are none")
                  .setByHardware(),
              fixed("DDBSImpr", 19, "data breaks on stores are precise"),
              fixed("DDBLImpr", 18, "data breaks on loads are precise"),
              fixed("Ver", 17, 15, "EJTAG version 5").reset(5),
              fixed("DExcCode", 14, 10, "what the last exception in debug mode was")
                  .setByHardware(),
              fixed("NoSSt", 9, "single steps exist"),
              fixed("SSt", 8, "single steps").unmodelled(),
              fixed("DIBImpr", 6, "instruction breaks are precise"),
              fixed("DINT", 5, "debug interrupt: never"),
              fixed("DIB", 4, "instruction break: never"),
              fixed("DDBS", 3, "data break on a store: never"),
              fixed("DDBL", 2, "data break on a load: never"),
              fixed("DBp", 1, "SDBBP has been executed").setByHardware(),
              fixed("DSS", 0, "single step: never"));

  static final Cp0Spec DEPC =
      rootOnly("where the debug exception was")
          .has(writable("DEPC", 31, 0, "where DERET goes on").setByHardware());

  /** PerfCtl0, behind which there is another pair. */
  static final Cp0Spec PERF_CTL0 = perfCtl(1);

  static final Cp0Spec PERF_CTL1 = perfCtl(0);

  static final Cp0Spec PERF_CNT =
      rootOnly("a performance counter").effect(Effect.PERF_CNT).has(writable("Counter", 31, 0, "the count"));

  static final Cp0Spec ERR_CTL =
      rootOnly("what CACHE works on")
          .has(
              writable("WST", 29, "index store tag of CACHE writes the way selection RAM")
                  .unmodelled());

  static final Cp0Spec CACHE_ERR =
      rootOnly("parity errors")
          .has(fixed("Error", 31, 0, "what the last parity error was: none ever is"));

  static final Cp0Spec TAG_LO =
      rootOnly("a cache line's tag")
          .has(
              writable("PA", 31, 10, "bits 31:10 of the line's physical address"),
              writable("Impl", 4, 0, "stored").and(9, 8),
              writable("V", 7, "the line is valid"),
              writable("D", 6, "the line is dirty"),
              writable("L", 5, "the line is locked"));

  static final Cp0Spec DATA_LO =
      rootOnly("a cache line's data").has(writable("Data", 31, 0, "a word of the cache's data"));

  static final Cp0Spec DESAVE =
      rootOnly("scratch of debug handlers").has(writable("DESAVE", 31, 0, "the debugger's"));

  private DebugRegisters() {}

  private static Cp0Spec watchHi(int more) {
    return rootOnly("address space and mask of a watched address")
        .effect(Effect.WATCH_HI)
        .has(
            fixed("M", 31, "there is another pair of watch registers").reset(more),
            writable("G", 30, "any ASID matches"),
            writable("ASID", 23, 16, "the address space"),
            writable("Mask", 11, 3, "address bits that do not count"),
            fixed("I", 2, "a fetch has matched; writing 1 clears it").setByHardware(),
            fixed("R", 1, "a load has matched; writing 1 clears it").setByHardware(),
            fixed("W", 0, "a store has matched; writing 1 clears it").setByHardware());
  }

  private static Cp0Spec perfCtl(int more) {
    return rootOnly("what a performance counter counts")
        .effect(Effect.PERF_CTL)
        .has(
            fixed("M", 31, "there is another pair of counter registers").reset(more),
            writable("EC", 25, 24, "whose events count"),
            writable("EventExt", 15, 12, "more bits of the event's number"),
            writable("Event", 11, 5, "the event's number"),
            writable("IE", 4, "an overflow asks for an interrupt"),
            writable("U", 3, "counts in user mode"),
            writable("K", 1, "counts in kernel mode"),
            writable("EXL", 0, "counts at exception level"));
  }
}
