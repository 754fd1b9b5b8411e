package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.VpListener;

/** Tells of guests what the modelled hypervisor tells a board. */
final class Reports implements VpListener, Stateful {
  /** Lines that are told: a guest can have a transfer refused every few microseconds. */
  private static final int MOST_VIOLATIONS = 1000;

  private final Board board;
  private final List<VpListener> others = new ArrayList<>();
  private int violations;

  Reports(Board board) {
    this.board = board;
  }

  /** Tells somebody else as well. */
  void listen(VpListener listener) {
    others.add(listener);
  }

  @Override
  public void guestFaulted(GuestView guest, String reason) {
    board.report("guest " + guest.id() + " (" + guest.name() + ") stopped: " + reason);
    others.forEach(other -> other.guestFaulted(guest, reason));
  }

  @Override
  public void threadFaulted(GuestView thread, String reason) {
    board.report("thread " + thread.id() + " (" + thread.name() + ") stopped: " + reason);
    others.forEach(other -> other.threadFaulted(thread, reason));
  }

  @Override
  public void guestFailed(GuestView guest, String reason) {
    board.report("guest " + guest.id() + " (" + guest.name() + ") failed: " + reason);
    others.forEach(other -> other.guestFailed(guest, reason));
  }

  @Override
  public void guestRestartedBy(GuestView guest, int supervisor, int number, int limit) {
    board.report(
        String.format(
            "guest %d restarted by guest %d (%d of %d)", guest.id(), supervisor, number, limit));
    others.forEach(other -> other.guestRestartedBy(guest, supervisor, number, limit));
  }

  @Override
  public long raisedAt(int irq, long now) {
    return board.raisedAt(irq, now);
  }

  @Override
  public void message(Mailbox mailbox, Mailbox.Event event, int sequence, long time) {
    if (board.messages.isOn()) {
      board.messages.emit(MailboxMessage.of(mailbox, event, sequence, time));
    }
    others.forEach(other -> other.message(mailbox, event, sequence, time));
  }

  @Override
  public void busViolation(String line) {
    violations = Math.min(violations + 1, MOST_VIOLATIONS + 2);
    if (violations <= MOST_VIOLATIONS) {
      board.report(line);
    } else if (violations == MOST_VIOLATIONS + 1) {
      board.report("SBA: further access violations are not told");
    }
    others.forEach(other -> other.busViolation(line));
  }

  @Override
  public void startFailed(String reason) {
    board.report("the hypervisor does not start: " + reason);
    others.forEach(other -> other.startFailed(reason));
  }

  @Override
  public void guestRestarted(GuestView guest) {
    others.forEach(other -> other.guestRestarted(guest));
  }

  @Override
  public void writeIgnored(int task, int address, int size, int value) {
    others.forEach(other -> other.writeIgnored(task, address, size, value));
  }

  @Override
  public void accessed(int task, Window window, int address, int size, boolean store) {
    for (int i = 0; i < others.size(); i++) {
      others.get(i).accessed(task, window, address, size, store);
    }
  }

  @Override
  public void raised(int guest, int irq) {
    for (int i = 0; i < others.size(); i++) {
      others.get(i).raised(guest, irq);
    }
  }

  @Override
  public void presented(int guest, int irq) {
    for (int i = 0; i < others.size(); i++) {
      others.get(i).presented(guest, irq);
    }
  }

  @Override
  public void answers(int task, long since, long time) {
    for (int i = 0; i < others.size(); i++) {
      others.get(i).answers(task, since, time);
    }
  }

  @Override
  public void filled(int task, int physical, int size) {
    for (int i = 0; i < others.size(); i++) {
      others.get(i).filled(task, physical, size);
    }
  }

  @Override
  public void printed(int task, int character) {
    others.forEach(other -> other.printed(task, character));
  }

  @Override
  public void typed(int task, int character) {
    others.forEach(other -> other.typed(task, character));
  }

  @Override
  public void stopped(GuestView task) {
    others.forEach(other -> other.stopped(task));
  }

  @Override
  public void visit(StateVisitor visitor) {
    violations = visitor.int32("violations", violations);
  }
}
