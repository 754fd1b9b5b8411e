package org.vzlab.vp.exit;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;

/**
 * GPSI, a privileged instruction that the guest may not execute itself (MD00847): WAIT, the timer
 * registers, and registers of which a guest sees a fixed value.
 */
final class PrivilegedInstruction {
  private static final int COP0 = 0x10;
  private static final int SPECIAL3 = 0x1F;
  private static final int CACHE = 0x2F;
  private static final int MFC0 = 0;
  private static final int MTC0 = 4;
  private static final int WAIT = 0x20;
  private static final int RDHWR = 0x3B;
  private static final int RDHWR_COUNT = 2;

  private PrivilegedInstruction() {}

  static Outcome emulate(Exit exit) {
    int instruction = exit.instruction();
    exit.port().charge(work(instruction));
    int rt = (instruction >> 16) & 31;
    int rd = (instruction >> 11) & 31;
    switch (instruction >>> 26) {
      case COP0 -> {
        int key = rd << 3 | (instruction & 7);
        boolean general = (instruction & 1 << 25) != 0;
        if (general) {
          return (instruction & 0x3F) == WAIT ? Outcome.SWITCH : unknown(exit);
        }
        return switch ((instruction >> 21) & 31) {
          case MFC0 -> read(exit, key, rt);
          case MTC0 -> write(exit, key, exit.gpr(rt));
          default -> unknown(exit);
        };
      }
      case SPECIAL3 -> {
        if ((instruction & 0x3F) == RDHWR && rd == RDHWR_COUNT) {
          exit.gpr(rt, count(exit));
          return Outcome.SKIP;
        }
        return unknown(exit);
      }
      case CACHE -> {
        return Outcome.SKIP;
      }
      default -> {
        return unknown(exit);
      }
    }
  }

  private static Work work(int instruction) {
    if (instruction >>> 25 == (COP0 << 1 | 1)) {
      return Work.WAIT;
    }
    return instruction >>> 21 == (COP0 << 5 | MTC0) ? Work.PRIVILEGED_WRITE : Work.PRIVILEGED_READ;
  }

  private static Outcome read(Exit exit, int key, int rt) {
    RootPort port = exit.port();
    switch (key) {
      case 9 << 3 -> {
        int count = count(exit);
        exit.log().timeAccess(exit.id(), "MFC0 COUNT", count);
        exit.gpr(rt, count);
      }
      case 11 << 3 -> exit.gpr(rt, exit.machine().timer().compare());
      case 12 << 3 | 2 -> exit.gpr(rt, port.guestCp0(Cp0Register.SRS_CTL));
      case 12 << 3 | 3 -> exit.gpr(rt, port.guestCp0(Cp0Register.SRS_MAP));
      case 12 << 3 | 5 -> exit.gpr(rt, port.guestCp0(Cp0Register.SRS_MAP2));
      case 15 << 3 -> exit.gpr(rt, port.cp0(Cp0Register.PRID));
      case 15 << 3 | 2 -> exit.gpr(rt, port.cp0(Cp0Register.CDMM_BASE));
      default -> {
        if (!readsZero(key)) {
          return unknown(exit);
        }
        exit.gpr(rt, 0);
      }
    }
    return Outcome.SKIP;
  }

  private static Outcome write(Exit exit, int key, int value) {
    RootPort port = exit.port();
    long now = exit.clock().observe();
    switch (key) {
      case 9 << 3 -> {
        exit.log().timeAccess(exit.id(), "MTC0 COUNT", value);
        exit.machine().timer().setCount(value, now);
        port.cp0(Cp0Register.GT_OFFSET, exit.machine().timer().offset());
      }
      case 11 << 3 -> {
        exit.log().timeAccess(exit.id(), "MTC0 COMPARE", value);
        exit.machine().timer().setCompare(value, now);
        port.guestCp0(Cp0Register.COMPARE, value);
      }
      case 12 << 3 | 2, 12 << 3 | 3, 12 << 3 | 5 -> {
        if (value != 0) {
          return new Outcome.StopGuest(
              String.format("%08x written to shadow set control: a guest has one set", value));
        }
      }
      case 16 << 3 | 5 -> port.guestCp0(Cp0Register.CONFIG5, value);
      default -> {
        if (!ignoresWrites(key)) {
          return unknown(exit);
        }
      }
    }
    return Outcome.SKIP;
  }

  private static int count(Exit exit) {
    return exit.machine().timer().count(exit.clock().observe());
  }

  /** WatchLo, WatchHi, Debug, performance counters, ErrCtl, CacheErr, TagLo, DataLo: none here. */
  private static boolean readsZero(int key) {
    return switch (key) {
      case 18 << 3, 19 << 3, 23 << 3, 26 << 3, 27 << 3, 28 << 3, 28 << 3 | 1 -> true;
      default -> key >> 3 == 25 && (key & 7) < 4;
    };
  }

  private static boolean ignoresWrites(int key) {
    return switch (key) {
      case 16 << 3, 16 << 3 | 6, 16 << 3 | 7 -> true;
      default -> readsZero(key);
    };
  }

  private static Outcome unknown(Exit exit) {
    return new Outcome.StopGuest(String.format("Unknown GPSI: instruction %08x", exit.badInstr()));
  }
}
