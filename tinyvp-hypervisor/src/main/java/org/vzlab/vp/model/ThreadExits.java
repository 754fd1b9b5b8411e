package org.vzlab.vp.model;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.exit.ExitReason;
import org.vzlab.vp.exit.Outcome;
import org.vzlab.vp.exit.RootPages;
import org.vzlab.vp.exit.Unit;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;

/** The exceptions of the hypervisor's threads, which root takes from itself. */
final class ThreadExits {
  /** SYSCALL with code 0xF0000, with which tinyVP's own threads give way. */
  static final int YIELD = 0x03C0000C;

  private static final int WAIT = 0x42000020;
  private static final int CAUSE_BD = 1 << 31;
  private static final int SYSCALL = 8;

  private final RootPort port;

  ThreadExits(RootPort port) {
    this.port = port;
  }

  /** Cause.ExcCode. */
  int excCode() {
    return (port.cp0(Cp0Register.CAUSE) >> 2) & 0x1F;
  }

  /**
   * What the refill vector does by itself: the page into the TLB, if the thread's tree holds it.
   *
   * @return whether the thread can go on
   */
  boolean refill(HypervisorThread thread) {
    int address = port.cp0(Cp0Register.BAD_VADDR);
    PageTree pages = thread.thread().pages();
    boolean entered = enter(thread, address);
    port.charge(Work.REFILL_LEVEL, pages.levels(address));
    port.charge(entered ? Work.REFILL : Work.REFILL_MISS);
    if (entered) {
      thread.count("REFILL");
    }
    return entered;
  }

  /** An interrupt has come; whether it has ended a WAIT of the thread's. */
  boolean waited(HypervisorThread thread) {
    thread.count(ExitReason.INTERRUPT.name());
    return !thread.thread().user() && behindWait(thread.pc());
  }

  /** What is to become of the thread. */
  Outcome handle(HypervisorThread thread) {
    int excCode = excCode();
    ExitReason reason = ExitReason.of(excCode, 0);
    thread.count(excCode == SYSCALL ? "SYSCALL" : reason.name());
    return switch (reason) {
      case TLB_LOAD, TLB_STORE -> translation(thread, reason);
      case TLB_MODIFIED -> denied("write");
      case READ_INHIBIT -> denied("read");
      case EXECUTE_INHIBIT -> denied("fetch");
      case BUS_ERROR -> stop("bus error near %08x", thread.pc());
      case COPROCESSOR_UNUSABLE -> unusable(thread);
      case DSP_DISABLED -> new Outcome.Lend(Unit.DSP);
      default -> excCode == SYSCALL ? call(thread) : unexpected(thread, excCode);
    };
  }

  private Outcome translation(HypervisorThread thread, ExitReason reason) {
    int address = port.cp0(Cp0Register.BAD_VADDR);
    if (enter(thread, address)) {
      return Outcome.RESUME;
    }
    return denied(reason == ExitReason.TLB_STORE ? "write" : "read");
  }

  private boolean enter(HypervisorThread thread, int address) {
    Leaf leaf = thread.thread().pages().at(address);
    if (leaf == null || (RootPages.half(leaf, address) & RootPages.V) == 0) {
      return false;
    }
    RootPages.enterForAsid(port, leaf);
    return true;
  }

  /** A syscall in a delay slot would have to have its branch evaluated: no thread needs that. */
  private Outcome call(HypervisorThread thread) {
    boolean inSlot = (port.cp0(Cp0Register.CAUSE) & CAUSE_BD) != 0;
    int instruction = port.cp0(Cp0Register.BAD_INSTR);
    if (instruction != YIELD || inSlot) {
      return stop("unknown syscall %08x at %08x", instruction, thread.pc());
    }
    thread.goTo(thread.pc() + 4);
    return Outcome.SWITCH;
  }

  private Outcome unusable(HypervisorThread thread) {
    int coprocessor = (port.cp0(Cp0Register.CAUSE) >> 28) & 3;
    return coprocessor == 1
        ? new Outcome.Lend(Unit.FPU)
        : stop("coprocessor %d unusable at %08x", coprocessor, thread.pc());
  }

  private Outcome denied(String access) {
    int address = port.cp0(Cp0Register.BAD_VADDR);
    return stop("%s of %08x denied", access, address);
  }

  private Outcome unexpected(HypervisorThread thread, int excCode) {
    boolean address = excCode == 4 || excCode == 5;
    return address
        ? denied(excCode == 5 ? "write" : "read")
        : stop("exception %d at %08x", excCode, thread.pc());
  }

  /** In KSEG0 and KSEG1 only, where the hypervisor can look. */
  private boolean behindWait(int pc) {
    int instruction = pc - 4;
    return instruction >>> 30 == 2
        && (pc & 3) == 0
        && port.load(instruction & 0x1FFFFFFF, 4) == WAIT;
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private static Outcome stop(String format, Object... values) {
    return new Outcome.StopGuest(String.format(format, values));
  }
}
