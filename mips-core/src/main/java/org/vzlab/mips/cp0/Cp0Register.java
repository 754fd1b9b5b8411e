package org.vzlab.mips.cp0;

import java.util.List;
import org.vzlab.mips.cp0.Cp0Field.Trait;
import org.vzlab.mips.cp0.GuestAccess.Answer;

/**
 * The coprocessor 0 registers of the core, in the order of their numbers: the one list of them,
 * from which {@code docs/cp0.md} is made. What each is, field by field, stands by topic in {@link
 * MmuRegisters}, {@link ExceptionRegisters}, {@link GuestRegisters}, {@link ConfigRegisters} and
 * {@link DebugRegisters}.
 *
 * <p>Reset values and writable bits of root are those of the PIC32MZ-EF_DFP 1.3.58 device pack, but
 * for Random, Status.ERL and IM, Config.K23 and KU, which are MD00091's, PerfCtl.EC, which is where
 * Linux arch/mips has it, the fields of Debug that need a probe and CountDM, which do not change,
 * and EntryHi.EHINV, TagLo and KScratch2, which tinyVP uses. Three choices where the pack is silent
 * and proven software is not: PRId 0x0001A700 (processor number as in Linux arch/mips; the revision
 * byte is unknown), Config3.BI and BP set, and Config4.KScrExist naming KScratch1 and 2. Guest
 * registers are those of MD00847; the guest's Config registers are root's without Config3.VZ, and
 * root cannot change in them what the guest cannot. GuestCtl0 comes out of reset with AT = 3,
 * because hypervisors for this part never set AT.
 */
@SuppressWarnings("ImmutableEnumChecker") // What a row consists of is never changed.
public enum Cp0Register {
  INDEX("Index", 0, 0, MmuRegisters.INDEX),
  RANDOM("Random", 1, 0, MmuRegisters.RANDOM),
  ENTRY_LO0("EntryLo0", 2, 0, MmuRegisters.ENTRY_LO0),
  ENTRY_LO1("EntryLo1", 3, 0, MmuRegisters.ENTRY_LO1),
  CONTEXT("Context", 4, 0, MmuRegisters.CONTEXT),
  USER_LOCAL("UserLocal", 4, 2, ExceptionRegisters.USER_LOCAL),
  PAGE_MASK("PageMask", 5, 0, MmuRegisters.PAGE_MASK),
  PAGE_GRAIN("PageGrain", 5, 1, MmuRegisters.PAGE_GRAIN),
  WIRED("Wired", 6, 0, MmuRegisters.WIRED),
  HWRENA("HWREna", 7, 0, ExceptionRegisters.HWRENA),
  BAD_VADDR("BadVAddr", 8, 0, ExceptionRegisters.BAD_VADDR),
  BAD_INSTR("BadInstr", 8, 1, ExceptionRegisters.BAD_INSTR),
  BAD_INSTR_P("BadInstrP", 8, 2, ExceptionRegisters.BAD_INSTR_P),
  COUNT("Count", 9, 0, ExceptionRegisters.COUNT),
  ENTRY_HI("EntryHi", 10, 0, MmuRegisters.ENTRY_HI),
  GUEST_CTL1("GuestCtl1", 10, 4, GuestRegisters.GUEST_CTL1),
  GUEST_CTL2("GuestCtl2", 10, 5, GuestRegisters.GUEST_CTL2),
  GUEST_CTL3("GuestCtl3", 10, 6, GuestRegisters.GUEST_CTL3),
  COMPARE("Compare", 11, 0, ExceptionRegisters.COMPARE),
  GUEST_CTL0_EXT("GuestCtl0Ext", 11, 4, GuestRegisters.GUEST_CTL0_EXT),
  STATUS("Status", 12, 0, ExceptionRegisters.STATUS),
  INT_CTL("IntCtl", 12, 1, ExceptionRegisters.INT_CTL),
  SRS_CTL("SRSCtl", 12, 2, ExceptionRegisters.SRS_CTL),
  SRS_MAP("SRSMap", 12, 3, ExceptionRegisters.SRS_MAP),
  VIEW_IPL("View_IPL", 12, 4, ExceptionRegisters.VIEW_IPL),
  SRS_MAP2("SRSMap2", 12, 5, ExceptionRegisters.SRS_MAP2),
  GUEST_CTL0("GuestCtl0", 12, 6, GuestRegisters.GUEST_CTL0),
  GT_OFFSET("GTOffset", 12, 7, GuestRegisters.GT_OFFSET),
  CAUSE("Cause", 13, 0, ExceptionRegisters.CAUSE),
  VIEW_RIPL("View_RIPL", 13, 4, ExceptionRegisters.VIEW_RIPL),
  NESTED_EXC("NestedExc", 13, 5, ExceptionRegisters.NESTED_EXC),
  EPC("EPC", 14, 0, ExceptionRegisters.EPC),
  NESTED_EPC("NestedEPC", 14, 2, ExceptionRegisters.NESTED_EPC),
  PRID("PRId", 15, 0, ConfigRegisters.PRID),
  EBASE("EBase", 15, 1, ExceptionRegisters.EBASE),
  CDMM_BASE("CDMMBase", 15, 2, ConfigRegisters.CDMM_BASE),
  CONFIG("Config", 16, 0, ConfigRegisters.CONFIG),
  CONFIG1("Config1", 16, 1, ConfigRegisters.CONFIG1),
  CONFIG2("Config2", 16, 2, ConfigRegisters.CONFIG2),
  CONFIG3("Config3", 16, 3, ConfigRegisters.CONFIG3),
  CONFIG4("Config4", 16, 4, ConfigRegisters.CONFIG4),
  CONFIG5("Config5", 16, 5, ConfigRegisters.CONFIG5),
  CONFIG7("Config7", 16, 7, ConfigRegisters.CONFIG7),
  LLADDR("LLAddr", 17, 0, MmuRegisters.LLADDR),
  WATCH_LO0("WatchLo0", 18, 0, DebugRegisters.WATCH_LO),
  WATCH_LO1("WatchLo1", 18, 1, DebugRegisters.WATCH_LO),
  WATCH_LO2("WatchLo2", 18, 2, DebugRegisters.WATCH_LO),
  WATCH_LO3("WatchLo3", 18, 3, DebugRegisters.WATCH_LO),
  WATCH_HI0("WatchHi0", 19, 0, DebugRegisters.WATCH_HI),
  WATCH_HI1("WatchHi1", 19, 1, DebugRegisters.WATCH_HI),
  WATCH_HI2("WatchHi2", 19, 2, DebugRegisters.WATCH_HI),
  WATCH_HI3("WatchHi3", 19, 3, DebugRegisters.LAST_WATCH_HI),
  DEBUG("Debug", 23, 0, DebugRegisters.DEBUG),
  TRACE_CONTROL("TraceControl", 23, 1, DebugRegisters.TRACE_CONTROL),
  TRACE_CONTROL2("TraceControl2", 23, 2, DebugRegisters.TRACE_CONTROL2),
  USER_TRACE_DATA("UserTraceData", 23, 3, DebugRegisters.USER_TRACE_DATA),
  TRACE_BPC("TraceBPC", 23, 4, DebugRegisters.TRACE_BPC),
  DEBUG2("Debug2", 23, 5, DebugRegisters.DEBUG2),
  DEPC("DEPC", 24, 0, DebugRegisters.DEPC),
  USER_TRACE_DATA2("UserTraceData2", 24, 1, DebugRegisters.USER_TRACE_DATA),
  PERF_CTL0("PerfCtl0", 25, 0, DebugRegisters.PERF_CTL0),
  PERF_CNT0("PerfCnt0", 25, 1, DebugRegisters.PERF_CNT),
  PERF_CTL1("PerfCtl1", 25, 2, DebugRegisters.PERF_CTL1),
  PERF_CNT1("PerfCnt1", 25, 3, DebugRegisters.PERF_CNT),
  ERR_CTL("ErrCtl", 26, 0, DebugRegisters.ERR_CTL),
  CACHE_ERR("CacheErr", 27, 0, DebugRegisters.CACHE_ERR),
  TAG_LO("TagLo", 28, 0, DebugRegisters.TAG_LO),
  DATA_LO("DataLo", 28, 1, DebugRegisters.DATA_LO),
  ERROR_EPC("ErrorEPC", 30, 0, ExceptionRegisters.ERROR_EPC),
  DESAVE("DESAVE", 31, 0, DebugRegisters.DESAVE),
  KSCRATCH1("KScratch1", 31, 2, ExceptionRegisters.KSCRATCH),
  KSCRATCH2("KScratch2", 31, 3, ExceptionRegisters.KSCRATCH);

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
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of immutable fields
  private final List<Cp0Field> fields;

  @SuppressWarnings("ImmutableEnumChecker") // never written, and never leaves the class
  private final Cp0Field[] choosy;

  private final int reset;
  private final int guestReset;
  private final int writable;
  private final int restorable;
  private final int clearOnly;
  private final int clearedByOne;
  private final int unmodelled;
  private final int gsfc;
  private final int gsfcUnlessSfc1;
  private final int gsfcWithMc;

  Cp0Register(String manualName, int number, int select, Cp0Spec spec) {
    this.manualName = manualName;
    this.number = number;
    this.select = select;
    rule = spec.rule();
    group = spec.group();
    effect = spec.effect();
    about = spec.about();
    fields = spec.fields();
    choosy = fields.stream().filter(Cp0Field::isChoosy).toArray(Cp0Field[]::new);
    reset = fields.stream().mapToInt(f -> f.resetBits(false)).sum();
    guestReset = isGuests() ? fields.stream().mapToInt(f -> f.resetBits(true)).sum() : 0;
    writable = maskOf(Trait.WRITABLE);
    restorable = maskOf(Trait.RESTORABLE);
    clearOnly = maskOf(Trait.CLEAR_ONLY);
    clearedByOne = maskOf(Trait.CLEARED_BY_ONE);
    unmodelled = maskOf(Trait.UNMODELLED);
    gsfc = maskOf(Trait.GSFC);
    gsfcUnlessSfc1 = maskOf(Trait.GSFC_UNLESS_SFC1);
    gsfcWithMc = maskOf(Trait.GSFC_WITH_MC);
  }

  private int maskOf(Trait trait) {
    return fields.stream().filter(f -> f.is(trait)).mapToInt(Cp0Field::mask).sum();
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

  /** What it is for. */
  String about() {
    return about;
  }

  /** Its fields, from bit 31 down. */
  List<Cp0Field> fields() {
    return fields;
  }

  /** What reading or writing it does beyond the stored value. */
  public Effect effect() {
    return effect;
  }

  /** Whether there is a register of the guest beside root's. */
  public boolean isGuests() {
    return rule != GuestRule.ROOT_ONLY;
  }

  /** Value after reset in a context; 0 for a guest that has no such register. */
  public int reset(boolean guest) {
    return guest ? guestReset : reset;
  }

  /** The bits that a write changes. */
  public int writable(Accessor accessor) {
    return switch (accessor) {
      case ROOT -> writable;
      case GUEST -> isGuests() ? writable : 0;
      case ROOT_FOR_GUEST -> isGuests() ? restorable : 0;
    };
  }

  /** The value that a write leaves in the register. */
  public int written(int old, int value, Accessor accessor) {
    int mask = writable(accessor);
    for (Cp0Field field : choosy) {
      mask &= field.accepts(value) ? -1 : ~field.mask();
    }
    int taken = accessor == Accessor.ROOT_FOR_GUEST ? value : value & ~(clearOnly & ~old);
    taken = (taken & ~clearedByOne) | (old & ~value & clearedByOne);
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

  /** The bits whose change by a guest raises GSFC. */
  int fieldChange(int guestCtl0) {
    return gsfc
        | ((guestCtl0 & GuestCtl.SFC1) == 0 ? gsfcUnlessSfc1 : 0)
        | ((guestCtl0 & GuestCtl.MC) != 0 ? gsfcWithMc : 0);
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
