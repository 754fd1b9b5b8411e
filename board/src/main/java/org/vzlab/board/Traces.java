package org.vzlab.board;

import java.util.Locale;
import java.util.function.Consumer;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.engine.InstructionExecuted;
import org.vzlab.mips.hart.ExceptionTaken;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.mmu.TlbWritten;
import org.vzlab.soc.Pic32mz;
import org.vzlab.soc.intc.InterruptChange;
import org.vzlab.soc.peripheral.UartByte;

/** Lines of the traces; each begins with the board time in SYSCLK cycles. */
final class Traces {
  private final Disassembler disassembler;

  Traces(InstructionSet instructionSet) {
    disassembler = new Disassembler(instructionSet, true);
  }

  /**
   * Writes a trace of what happens to the processor or in the chip.
   *
   * @return to be run when the board is not run any more
   */
  static Runnable listen(
      TraceKind kind,
      Hart hart,
      Pic32mz chip,
      TraceChannel<InstructionExecuted> executed,
      Traces texts,
      Consumer<String> lines) {
    switch (kind) {
      case INSTRUCTIONS -> executed.listen(texts.instructions(lines));
      case CYCLES -> CycleTrace.listen(hart, executed, texts, lines);
      case EXCEPTIONS -> hart.traps.trace().listen(exceptions(lines));
      case TLB -> hart.tlb.trace().listen(tlb(lines));
      case INTERRUPTS -> chip.interruptTrace().listen(interrupts(lines));
      case UART -> chip.uartTrace().listen(uart(lines));
      case SCHEDULE -> throw new IllegalArgumentException(kind + " is a trace of the hypervisor");
    }
    return () -> {};
  }

  /** Lines of executed instructions, whose address and bits are as in a listing. */
  Consumer<InstructionExecuted> instructions(Consumer<String> lines) {
    return r -> lines.accept(r.time() + " " + text(r));
  }

  /** An executed instruction, and who executes it. */
  String text(InstructionExecuted r) {
    return String.format(
        "%s %08x %s %s",
        Board.owner(r.owner()),
        r.pc() & ~1,
        CodeText.bits(r.instruction()),
        disassembler.disassemble(r.pc(), r.instruction()));
  }

  /**
   * Lines of exceptions. Bit 0 of EPC is the ISA mode, as software reads it. BadVAddr and BadInstr
   * are what the registers hold, whether this exception has written them or not.
   */
  static Consumer<ExceptionTaken> exceptions(Consumer<String> lines) {
    return r -> lines.accept(r.time() + " " + text(r));
  }

  /** An exception, and who has met it. */
  static String text(ExceptionTaken r) {
    return String.format(
        "%s %s%s taken by %s at %08x, EPC %08x, BadVAddr %08x, BadInstr %08x",
        Board.owner(r.owner()),
        r.code(),
        r.gexcCode() < 0 ? "" : "/" + r.gexcCode(),
        r.inGuest() ? "the guest" : "root",
        r.vector(),
        r.epc(),
        r.badVAddr(),
        r.badInstr());
  }

  /** Lines of written TLB entries. */
  static Consumer<TlbWritten> tlb(Consumer<String> lines) {
    return r ->
        lines.accept(
            String.format(
                "%d %s TLB[%d] guest %d EntryHi %08x EntryLo0 %08x EntryLo1 %08x PageMask %08x",
                r.time(),
                r.guestTlb() ? "guest" : "root",
                r.index(),
                r.entry().guestId(),
                r.entry().entryHi(),
                r.entry().entryLo0(),
                r.entry().entryLo1(),
                r.entry().pageMask()));
  }

  /** Lines of changes at the interrupt controller. */
  static Consumer<InterruptChange> interrupts(Consumer<String> lines) {
    return r ->
        lines.accept(
            String.format(
                "%d irq %d %s priority %d",
                r.time(), r.irq(), r.what().toString().toLowerCase(Locale.ROOT), r.priority()));
  }

  /** Lines of characters. */
  static Consumer<UartByte> uart(Consumer<String> lines) {
    return r ->
        lines.accept(
            String.format(
                "%d UART%d %s %02x",
                r.time(), r.uart(), r.transmitted() ? "sent" : "got", r.value()));
  }
}
