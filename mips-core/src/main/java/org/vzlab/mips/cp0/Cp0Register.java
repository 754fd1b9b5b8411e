package org.vzlab.mips.cp0;

import static org.vzlab.mips.cp0.Cp0Spec.own;
import static org.vzlab.mips.cp0.Cp0Spec.rootOnly;
import static org.vzlab.mips.cp0.Cp0Spec.ruled;

import org.vzlab.mips.cp0.GuestAccess.Answer;

/**
 * The coprocessor 0 registers of the core, in the order of their numbers: the one list of them.
 *
 * <p>Reset values and writable bits of root are those of the PIC32MZ-EF_DFP 1.3.58 device pack,
 * with three choices where it is silent and proven software is not: PRId 0x0001A700 (processor
 * number as in Linux arch/mips; the revision byte is unknown), Config3.BI and BP set, and
 * Config4.KScrExist naming KScratch1 and 2. Guest registers are those of MD00847; the guest's
 * Config registers are root's without Config3.VZ. GuestCtl0 comes out of reset with AT = 3, because
 * hypervisors for this part never set AT.
 */
public enum Cp0Register {
  INDEX("Index", 0, 0, own().group(GuestGroup.MMU).writes(0x1F).restores(TlbFields.P | 0x1F)),
  RANDOM("Random", 1, 0, own().group(GuestGroup.MMU).reset(15)),
  ENTRY_LO0("EntryLo0", 2, 0, entryLo()),
  ENTRY_LO1("EntryLo1", 3, 0, entryLo()),
  CONTEXT("Context", 4, 0, own().group(GuestGroup.MMU).writes(0xFF800000).restores(0xFFFFFFF0)),
  USER_LOCAL("UserLocal", 4, 2, own().group(GuestGroup.OTHER).writes(-1)),
  PAGE_MASK("PageMask", 5, 0, own().group(GuestGroup.MMU).writes(TlbFields.MASK)),
  PAGE_GRAIN(
      "PageGrain", 5, 1, own().group(GuestGroup.MMU).writes(0xC8000000).fieldChange(0xC8000000)),
  WIRED("Wired", 6, 0, own().group(GuestGroup.MMU).writes(0x1F).effect(Effect.WIRED)),
  HWRENA("HWREna", 7, 0, own().group(GuestGroup.OTHER).writes(0x2000000F)),
  BAD_VADDR("BadVAddr", 8, 0, own().group(GuestGroup.BAD).restores(-1)),
  BAD_INSTR("BadInstr", 8, 1, own().group(GuestGroup.BAD).restores(-1)),
  BAD_INSTR_P("BadInstrP", 8, 2, own().group(GuestGroup.BAD).restores(-1)),
  COUNT("Count", 9, 0, ruled(GuestRule.COUNT).writes(-1).restores(0).effect(Effect.COUNT)),
  ENTRY_HI(
      "EntryHi",
      10,
      0,
      own()
          .group(GuestGroup.MMU)
          .writes(TlbFields.VPN2 | TlbFields.EHINV | TlbFields.ASID)
          .effect(Effect.MODE)),
  GUEST_CTL1("GuestCtl1", 10, 4, rootOnly().writes(GuestCtl.RID | GuestCtl.ID).effect(Effect.MODE)),
  GUEST_CTL2(
      "GuestCtl2",
      10,
      5,
      rootOnly().writes(GuestCtl.GRIPL | GuestCtl.GEICSS | GuestCtl.GVEC).effect(Effect.MODE)),
  GUEST_CTL3("GuestCtl3", 10, 6, rootOnly().writes(GuestCtl.GLSS).effect(Effect.MODE)),
  COMPARE("Compare", 11, 0, ruled(GuestRule.TIMER).writes(-1).effect(Effect.COMPARE)),
  GUEST_CTL0_EXT(
      "GuestCtl0Ext",
      11,
      4,
      rootOnly()
          .writes(
              GuestCtl.NCC
                  | GuestCtl.CGI
                  | GuestCtl.FCD
                  | GuestCtl.OG
                  | GuestCtl.BG
                  | GuestCtl.MG)),
  STATUS(
      "Status",
      12,
      0,
      own()
          .reset(Status.BEV | Status.ERL)
          .writes(statusBits())
          .guestWrites(statusBits())
          .restores(statusBits())
          .clearOnly(Status.TS | Status.SR | Status.NMI)
          .fieldChange(
              Status.CU1
                  | Status.RP
                  | Status.FR
                  | Status.MX
                  | Status.BEV
                  | Status.TS
                  | Status.SR
                  | Status.NMI
                  | Status.UM
                  | Status.EXL)
          .unmodelled(Status.RE)
          .effect(Effect.MODE)),
  INT_CTL("IntCtl", 12, 1, own().writes(0x007FE3E0).fieldChange(0x3E0).unmodelled(0x0060E000)),
  SRS_CTL(
      "SRSCtl",
      12,
      2,
      ruled(GuestRule.HIDDEN)
          .reset(7 << 26)
          .guestReset(0)
          .writes(SrsCtl.ESS | SrsCtl.PSS)
          .restores(SrsCtl.HSS | SrsCtl.EICSS | SrsCtl.ESS | SrsCtl.PSS | SrsCtl.CSS)
          .effect(Effect.MODE)),
  SRS_MAP("SRSMap", 12, 3, ruled(GuestRule.HIDDEN).writes(-1)),
  VIEW_IPL("View_IPL", 12, 4, own().writes(0x3FC).effect(Effect.VIEW_IPL)),
  SRS_MAP2("SRSMap2", 12, 5, ruled(GuestRule.HIDDEN).writes(0xFF)),
  GUEST_CTL0(
      "GuestCtl0",
      12,
      6,
      rootOnly()
          .reset(GuestCtl.AT_GUEST | GuestCtl.G1 | GuestCtl.G0E | GuestCtl.G2)
          .writes(
              GuestCtl.GM
                  | GuestCtl.RI
                  | GuestCtl.MC
                  | GuestCtl.CP0
                  | GuestCtl.GT
                  | GuestCtl.CG
                  | GuestCtl.CF
                  | GuestCtl.PIP
                  | GuestCtl.SFC2
                  | GuestCtl.SFC1)
          .unmodelled(GuestCtl.PIP)
          .effect(Effect.MODE)),
  GT_OFFSET("GTOffset", 12, 7, rootOnly().writes(-1).effect(Effect.GT_OFFSET)),
  CAUSE(
      "Cause",
      13,
      0,
      own()
          .writes(Cause.DC | Cause.IV | Cause.WP | Cause.IP1 | Cause.IP0)
          .restores(
              Cause.BD
                  | Cause.TI
                  | Cause.CE
                  | Cause.DC
                  | Cause.IV
                  | Cause.WP
                  | Cause.RIPL
                  | Cause.IP1
                  | Cause.IP0
                  | Cause.EXC_CODE)
          .clearOnly(Cause.WP)
          .fieldChange(Cause.DC | Cause.IV)
          .effect(Effect.CAUSE)),
  VIEW_RIPL("View_RIPL", 13, 4, own().writes(3).effect(Effect.VIEW_RIPL)),
  NESTED_EXC("NestedExc", 13, 5, own().writes(6)),
  EPC("EPC", 14, 0, own().writes(-1)),
  NESTED_EPC("NestedEPC", 14, 2, own().writes(-1)),
  PRID("PRId", 15, 0, rootOnly().reset(0x0001A700)),
  EBASE("EBase", 15, 1, own().reset(0x80000000).writes(0x3FFFF000)),
  CDMM_BASE("CDMMBase", 15, 2, rootOnly().writes(0xFFFFFC00).unmodelled(1 << 10)),
  CONFIG("Config", 16, 0, config(0x80240482).writes(7)),
  CONFIG1("Config1", 16, 1, config(0x9E9B0D9B)),
  CONFIG2("Config2", 16, 2, config(0x80000000)),
  CONFIG3("Config3", 16, 3, config(0x8CA2BD68).guestReset(0x8C22BD68).writes(1 << 16)),
  CONFIG4("Config4", 16, 4, config(0x800C0000)),
  CONFIG5("Config5", 16, 5, config(1).writes(1 << 2).fieldChange(1 << 2)),
  CONFIG7("Config7", 16, 7, ruled(GuestRule.READ_ONLY).reset(0x80000000)),
  LLADDR("LLAddr", 17, 0, own().group(GuestGroup.OTHER).restores(0x0FFFFFFF)),
  WATCH_LO0("WatchLo0", 18, 0, watchLo()),
  WATCH_LO1("WatchLo1", 18, 1, watchLo()),
  WATCH_LO2("WatchLo2", 18, 2, watchLo()),
  WATCH_LO3("WatchLo3", 18, 3, watchLo()),
  WATCH_HI0("WatchHi0", 19, 0, watchHi(0x80000000)),
  WATCH_HI1("WatchHi1", 19, 1, watchHi(0x80000000)),
  WATCH_HI2("WatchHi2", 19, 2, watchHi(0x80000000)),
  WATCH_HI3("WatchHi3", 19, 3, watchHi(0)),
  DEBUG(
      "Debug", 23, 0, rootOnly().reset(0x02028000).writes(Debug.IEXI).unmodelled(Debug.UNMODELLED)),
  DEPC("DEPC", 24, 0, rootOnly().writes(-1)),
  PERF_CTL0("PerfCtl0", 25, 0, perfCtl(0x80000000)),
  PERF_CNT0("PerfCnt0", 25, 1, perfCnt()),
  PERF_CTL1("PerfCtl1", 25, 2, perfCtl(0)),
  PERF_CNT1("PerfCnt1", 25, 3, perfCnt()),
  ERR_CTL("ErrCtl", 26, 0, rootOnly().writes(1 << 29).unmodelled(1 << 29)),
  CACHE_ERR("CacheErr", 27, 0, rootOnly()),
  TAG_LO("TagLo", 28, 0, rootOnly().writes(-1)),
  DATA_LO("DataLo", 28, 1, rootOnly().writes(-1)),
  ERROR_EPC("ErrorEPC", 30, 0, own().writes(-1)),
  DESAVE("DESAVE", 31, 0, rootOnly().writes(-1)),
  KSCRATCH1("KScratch1", 31, 2, own().group(GuestGroup.OTHER).writes(-1)),
  KSCRATCH2("KScratch2", 31, 3, own().group(GuestGroup.OTHER).writes(-1));

  private static final int SELECTS = 8;

  /** One more than the highest {@link #index}. */
  static final int INDEXES = 32 * SELECTS;

  private static final Cp0Register[] BY_NUMBER = new Cp0Register[INDEXES];

  static {
    for (Cp0Register register : values()) {
      BY_NUMBER[register.index()] = register;
    }
  }

  private final String manualName;
  private final int number;
  private final int select;
  private final GuestRule rule;
  private final GuestGroup group;
  private final Effect effect;
  private final int reset;
  private final int guestReset;
  private final int rootWrites;
  private final int guestWrites;
  private final int restores;
  private final int clearOnly;
  private final int fieldChange;
  private final int unmodelled;

  Cp0Register(String manualName, int number, int select, Cp0Spec spec) {
    this.manualName = manualName;
    this.number = number;
    this.select = select;
    rule = spec.rule;
    group = spec.group;
    effect = spec.effect;
    reset = spec.reset;
    guestReset = spec.guestReset;
    rootWrites = spec.rootWrites;
    guestWrites = spec.guestWrites;
    restores = spec.restores;
    clearOnly = spec.clearOnly;
    fieldChange = spec.fieldChange;
    unmodelled = spec.unmodelled;
  }

  private static Cp0Spec entryLo() {
    return own()
        .group(GuestGroup.MMU)
        .writes(TlbFields.RI | TlbFields.XI | 0x03FFFFFF)
        .effect(Effect.ENTRY_LO);
  }

  private static int statusBits() {
    return Status.CU1
        | Status.CU0
        | Status.RP
        | Status.FR
        | Status.MX
        | Status.RE
        | Status.BEV
        | Status.TS
        | Status.SR
        | Status.NMI
        | Status.IPL
        | Status.IM
        | Status.UM
        | Status.ERL
        | Status.EXL
        | Status.IE;
  }

  private static Cp0Spec config(int reset) {
    return ruled(GuestRule.CONFIG).reset(reset);
  }

  private static Cp0Spec watchLo() {
    return rootOnly().writes(-1).effect(Effect.WATCH_LO);
  }

  private static Cp0Spec watchHi(int reset) {
    return rootOnly()
        .reset(reset)
        .writes(WatchFields.G | WatchFields.ASID | WatchFields.MASK)
        .effect(Effect.WATCH_HI);
  }

  private static Cp0Spec perfCtl(int reset) {
    return rootOnly().reset(reset).writes(0x0300FFFB).effect(Effect.PERF_CTL);
  }

  private static Cp0Spec perfCnt() {
    return rootOnly().writes(-1).effect(Effect.PERF_CNT);
  }

  /** The register that MFC0 and MTC0 name so, or null if the core has none there. */
  public static Cp0Register of(int number, int select) {
    return BY_NUMBER[number * SELECTS + select];
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

  /** Where a bank of registers keeps it. */
  int index() {
    return number * SELECTS + select;
  }

  /** What reading or writing it does beyond the stored value. */
  public Effect effect() {
    return effect;
  }

  /** Whether there is a register of the guest beside root's. */
  public boolean isGuests() {
    return rule != GuestRule.ROOT_ONLY;
  }

  /** Value after reset in a context. */
  public int reset(boolean guest) {
    return guest ? guestReset : reset;
  }

  /** The bits that a write changes. */
  public int writable(Accessor accessor) {
    return switch (accessor) {
      case ROOT -> rootWrites;
      case GUEST -> guestWrites;
      case ROOT_FOR_GUEST -> isGuests() ? restores : 0;
    };
  }

  /** The value that a write leaves in the register. */
  public int written(int old, int value, Accessor accessor) {
    int mask = writable(accessor);
    int taken = accessor == Accessor.ROOT_FOR_GUEST ? value : value & ~(clearOnly & ~old);
    return (old & ~mask) | (taken & mask);
  }

  /** The bits whose effect this model does not have. */
  public int unmodelled() {
    return unmodelled;
  }

  GuestRule rule() {
    return rule;
  }

  GuestGroup group() {
    return group;
  }

  int fieldChange() {
    return fieldChange;
  }

  /** What the register's rules say to a guest's MFC0; see {@link GuestAccess}. */
  Answer guestRead(int guestCtl0) {
    return switch (rule) {
      case OWN, CONFIG, READ_ONLY -> Answer.ALLOWED;
      case COUNT, TIMER -> Answer.allowedIf((guestCtl0 & GuestCtl.GT) != 0);
      case HIDDEN, ROOT_ONLY -> Answer.GPSI;
    };
  }

  /** What the register's rules say to a guest's MTC0, whatever the value. */
  Answer guestWrite(int guestCtl0) {
    return switch (rule) {
      case OWN -> Answer.ALLOWED;
      case CONFIG -> Answer.allowedIf((guestCtl0 & GuestCtl.CF) != 0);
      case TIMER -> Answer.allowedIf((guestCtl0 & GuestCtl.GT) != 0);
      case COUNT, READ_ONLY, HIDDEN, ROOT_ONLY -> Answer.GPSI;
    };
  }
}
