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

  /** When its turn has begun; -1 if it has none. */
  private long turn = -1;

  /** When it has left last. */
  private long left;

  /** SYSCLK cycles of all its turns that are over. */
  private long had;

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
    if (crossing instanceof Crossing.Left leaves) {
      last = leaves.owner();
      taken = leaves.time();
      left = taken;
    } else if (crossing instanceof Crossing.Waiting) {
      last = NOBODY;
      endTurn(left);
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
    if (!ours) {
      endTurn(left);
    } else if (turn < 0) {
      turn = entered.first();
    }
  }

  /** What root does for others, or for nobody, behind the last instruction is not its own. */
  private void endTurn(long time) {
    had += turn < 0 ? 0 : time - turn;
    turn = -1;
  }

  /** The run is over. */
  void end() {
    endTurn(bench.now());
    Occasion now = new Occasion(beside, bench.now());
    service.share((double) had / (bench.now() - start), now);
    GuestView view = view();
    long since = view.timeUse().waitsSince();
    if (since >= 0 && view.state() == GuestState.RUNNING) {
      service.latency(bench.now() - since, now);
    }
    if (use().overruns() > before.overruns()) {
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
