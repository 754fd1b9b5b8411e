package org.vzlab.mips.oracle;

/**
 * An exception before it is taken.
 *
 * @param code Cause.ExcCode
 * @param inGuest whether the guest context takes it
 * @param kind what else is known of it
 * @param address BadVAddr, if the kind has one
 * @param detail the coprocessor of CpU, GuestCtl0.GExcCode of a guest exit
 * @param fetch whether there is no instruction, because fetching it failed
 */
record Raised(int code, boolean inGuest, Kind kind, int address, int detail, boolean fetch) {
  /** What hardware has to record, and how it finds the handler. */
  enum Kind {
    /** Nothing but its code. */
    PLAIN,
    /** The coprocessor. */
    UNUSABLE,
    /** BadVAddr. */
    ADDRESS,
    /** BadVAddr, Context, EntryHi. */
    TLB,
    /** The same, and no entry matches. */
    REFILL,
    /** GuestCtl0.GExcCode. */
    EXIT,
    /** The level and what goes with it. */
    INTERRUPT,
    /** A software breakpoint of the debugger. */
    DEBUG
  }

  static final int INT = 0;
  static final int MOD = 1;
  static final int TLBL = 2;
  static final int TLBS = 3;
  static final int ADEL = 4;
  static final int ADES = 5;
  static final int SYS = 8;
  static final int BP = 9;
  static final int RI = 10;
  static final int CPU = 11;
  static final int OV = 12;
  static final int TR = 13;
  static final int TLBRI = 19;
  static final int TLBXI = 20;
  static final int MCHECK = 24;
  static final int DSPDIS = 26;
  static final int GE = 27;

  static final int GPSI = 0;
  static final int GSFC = 1;
  static final int HC = 2;
  static final int GRR = 3;
  static final int GHFC = 9;
  static final int GPA = 10;

  static Raised plain(int code, boolean inGuest) {
    return new Raised(code, inGuest, Kind.PLAIN, 0, 0, false);
  }

  static Raised unusable(int unit, boolean inGuest) {
    return new Raised(CPU, inGuest, Kind.UNUSABLE, 0, unit, false);
  }

  static Raised exit(int gexcCode) {
    return new Raised(GE, false, Kind.EXIT, 0, gexcCode, false);
  }

  static Raised interrupt(boolean inGuest) {
    return new Raised(INT, inGuest, Kind.INTERRUPT, 0, 0, false);
  }

  static Raised debug() {
    return new Raised(BP, false, Kind.DEBUG, 0, 0, false);
  }

  /** Whether BadVAddr is written. */
  boolean hasAddress() {
    return kind == Kind.ADDRESS || isTlb();
  }

  /** Whether a TLB raises it. */
  boolean isTlb() {
    return kind == Kind.TLB || kind == Kind.REFILL;
  }
}
