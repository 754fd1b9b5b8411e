package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.AccessTime;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Tally;
import org.vzlab.mips.timing.Timing;

/**
 * The time of what leaves the core: lines for the caches, uncached accesses, and stores through the
 * write buffer.
 *
 * <p>A miss waits until the critical word is there, and execution goes on while the rest of the
 * line comes (MIPS32 4KEc data sheet); what needs the bus meanwhile waits for its end. That a store
 * that misses waits as a load does is our choice. An uncached load waits until all stores before it
 * have arrived. Fills and fetches do not: reads come before what the write buffer holds, even if it
 * holds their line.
 */
final class BusTiming implements Stateful {
  private final Bus bus;
  private final Timing timing;
  private final WriteBuffer writes;
  private final int lineRefill;
  private final int lineRest;
  private final int uncached;
  private final int writeLine;
  private final int writeWord;

  /** When the line that came last is complete; in the past if it is. */
  private long lineComplete;

  BusTiming(Bus bus, Timing timing) {
    this.bus = bus;
    this.timing = timing;
    writes = new WriteBuffer(Math.max(1, timing.get(TimingConstant.WRITE_BUFFER)));
    lineRefill = timing.get(TimingConstant.LINE_REFILL);
    lineRest = timing.get(TimingConstant.LINE_REST);
    uncached = timing.get(TimingConstant.UNCACHED);
    writeLine = timing.get(TimingConstant.WRITE_LINE);
    writeWord = timing.get(TimingConstant.WRITE_WORD);
  }

  /** An access has not found its line. */
  void missed(AccessTime.Kind kind) {
    if (timing.approximate) {
      timing.account.count(
          kind == AccessTime.Kind.FETCH ? Tally.INSTRUCTION_MISS : Tally.DATA_MISS);
    }
  }

  /** A line comes into a cache. */
  void fill(int pa, AccessTime.Kind kind) {
    if (timing.approximate) {
      transport(pa, kind, missOf(kind), lineRefill);
      lineComplete = timing.now() + lineRest;
    }
  }

  /** A CACHE operation on a line. */
  void operate(AccessTime.Kind kind) {
    timing.stall(missOf(kind), TimingConstant.CACHE_OPERATION);
  }

  private static Stall missOf(AccessTime.Kind kind) {
    return kind == AccessTime.Kind.FETCH ? Stall.INSTRUCTION_MISS : Stall.DATA_MISS;
  }

  /** A line goes back to memory. */
  void writeBack(int pa) {
    if (timing.approximate) {
      post(pa, writeLine, WriteBuffer.NO_LINE);
    }
  }

  /** An uncached load. */
  void load(int pa) {
    drain();
    transport(pa, AccessTime.Kind.READ, Stall.BUS, uncached);
  }

  /** An uncached fetch of a word. */
  void fetch(int pa) {
    transport(pa, AccessTime.Kind.FETCH, Stall.BUS, uncached);
  }

  /** An uncached store. */
  void store(int pa) {
    post(pa, writeWord, WriteBuffer.NO_LINE);
  }

  /**
   * A store that goes through the data cache, or past it because its line is not there. Config.MM
   * says that such stores are merged: one whose line already waits in the write buffer joins it.
   */
  void writeThrough(int pa) {
    if (timing.approximate) {
      int line = pa & -Cache.LINE;
      if (!writes.merges(timing.now(), line)) {
        post(pa, writeWord, line);
      }
    }
  }

  /** Waits until all stores have arrived. */
  void drain() {
    if (timing.approximate) {
      timing.pass(Stall.BUS, writes.empty() - timing.now());
    }
  }

  private void post(int pa, int transport, int line) {
    timing.pass(Stall.BUS, writes.room() - timing.now());
    int target = bus.timeAt(pa).cycles(pa, AccessTime.Kind.WRITE);
    writes.add(timing.now(), transport + target, line);
  }

  private void transport(int pa, AccessTime.Kind kind, Stall reason, int cycles) {
    timing.pass(reason, lineComplete - timing.now());
    timing.pass(isFlash(pa) ? Stall.FLASH : reason, bus.timeAt(pa).cycles(pa, kind));
    timing.pass(reason, cycles);
  }

  private boolean isFlash(int pa) {
    Region region = bus.at(pa);
    return region != null && region.memory() != null && !region.memory().writable();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("writes", writes);
    lineComplete = visitor.int64("lineComplete", lineComplete);
  }
}
