package org.vzlab.board;

import java.util.List;
import org.vzlab.kit.bus.BusError;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.layout.RegisterWrite;

/** What boot code does to a board before the hypervisor or an application starts. */
final class BootCode {
  /** The page behind tinyVP's boot.S at the reset vector, where its exception vectors are. */
  static final int EXCEPTION_BASE = 0x9FC01000;

  private static final int CLR = 4;
  private static final int SET = 8;
  private static final int SHADOW_SETS = 8;
  private static final int PSS_SHIFT = 6;
  private static final int STACK_POINTER = 29;

  /** What boot.S fills the general registers with. */
  private static final int FILLER = 0xDEADBEEF;

  /** Key vzstacktop of the board files: tinyVP's first stack ends with RAM. */
  private static final int STACK_TOP = 0x80080000;

  /** Status.BEV and ERL. */
  private static final int STATUS = 1 << 22 | 1 << 2;

  private static final int CONFIG_K0 = 7;
  private static final int CACHEABLE = 3;

  private BootCode() {}

  /**
   * tinyVP's own boot code (boot.S), on boards where it stands at the reset vector and runs at
   * every reset; then the set-up of the board, and the stack that the hypervisor sets up first.
   * Watch registers are off and the TLB matches nothing, as after reset here. At an NMI, which
   * under the modelled hypervisor only a watchdog raises that times out in WAIT, boot.S would light
   * all LEDs and stop; here it starts anew, and says so.
   *
   * @param setUp what the board's set-up stores
   */
  static void run(Board board, List<RegisterWrite> setUp) {
    Hart hart = board.hart;
    if (hart.root.has(Cp0Register.STATUS, Status.NMI)) {
      board.report("an NMI: the hypervisor starts anew; the board's boot code would stop");
    }
    for (int set = SHADOW_SETS - 1; set >= 0; set--) {
      root(board, Cp0Register.SRS_CTL, set << PSS_SHIFT);
      for (int number = 1; number <= 31; number++) {
        hart.sets().previous(number, FILLER);
      }
    }
    root(board, Cp0Register.STATUS, STATUS);
    root(board, Cp0Register.CAUSE, 0);
    root(board, Cp0Register.COUNT, 0);
    root(board, Cp0Register.COMPARE, 0);
    root(board, Cp0Register.WIRED, 0);
    root(board, Cp0Register.CONFIG, (hart.root.get(Cp0Register.CONFIG) & ~CONFIG_K0) | CACHEABLE);
    root(board, Cp0Register.EBASE, EXCEPTION_BASE);
    setUp.forEach(write -> store(board, write));
    hart.gpr[STACK_POINTER] = STACK_TOP;
    hart.pc = EXCEPTION_BASE;
  }

  /** Writes a CP0 register of root's, as MTC0 does. */
  static void root(Board board, Cp0Register register, int value) {
    board.hart.registers.write(register, value, Accessor.ROOT);
  }

  /** Stores a word into a register of the chip. */
  static void store(Board board, RegisterWrite write) {
    try {
      board.bus.write(write.address(), 4, write.value());
    } catch (BusError e) {
      throw new IllegalStateException(write + ": not on the bus", e);
    }
  }

  /** A store into a register. */
  static RegisterWrite store(PartTable part, String register, int value) {
    return new RegisterWrite(part.register(register).address(), value);
  }

  /** A store into the register that clears bits of another. */
  static RegisterWrite clear(PartTable part, String register, int bits) {
    return new RegisterWrite(part.register(register).address() + CLR, bits);
  }

  /** A store into the register that sets bits of another. */
  static RegisterWrite set(PartTable part, String register, int bits) {
    return new RegisterWrite(part.register(register).address() + SET, bits);
  }
}
