package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
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
    List<Summary.Guest> guests = new ArrayList<>();
    for (GuestView guest : hypervisor.guests()) {
      guests.add(
          new Summary.Guest(
              guest.id(),
              accounts.usage(guest.id()),
              guest.exits(),
              guest.state().name().toLowerCase(Locale.ROOT)));
    }
    return guests;
  }

  /** How each guest, and then each thread, has been served until now. */
  List<Summary.Task> served(long now) {
    List<Summary.Task> served = new ArrayList<>();
    for (GuestView guest : hypervisor.guests()) {
      served.add(served(guest, false, accounts.usage(guest.id()).cycles()));
    }
    for (GuestView thread : hypervisor.threads()) {
      served.add(served(thread, true, charges.executed(thread.id(), now)));
    }
    return served;
  }

  private Summary.Task served(GuestView task, boolean thread, long cycles) {
    TimeUse use = task.timeUse();
    return new Summary.Task(
        task.id(),
        thread,
        cycles,
        charges.cycles(task.id()),
        use.switches(),
        use.overruns(),
        use.worstLatency() < 0 ? OptionalLong.empty() : OptionalLong.of(use.worstLatency()));
  }

  /** Who that is, with the name of the image; nothing if it is not one of these. */
  String title(int id) {
    for (GuestView guest : hypervisor.guests()) {
      if (guest.id() == id) {
        return Board.owner(id) + stem(guest);
      }
    }
    for (GuestView thread : hypervisor.threads()) {
      if (thread.id() == id) {
        return "thread " + id + stem(thread);
      }
    }
    return Board.owner(id);
  }

  private static String stem(GuestView task) {
    int dot = task.name().lastIndexOf('.');
    String stem = dot > 0 ? task.name().substring(0, dot) : task.name();
    return stem.isEmpty() ? "" : " (" + stem + ")";
  }
}
