package org.vzlab.isolation;

import org.vzlab.board.Variant;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;

/** Mistakes in the code of a hypervisor, which no table shows. */
final class Mistakes {
  /** U4TXREG, in KSEG1, as a base and an offset of SW. */
  private static final int UART4 = 0xBF822600;

  private static final int TXREG = 0x20;
  private static final int SW = 0x2B;

  /** Cause.ExcCode. */
  private static final int INTERRUPT = 0;

  private static final int TLB_STORE = 3;

  /** IFS0CLR, whose bit 0 is the core timer's. */
  private static final int IFS0CLR = 0x1F810044;

  private static final int CORE_TIMER = 1;

  /** Counts that a guest is given whenever its time is over. */
  private static final int MORE = 100_000;

  private Mistakes() {}

  /**
   * What a guest sends to its console with SW becomes a byte of memory too.
   *
   * @param to physical address of the byte
   */
  static Variant leakingConsole(Variant variant, int guest, int to) {
    return variant.withSoftware(
        hypervisor ->
            new Mistake(hypervisor) {
              @Override
              protected boolean make(RootPort root) {
                int instruction = root.cp0(Cp0Register.BAD_INSTR);
                if (isFrom(root, guest, TLB_STORE)
                    && instruction >>> 26 == SW
                    && (instruction & 0xFFFF) == TXREG
                    && root.previousGpr(instruction >>> 21 & 31) == UART4) {
                  root.store(to, 1, root.previousGpr(instruction >>> 16 & 31) & 0xFF);
                }
                return true;
              }
            });
  }

  /** A guest whose time is over goes on, as long as it does not give the processor up. */
  static Variant endlessTime(Variant variant, int guest) {
    return variant.withSoftware(
        hypervisor ->
            new Mistake(hypervisor) {
              @Override
              protected boolean make(RootPort root) {
                boolean over =
                    isFrom(root, guest, INTERRUPT) && (root.cp0(Cp0Register.CAUSE) & Cause.TI) != 0;
                if (over) {
                  root.cp0(Cp0Register.COMPARE, root.cp0(Cp0Register.COUNT) + MORE);
                  root.store(IFS0CLR, 4, CORE_TIMER);
                  root.eret();
                }
                return !over;
              }
            });
  }

  /** Whether a guest has left for this reason. */
  private static boolean isFrom(RootPort root, int guest, int code) {
    boolean inGuest = root.cp0(Cp0Register.GUEST_CTL0) < 0;
    boolean itself = (root.cp0(Cp0Register.GUEST_CTL1) & 7) == guest;
    return inGuest && itself && (root.cp0(Cp0Register.CAUSE) >>> 2 & 31) == code;
  }
}
