package org.vzlab.mips.cp0;

/** The coprocessor 0 registers of the core, in the order of their numbers: the one list of them. */
public enum Cp0Register {
  INDEX("Index", 0, 0),
  RANDOM("Random", 1, 0),
  ENTRY_LO0("EntryLo0", 2, 0),
  ENTRY_LO1("EntryLo1", 3, 0),
  CONTEXT("Context", 4, 0),
  USER_LOCAL("UserLocal", 4, 2),
  PAGE_MASK("PageMask", 5, 0),
  PAGE_GRAIN("PageGrain", 5, 1),
  WIRED("Wired", 6, 0),
  HWRENA("HWREna", 7, 0),
  BAD_VADDR("BadVAddr", 8, 0),
  BAD_INSTR("BadInstr", 8, 1),
  BAD_INSTR_P("BadInstrP", 8, 2),
  COUNT("Count", 9, 0),
  ENTRY_HI("EntryHi", 10, 0),
  GUEST_CTL1("GuestCtl1", 10, 4),
  GUEST_CTL2("GuestCtl2", 10, 5),
  GUEST_CTL3("GuestCtl3", 10, 6),
  COMPARE("Compare", 11, 0),
  GUEST_CTL0_EXT("GuestCtl0Ext", 11, 4),
  STATUS("Status", 12, 0),
  INT_CTL("IntCtl", 12, 1),
  SRS_CTL("SRSCtl", 12, 2),
  SRS_MAP("SRSMap", 12, 3),
  VIEW_IPL("View_IPL", 12, 4),
  SRS_MAP2("SRSMap2", 12, 5),
  GUEST_CTL0("GuestCtl0", 12, 6),
  GT_OFFSET("GTOffset", 12, 7),
  CAUSE("Cause", 13, 0),
  VIEW_RIPL("View_RIPL", 13, 4),
  NESTED_EXC("NestedExc", 13, 5),
  EPC("EPC", 14, 0),
  NESTED_EPC("NestedEPC", 14, 2),
  PRID("PRId", 15, 0),
  EBASE("EBase", 15, 1),
  CDMM_BASE("CDMMBase", 15, 2),
  CONFIG("Config", 16, 0),
  CONFIG1("Config1", 16, 1),
  CONFIG2("Config2", 16, 2),
  CONFIG3("Config3", 16, 3),
  CONFIG4("Config4", 16, 4),
  CONFIG5("Config5", 16, 5),
  CONFIG7("Config7", 16, 7),
  LLADDR("LLAddr", 17, 0),
  WATCH_LO0("WatchLo0", 18, 0),
  WATCH_LO1("WatchLo1", 18, 1),
  WATCH_LO2("WatchLo2", 18, 2),
  WATCH_LO3("WatchLo3", 18, 3),
  WATCH_HI0("WatchHi0", 19, 0),
  WATCH_HI1("WatchHi1", 19, 1),
  WATCH_HI2("WatchHi2", 19, 2),
  WATCH_HI3("WatchHi3", 19, 3),
  DEBUG("Debug", 23, 0),
  DEPC("DEPC", 24, 0),
  PERF_CTL0("PerfCtl0", 25, 0),
  PERF_CNT0("PerfCnt0", 25, 1),
  PERF_CTL1("PerfCtl1", 25, 2),
  PERF_CNT1("PerfCnt1", 25, 3),
  ERR_CTL("ErrCtl", 26, 0),
  CACHE_ERR("CacheErr", 27, 0),
  TAG_LO("TagLo", 28, 0),
  DATA_LO("DataLo", 28, 1),
  ERROR_EPC("ErrorEPC", 30, 0),
  DESAVE("DESAVE", 31, 0),
  KSCRATCH1("KScratch1", 31, 2),
  KSCRATCH2("KScratch2", 31, 3);

  private final String manualName;
  private final int number;
  private final int select;

  Cp0Register(String manualName, int number, int select) {
    this.manualName = manualName;
    this.number = number;
    this.select = select;
  }

  /** The name as the manual prints it. */
  public String manualName() {
    return manualName;
  }

  /** The register number of MFC0 and MTC0. */
  public int number() {
    return number;
  }

  /** The select field of MFC0 and MTC0. */
  public int select() {
    return select;
  }
}
