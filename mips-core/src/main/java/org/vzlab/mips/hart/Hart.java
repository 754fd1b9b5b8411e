package org.vzlab.mips.hart;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.mmu.Mmu;

/**
 * The state of the processor. Fields that every instruction touches are public: the instruction set
 * and the engines are the only code that uses them.
 */
public final class Hart {
  /** Shadow register sets (SRSCtl.HSS + 1). */
  public static final int SHADOW_SETS = 8;

  /** Index in a register set that takes what is written to register 0. */
  public static final int SINK = 32;

  /** The current register set: 32 registers, of which 0 stays 0, and {@link #SINK}. */
  public int[] gpr = new int[SINK + 1];

  /** The HI register. */
  public int hi;

  /** The LO register. */
  public int lo;

  /** Address of the current instruction, or between instructions of the next one. */
  public int pc;

  /** Whether the current instruction stands in a delay slot. */
  public boolean inDelaySlot;

  /** Address of the branch in whose delay slot the current instruction stands. */
  public int branchPc;

  /** Whether the branch just executed annuls its delay slot. */
  public boolean annulled;

  /** Instructions executed since power-on, in all contexts. */
  public long instructions;

  /** Board time. */
  public final Scheduler scheduler;

  /** Loads, stores and fetches. */
  public final Mmu mmu;

  /** Exceptions. */
  public final Traps traps;

  /** Whether instructions can be executed at {@link #pc} now. */
  public boolean prepare() {
    return true;
  }

  /** The guest that executes, 0 for the root. */
  public int guestId() {
    return 0;
  }

  /** A processor on a bus. */
  public Hart(Scheduler scheduler, Bus bus) {
    this.scheduler = scheduler;
    mmu = new Mmu(bus);
    traps = new Traps(this);
  }
}
