package org.vzlab.vp.model;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Overheads;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.vdev.Pic32mz;

/**
 * What a task leaves in the parts of the processor and the chip that make others quicker or slower:
 * lines in the caches and in the prefetch module, entries in both TLBs, and where the next one
 * goes. In a major frame a window begins with none of it, so that its owner cannot tell by its own
 * speed what others have done (Q. Ge, Y. Yarom, T. Chothia, G. Heiser, "Time Protection: The
 * Missing OS Abstraction", EuroSys 2019). What that takes depends on what was left, which is why
 * the window's switch is as long as it can take.
 */
final class Residue {
  private static final int KSEG0 = 0x80000000;
  private static final int LINE = 16;
  private static final int ENTRY_HI_EHINV = 1 << 10;

  /** PRECON.PREFEN (DS60001320): a change of it empties the lines. */
  private static final int PREFEN = 3 << 4;

  private final RootPort port;

  Residue(RootPort port) {
    this.port = port;
  }

  /** Clears it away. No guest's registers are loaded. */
  void clear() {
    for (int line = 0; line < Overheads.INSTRUCTION_LINES; line++) {
      port.giveUpLine(false, KSEG0 + line * LINE);
    }
    port.charge(Work.EMPTY_INSTRUCTION_LINE, Overheads.INSTRUCTION_LINES);
    for (int line = 0; line < Overheads.DATA_LINES; line++) {
      port.giveUpLine(true, KSEG0 + line * LINE);
    }
    port.charge(Work.EMPTY_DATA_LINE, Overheads.DATA_LINES);
    port.cp0(Cp0Register.ENTRY_HI, ENTRY_HI_EHINV);
    port.guestCp0(Cp0Register.ENTRY_HI, ENTRY_HI_EHINV);
    for (int entry = 0; entry < Overheads.TLB_ENTRIES; entry++) {
      port.cp0(Cp0Register.INDEX, entry);
      port.guestCp0(Cp0Register.INDEX, entry);
      port.tlbwi();
      port.tlbgwi();
    }
    port.charge(Work.EMPTY_ENTRY, Overheads.TLB_ENTRIES);
    // Random goes back to the last entry (MD00091 "Wired"); the guest's does when it is loaded.
    port.cp0(Cp0Register.WIRED, port.cp0(Cp0Register.WIRED));
    int precon = port.load(Pic32mz.PRECON, 4);
    port.store(Pic32mz.PRECON, 4, precon & ~PREFEN);
    port.store(Pic32mz.PRECON, 4, precon);
  }
}
