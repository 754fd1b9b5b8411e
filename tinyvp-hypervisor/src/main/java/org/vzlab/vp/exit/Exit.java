package org.vzlab.vp.exit;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.vdev.Reach;
import org.vzlab.vp.vdev.RootClock;
import org.vzlab.vp.vdev.VirtualMachine;

/** One exit, as the registers of the root show it. One object serves all exits, one at a time. */
public final class Exit {
  private static final int CAUSE_BD = 1 << 31;
  private static final int STATUS_MX = 1 << 24;
  private static final int STATUS_CU1 = 1 << 29;

  private final RootPort port;
  private final RootClock clock;
  private final ExitLog log;
  private VirtualMachine machine;
  private Reach reach;
  private int cause;
  private int epc;
  private ExitReason reason = ExitReason.OTHER;

  public Exit(RootPort port, RootClock clock, ExitLog log) {
    this.port = port;
    this.clock = clock;
    this.log = log;
  }

  /** Takes up an exit of a guest from Cause, EPC and GuestCtl0. */
  public void take(VirtualMachine from) {
    takeUp(from, from.reach());
  }

  /** Takes up an exit of a thread of the hypervisor, from Cause and EPC. */
  public void takeThread(Reach thread) {
    takeUp(null, thread);
  }

  private void takeUp(VirtualMachine from, Reach whose) {
    machine = from;
    reach = whose;
    cause = port.cp0(Cp0Register.CAUSE);
    epc = port.cp0(Cp0Register.EPC);
    int guestExcCode = (port.cp0(Cp0Register.GUEST_CTL0) >> 2) & 0x1F;
    reason = ExitReason.of(excCode(), guestExcCode);
  }

  public RootPort port() {
    return port;
  }

  public RootClock clock() {
    return clock;
  }

  public ExitLog log() {
    return log;
  }

  /** Whether a guest has exited; otherwise it is a thread of the hypervisor. */
  public boolean isOfGuest() {
    return machine != null;
  }

  /** The guest that has exited. */
  public VirtualMachine machine() {
    return machine;
  }

  /** What the guest or thread reaches. */
  public Reach reach() {
    return reach;
  }

  /** The id of the guest or thread. */
  public int id() {
    return reach.id();
  }

  public ExitReason reason() {
    return reason;
  }

  public int cause() {
    return cause;
  }

  /** Cause.ExcCode. */
  public int excCode() {
    return (cause >> 2) & 0x1F;
  }

  /** Cause.BD: the instruction is in a delay slot. */
  public boolean inDelaySlot() {
    return (cause & CAUSE_BD) != 0;
  }

  /** The instruction's address, or its branch's when it is in a delay slot. */
  public int epc() {
    return epc;
  }

  /** Whether the instruction is of microMIPS. */
  public boolean inMicromips() {
    return (epc & 1) != 0;
  }

  /** The address of the instruction itself. */
  public int instructionAddress() {
    if (!inDelaySlot()) {
      return epc & ~1;
    }
    boolean shortBranch = inMicromips() && Micromips.length(branch()) == 2;
    return (epc & ~1) + (shortBranch ? 2 : 4);
  }

  /** The instruction; of microMIPS, the one of MIPS32 that does the same. */
  public int instruction() {
    return inMicromips() ? Micromips.mips32(badInstr()) : badInstr();
  }

  /** BadInstr: the instruction as it stands in memory. */
  public int badInstr() {
    return port.cp0(Cp0Register.BAD_INSTR);
  }

  /** BadInstrP: the branch in whose delay slot the instruction stands, if it is in one. */
  int branch() {
    return port.cp0(Cp0Register.BAD_INSTR_P);
  }

  /** Bytes of the instruction. */
  int length() {
    return inMicromips() ? Micromips.length(badInstr()) : 4;
  }

  /** Whether it has the FPU: it has, if the branch before has asked for its condition. */
  boolean hasFpu() {
    return (port.cp0(Cp0Register.STATUS) & STATUS_CU1) != 0;
  }

  /** A condition code of the FPU that it has: FCSR bits 31:25 and 23. */
  boolean condition(int number) {
    int bit = number == 0 ? 23 : 24 + number;
    return (port.fcsr() >>> bit & 1) != 0;
  }

  /** Whether it has the DSP. */
  boolean hasDsp() {
    return (port.cp0(Cp0Register.STATUS) & STATUS_MX) != 0;
  }

  /** DSPControl.pos of the DSP that it has. */
  int dspPosition() {
    return port.dspControl() & 0x3F;
  }

  /** A register of the guest or thread. */
  public int gpr(int number) {
    return number == 0 ? 0 : port.previousGpr(number);
  }

  /** Sets a register of the guest or thread. */
  public void gpr(int number, int value) {
    if (number != 0) {
      port.previousGpr(number, value);
    }
  }
}
