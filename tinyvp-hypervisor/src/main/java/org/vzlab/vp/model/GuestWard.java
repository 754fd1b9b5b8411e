package org.vzlab.vp.model;

import java.util.List;
import org.vzlab.vp.layout.Supervision;
import org.vzlab.vp.vdev.SharedConsole;
import org.vzlab.vp.vdev.Ward;

/** How a supervision acts on its guest. */
record GuestWard(
    Supervision supervision,
    Guest guest,
    Hypervisor hypervisor,
    SharedConsole console,
    VpListener listener)
    implements Ward {
  /** The guest of a supervision, among all. */
  static GuestWard of(
      Supervision supervision,
      List<Guest> guests,
      Hypervisor hypervisor,
      SharedConsole console,
      VpListener listener) {
    Guest guest =
        guests.stream().filter(g -> g.id() == supervision.guest()).findFirst().orElseThrow();
    return new GuestWard(supervision, guest, hypervisor, console, listener);
  }

  @Override
  public void fail(String reason) {
    hypervisor.fault(guest, reason);
  }

  @Override
  public void restart(int number) {
    int by = supervision.supervisor();
    int limit = supervision.restarts();
    hypervisor.restart(guest);
    console.notice(
        String.format("Thread%d: restarted by Thread%d (%d of %d)", guest.id(), by, number, limit));
    listener.guestRestartedBy(guest, by, number, limit);
  }

  @Override
  public void stop() {
    hypervisor.stop(guest);
    console.notice(
        String.format("Thread%d: stopped by Thread%d", guest.id(), supervision.supervisor()));
  }
}
