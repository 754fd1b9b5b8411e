package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;

/**
 * The Common Device Memory Map: a window of 32 KB that answers instead of the bus wherever CDMMBase
 * puts it (Linux drivers/bus/mips_cdmm.c). CDMMBase.CDMMUA is bits 35 to 15 of its physical
 * address; one above the 32 bits of this core is nowhere.
 *
 * <p>The one device in it is the fast debug channel of EJTAG (Linux drivers/tty/mips_ejtag_fdc.c),
 * which needs a probe. It is there with a probe that never answers: nothing arrives, and what is
 * sent is lost. Every touch of its registers is reported by name. Its FIFOs have 0 entries in FDCFG
 * because no public source says how many. The rest of the window reads 0, ignores stores and is
 * reported by offset.
 *
 * <p>Kernel mode reads and writes everything. User mode, and a guest for whom root has mapped the
 * window, reads and writes the device as FDACSR.Ur and Uw allow and FDACSR never; otherwise reads
 * give 0 and stores are ignored. Stores of less than a word are ignored. How a guest counts is our
 * choice.
 */
final class CommonDevices implements Stateful {
  /** CDMMBase.EN. */
  private static final int EN = 1 << 10;

  private static final int UA_SHIFT = 11;
  private static final int WINDOW_SHIFT = 15;
  private static final int WINDOW = 1 << WINDOW_SHIFT;
  private static final int WORD = 4;

  private static final int FDACSR = 0x00;
  private static final int FDCFG = 0x08;
  private static final int FDSTAT = 0x10;
  private static final int FDRX = 0x18;
  private static final int FDTX = 0x20;
  private static final int CHANNELS = 16;
  private static final int REGISTER = 8;

  /** FDACSR: DevType 0xFD, and DevSize for three blocks of 64 bytes, which its registers need. */
  private static final int DEVICE = 0xFD << 24 | 2 << 16;

  /** FDACSR.Uw: user mode may write. */
  private static final int UW = 1 << 3;

  /** FDACSR.Ur: user mode may read. */
  private static final int UR = 1 << 2;

  /** FDCFG.TxIntThres and RxIntThres. */
  private static final int THRESHOLDS = 0xF << 16;

  /** FDSTAT.RxE and TxE. */
  private static final int EMPTY = 1 << 3 | 1 << 1;

  private final Cp0 root;
  private final Unmodelled unmodelled;
  private int access;
  private int thresholds;

  /**
   * @param root where CDMMBase is
   * @param unmodelled hears of every touch
   */
  CommonDevices(Cp0 root, Unmodelled unmodelled) {
    this.root = root;
    this.unmodelled = unmodelled;
  }

  /** What tells where the window is, in bits 31 to 10: CDMMBase's, or 0 if there is none. */
  int place() {
    int base = root.get(Cp0Register.CDMM_BASE);
    return (base & EN) == 0 ? 0 : base & -EN;
  }

  /** Whether a physical address is in the window. */
  boolean contains(int pa) {
    int base = root.get(Cp0Register.CDMM_BASE);
    return (base & EN) != 0 && pa >>> WINDOW_SHIFT == base >>> UA_SHIFT;
  }

  /** Nothing is allowed to user mode, and no threshold is set. */
  void reset() {
    access = 0;
    thresholds = 0;
  }

  /** Reads 1, 2 or 4 bytes at an aligned address in the window, zero-extended. */
  int read(int pa, int size, boolean privileged) {
    int offset = pa & (WINDOW - WORD);
    unmodelled.touched(name(offset), false);
    if (!privileged && (offset == FDACSR || (access & UR) == 0)) {
      return 0;
    }
    int word =
        switch (offset) {
          case FDACSR -> DEVICE | access;
          case FDCFG -> thresholds;
          case FDSTAT -> EMPTY;
          default -> 0;
        };
    return (word >>> (8 * (pa & 3))) & (-1 >>> (32 - 8 * size));
  }

  /** Writes 1, 2 or 4 bytes at an aligned address in the window. */
  void write(int pa, int size, int value, boolean privileged) {
    int offset = pa & (WINDOW - WORD);
    unmodelled.touched(name(offset), true);
    if (size != WORD || (!privileged && (offset == FDACSR || (access & UW) == 0))) {
      return;
    }
    if (offset == FDACSR) {
      access = value & (UW | UR);
    } else if (offset == FDCFG) {
      thresholds = value & THRESHOLDS;
    }
  }

  private static String name(int offset) {
    return switch (offset) {
      case FDACSR -> "FDACSR";
      case FDCFG -> "FDCFG";
      case FDSTAT -> "FDSTAT";
      case FDRX -> "FDRX";
      default ->
          offset >= FDTX && offset < FDTX + CHANNELS * REGISTER && offset % REGISTER == 0
              ? "FDTX" + (offset - FDTX) / REGISTER
              : String.format("CDMM+0x%04X", offset);
    };
  }

  @Override
  public void visit(StateVisitor visitor) {
    access = visitor.int32("access", access);
    thresholds = visitor.int32("thresholds", thresholds);
  }
}
