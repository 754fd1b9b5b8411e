package org.vzlab.isolation.fault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vzlab.board.Bench;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.hart.ExceptionTaken;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.VpListener;

/** Hears who on a board has noticed that something is wrong. */
final class Witness implements VpListener {
  /** In place of a task: the hypervisor itself, or all of the board. */
  static final int HYPERVISOR = 0;

  /** In place of a task: a bus master. */
  static final int BUS = -1;

  private static final int MOST = 100;

  private final Bench bench;
  private final List<Note> notes = new ArrayList<>();
  private final Set<Taken> taken = new HashSet<>();
  private final List<Taken> order = new ArrayList<>();

  /**
   * What somebody has noticed.
   *
   * @param task whose trouble it is, or {@link #HYPERVISOR}
   */
  record Note(long time, int task, String text) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "cycle %d: %s", time, text);
    }
  }

  /** A guest has taken an exception of its own of a kind. */
  record Taken(int task, ExcCode code) {}

  private Witness(Bench bench) {
    this.bench = bench;
  }

  static Witness of(Bench bench) {
    Witness witness = new Witness(bench);
    bench.listen(witness);
    bench.hart().traps.trace().listen(witness::took);
    bench.hart().crossings().listen(witness::crossed);
    return witness;
  }

  void clear() {
    notes.clear();
    taken.clear();
    order.clear();
  }

  List<Note> notes() {
    return List.copyOf(notes);
  }

  /** The kinds of exceptions that guests have taken. */
  List<Taken> taken() {
    return List.copyOf(order);
  }

  private void note(int task, String text) {
    if (notes.size() < MOST) {
      notes.add(new Note(bench.now(), task, text));
    }
  }

  private void took(ExceptionTaken exception) {
    if (exception.code() == ExcCode.INT) {
      return;
    }
    Taken kind = new Taken(exception.owner(), exception.code());
    if (exception.inGuest() && taken.add(kind)) {
      order.add(kind);
    } else if (exception.owner() == HYPERVISOR) {
      note(
          HYPERVISOR,
          String.format(
              Locale.ROOT, "root takes exception %s at %08x", exception.code(), exception.epc()));
    }
  }

  private void crossed(Crossing crossing) {
    if (crossing instanceof Crossing.Reset) {
      note(HYPERVISOR, "the processor is reset");
    }
  }

  @Override
  public void guestFaulted(GuestView guest, String reason) {
    note(guest.id(), "the hypervisor ends guest " + guest.id() + ": " + reason);
  }

  @Override
  public void guestFailed(GuestView guest, String reason) {
    note(guest.id(), "guest " + guest.id() + " has failed: " + reason);
  }

  @Override
  public void threadFaulted(GuestView thread, String reason) {
    note(thread.id(), "the hypervisor ends thread " + thread.id() + ": " + reason);
  }

  @Override
  public void startFailed(String reason) {
    note(HYPERVISOR, "the hypervisor does not start: " + reason);
  }

  /** Whose transfer it was is not known. */
  @Override
  public void busViolation(String line) {
    note(BUS, line);
  }
}
