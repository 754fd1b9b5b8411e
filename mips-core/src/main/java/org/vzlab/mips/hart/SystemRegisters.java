package org.vzlab.mips.hart;

import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.TlbFields;

/**
 * Every read and write of a CP0 register by software, with what follows from it: the one way for
 * MFC0, MTC0, MFGC0, MTGC0, the modelled hypervisor and debuggers. Whether the software may do so
 * is checked before. Writes take effect at once: no execution hazards (MD00086 "EHB") are modelled.
 */
public final class SystemRegisters {
  private static final int VIEW_SHIFT = 2;

  private final Hart hart;
  private final Cp0 root;
  private final Cp0 guest;
  private final CoreTimer timer;
  private final Unmodelled unmodelled;
  private IrqLine software0 = IrqLine.unconnected();
  private IrqLine software1 = IrqLine.unconnected();

  SystemRegisters(Hart hart, Cp0 root, Cp0 guest, CoreTimer timer, Unmodelled unmodelled) {
    this.hart = hart;
    this.root = root;
    this.guest = guest;
    this.timer = timer;
    this.unmodelled = unmodelled;
  }

  void connect(IrqLine forIp0, IrqLine forIp1) {
    software0 = forIp0;
    software1 = forIp1;
  }

  /** Reads a register; a guest's register that no guest has reads 0. */
  public int read(Cp0Register register, Accessor accessor) {
    boolean ofGuest = accessor.isGuestBank();
    if (ofGuest && !register.isGuests()) {
      return 0;
    }
    Cp0 context = ofGuest ? guest : root;
    return switch (register.effect()) {
      case COUNT -> ofGuest ? timer.guestCount() : timer.count();
      case PERF_CNT -> hart.counters.count(register);
      case VIEW_IPL -> Status.ipl(context.get(Cp0Register.STATUS)) << VIEW_SHIFT;
      case VIEW_RIPL ->
          (context.get(Cp0Register.CAUSE) & (Cause.RIPL | Cause.IP0 | Cause.IP1)) >>> 8;
      default -> context.get(register);
    };
  }

  /** Writes the bits of a register that the accessor can write. */
  public void write(Cp0Register register, int value, Accessor accessor) {
    if (accessor.isGuestBank() && !register.isGuests()) {
      return;
    }
    if ((value & register.unmodelled()) != 0) {
      unmodelled.touched(register.manualName(), true);
    }
    Cp0 context = accessor.isGuestBank() ? guest : root;
    int old = context.get(register);
    int written = register.written(old, value, accessor);
    switch (register.effect()) {
      case NONE -> context.set(register, written);
      case COUNT -> writeCount(value, accessor);
      case COMPARE -> writeCompare(context, written);
      case MODE -> writeMode(context, register, old, written);
      case CAUSE -> writeCause(context, written);
      case GT_OFFSET -> {
        context.set(register, written);
        timer.schedule();
      }
      case WIRED -> {
        context.set(register, written);
        context.set(Cp0Register.RANDOM, Cp0Register.RANDOM.reset(false));
      }
      case WATCH -> writeWatch(register, written);
      case PERF_CTL -> hart.counters.control(register, written);
      case PERF_CNT -> hart.counters.setCount(register, written);
      case ENTRY_LO -> writeEntryLo(context, register, written, accessor);
      case VIEW_IPL -> {
        int status = context.get(Cp0Register.STATUS);
        int ipl = (value & register.writable(accessor)) >>> VIEW_SHIFT;
        write(Cp0Register.STATUS, Status.withIpl(status, ipl), accessor);
      }
      case VIEW_RIPL -> {
        int cause = context.get(Cp0Register.CAUSE) & ~(Cause.IP0 | Cause.IP1);
        write(Cp0Register.CAUSE, cause | (value & register.writable(accessor)) << 8, accessor);
      }
    }
  }

  private void writeMode(Cp0 context, Cp0Register register, int old, int written) {
    final boolean inGuest = hart.inGuest();
    context.set(register, written);
    hart.contextChanged();
    if (register == Cp0Register.GUEST_CTL2) {
      hart.crossings.presented(old, written);
    } else if (!inGuest && hart.inGuest()) {
      hart.crossings.entered(hart.scheduler.now());
    }
  }

  private void writeCount(int value, Accessor accessor) {
    if (accessor == Accessor.ROOT) {
      timer.setCount(value);
    }
  }

  private void writeCompare(Cp0 context, int value) {
    context.set(Cp0Register.COMPARE, value);
    if (context == root) {
      timer.compareWritten();
    } else {
      timer.guestCompareWritten();
    }
  }

  private void writeCause(Cp0 context, int value) {
    context.set(Cp0Register.CAUSE, value);
    if (context == root) {
      timer.stop((value & Cause.DC) != 0);
      software0.set((value & Cause.IP0) != 0);
      software1.set((value & Cause.IP1) != 0);
    }
  }

  private void writeWatch(Cp0Register register, int value) {
    root.set(register, value);
    hart.mmu.flush();
    hart.contextChanged();
  }

  /** EntryLo.RI and XI read 0 unless PageGrain enables them (MD00091 "EntryLo"). */
  private static void writeEntryLo(
      Cp0 context, Cp0Register register, int value, Accessor accessor) {
    int enabled = context.get(Cp0Register.PAGE_GRAIN) & (TlbFields.RIE | TlbFields.XIE);
    int hidden = accessor == Accessor.ROOT_FOR_GUEST ? 0 : TlbFields.RI | TlbFields.XI;
    context.set(register, value & ~(hidden & ~enabled));
  }
}
