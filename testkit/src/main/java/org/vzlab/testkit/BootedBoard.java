package org.vzlab.testkit;

import org.vzlab.board.Bench;
import org.vzlab.board.End;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.state.Snapshot;

/** A board that has booted once, and can be as it was then as often as a test wants it. */
final class BootedBoard {
  private final Recipe recipe;
  private final Bench bench;
  private final Recording recording;
  private final Snapshot booted;
  private final byte[] ram;

  BootedBoard(Recipe recipe) {
    this.recipe = recipe;
    bench = recipe.open();
    recording = new Recording(bench);
    bench.run(recipe.boot().cycles());
    if (bench.end() != End.RUNNING) {
      throw new BadBoard(
          recipe.setup().target()
              + ": something that is not modelled was touched before boot was over: "
              + bench.summary().unmodelled());
    }
    booted = bench.snapshot();
    recording.mark();
    ram = bench.chip().ram().bytes().clone();
  }

  Recipe recipe() {
    return recipe;
  }

  Bench bench() {
    return bench;
  }

  Recording recording() {
    return recording;
  }

  /** The state after boot. */
  Snapshot booted() {
    return booted;
  }

  /** What was at a physical address of RAM after boot. */
  byte bootedByte(int physical) {
    Region region = bench.bus().at(physical);
    if (region == null || region.memory() != bench.chip().ram()) {
      throw new BadBoard(
          String.format("found address %s, expected one of the board's RAM", Texts.hex(physical)));
    }
    return ram[region.offsetInMemory(physical)];
  }

  /** As it was after boot. */
  void reset() {
    bench.restore(booted);
    recording.rewind();
  }
}
