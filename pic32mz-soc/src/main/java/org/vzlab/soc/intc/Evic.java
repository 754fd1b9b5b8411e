package org.vzlab.soc.intc;

import java.util.function.IntConsumer;
import org.vzlab.kit.irq.InterruptTarget;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.InterruptSource;
import org.vzlab.soc.chip.Site;
import org.vzlab.soc.intc.InterruptChange.What;

/**
 * The interrupt controller (DS60001320 section 7). A source's flag is set by its line whether it is
 * enabled or not, and by software. The flag of an event latches the rising edge; the flag of a
 * level cannot stay clear while the line is high, and stays set when the line falls. Of the flags
 * that are enabled and have a priority, the highest priority wins, then the highest subpriority,
 * then the lowest number; the winner is presented to the processor at once.
 *
 * <p>INTSTAT holds the latest source presented; it stays as it is when nothing is requested.
 *
 * <p>INTCON.NMIKEY takes a key, 0x4E, which makes an NMI, and reads 0.
 *
 * <p>Not modelled: the polarity of the external interrupts (nothing drives them), temporal
 * proximity (TPC, IPTMR), the shadow set of single-vector mode's SS0 beyond taking set 1, which the
 * data sheet does not number.
 */
public final class Evic extends Block {
  private static final int WORDS = 7;
  private static final int SOURCES = 32 * WORDS;
  private static final int SINGLE_VECTOR_OFFSET = 0x200;
  private static final int SHADOW_SETS = 8;
  private static final int NMI_KEY = 0x4E;
  private static final int NMI_KEY_SHIFT = 24;

  private final Scheduler time;
  private final InterruptTarget target;
  private final TraceChannel<InterruptChange> trace;
  private final Register priss;
  private final Register intstat;
  private final Field mvec;
  private final Field ss0;
  private final Register[] ifs = new Register[WORDS];
  private final Register[] iec = new Register[WORDS];
  private final Register[] ipc = new Register[SOURCES / 4];
  private final Register[] off = new Register[SOURCES];
  private final IrqLine[] lines = new IrqLine[SOURCES];
  private final int[] levelSources = new int[WORDS];
  private IntConsumer onEvent = irq -> {};
  private int presentedLevel;
  private int presentedOffset;
  private int presentedSet;

  /**
   * @param target the processor
   * @param trace hears of flags and of requests to the processor
   * @param nmi called when software has written the key to INTCON.NMIKEY
   */
  public Evic(
      Site site,
      Scheduler time,
      InterruptTarget target,
      TraceChannel<InterruptChange> trace,
      Runnable nmi) {
    super(site);
    this.time = time;
    this.target = target;
    this.trace = trace;
    Register intcon =
        register("INTCON")
            .unmodelled("INT0EP", "INT1EP", "INT2EP", "INT3EP", "INT4EP", "TPC", "FRZ")
            .onWrite(this::configured);
    int nmiKey = intcon.field("NMIKEY").mask();
    intcon.stores(
        raw -> {
          if ((raw & nmiKey) == NMI_KEY << NMI_KEY_SHIFT) {
            nmi.run();
          }
          return raw & ~nmiKey;
        });
    mvec = intcon.field("MVEC");
    priss = register("PRISS").unmodelled("SS0").onWrite(this::configured);
    ss0 = priss.field("SS0");
    intstat = register("INTSTAT");
    for (int word = 0; word < WORDS; word++) {
      int w = word;
      ifs[word] = register("IFS" + word).onWrite((before, after) -> flagsWritten(w, before));
      iec[word] = register("IEC" + word).onWrite(this::configured);
    }
    for (int i = 0; i < ipc.length; i++) {
      ipc[i] = claim("IPC" + i);
    }
    for (int irq = 0; irq < SOURCES; irq++) {
      off[irq] = claim(String.format("OFF%03d", irq));
    }
    for (InterruptSource source : part().interrupts()) {
      if (source.exists()) {
        int irq = source.number();
        lines[irq] = part("line" + irq, new IrqLine(irq, this::lineChanged));
        levelSources[irq >> 5] |= source.level() ? 1 << irq : 0;
      }
    }
    part("presented", this::visitPresented);
  }

  private Register claim(String name) {
    return part().hasRegister(name) ? register(name).onWrite(this::configured) : null;
  }

  /**
   * The line of an interrupt source.
   *
   * @throws IllegalArgumentException if the part has no such source
   */
  public IrqLine line(int irq) {
    if (irq < 0 || irq >= SOURCES || lines[irq] == null) {
      throw new IllegalArgumentException("the part has no interrupt " + irq);
    }
    return lines[irq];
  }

  /**
   * Sets who hears of every event of a source: its line rises, even if the flag is still set from
   * an earlier one, or software sets a flag that was clear.
   */
  public void onEvent(IntConsumer listener) {
    onEvent = listener;
  }

  /** Whether a source is a level whose line is high: its flag cannot stay clear. */
  public boolean isHeld(int irq) {
    return irq < SOURCES && ((levelSources[irq >> 5] >>> irq) & 1) != 0 && lines[irq].level();
  }

  /** Whether the flag of a source is set. */
  public boolean flag(int irq) {
    return ((ifs[irq >> 5].get() >>> irq) & 1) != 0;
  }

  /** Whether a source is enabled. */
  public boolean enabled(int irq) {
    return ((iec[irq >> 5].get() >>> irq) & 1) != 0;
  }

  /** The priority of a source, 0 (never interrupts) to 7. */
  public int priority(int irq) {
    return rank(irq) >>> 2;
  }

  /**
   * Clears all registers and withdraws the request; lines that are high raise their flags again.
   */
  @Override
  public void reset() {
    super.reset();
    for (int word = 0; word < WORDS; word++) {
      follow(word, 0);
    }
    update();
  }

  @Override
  public void settle() {
    for (int word = 0; word < WORDS; word++) {
      follow(word, ifs[word].get());
    }
    update();
  }

  private void lineChanged(int irq, boolean level) {
    if (level) {
      int word = irq >> 5;
      int before = ifs[word].get();
      ifs[word].set(before | (1 << irq));
      traceFlags(word, before);
      update();
      onEvent.accept(irq);
    }
  }

  private void flagsWritten(int word, int before) {
    int set = ifs[word].get() & ~before;
    follow(word, before);
    update();
    for (; set != 0; set &= set - 1) {
      onEvent.accept(word * 32 + Integer.numberOfTrailingZeros(set));
    }
  }

  private void configured(int before, int after) {
    if (before != after) {
      update();
    }
  }

  /** Sets the flags of level sources again whose lines are high. */
  private void follow(int word, int before) {
    int clear = levelSources[word] & ~ifs[word].get();
    int high = 0;
    for (int rest = clear; rest != 0; rest &= rest - 1) {
      int bit = Integer.numberOfTrailingZeros(rest);
      high |= lines[word * 32 + bit].level() ? 1 << bit : 0;
    }
    ifs[word].set(ifs[word].get() | high);
    traceFlags(word, before);
  }

  /** Priority and subpriority of a source as one number, higher first; below 4: never. */
  private int rank(int irq) {
    Register priorities = ipc[irq >> 2];
    return priorities == null ? 0 : (priorities.get() >>> ((irq & 3) * 8)) & 0x1F;
  }

  private void update() {
    int winner = -1;
    int best = 3;
    for (int word = 0; word < WORDS; word++) {
      int pending = ifs[word].get() & iec[word].get();
      for (; pending != 0; pending &= pending - 1) {
        int irq = word * 32 + Integer.numberOfTrailingZeros(pending);
        int rank = rank(irq);
        if (rank > best) {
          best = rank;
          winner = irq;
        }
      }
    }
    if (winner < 0) {
      present(-1, 0, 0, 0);
    } else {
      int priority = best >>> 2;
      intstat.set((priority << 8) | winner);
      present(winner, priority, vectorOffset(winner), shadowSet(priority));
    }
  }

  private int vectorOffset(int irq) {
    if (!mvec.isSet()) {
      return SINGLE_VECTOR_OFFSET;
    }
    return off[irq] == null ? 0 : off[irq].get();
  }

  private int shadowSet(int priority) {
    if (!mvec.isSet()) {
      return ss0.get();
    }
    int set = (priss.get() >>> (priority * 4)) & 0xF;
    return set < SHADOW_SETS ? set : 0; // reserved values select set 0
  }

  private void present(int irq, int level, int offset, int set) {
    if (level == presentedLevel && offset == presentedOffset && set == presentedSet) {
      return;
    }
    presentedLevel = level;
    presentedOffset = offset;
    presentedSet = set;
    if (trace.isOn()) {
      trace.emit(new InterruptChange(time.now(), irq, What.REQUESTED, level));
    }
    target.request(level, offset, set);
  }

  private void traceFlags(int word, int before) {
    if (trace.isOn()) {
      int after = ifs[word].get();
      for (int rest = before ^ after; rest != 0; rest &= rest - 1) {
        int bit = Integer.numberOfTrailingZeros(rest);
        What what = ((after >>> bit) & 1) != 0 ? What.RAISED : What.CLEARED;
        trace.emit(new InterruptChange(time.now(), word * 32 + bit, what, 0));
      }
    }
  }

  private void visitPresented(StateVisitor visitor) {
    presentedLevel = visitor.int32("level", presentedLevel);
    presentedOffset = visitor.int32("offset", presentedOffset);
    presentedSet = visitor.int32("set", presentedSet);
  }
}
