package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.TimeUse;
import org.vzlab.vp.model.TinyVp;

/** What there is to say of the guests and threads of a modelled hypervisor. */
final class ModelledTasks {
  private final TinyVp hypervisor;
  private final Accounts accounts;
  private final Charges charges;

  ModelledTasks(TinyVp hypervisor, Accounts accounts, Charges charges) {
    this.hypervisor = hypervisor;
    this.accounts = accounts;
    this.charges = charges;
  }

  /** What each guest has used. */
  List<Summary.Guest> guests() {
    return summaries(hypervisor.guests(), 0);
  }

  /** What each thread has used. */
  List<Summary.Guest> threads() {
    return summaries(hypervisor.threads(), CycleAccount.THREADS);
  }

  private List<Summary.Guest> summaries(List<GuestView> views, int firstOwner) {
    List<Summary.Guest> summaries = new ArrayList<>();
    for (GuestView view : views) {
      summaries.add(
          new Summary.Guest(
              view.id(),
              accounts.usage(firstOwner + view.id()),
              view.exits(),
              view.state().name().toLowerCase(Locale.ROOT)));
    }
    return summaries;
  }

  /** How each guest, and then each thread, has been served. */
  List<Summary.Task> served() {
    List<Summary.Task> served = new ArrayList<>();
    hypervisor.guests().forEach(guest -> served.add(served(guest, 0)));
    hypervisor.threads().forEach(thread -> served.add(served(thread, CycleAccount.THREADS)));
    return served;
  }

  private Summary.Task served(GuestView task, int firstOwner) {
    TimeUse use = task.timeUse();
    return new Summary.Task(
        task.id(),
        firstOwner == CycleAccount.THREADS,
        accounts.usage(firstOwner + task.id()).cycles(),
        charges.cycles(task.id()),
        use.switches(),
        use.overruns(),
        use.worstLatency() < 0 ? OptionalLong.empty() : OptionalLong.of(use.worstLatency()));
  }

  /** Guests and threads by the numbers that {@code Hart.owner} has for them. */
  List<Integer> owners() {
    List<Integer> owners = new ArrayList<>();
    hypervisor.guests().forEach(guest -> owners.add(guest.id()));
    hypervisor.threads().forEach(thread -> owners.add(CycleAccount.THREADS + thread.id()));
    return owners;
  }

  /** Who that is, by the number that {@code Hart.owner} has, with the name of the image. */
  String title(int owner) {
    String name = "";
    boolean thread = owner >= CycleAccount.THREADS;
    for (GuestView view : thread ? hypervisor.threads() : hypervisor.guests()) {
      name = view.id() == Board.id(owner) ? view.name() : name;
    }
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return Board.owner(owner) + (stem.isEmpty() ? "" : " (" + stem + ")");
  }
}
