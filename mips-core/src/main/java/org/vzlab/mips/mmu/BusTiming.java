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
 * write buffer. A fill waits for the critical word's line as a whole; an uncached load waits until
 * all stores before it have arrived, a fill does not.
 */
final class BusTiming implements Stateful {
  private final Bus bus;
  private final Timing timing;
  private final WriteBuffer writes;
  private final int lineRefill;
  private final int uncached;
  private final int writeLine;
  private final int writeWord;

  BusTiming(Bus bus, Timing timing) {
    this.bus = bus;
    this.timing = timing;
    writes = new WriteBuffer(Math.max(1, timing.get(TimingConstant.WRITE_BUFFER)));
    lineRefill = timing.get(TimingConstant.LINE_REFILL);
    uncached = timing.get(TimingConstant.UNCACHED);
    writeLine = timing.get(TimingConstant.WRITE_LINE);
    writeWord = timing.get(TimingConstant.WRITE_WORD);
  }

  /** A line comes into a cache. */
  void fill(int pa, AccessTime.Kind kind) {
    if (timing.approximate) {
      Stall miss = kind == AccessTime.Kind.FETCH ? Stall.INSTRUCTION_MISS : Stall.DATA_MISS;
      timing.account.count(
          kind == AccessTime.Kind.FETCH ? Tally.INSTRUCTION_MISS : Tally.DATA_MISS);
      timing.pass(miss, lineRefill);
      answer(pa, kind, miss);
    }
  }

  /** A line goes back to memory. */
  void writeBack(int pa) {
    if (timing.approximate) {
      post(pa, writeLine);
    }
  }

  /** An uncached fetch or load. */
  void read(int pa, AccessTime.Kind kind) {
    timing.pass(Stall.BUS, writes.empty() - timing.now());
    timing.pass(Stall.BUS, uncached);
    answer(pa, kind, Stall.BUS);
  }

  /** A store that goes past the data cache or through it. */
  void write(int pa) {
    if (timing.approximate) {
      post(pa, writeWord);
    }
  }

  /** SYNC: waits until all stores have arrived. */
  void drain() {
    if (timing.approximate) {
      timing.pass(Stall.BUS, writes.empty() - timing.now());
    }
  }

  private void post(int pa, int transport) {
    timing.pass(Stall.BUS, writes.room() - timing.now());
    writes.add(timing.now(), transport + answerTime(pa, AccessTime.Kind.WRITE));
  }

  private void answer(int pa, AccessTime.Kind kind, Stall reason) {
    Region region = bus.at(pa);
    if (region != null) {
      boolean flash = region.memory() != null && !region.memory().writable();
      timing.pass(flash ? Stall.FLASH : reason, region.time().cycles(pa, kind));
    }
  }

  private int answerTime(int pa, AccessTime.Kind kind) {
    Region region = bus.at(pa);
    return region == null ? 0 : region.time().cycles(pa, kind);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("writes", writes);
  }
}
