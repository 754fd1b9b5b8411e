package org.vzlab.vp.model;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.vdev.Pic32mz;
import org.vzlab.vp.vdev.SharedConsole;
import org.vzlab.vp.vdev.VirtualInterruptController;

/** Listings of what the machine and a guest hold, for a person at the console. */
final class Dumps {
  private final RootPort port;
  private final SharedConsole console;
  private final RegisterSets sets;

  Dumps(RootPort port, SharedConsole console, RegisterSets sets) {
    this.port = port;
    this.sets = sets;
    this.console = console;
  }

  /** The registers of a task that has just left for the root. */
  void registers(Task task) {
    line(
        "EPC=%08x Status=%08x Cause=%08x BadVAddr=%08x BadInstr=%08x GuestCtl0=%08x",
        task.pc(),
        port.cp0(Cp0Register.STATUS),
        port.cp0(Cp0Register.CAUSE),
        port.cp0(Cp0Register.BAD_VADDR),
        port.cp0(Cp0Register.BAD_INSTR),
        port.cp0(Cp0Register.GUEST_CTL0));
    if (task instanceof Guest) {
      guestRegisters();
    }
    generalRegisters(task);
  }

  private void guestRegisters() {
    line(
        "G.EPC=%08x G.Status=%08x G.Cause=%08x G.EBase=%08x",
        port.guestCp0(Cp0Register.EPC),
        port.guestCp0(Cp0Register.STATUS),
        port.guestCp0(Cp0Register.CAUSE),
        port.guestCp0(Cp0Register.EBASE));
  }

  /** The general registers of any task. */
  void generalRegisters(Task task) {
    int shadow = port.cp0(Cp0Register.SRS_CTL);
    task.selectRegisters();
    for (int row = 0; row < 32; row += 4) {
      line(
          "$%02d: %08x %08x %08x %08x",
          row,
          row == 0 ? 0 : port.previousGpr(row),
          port.previousGpr(row + 1),
          port.previousGpr(row + 2),
          port.previousGpr(row + 3));
    }
    sets.giveBackToRoot();
    port.cp0(Cp0Register.SRS_CTL, shadow);
  }

  /** The root TLB. The registers that TLBR writes are put back. */
  void tlb() {
    int guestCtl1 = port.cp0(Cp0Register.GUEST_CTL1);
    int entryHi = port.cp0(Cp0Register.ENTRY_HI);
    int pageMask = port.cp0(Cp0Register.PAGE_MASK);
    int last = (port.cp0(Cp0Register.CONFIG1) >> 25) & 0x3F;
    for (int index = 0; index <= last; index++) {
      port.cp0(Cp0Register.INDEX, index);
      port.tlbr();
      line(
          "TLB%d: HI=0x%08x Lo0=0x%08x Lo1=0x%08x PM=0x%08x GCTL1=0x%08x",
          index,
          port.cp0(Cp0Register.ENTRY_HI),
          port.cp0(Cp0Register.ENTRY_LO0),
          port.cp0(Cp0Register.ENTRY_LO1),
          port.cp0(Cp0Register.PAGE_MASK),
          port.cp0(Cp0Register.GUEST_CTL1));
    }
    port.cp0(Cp0Register.GUEST_CTL1, guestCtl1);
    port.cp0(Cp0Register.ENTRY_HI, entryHi);
    port.cp0(Cp0Register.PAGE_MASK, pageMask);
  }

  /** The interrupt controller: the real one's flags and enables, then a guest's. */
  void interrupts(Guest guest) {
    VirtualInterruptController virtual = guest.machine().interrupts();
    StringBuilder[] rows = {
      new StringBuilder("IFS: "),
      new StringBuilder("IEC: "),
      new StringBuilder("vIFS:"),
      new StringBuilder("vIEC:")
    };
    for (int word = 0; word < virtual.words(); word++) {
      hex(rows[0], port.load(Pic32mz.ifs(word * 32), 4));
      hex(rows[1], port.load(Pic32mz.iec(word * 32), 4));
      hex(rows[2], virtual.flags(word));
      hex(rows[3], virtual.enables(word));
    }
    for (StringBuilder row : rows) {
      console.line(row.toString());
    }
  }

  private static void hex(StringBuilder row, int word) {
    row.append(String.format(" %08x", word));
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void line(String format, Object... values) {
    console.line(String.format(format, values));
  }
}
