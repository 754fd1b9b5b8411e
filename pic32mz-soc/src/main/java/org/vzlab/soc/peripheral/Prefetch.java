package org.vzlab.soc.peripheral;

import org.vzlab.kit.bus.AccessTime;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;

/**
 * The prefetch module between the system bus and all flash (DS60001320, registers 10-1 and 10-2;
 * Microchip, "PIC32MZ Prefetch Module"): the time that a read of flash takes. What it reads comes
 * from memory; no line here holds data.
 *
 * <p>Flash is read a line of 16 bytes at a time, with PRECON.PFMWS wait states. One line keeps what
 * the processor fetched last and one what it loaded last, and two keep what the DMA controller read
 * last; PREFEN says which of them are in use (1, and more with 2, and all with 3), and a line in
 * use answers any read without wait states.
 *
 * <p>A line that has been read for a type that PREFEN enables makes the module read the next one
 * ahead. That, as any read of flash, is never given up: a read of another line comes after it. It
 * takes PFMWS + 1 cycles, and a read of that very line waits for the rest of them only; the line
 * then is one of the type that asked. So says Microchip's manual of a later module, "PIC32CX-BZ:
 * Predictive Prefetch Behavior", of instructions; that data are treated alike is our reading of
 * PREFEN = 2.
 *
 * <p>Choices: with PREFEN = 0 no line is in use and every read takes its wait states; a write that
 * changes PRECON empties the lines; lines go by physical address, so that the aliases of boot flash
 * differ. ECC errors do not happen: PRESTAT and PFMSECEN are stored.
 */
public final class Prefetch extends Block implements AccessTime {
  private static final int LINE_SHIFT = 4;
  private static final int NO_LINE = -1;
  private static final int INSTRUCTIONS = 1;
  private static final int INSTRUCTIONS_AND_DATA = 2;
  private static final int ANY = 3;

  private final Scheduler time;
  private final Field pfmws;
  private final Field prefen;
  private final Lines lines = part("lines", new Lines());

  /** Claims PRECON; PRESTAT is declared unmodelled. */
  public Prefetch(Site site, Scheduler time) {
    super(site);
    this.time = time;
    Register precon = register("PRECON").unmodelled("PFMSECEN");
    precon.onWrite(
        (before, after) -> {
          if (before != after) {
            lines.empty();
          }
        });
    pfmws = precon.field("PFMWS");
    prefen = precon.field("PREFEN");
  }

  @Override
  public void reset() {
    super.reset();
    lines.empty();
  }

  /** Wait states of a read now. A store changes nothing in flash, and nobody waits for it. */
  @Override
  public int cycles(int address, Kind kind) {
    int line = address >>> LINE_SHIFT;
    if (kind == Kind.WRITE || lines.hold(line)) {
      return 0;
    }
    long now = time.now();
    int wait = pfmws.get();
    boolean predicted = line == lines.ahead;
    long ready = predicted ? Math.max(now, lines.aheadReady) : Math.max(now, lines.free) + wait;
    if (!predicted) {
      lines.free = ready + 1;
    }
    if (isEnabled(kind)) {
      lines.put(kind, line);
      lines.ahead = line + 1;
      lines.aheadReady = Math.max(lines.free, ready) + wait;
      lines.free = lines.aheadReady + 1;
    }
    return (int) (ready - now);
  }

  private boolean isEnabled(Kind kind) {
    return prefen.get()
        >= switch (kind) {
          case FETCH -> INSTRUCTIONS;
          case READ, WRITE -> INSTRUCTIONS_AND_DATA;
          case TRANSFER -> ANY;
        };
  }

  /** What is there, and what is on its way: times are board time. */
  private static final class Lines implements Stateful {
    int instructions = NO_LINE;
    int data = NO_LINE;

    /** What the DMA controller read last, and what before that. */
    int transfer = NO_LINE;

    int transferBefore = NO_LINE;
    int ahead = NO_LINE;

    /** When the line read ahead can be sent. */
    long aheadReady;

    /** When flash can begin the next read. */
    long free;

    boolean hold(int line) {
      return line == instructions || line == data || line == transfer || line == transferBefore;
    }

    void put(Kind kind, int line) {
      switch (kind) {
        case FETCH -> instructions = line;
        case READ, WRITE -> data = line;
        case TRANSFER -> {
          transferBefore = transfer;
          transfer = line;
        }
      }
    }

    void empty() {
      instructions = NO_LINE;
      data = NO_LINE;
      transfer = NO_LINE;
      transferBefore = NO_LINE;
      ahead = NO_LINE;
    }

    @Override
    public void visit(StateVisitor visitor) {
      instructions = visitor.int32("instructions", instructions);
      data = visitor.int32("data", data);
      transfer = visitor.int32("transfer", transfer);
      transferBefore = visitor.int32("transferBefore", transferBefore);
      ahead = visitor.int32("ahead", ahead);
      aheadReady = visitor.int64("aheadReady", aheadReady);
      free = visitor.int64("free", free);
    }
  }
}
