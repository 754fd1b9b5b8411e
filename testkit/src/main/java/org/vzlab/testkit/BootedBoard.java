package org.vzlab.testkit;

import org.vzlab.board.Bench;
import org.vzlab.board.End;
import org.vzlab.kit.state.Snapshot;

/** A board that has booted once, and can be as it was then as often as a test wants it. */
final class BootedBoard {
  private final Recipe recipe;
  private final Bench bench;
  private final Recording recording;
  private final Snapshot booted;

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

  /** As it was after boot. */
  void reset() {
    bench.restore(booted);
    recording.rewind();
  }
}
