package org.vzlab.vp.exit;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.vdev.Pic32mz;

/** What threads of the hypervisor leave for and guests do not. */
final class ThreadExits {
  /** SYSCALL with code 0xF0000, with which tinyVP's own threads give way. microMIPS has no such. */
  private static final int YIELD = 0x03C0000C;

  /** WAIT without its code, bits 24:6 (MD00086). */
  private static final int WAIT_MASK = 0xFE00003F;

  private static final int WAIT = 0x42000020;

  private ThreadExits() {}

  static Outcome call(Exit exit) {
    return !exit.inMicromips() && exit.badInstr() == YIELD
        ? Outcome.SWITCH
        : stop("unknown syscall %08x at %08x", exit.badInstr(), exit.instructionAddress());
  }

  static Outcome unusable(Exit exit) {
    int coprocessor = (exit.cause() >> 28) & 3;
    return coprocessor == 1
        ? new Outcome.Lend(Unit.FPU)
        : stop("coprocessor %d unusable at %08x", coprocessor, exit.instructionAddress());
  }

  /** Misaligned, or in a segment that is not the mode's. */
  static Outcome addressError(Exit exit) {
    int address = exit.port().cp0(Cp0Register.BAD_VADDR);
    String access =
        exit.reason() == ExitReason.ADDRESS_STORE
            ? "write"
            : TranslationExits.isFetch(exit, address) ? "fetch" : "read";
    return stop("%s of %08x denied: address error", access, address);
  }

  static Outcome unexpected(Exit exit) {
    return stop("exception %d at %08x", exit.excCode(), exit.instructionAddress());
  }

  /** In KSEG0 and KSEG1 only, and in memory, where the hypervisor can look. */
  static boolean isBehindWait(Exit exit) {
    int before = (exit.epc() & ~1) - 4;
    int physical = before & 0x1FFFFFFF;
    boolean aligned = exit.inMicromips() || (before & 3) == 0;
    if (exit.inDelaySlot() || before >>> 30 != 2 || !aligned || !Pic32mz.isMemory(physical)) {
      return false;
    }
    int instruction =
        exit.inMicromips()
            ? Micromips.mips32(
                exit.port().load(physical, 2) << 16 | exit.port().load(physical + 2, 2))
            : exit.port().load(physical, 4);
    return (instruction & WAIT_MASK) == WAIT;
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private static Outcome stop(String format, Object... values) {
    return new Outcome.StopGuest(String.format(format, values));
  }
}
