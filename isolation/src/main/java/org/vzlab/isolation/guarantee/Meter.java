package org.vzlab.isolation.guarantee;

import java.util.stream.Stream;
import org.vzlab.board.Bench;
import org.vzlab.board.Summary;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.vp.model.GuestState;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.TinyVp;
import org.vzlab.vp.model.VpListener;

/** Measures on a board, from now on, what a guest or thread has of the processor. */
final class Meter implements VpListener {
  private static final int NOBODY = -1;

  private final Bench bench;
  private final int task;
  private final String beside;
  private final Service service;
  private final long start;
  private final Summary.Task before;

  /** Who has had the processor last, by {@code Hart.owner}, since it was last nobody's. */
  private int last = NOBODY;

  /** When root has got it: from a guest, or awake. */
  private long taken = -1;

  /**
   * Begins.
   *
   * @param task id of the guest or thread
   * @param beside what the others are
   * @param service takes what is measured
   */
  Meter(Bench bench, int task, String beside, Service service) {
    this.bench = bench;
    this.task = task;
    this.beside = beside;
    this.service = service;
    start = bench.now();
    before = use();
    bench.listen(this);
    bench.hart().crossings().listen(this::crossed);
  }

  @Override
  public void answers(int id, long since, long time) {
    if (id == task) {
      service.latency(time - since, new Occasion(beside, time));
    }
  }

  private void crossed(Crossing crossing) {
    if (crossing instanceof Crossing.Left left) {
      last = left.owner();
      taken = left.time();
    } else if (crossing instanceof Crossing.Waiting) {
      last = NOBODY;
    } else if (crossing instanceof Crossing.Woken woken) {
      taken = woken.time();
    } else if (crossing instanceof Crossing.Entered entered) {
      entered(entered);
    }
  }

  private void entered(Crossing.Entered entered) {
    boolean ours = entered.owner() % CycleAccount.THREADS == task;
    if (ours && entered.owner() != last && taken >= 0) {
      service.switched(entered.first() - taken, new Occasion(beside, entered.first()));
    }
  }

  /** The run is over. */
  void end() {
    Summary.Task after = use();
    long had = after.cycles() + after.work() - before.cycles() - before.work();
    Occasion now = new Occasion(beside, bench.now());
    service.share((double) had / (bench.now() - start), now);
    GuestView view = view();
    long since = view.timeUse().waitsSince();
    if (since >= 0 && view.state() == GuestState.RUNNING) {
      service.latency(bench.now() - since, now);
    }
    if (after.overruns() > before.overruns()) {
      service.overran();
    }
  }

  private Summary.Task use() {
    return bench.summary().tasks().stream()
        .filter(one -> one.id() == task)
        .findFirst()
        .orElseThrow();
  }

  private GuestView view() {
    TinyVp hypervisor = bench.hypervisor().orElseThrow();
    return Stream.concat(hypervisor.guests().stream(), hypervisor.threads().stream())
        .filter(one -> one.id() == task)
        .findFirst()
        .orElseThrow();
  }
}
