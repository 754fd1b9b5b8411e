package org.vzlab.testkit;

import java.util.Locale;
import org.vzlab.board.BoardTime;

/**
 * A guest has left for the hypervisor.
 *
 * @param time board time in SYSCLK cycles
 * @param reason Cause.ExcCode by its name, of GE the name of GuestCtl0.GExcCode
 * @param pc where, with the ISA mode in bit 0
 * @param address BadVAddr, which only address and TLB exceptions set
 * @param instruction BadInstr; that of an earlier exit if this one shows none
 */
record ExitTaken(long time, String reason, int pc, int address, int instruction) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s  %-9s pc %08x  BadVAddr %08x  BadInstr %08x",
        new BoardTime(time),
        reason,
        pc & ~1,
        address,
        instruction);
  }
}
