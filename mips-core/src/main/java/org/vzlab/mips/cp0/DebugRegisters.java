package org.vzlab.mips.cp0;

import static org.vzlab.mips.cp0.Cp0Field.fixed;
import static org.vzlab.mips.cp0.Cp0Field.writable;
import static org.vzlab.mips.cp0.Cp0Spec.rootOnly;

/**
 * The fields of the registers of watchpoints, debug mode, trace, performance counters and caches
 * (MD00091, MD00047; names and places as in PIC32MZ-EF_DFP 1.3.58).
 */
final class DebugRegisters {
  static final Cp0Spec WATCH_LO =
      rootOnly("a watched address")
          .effect(Effect.WATCH)
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
              fixed("DDBSImpr", 19, "a data break on a store came late: never"),
              fixed("DDBLImpr", 18, "a data break on a load came late: never"),
              fixed("Ver", 17, 15, "EJTAG version 5").reset(5),
              fixed("DExcCode", 14, 10, "what the last exception in debug mode was")
                  .setByHardware(),
              fixed("NoSSt", 9, "single steps exist"),
              fixed("SSt", 8, "single steps").unmodelled(),
              fixed("DIBImpr", 6, "an instruction break came late: never"),
              fixed("DINT", 5, "debug interrupt: never"),
              fixed("DIB", 4, "instruction break: never"),
              fixed("DDBS", 3, "data break on a store: never"),
              fixed("DDBL", 2, "data break on a load: never"),
              fixed("DBp", 1, "SDBBP has been executed").setByHardware(),
              fixed("DSS", 0, "single step: never"));

  static final Cp0Spec TRACE_CONTROL =
      rootOnly("program trace")
          .has(
              writable("TS", 31, "software and not the probe is in control").unmodelled(),
              writable("UT", 30, "kind of the user's record").unmodelled(),
              writable("TB", 27, "all branches").unmodelled(),
              writable("IO", 26, "no record is lost").unmodelled(),
              writable("D", 25, "in debug mode").unmodelled(),
              writable("E", 24, "at exception level").unmodelled(),
              writable("K", 23, "in kernel mode").unmodelled(),
              writable("U", 21, "in user mode").unmodelled(),
              writable("ASID_M", 20, 13, "bits of the ASID that do not count").unmodelled(),
              writable("ASID", 12, 5, "of this address space").unmodelled(),
              writable("G", 4, "of all address spaces").unmodelled(),
              writable("Mode", 3, 1, "what is recorded").unmodelled(),
              writable("On", 0, "on").unmodelled());

  static final Cp0Spec TRACE_CONTROL2 =
      rootOnly("what program trace can do")
          .has(
              fixed("ValidModes", 6, 5, "program counters and addresses of data").reset(2),
              fixed("TBI", 4, "one trace buffer"),
              fixed("TBU", 3, "it is on the chip").reset(1),
              fixed("SyP", 2, 0, "period of synchronization"));

  static final Cp0Spec USER_TRACE_DATA =
      rootOnly("a record of the user in program trace")
          .has(writable("Data", 31, 0, "what is recorded").unmodelled());

  static final Cp0Spec TRACE_BPC =
      rootOnly("program trace from and to breakpoints")
          .has(
              writable("DE", 31, "data breakpoints count").unmodelled(),
              writable("DBPOn", 23, 16, "those that switch it on").unmodelled(),
              writable("IE", 15, "instruction breakpoints count").unmodelled(),
              writable("IBPOn", 7, 0, "those that switch it on").unmodelled());

  static final Cp0Spec DEBUG2 =
      rootOnly("complex breakpoints")
          .has(
              fixed("PRM", 3, "a primed one has matched: never"),
              fixed("DQ", 2, "a data-qualified one has: never"),
              fixed("TUP", 1, "a tuple has: never"),
              fixed("PACO", 0, "a pass counter has: never"));

  static final Cp0Spec DEPC =
      rootOnly("where the debug exception was")
          .has(writable("DEPC", 31, 0, "where DERET goes on").setByHardware());

  /** PerfCtl0, behind which there is another pair. */
  static final Cp0Spec PERF_CTL0 = perfCtl(1);

  static final Cp0Spec PERF_CTL1 = perfCtl(0);

  static final Cp0Spec PERF_CNT =
      rootOnly("a performance counter")
          .effect(Effect.PERF_CNT)
          .has(writable("Counter", 31, 0, "the count").setByHardware());

  static final Cp0Spec ERR_CTL =
      rootOnly("what CACHE works on")
          .has(
              writable("WST", 29, "index store tag of CACHE writes the way selection RAM")
                  .unmodelled());

  static final Cp0Spec CACHE_ERR =
      rootOnly("parity errors")
          .has(
              fixed("ER", 31, "kind of the last error, of which there are none; as all of these"),
              fixed("EC", 30, "in which cache"),
              fixed("ED", 29, "in data"),
              fixed("ET", 28, "in a tag"),
              fixed("ES", 27, "by an access from outside"),
              fixed("EE", 26, "by an access of the cache"),
              fixed("EB", 25, "in both"),
              fixed("EF", 24, "it is fatal"),
              fixed("SP", 23, "in the scratchpad"),
              fixed("EW", 22, "in the way selection"),
              fixed("Way", 21, 20, "which way"),
              fixed("Index", 19, 0, "which line"));

  static final Cp0Spec TAG_LO =
      rootOnly("a cache line's tag")
          .has(
              writable("PA", 31, 10, "bits 31:10 of the line's physical address").setByHardware(),
              writable("V", 7, "the line is valid").setByHardware(),
              writable("D", 6, "the line is dirty").setByHardware(),
              writable("L", 5, "the line is locked").setByHardware());

  static final Cp0Spec DATA_LO =
      rootOnly("a cache line's data")
          .has(writable("Data", 31, 0, "a word of the cache's data").setByHardware());

  static final Cp0Spec DESAVE =
      rootOnly("scratch of debug handlers").has(writable("DESAVE", 31, 0, "the debugger's"));

  private DebugRegisters() {}

  private static Cp0Spec watchHi(int more) {
    return rootOnly("address space and mask of a watched address")
        .effect(Effect.WATCH)
        .has(
            fixed("M", 31, "there is another pair of watch registers").reset(more),
            writable("G", 30, "any ASID matches"),
            writable("ASID", 23, 16, "the address space"),
            writable("Mask", 11, 3, "address bits that do not count"),
            matched("I", 2, "a fetch has matched"),
            matched("R", 1, "a load has matched"),
            matched("W", 0, "a store has matched"));
  }

  private static Cp0Field matched(String name, int bit, String meaning) {
    return writable(name, bit, meaning).setByHardware().clearedByOne();
  }

  private static Cp0Spec perfCtl(int more) {
    return rootOnly("what a performance counter counts")
        .effect(Effect.PERF_CTL)
        .has(
            fixed("M", 31, "there is another pair of counter registers").reset(more),
            writable("EC", 24, 23, "whose events count"),
            writable("EventExt", 15, 12, "more bits of the event's number"),
            writable("Event", 11, 5, "the event's number"),
            writable("IE", 4, "an overflow asks for an interrupt"),
            writable("U", 3, "counts in user mode"),
            writable("K", 1, "counts in kernel mode"),
            writable("EXL", 0, "counts at exception level"));
  }
}
