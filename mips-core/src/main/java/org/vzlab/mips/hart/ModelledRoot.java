package org.vzlab.mips.hart;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.BusError;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.mmu.Tlb;
import org.vzlab.mips.mmu.TlbEntry;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootWork;
import org.vzlab.mips.timing.Stall;

/** Root mode as modelled software sees it: the instructions it would execute, as calls. */
final class ModelledRoot implements RootPort {
  /** Every field of DSPControl, in the mask of RDDSP and WRDSP. */
  private static final int DSP_FIELDS = 0x3F;

  private final Hart hart;
  private final Bus bus;

  ModelledRoot(Hart hart, Bus bus) {
    this.hart = hart;
    this.bus = bus;
  }

  @Override
  public int cp0(Cp0Register register) {
    return hart.registers.read(register, Accessor.ROOT);
  }

  @Override
  public void cp0(Cp0Register register, int value) {
    hart.registers.write(register, value, Accessor.ROOT);
  }

  @Override
  public int guestCp0(Cp0Register register) {
    return hart.registers.read(register, Accessor.ROOT_FOR_GUEST);
  }

  @Override
  public void guestCp0(Cp0Register register, int value) {
    hart.registers.write(register, value, Accessor.ROOT_FOR_GUEST);
  }

  @Override
  public int previousGpr(int number) {
    return hart.sets().previous(number);
  }

  @Override
  public void previousGpr(int number, int value) {
    hart.sets().previous(number, value);
  }

  @Override
  public int hi() {
    return hart.hi;
  }

  @Override
  public void hi(int value) {
    hart.hi = value;
  }

  @Override
  public int lo() {
    return hart.lo;
  }

  @Override
  public void lo(int value) {
    hart.lo = value;
  }

  @Override
  public long fpr(int number) {
    require(Status.CU1 | Status.FR, "CU1 and FR");
    return hart.fpu.doubleword(number);
  }

  @Override
  public void fpr(int number, long value) {
    require(Status.CU1 | Status.FR, "CU1 and FR");
    hart.fpu.doubleword(number, value);
  }

  @Override
  public int fcsr() {
    require(Status.CU1, "CU1");
    return hart.fpu.fcsr();
  }

  @Override
  public void fcsr(int value) {
    require(Status.CU1, "CU1");
    hart.fpu.fcsr(value);
  }

  @Override
  public long accumulator(int number) {
    return dsp().accumulator(number);
  }

  @Override
  public void accumulator(int number, long value) {
    dsp().accumulator(number, value);
  }

  @Override
  public int dspControl() {
    return dsp().control(DSP_FIELDS);
  }

  @Override
  public void dspControl(int value) {
    dsp().control(DSP_FIELDS, value);
  }

  private DspState dsp() {
    require(Status.MX, "MX");
    try {
      return hart.dsp();
    } catch (GuestTrap disabled) {
      throw new IllegalStateException("the DSP is off", disabled);
    }
  }

  private void require(int status, String bits) {
    if ((hart.root.get(Cp0Register.STATUS) & status) != status) {
      throw new IllegalStateException("root software uses a unit without Status." + bits);
    }
  }

  @Override
  public void tlbwr() {
    requireWritten("TLBWR", hart.tlb.tlbwr(false));
  }

  @Override
  public void tlbwi() {
    requireWritten("TLBWI", hart.tlb.tlbwi(false));
  }

  private void requireWritten(String what, int conflict) {
    if (conflict != Tlb.NONE) {
      TlbEntry other = hart.tlb.rootEntry(conflict);
      throw new IllegalStateException(
          String.format(
              "machine check: root software's %s of EntryHi 0x%08X, PageMask 0x%08X"
                  + " conflicts with TLB entry %d, which has EntryHi 0x%08X, PageMask 0x%08X",
              what,
              hart.root.get(Cp0Register.ENTRY_HI),
              hart.root.get(Cp0Register.PAGE_MASK),
              conflict,
              other.entryHi(),
              other.pageMask()));
    }
  }

  @Override
  public void tlbp() {
    hart.tlb.tlbp(false);
  }

  @Override
  public void tlbr() {
    hart.tlb.tlbr(false);
  }

  @Override
  public void tlbgr() {
    hart.tlb.tlbgr();
  }

  @Override
  public void tlbgwi() {
    hart.tlb.tlbgwi();
  }

  @Override
  public int load(int physicalAddress, int size) {
    try {
      return bus.read(physicalAddress, size);
    } catch (BusError nothing) {
      throw busError(physicalAddress);
    }
  }

  @Override
  public void store(int physicalAddress, int size, int value) {
    try {
      bus.write(physicalAddress, size, value);
    } catch (BusError nothing) {
      throw busError(physicalAddress);
    }
  }

  @Override
  public void discardLine(int physicalAddress) {
    hart.mmu.cacheInstructions.discard(physicalAddress);
  }

  @Override
  public void giveUpLine(boolean data, int address) {
    try {
      hart.mmu.cacheInstructions.giveUp(data, address);
    } catch (BusError nothing) {
      throw busError(address);
    }
  }

  private static IllegalArgumentException busError(int physicalAddress) {
    return new IllegalArgumentException(
        String.format("root software has met a bus error at 0x%08X", physicalAddress));
  }

  @Override
  public void eret() {
    hart.traps.eret();
  }

  @Override
  public void eretToCode(int thread) {
    long issued = now();
    hart.traps.eret();
    hart.installedRoot.execute(thread);
    hart.crossings.entered(issued);
  }

  @Override
  public void deret() {
    hart.traps.deret();
  }

  @Override
  public void await() {
    hart.await();
  }

  @Override
  public void clearGuestLlbit() {
    hart.mmu.clearLink(true);
  }

  @Override
  public void charge(RootWork work, int times) {
    int each = hart.timing.approximate ? work.cycles() : work.instructions();
    long cycles = (long) each * times;
    hart.crossings.charged(work, times, cycles);
    hart.timing.pass(Stall.MODELLED, cycles);
    hart.scheduler.preempt();
  }

  @Override
  public long now() {
    return hart.scheduler.now();
  }
}
