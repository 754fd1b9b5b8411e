package org.vzlab.vp.exit;

import java.util.EnumMap;
import java.util.Map;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;

/**
 * The handlers of all exits but interrupts, by reason, and what their outcomes do to the guest or
 * thread.
 */
public final class ExitTable {
  private static final int STATUS_EXL = 1 << 1;
  private static final int STATUS_BEV = 1 << 22;
  private static final int STATUS_MX = 1 << 24;
  private static final int STATUS_CU1 = 1 << 29;
  private static final int CAUSE_BD = 1 << 31;

  /** Cause.BD, CE and ExcCode. */
  private static final int CAUSE_EXCEPTION = 0xB000007C;

  private static final int CONFIG3_ISA_ON_EXC = 16;

  private static final int BOOT_VECTOR = 0xBFC00380;
  private static final int GENERAL_VECTOR = 0x180;

  private final Map<ExitReason, ExitHandler> handlers = new EnumMap<>(ExitReason.class);

  private ExitTable(ExitHandler unexpected) {
    for (ExitReason reason : ExitReason.values()) {
      handlers.put(reason, unexpected);
    }
    handlers.put(ExitReason.TLB_LOAD, TranslationExits::load);
    handlers.put(ExitReason.TLB_STORE, TranslationExits::store);
    handlers.put(ExitReason.TLB_MODIFIED, TranslationExits::modified);
    handlers.put(ExitReason.READ_INHIBIT, TranslationExits::denied);
    handlers.put(ExitReason.EXECUTE_INHIBIT, TranslationExits::denied);
    handlers.put(ExitReason.BUS_ERROR, ExitTable::busError);
  }

  /** What guests leave for. */
  public static ExitTable ofGuests() {
    ExitTable table = new ExitTable(ExitTable::unexpected);
    table.handlers.put(ExitReason.GPSI, PrivilegedInstruction::emulate);
    table.handlers.put(ExitReason.GSFC, FieldChange::emulate);
    // The change is already made; the bookkeeping is done at every entry.
    table.handlers.put(ExitReason.GHFC, ExitTable::hardwareChange);
    table.handlers.put(ExitReason.HYPERCALL, ExitTable::hypercall);
    table.handlers.put(ExitReason.COPROCESSOR_UNUSABLE, ExitTable::unusable);
    table.handlers.put(ExitReason.DSP_DISABLED, ExitTable::dspDisabled);
    return table;
  }

  /** The exceptions of the hypervisor's threads, which root takes from itself. */
  public static ExitTable ofThreads() {
    ExitTable table = new ExitTable(ThreadExits::unexpected);
    table.handlers.put(ExitReason.ADDRESS_LOAD, ThreadExits::addressError);
    table.handlers.put(ExitReason.ADDRESS_STORE, ThreadExits::addressError);
    table.handlers.put(ExitReason.SYSCALL, ThreadExits::call);
    table.handlers.put(ExitReason.COPROCESSOR_UNUSABLE, ThreadExits::unusable);
    table.handlers.put(ExitReason.DSP_DISABLED, exit -> new Outcome.Lend(Unit.DSP));
    return table;
  }

  /** Whether an interrupt has ended a WAIT of a thread's. */
  public boolean hasWaited(Exit exit) {
    return !exit.isOfGuest() && ThreadExits.isBehindWait(exit);
  }

  /**
   * What the refill vector does with an exit.
   *
   * @return whether the guest or thread can go on; otherwise it is the general vector's turn
   */
  public boolean refill(Exit exit) {
    return TranslationExits.refill(exit);
  }

  /** What is to become of the guest or thread. */
  public Outcome handle(Exit exit) {
    return handlers.get(exit.reason()).handle(exit);
  }

  /**
   * The next PC behind the instruction of the exit, to be asked for before it is carried out;
   * {@link Branch#UNKNOWN}, which is -1, if the instruction is in the delay slot of a branch that
   * cannot be evaluated.
   */
  public long behind(Exit exit) {
    return exit.inDelaySlot()
        ? Branch.next(exit.branch(), exit.epc(), exit)
        : Integer.toUnsignedLong(exit.epc() + exit.length());
  }

  /** Enters an exception into the guest's registers, as its processor would; the new PC. */
  public int inject(Exit exit, Outcome.Inject exception) {
    RootPort port = exit.port();
    int status = port.guestCp0(Cp0Register.STATUS);
    int cause = port.guestCp0(Cp0Register.CAUSE) & ~CAUSE_EXCEPTION;
    cause |= exception.coprocessor() << 28 | exception.excCode() << 2;
    if ((status & STATUS_EXL) == 0) {
      port.guestCp0(Cp0Register.EPC, exit.epc());
      cause |= exit.inDelaySlot() ? CAUSE_BD : 0;
    } else {
      cause |= port.guestCp0(Cp0Register.CAUSE) & CAUSE_BD;
    }
    port.guestCp0(Cp0Register.CAUSE, cause);
    port.guestCp0(Cp0Register.STATUS, status | STATUS_EXL);
    boolean boot = (status & STATUS_BEV) != 0;
    int vector = boot ? BOOT_VECTOR : (port.guestCp0(Cp0Register.EBASE) & ~0xFFF) + GENERAL_VECTOR;
    return vector | ((port.guestCp0(Cp0Register.CONFIG3) >>> CONFIG3_ISA_ON_EXC) & 1);
  }

  /**
   * A coprocessor that root has not enabled: the FPU, if the guest has enabled it, is lent to it.
   * What there is not, the guest hears of as a processor without it would tell.
   */
  private static Outcome unusable(Exit exit) {
    int coprocessor = (exit.cause() >> 28) & 3;
    boolean lent = coprocessor == 1 && enabled(exit, STATUS_CU1);
    return lent ? new Outcome.Lend(Unit.FPU) : new Outcome.Inject(exit.excCode(), coprocessor);
  }

  private static Outcome dspDisabled(Exit exit) {
    return enabled(exit, STATUS_MX)
        ? new Outcome.Lend(Unit.DSP)
        : new Outcome.Inject(exit.excCode(), 0);
  }

  private static boolean enabled(Exit exit, int bit) {
    return (exit.port().guestCp0(Cp0Register.STATUS) & bit) != 0;
  }

  private static Outcome hardwareChange(Exit exit) {
    exit.port().charge(Work.HARDWARE_CHANGE);
    return Outcome.RESUME;
  }

  private static Outcome hypercall(Exit exit) {
    return new Outcome.StopGuest(
        String.format("unknown hypercall %03x", (exit.instruction() >> 11) & 0x3FF));
  }

  private static Outcome busError(Exit exit) {
    return new Outcome.StopGuest(String.format("bus error near %08x", exit.instructionAddress()));
  }

  private static Outcome unexpected(Exit exit) {
    return new Outcome.StopGuest(
        String.format("unexpected type of exception: %s, Cause=%08x", exit.reason(), exit.cause()));
  }
}
