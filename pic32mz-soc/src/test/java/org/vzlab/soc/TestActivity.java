package org.vzlab.soc;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.peripheral.ProcessorActivity;

/** A processor whose instructions all take the same time; it waits when a test says so. */
final class TestActivity implements ProcessorActivity, Stateful {
  private final Scheduler time;
  private Runnable onWake = () -> {};
  private long before;
  private long since;
  private int cyclesEach = 1;
  private boolean waiting;

  TestActivity(Scheduler time) {
    this.time = time;
  }

  /** Instructions take so many SYSCLK cycles from now on. */
  void pace(int cycles) {
    settle();
    cyclesEach = cycles;
  }

  /** WAIT. */
  void await() {
    settle();
    waiting = true;
  }

  /** WAIT ends. */
  void wake() {
    since = time.now();
    waiting = false;
    onWake.run();
  }

  private void settle() {
    before = instructions();
    since = time.now();
  }

  @Override
  public long instructions() {
    return waiting ? before : before + (time.now() - since) / cyclesEach;
  }

  @Override
  public boolean isWaiting() {
    return waiting;
  }

  @Override
  public void onWake(Runnable listener) {
    onWake = listener;
  }

  @Override
  public void visit(StateVisitor visitor) {
    before = visitor.int64("before", before);
    since = visitor.int64("since", since);
    cyclesEach = visitor.int32("cyclesEach", cyclesEach);
    waiting = visitor.flag("waiting", waiting);
  }
}
