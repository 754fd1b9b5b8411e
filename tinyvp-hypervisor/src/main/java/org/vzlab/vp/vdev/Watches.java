package org.vzlab.vp.vdev;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.Supervision;

/** All supervisions of the hypervisor. */
public final class Watches implements Stateful {
  private final List<Watch> watches = new ArrayList<>();

  /** Supervisions of guests that have not started yet. */
  public Watches(List<Supervision> supervisions, RootPort port, RootClock clock) {
    for (Supervision supervision : supervisions) {
      watches.add(new Watch(supervision, port, clock));
    }
  }

  /** Who stops and restarts the guest of a supervision. */
  public void connect(Supervision supervision, Ward ward) {
    for (Watch watch : watches) {
      if (watch.supervision().equals(supervision)) {
        watch.ward(ward);
      }
    }
  }

  /** Whether a guest has a supervisor. */
  public boolean supervise(int guest) {
    for (int i = 0; i < watches.size(); i++) {
      if (watches.get(i).supervision().guest() == guest) {
        return true;
      }
    }
    return false;
  }

  /** Somebody at the console may have stopped a guest, or restarted it: its supervisor is told. */
  public void lookedAfter(int guest) {
    for (Watch watch : watches) {
      if (watch.supervision().guest() == guest) {
        watch.lookedAfter();
      }
    }
  }

  /** Whether a guest has failed and was not restarted. */
  public boolean anyFailed() {
    return watches.stream().anyMatch(Watch::failed);
  }

  /**
   * A guest's end of a supervision.
   *
   * @throws IllegalArgumentException if the guest has none of that name
   */
  GuestEnd end(int guest, String device) {
    for (Watch watch : watches) {
      Supervision supervision = watch.supervision();
      if (supervision.device().equals(device) && supervision.guest() == guest) {
        return new SupervisedEnd(watch);
      }
      if (supervision.device().equals(device) && supervision.supervisor() == guest) {
        return new SupervisorEnd(watch);
      }
    }
    throw new IllegalArgumentException(
        String.format("guest %d: no end of a supervision %s", guest, device));
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int i = 0; i < watches.size(); i++) {
      visitor.enter("supervision" + i, watches.get(i));
    }
  }
}
