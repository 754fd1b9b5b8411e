package org.vzlab.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.board.Bench;
import org.vzlab.board.BoardTime;
import org.vzlab.mips.cp0.TlbFields;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Tlb;
import org.vzlab.mips.mmu.TlbEntry;
import org.vzlab.soc.chip.InterruptSource;
import org.vzlab.soc.intc.Evic;

/** What a board looks like when its test has failed. */
final class FailureReport {
  private static final int REGISTERS = 32;
  private static final int IN_A_LINE = 4;

  private final RunningBoard board;
  private final Bench bench;
  private final List<String> lines = new ArrayList<>();

  private FailureReport(RunningBoard board) {
    this.board = board;
    bench = board.inside();
  }

  /** All of it, in lines. */
  static String of(RunningBoard board) {
    FailureReport report = new FailureReport(board);
    report.write();
    return String.join("\n", report.lines);
  }

  /** What was printed, for a message. */
  static String consoles(RunningBoard board) {
    FailureReport report = new FailureReport(board);
    report.printed();
    return String.join("\n", report.lines);
  }

  private void write() {
    lines.add(
        String.format(
            Locale.ROOT,
            "%s at %s (cycle %d)",
            board.recipe().setup().target(),
            new BoardTime(board.now()),
            board.now()));
    printed();
    if (!board.reports().isEmpty()) {
      lines.add("Messages:");
      board.reports().forEach(line -> lines.add("  " + line));
    }
    for (Guest guest : board.guests()) {
      guest(guest);
    }
    lines.add("Root TLB:");
    Hart hart = bench.hart();
    tlb(hart.tlb::rootEntry);
    lines.add("Guest TLB:");
    tlb(hart.tlb::guestEntry);
    interrupts();
    lines.add("Processor:");
    bench.dump().lines().forEach(line -> lines.add("  " + line));
  }

  private void printed() {
    lines.add("Console of the board (UART" + bench.consoleUart() + "):");
    lines.add(Texts.tail(board.console().text()));
    for (Guest guest : board.guests()) {
      lines.add("Console of " + guest + " (" + guest.name() + "):");
      lines.add(Texts.tail(guest.console().text()));
    }
  }

  private void guest(Guest guest) {
    lines.add(
        String.format(
            "%s (%s): %s%s",
            guest,
            guest.name(),
            guest.state().name().toLowerCase(Locale.ROOT),
            guest.fault().map(reason -> ": " + reason).orElse("")));
    lines.add("  exits " + guest.exits() + ", the last:");
    guest.lastExits().forEach(exit -> lines.add("    " + exit));
    Hart hart = bench.hart();
    lines.add(
        hart.guestId() == guest.id()
            ? String.format("  executes at pc %08x", hart.pc & ~1)
            : "  does not execute now");
    int[] registers = hart.sets().of(guest.id());
    for (int i = 0; i < REGISTERS; i += IN_A_LINE) {
      StringBuilder line = new StringBuilder(" ");
      for (int k = i; k < i + IN_A_LINE; k++) {
        line.append(String.format(" $%-2d %08x ", k, registers[k]));
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  /** An entry of a TLB. */
  @FunctionalInterface
  private interface Entries {
    TlbEntry at(int index);
  }

  private void tlb(Entries entries) {
    int used = lines.size();
    for (int i = 0; i < Tlb.ENTRIES; i++) {
      TlbEntry entry = entries.at(i);
      if (!entry.isInvalid()) {
        lines.add(
            String.format(
                "  %2d guest %d  va %08x  asid %02x  mask %08x  even %08x  odd %08x",
                i,
                entry.guestId(),
                entry.entryHi() & TlbFields.VPN2,
                entry.entryHi() & TlbFields.ASID,
                entry.pageMask(),
                entry.entryLo0(),
                entry.entryLo1()));
      }
    }
    if (lines.size() == used) {
      lines.add("  (empty)");
    }
  }

  private void interrupts() {
    Evic evic = bench.chip().evic();
    lines.add("Interrupts of the chip that are pending:");
    int before = lines.size();
    for (InterruptSource source : bench.chip().part().interrupts()) {
      int irq = source.number();
      if (source.exists() && evic.flag(irq)) {
        lines.add(
            String.format(
                "  %d %s %s, priority %d",
                irq,
                source.name(),
                evic.enabled(irq) ? "enabled" : "not enabled",
                evic.priority(irq)));
      }
    }
    if (lines.size() == before) {
      lines.add("  (none)");
    }
  }
}
