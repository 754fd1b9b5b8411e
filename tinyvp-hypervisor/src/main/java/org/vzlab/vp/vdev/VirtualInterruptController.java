package org.vzlab.vp.vdev;

import static org.vzlab.vp.vdev.Pic32mz.CLR;
import static org.vzlab.vp.vdev.Pic32mz.INTERRUPTS;
import static org.vzlab.vp.vdev.Pic32mz.INTERRUPT_COUNT;
import static org.vzlab.vp.vdev.Pic32mz.SET;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;

/**
 * A guest's interrupt controller: INTCON, PRISS, INTSTAT, IPTMR, IFS, IEC, IPC and OFF of its own
 * (DS60001320, interrupt controller). Interrupts that the hypervisor makes for the guest exist here
 * only. Those which belong to the guest alone are taken by the root at its own, not elevated,
 * priority: the root masks the real one and raises it here; when the guest clears the flag it is
 * unmasked again. A guest sees no flag, enable or priority of an interrupt that is not its own.
 *
 * <p>Left out: the proximity timer (IPTMR is stored only) and shadow sets (PRISS likewise).
 */
public final class VirtualInterruptController extends WordDevice implements Stateful {
  private static final int WORDS = 7;
  private static final int IPC_WORDS = INTERRUPT_COUNT / 4;

  /** INTCON.MVEC: OFFx vectors; without it all interrupts share the one at 0x200. */
  private static final int INTCON_MVEC = 1 << 12;

  private static final int INTCON_WRITABLE = 0x0000171F;
  private static final int SINGLE_VECTOR = 0x200;
  private static final int VOFF = 0x0003FFFE;

  private final RootPort port;
  private final int[] own = new int[WORDS];
  private final int[] visible = new int[WORDS];
  private final int[] ifs = new int[WORDS];
  private final int[] iec = new int[WORDS];
  private final int[] ipc = new int[IPC_WORDS];
  private final int[] off = new int[INTERRUPT_COUNT];
  private int intcon;
  private int priss;
  private int iptmr;
  private int intstat;
  private Runnable levels = () -> {};
  private IntConsumer onRaise = irq -> {};

  VirtualInterruptController(RootPort port, BitSet own, BitSet emulated) {
    this.port = port;
    for (int irq = 0; irq < WORDS * 32; irq++) {
      if (own.get(irq)) {
        this.own[irq >> 5] |= Pic32mz.bit(irq);
      }
      if (own.get(irq) || emulated.get(irq)) {
        visible[irq >> 5] |= Pic32mz.bit(irq);
      }
    }
    visible[0] |= Pic32mz.bit(Pic32mz.CORE_TIMER_IRQ);
  }

  /** Who raises again, after flags were cleared, what is still requested. */
  void levels(Runnable devices) {
    levels = devices;
  }

  /** Who hears of an interrupt whose flag is set for the guest. */
  public void onRaise(IntConsumer listener) {
    onRaise = listener;
  }

  /** As after reset; the guest's real interrupts are masked. */
  void reset() {
    intcon = 0;
    priss = 0;
    iptmr = 0;
    intstat = 0;
    Arrays.fill(ifs, 0);
    Arrays.fill(iec, 0);
    Arrays.fill(ipc, 0);
    Arrays.fill(off, 0);
    maskAll();
  }

  /** Masks the guest's real interrupts: it is not running any more. */
  public void maskAll() {
    for (int word = 0; word < WORDS; word++) {
      if (own[word] != 0) {
        port.store(INTERRUPTS + Pic32mz.IEC + word * 0x10 + CLR, 4, own[word]);
      }
    }
  }

  /** Unmasks what {@link #maskAll} has masked and the guest has enabled. */
  public void unmask() {
    for (int word = 0; word < WORDS; word++) {
      unmask(word, own[word] & iec[word] & ~ifs[word]);
    }
  }

  /** Whether the guest alone has the interrupt. */
  public boolean owns(int irq) {
    return (own[irq >> 5] & Pic32mz.bit(irq)) != 0;
  }

  /** Sets a flag. Interrupts that the guest has not are ignored. */
  public void raise(int irq) {
    int flag = Pic32mz.bit(irq) & visible[irq >> 5] & ~ifs[irq >> 5];
    if (flag != 0) {
      ifs[irq >> 5] |= flag;
      onRaise.accept(irq);
    }
    noteBest();
  }

  /** Whether an interrupt's flag is set and enabled. */
  public boolean requests(int irq) {
    return (ifs[irq >> 5] & iec[irq >> 5] & Pic32mz.bit(irq)) != 0;
  }

  /** Whether a flag is set and enabled, at whatever priority: this ends a WAIT. */
  public boolean requested() {
    for (int word = 0; word < WORDS; word++) {
      if ((ifs[word] & iec[word]) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The interrupt to present: enabled and flagged, of the highest priority, then subpriority, then
   * of the lowest number. -1 if there is none with a priority other than 0.
   */
  public int best() {
    int best = -1;
    int bestLevel = 3;
    for (int word = 0; word < WORDS; word++) {
      for (int left = ifs[word] & iec[word]; left != 0; left &= left - 1) {
        int irq = word * 32 + Integer.numberOfTrailingZeros(left);
        int level = field(irq);
        if (level > bestLevel) {
          bestLevel = level;
          best = irq;
        }
      }
    }
    return best;
  }

  /** An interrupt's priority, 0 to 7. */
  public int priority(int irq) {
    return field(irq) >> 2;
  }

  /** An interrupt's vector, as an offset from EBase. */
  public int vector(int irq) {
    return (intcon & INTCON_MVEC) != 0 ? off[irq] : SINGLE_VECTOR;
  }

  /** IFS word as the guest's emulated flags have it; for the monitor. */
  public int flags(int word) {
    return ifs[word];
  }

  /** IEC word as the guest has it; for the monitor. */
  public int enables(int word) {
    return iec[word];
  }

  /** How many IFS and IEC words there are. */
  public int words() {
    return WORDS;
  }

  @Override
  int readWord(int offset) {
    int word = (offset & 0xFF0) >> 4;
    if (offset >= Pic32mz.OFF) {
      int irq = (offset - Pic32mz.OFF) >> 2;
      return irq < INTERRUPT_COUNT ? off[irq] : 0;
    }
    if ((offset & 0xF) != 0) {
      return 0;
    }
    if (offset >= Pic32mz.IPC) {
      word -= Pic32mz.IPC >> 4;
      return word < IPC_WORDS ? ipc[word] : 0;
    }
    if (offset >= Pic32mz.IEC) {
      word -= Pic32mz.IEC >> 4;
      return word < WORDS ? iec[word] : 0;
    }
    if (offset >= Pic32mz.IFS) {
      word -= Pic32mz.IFS >> 4;
      return word < WORDS ? ifs[word] | realFlags(word) : 0;
    }
    return switch (offset) {
      case Pic32mz.INTCON -> intcon;
      case Pic32mz.PRISS -> priss;
      case Pic32mz.INTSTAT -> intstat;
      case Pic32mz.IPTMR -> iptmr;
      default -> 0;
    };
  }

  @Override
  void writeWord(int offset, int value, int lanes) {
    storeWord(offset, value, lanes);
    noteBest();
  }

  /**
   * INTSTAT is priority and number of the interrupt that was presented last, whether or not the
   * guest takes interrupts at all.
   */
  private void noteBest() {
    int irq = best();
    if (irq >= 0) {
      intstat = priority(irq) << 8 | irq;
    }
  }

  private void storeWord(int offset, int value, int lanes) {
    int word = (offset & 0xFF0) >> 4;
    if (offset >= Pic32mz.OFF) {
      int irq = (offset - Pic32mz.OFF) >> 2;
      if (irq < INTERRUPT_COUNT) {
        off[irq] = ((off[irq] & ~lanes) | value) & VOFF;
      }
    } else if (offset >= Pic32mz.IPC) {
      word -= Pic32mz.IPC >> 4;
      if (word < IPC_WORDS) {
        ipc[word] = stored(ipc[word], offset, value, lanes) & priorityMask(word);
      }
    } else if (offset >= Pic32mz.IEC) {
      word -= Pic32mz.IEC >> 4;
      if (word < WORDS) {
        writeEnables(word, stored(iec[word], offset, value, lanes) & visible[word]);
      }
    } else if (offset >= Pic32mz.IFS) {
      word -= Pic32mz.IFS >> 4;
      if (word < WORDS) {
        int old = ifs[word] | realFlags(word);
        writeFlags(word, old, stored(old, offset, value, lanes) & visible[word]);
      }
    } else if ((offset & ~0xF) == Pic32mz.INTCON) {
      intcon = stored(intcon, offset, value, lanes) & INTCON_WRITABLE;
    } else if ((offset & ~0xF) == Pic32mz.PRISS) {
      priss = stored(priss, offset, value, lanes);
    } else if ((offset & ~0xF) == Pic32mz.IPTMR) {
      iptmr = stored(iptmr, offset, value, lanes);
    }
  }

  private void writeEnables(int word, int value) {
    int disabled = iec[word] & ~value & own[word];
    iec[word] = value;
    if (disabled != 0) {
      port.store(INTERRUPTS + Pic32mz.IEC + word * 0x10 + CLR, 4, disabled);
    }
    unmask(word, value & own[word] & ~ifs[word]);
  }

  private void writeFlags(int word, int old, int value) {
    int cleared = old & ~value;
    int set = value & ~old;
    ifs[word] = (ifs[word] & ~cleared) | (set & ~own[word]);
    int real = INTERRUPTS + Pic32mz.IFS + word * 0x10;
    if ((cleared & own[word]) != 0) {
      port.store(real + CLR, 4, cleared & own[word]);
      unmask(word, cleared & own[word] & iec[word]);
    }
    if ((set & own[word]) != 0) {
      port.store(real + SET, 4, set & own[word]);
    }
    levels.run();
  }

  private void unmask(int word, int irqs) {
    if (irqs != 0) {
      port.store(INTERRUPTS + Pic32mz.IEC + word * 0x10 + SET, 4, irqs);
    }
  }

  private int realFlags(int word) {
    return own[word] == 0 ? 0 : port.load(INTERRUPTS + Pic32mz.IFS + word * 0x10, 4) & own[word];
  }

  private int priorityMask(int word) {
    int mask = 0;
    for (int lane = 0; lane < 4; lane++) {
      int irq = word * 4 + lane;
      if ((visible[irq >> 5] & Pic32mz.bit(irq)) != 0) {
        mask |= 0x1F << (lane * 8);
      }
    }
    return mask;
  }

  /** Priority and subpriority of an interrupt as IPCx has them: bits 4:2 and 1:0. */
  private int field(int irq) {
    return (ipc[irq >> 2] >> ((irq & 3) * 8)) & 0x1F;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("ifs", ifs);
    visitor.array("iec", iec);
    visitor.array("ipc", ipc);
    visitor.array("off", off);
    intcon = visitor.int32("intcon", intcon);
    priss = visitor.int32("priss", priss);
    iptmr = visitor.int32("iptmr", iptmr);
    intstat = visitor.int32("intstat", intstat);
  }
}
