package org.vzlab.vp.model;

import static org.vzlab.vp.vdev.Pic32mz.ABF1SEQ0;
import static org.vzlab.vp.vdev.Pic32mz.ABF2SEQ0;
import static org.vzlab.vp.vdev.Pic32mz.ADEVCFG3;
import static org.vzlab.vp.vdev.Pic32mz.BF1SEQ0;
import static org.vzlab.vp.vdev.Pic32mz.BF1_DEVCFG3;
import static org.vzlab.vp.vdev.Pic32mz.BF2SEQ0;
import static org.vzlab.vp.vdev.Pic32mz.BF2_DEVCFG3;
import static org.vzlab.vp.vdev.Pic32mz.CFGCON;
import static org.vzlab.vp.vdev.Pic32mz.CFGPG;
import static org.vzlab.vp.vdev.Pic32mz.DEVCFG3;
import static org.vzlab.vp.vdev.Pic32mz.INTERRUPTS;
import static org.vzlab.vp.vdev.Pic32mz.PMD1;
import static org.vzlab.vp.vdev.Pic32mz.PRECON;
import static org.vzlab.vp.vdev.Pic32mz.PRESTAT;
import static org.vzlab.vp.vdev.Pic32mz.PRISS;
import static org.vzlab.vp.vdev.Pic32mz.SBT0REG0;
import static org.vzlab.vp.vdev.Pic32mz.SYSKEY;

import java.util.List;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.vdev.RootClock;
import org.vzlab.vp.vdev.SharedConsole;

/** From reset to the first guest: processor, board, and the lines that say what was found. */
final class Boot {
  /** Status.FR alone, then with BEV while EBase is written. */
  private static final int STATUS_START = 0x04000000;

  private static final int STATUS_BEV = 1 << 22;

  /** Where tinyVP's header has the word that it writes to EBase, which drops the low bits. */
  private static final int EBASE_WORD = 0xF8;

  /** IntCtl.VS = 1: EIC mode computes vectors from offsets only with VS not 0. */
  private static final int INT_CTL = 0x20;

  /** PageGrain: RIE, XIE, IEC. */
  private static final int PAGE_GRAIN = 0xC8000000;

  private static final int CAUSE_IV = 1 << 23;
  private static final int CAUSE_DC = 1 << 27;
  private static final int ENTRY_HI_EHINV = 1 << 10;
  private static final int PAGE_MASK_ALL = 0x1FFFF800;

  /** Two wait states, prefetch of instructions: right for 200 MHz. */
  private static final int PRECON_SETUP = 0x12;

  private static final int CFGCON_ECCCON = 3 << 4;
  private static final int CFGCON_ECC_DYNAMIC = 1 << 4;

  private final RootPort port;
  private final SharedConsole console;

  Boot(RootPort port, SharedConsole console) {
    this.port = port;
    this.console = console;
  }

  /**
   * Processor, board and console; the first line.
   *
   * @param exceptionBase where the vectors are
   */
  void prepare(int exceptionBase, List<RegisterWrite> setup) {
    processor(exceptionBase);
    port.store(SYSKEY, 4, 0xAA996655);
    port.store(SYSKEY, 4, 0x556699AA);
    for (RegisterWrite write : setup) {
      port.store(write.address(), 4, write.value());
    }
    port.store(PRECON, 4, PRECON_SETUP);
    port.store(CFGCON, 4, (port.load(CFGCON, 4) & ~CFGCON_ECCCON) | CFGCON_ECC_DYNAMIC);
    console.start();
    port.charge(Work.BOOT);
    line(
        "Status=0x%08x, Cause=0x%08x, gp=0x%08x sp=0x%08x console_irq_rx=%d console_irq_tx=%d",
        cp0(Cp0Register.STATUS),
        cp0(Cp0Register.CAUSE),
        port.previousGpr(28),
        port.previousGpr(29),
        console.uart().receiveIrq(),
        console.uart().transmitIrq());
    line(
        "init_IRQ: priss=0x%08x *priss=0x%08x SRSctl=0x%08x",
        0xA0000000 | (INTERRUPTS + PRISS), word(INTERRUPTS + PRISS), cp0(Cp0Register.SRS_CTL));
  }

  /** The lines after the interrupt controller's set-up: time, processor, configuration words. */
  void report(RootClock clock) {
    line("init_IRQ: EBase=0x%08x", cp0(Cp0Register.EBASE));
    line(
        "clock_time_multiplier=%x, initial_wall_time=%s current_lcount=%x",
        1_000_000_000 / RootClock.COUNTS_PER_SECOND, ClockText.of(clock.now()), clock.now());
    line("After init_IRQ...");
    line("It is printf");
    line(
        "IntCtl=0x%08x\tG.IntCtl=0x%08x",
        cp0(Cp0Register.INT_CTL), port.guestCp0(Cp0Register.INT_CTL));
    configurationWords("", "", DEVCFG3, "");
    configurationWords("", "A", ADEVCFG3, "");
    configurationWords("BF1: ", "", BF1_DEVCFG3, sequence("BF1", ABF1SEQ0, BF1SEQ0));
    configurationWords("BF2: ", "", BF2_DEVCFG3, sequence("BF2", ABF2SEQ0, BF2SEQ0));
    line("PRECON=%08x PRESTAT=%08x", word(PRECON), word(PRESTAT));
    line("PMD1=%08x, PMD2=%08x, PMD3=%08x", pmd(1), pmd(2), pmd(3));
    line("PMD4=%08x, PMD5=%08x, PMD6=%08x, PMD7=%08x", pmd(4), pmd(5), pmd(6), pmd(7));
    line("CFGPG=%08x, CFGCON=%08x", word(CFGPG), word(CFGCON));
    for (int target = 2; target <= 4; target++) {
      for (int region = 0; region < 3; region++) {
        int base = SBT0REG0 + target * 0x400 + region * 0x20;
        line(
            "SBT%dREG%d=%08x, SBT%dRD%d=%08x, SBT%dWR%d=%08x",
            target,
            region,
            word(base),
            target,
            region,
            word(base + 0x10),
            target,
            region,
            word(base + 0x18));
      }
    }
  }

  private void processor(int exceptionBase) {
    port.cp0(Cp0Register.STATUS, STATUS_START | STATUS_BEV);
    port.cp0(Cp0Register.EBASE, exceptionBase | EBASE_WORD);
    port.cp0(Cp0Register.INT_CTL, INT_CTL);
    port.cp0(Cp0Register.CAUSE, (cp0(Cp0Register.CAUSE) | CAUSE_IV) & ~CAUSE_DC);
    port.cp0(Cp0Register.PAGE_GRAIN, PAGE_GRAIN);
    port.cp0(Cp0Register.STATUS, STATUS_START);
    port.cp0(Cp0Register.NESTED_EXC, 0);
    port.cp0(Cp0Register.SRS_CTL, 0);
    port.cp0(Cp0Register.CONTEXT, 0);
    port.cp0(Cp0Register.GUEST_CTL1, 0);
    port.cp0(Cp0Register.GUEST_CTL2, 0);
    port.cp0(Cp0Register.GUEST_CTL3, 0);
    port.cp0(Cp0Register.GT_OFFSET, 0);
    port.cp0(Cp0Register.GUEST_CTL0_EXT, 0x58);
    port.cp0(Cp0Register.GUEST_CTL0, Dispatcher.GUEST_CTL0 & ~Dispatcher.GM);
    port.guestCp0(Cp0Register.SRS_CTL, 0);
    port.guestCp0(Cp0Register.SRS_MAP, 0);
    port.guestCp0(Cp0Register.SRS_MAP2, 0);
    for (int index = (cp0(Cp0Register.CONFIG1) >> 25) & 0x3F; index >= 0; index--) {
      port.cp0(Cp0Register.INDEX, index);
      port.cp0(Cp0Register.ENTRY_HI, ENTRY_HI_EHINV);
      port.cp0(Cp0Register.ENTRY_LO0, 0);
      port.cp0(Cp0Register.ENTRY_LO1, 0);
      port.cp0(Cp0Register.PAGE_MASK, PAGE_MASK_ALL);
      port.tlbwi();
    }
  }

  private void configurationWords(String prefix, String kind, int address, String suffix) {
    line(
        "%s%sDEVCFG3=%08x, %sDEVCFG2=%08x, %sDEVCFG1=%08x, %sDEVCFG0=%08x%s",
        prefix,
        kind,
        word(address),
        kind,
        word(address + 4),
        kind,
        word(address + 8),
        kind,
        word(address + 12),
        suffix);
  }

  private String sequence(String flash, int alternate, int active) {
    return String.format(" A%sSEQ0=%08x, %sSEQ0=%08x", flash, word(alternate), flash, word(active));
  }

  private int pmd(int number) {
    return word(PMD1 + (number - 1) * 0x10);
  }

  private int word(int address) {
    return port.load(address, 4);
  }

  private int cp0(Cp0Register register) {
    return port.cp0(register);
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void line(String format, Object... values) {
    console.line(String.format(format, values));
  }
}
