package org.vzlab.mips.mmu;

import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.TlbFields;
import org.vzlab.mips.cp0.WatchFields;

/**
 * The four pairs of watch registers (MD00091 "WatchLo", "WatchHi" and "Watch Exception"). They
 * watch virtual addresses of root mode only: this core's WatchHi has no field WM that would name
 * the guest's.
 *
 * <p>An access is looked for before its alignment and its translation, since Watch comes before
 * Address Error and the TLB's exceptions, on fetches as on data (MIPS32 4Kc in IDT's 79RC32438 user
 * manual, "Exception Priority"). A match sets the pair's status bits in any case. It raises Watch
 * unless root is at exception level, at error level or in debug mode; then the access is made and
 * Cause.WP remembers the exception (the same manual, "Watch Exception").
 *
 * <p>Choices where the architecture leaves one: an instruction is watched at its first byte,
 * whatever its length; CACHE, SYNCI and PREF are never watched; SC is watched whether or not it
 * would store.
 */
final class Watchpoints {
  private static final Cp0Register[] LO = {
    Cp0Register.WATCH_LO0, Cp0Register.WATCH_LO1, Cp0Register.WATCH_LO2, Cp0Register.WATCH_LO3
  };
  private static final Cp0Register[] HI = {
    Cp0Register.WATCH_HI0, Cp0Register.WATCH_HI1, Cp0Register.WATCH_HI2, Cp0Register.WATCH_HI3
  };

  private static final int DATA = WatchFields.R | WatchFields.W;

  private final Cp0 root;
  private final Faults faults;

  /** The kinds of access that any pair watches. */
  private int kinds;

  Watchpoints(Cp0 root, Faults faults) {
    this.root = root;
    this.faults = faults;
  }

  /** The registers have changed. */
  void update() {
    kinds = 0;
    for (Cp0Register lo : LO) {
      kinds |= root.get(lo) & (WatchFields.I | DATA);
    }
  }

  /** Whether some loads or stores in the page may be watched in the current address space. */
  boolean watchesData(int va) {
    return watchesPage(va, DATA);
  }

  /** Whether some instructions of the page may be watched in the current address space. */
  boolean watchesFetches(int va) {
    return watchesPage(va, WatchFields.I);
  }

  private boolean watchesPage(int va, int kind) {
    if ((kinds & kind) == 0) {
      return false;
    }
    for (int i = 0; i < LO.length; i++) {
      if (matches(i, va, kind, KeptPages.PAGE)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks for an access that root mode is about to make.
   *
   * @throws GuestTrap Watch: the access is not to be made
   */
  void check(int va, Access access) throws GuestTrap {
    int kind = kind(access);
    if ((kinds & kind) == 0) {
      return;
    }
    boolean hit = false;
    for (int i = 0; i < LO.length; i++) {
      if (matches(i, va, kind, ~((root.get(HI[i]) & WatchFields.MASK) | 7))) {
        root.replace(HI[i], kind, kind);
        hit = true;
      }
    }
    if (hit) {
      raise(access);
    }
  }

  private void raise(Access access) throws GuestTrap {
    if (root.has(Cp0Register.STATUS, Status.EXL | Status.ERL)
        || root.has(Cp0Register.DEBUG, Debug.DM)) {
      root.replace(Cp0Register.CAUSE, Cause.WP, Cause.WP);
    } else {
      throw faults.watch(access);
    }
  }

  private static int kind(Access access) {
    return switch (access) {
      case FETCH -> WatchFields.I;
      case LOAD -> WatchFields.R;
      case STORE -> WatchFields.W;
      case CACHE -> 0;
    };
  }

  private boolean matches(int pair, int va, int kind, int compared) {
    int lo = root.get(LO[pair]);
    int hi = root.get(HI[pair]);
    int asid = root.get(Cp0Register.ENTRY_HI) & TlbFields.ASID;
    return (lo & kind) != 0
        && ((va ^ lo) & compared) == 0
        && ((hi & WatchFields.G) != 0 || (hi & WatchFields.ASID) == asid << WatchFields.ASID_SHIFT);
  }
}
