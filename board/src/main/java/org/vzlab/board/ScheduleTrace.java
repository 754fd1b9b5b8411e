package org.vzlab.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.port.RootWork;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.soc.intc.InterruptChange;
import org.vzlab.vp.cost.Work;

/**
 * The trace of who has the processor: a track for root and one for each guest and each thread of
 * the modelled hypervisor, in which every cycle is somebody's. A guest's time is what its cycles
 * are counted by, to the cycle; see {@link TraceEvents} for what is put together.
 */
final class ScheduleTrace {
  private static final int ROOT = TraceEvents.ROOT;

  /** Instants in one piece of time that are written; the others are counted. */
  private static final int INSTANTS = 8;

  private static final String RUNS = "runs";

  /** What root does besides dealing with an exit, by the work that says so. */
  private static final Map<RootWork, String> PARTS =
      Map.of(
          Work.SWITCH, "switch",
          Work.WIRED_ENTRY, "switch",
          Work.SHADOW_REGISTER, "switch",
          Work.HOLD, "hold",
          Work.PRINT, "print",
          Work.CLEAR_WORD, "clear memory");

  /** Which of them lead into a guest or thread. */
  private static final List<String> WAY_IN = List.of("switch", "hold");

  private final Hart hart;
  private final TraceEvents events;

  /** Cycles of each guest and thread when it has left last, by {@link Hart#owner}. */
  private final long[] used = new long[CycleAccount.OWNERS];

  /** Who has the processor, by {@link Hart#owner}, for what, since when. */
  private int track;

  private String name = "start";
  private long since;
  private List<TraceEvents.Instant> instants = new ArrayList<>();
  private int more;

  /** What root is about, apart from a part of its work. */
  private String about = name;

  /** When the part of its work that it is at ends; -1 if it is at none. */
  private long partEnds = -1;

  /** What has been presented to the guest that is entered next: the last few changes. */
  private final Deque<Crossing.Presented> presented = new ArrayDeque<>();

  private ScheduleTrace(Hart hart, TraceEvents events) {
    this.hart = hart;
    this.events = events;
    since = hart.scheduler.now();
    track = hart.owner();
    name = track == ROOT ? name : RUNS;
    rememberUse();
  }

  /**
   * Writes lines from now on.
   *
   * @param tasks guests and threads, or null without a modelled hypervisor
   * @param titles of root (0), guests and threads, by {@link Hart#owner}
   * @return writes the last ones
   */
  static Runnable listen(
      Hart hart,
      TraceChannel<InterruptChange> interrupts,
      TraceChannel<MailboxMessage> messages,
      ModelledTasks tasks,
      IntFunction<String> titles,
      Consumer<String> lines) {
    ScheduleTrace trace = new ScheduleTrace(hart, new TraceEvents(lines, titles));
    hart.crossings().listen(trace::take);
    interrupts.listen(trace::take);
    messages.listen(trace::take);
    return () -> {
      trace.end();
      trace.events.end(tasks == null ? List.of() : tasks.owners());
    };
  }

  private void end() {
    long now = hart.scheduler.now();
    settle(now);
    close(now);
  }

  private void take(InterruptChange change) {
    if (change.what() == InterruptChange.What.RAISED) {
      instant(ROOT, "irq " + change.irq(), change.time());
    }
  }

  private void take(MailboxMessage message) {
    instant(message.guest(), message.text(), message.time());
  }

  private void take(Crossing crossing) {
    if (crossing instanceof Crossing.Charged charged) {
      charged(charged);
    } else if (crossing instanceof Crossing.Left left) {
      left(left);
    } else if (crossing instanceof Crossing.Entered entered) {
      entered(entered);
    } else if (crossing instanceof Crossing.Presented request && track == ROOT) {
      presented(request);
    } else if (crossing instanceof Crossing.Delivered delivered) {
      instant(delivered.guestId(), "interrupt taken", delivered.time());
    } else if (crossing instanceof Crossing.Waiting waiting) {
      settle(waiting.time());
      goOn(track, track == ROOT ? "idle" : "waits", waiting.time());
    } else if (crossing instanceof Crossing.Woken woken) {
      about = "interrupt";
      goOn(track, track == ROOT ? about : RUNS, woken.time());
    } else if (crossing instanceof Crossing.Reset reset) {
      about = "start";
      partEnds = -1;
      goOn(ROOT, about, reset.time());
      rememberUse();
    }
  }

  private void charged(Crossing.Charged charged) {
    settle(charged.time());
    String part = PARTS.get(charged.work());
    if (part != null) {
      goOn(ROOT, part, charged.time());
      about = WAY_IN.contains(part) ? "entry" : about;
      partEnds = charged.time() + charged.cycles();
    }
  }

  private void left(Crossing.Left left) {
    instant(left.owner(), left.reason().name(), left.time());
    about = "exit " + left.reason();
    goOn(ROOT, about, left.time());
    used[left.owner()] = hart.usage.cycles(left.owner());
  }

  /** Its time has begun before its first instruction: with what entering it takes. */
  private void entered(Crossing.Entered entered) {
    settle(entered.time());
    int next = entered.owner();
    for (Crossing.Presented request : presented) {
      String what = request.level() == 0 ? "withdrawn" : "presented, level " + request.level();
      instant(next, "interrupt " + what, request.time());
    }
    presented.clear();
    goOn(next, RUNS, entered.first() - (hart.usage.cycles(next) - used[next]));
  }

  private void presented(Crossing.Presented request) {
    if (presented.size() == INSTANTS) {
      presented.remove();
      more++;
    }
    presented.add(request);
  }

  private void rememberUse() {
    for (int id = 0; id < used.length; id++) {
      used[id] = hart.usage.cycles(id);
    }
  }

  /** A part of root's work has ended if it is time. */
  private void settle(long now) {
    if (partEnds >= 0 && now >= partEnds) {
      goOn(ROOT, about, partEnds);
      partEnds = -1;
    }
  }

  private void instant(int of, String what, long time) {
    if (instants.size() < INSTANTS) {
      instants.add(new TraceEvents.Instant(of, what, time));
    } else {
      more++;
    }
  }

  private void goOn(int next, String what, long time) {
    if (next != track || !what.equals(name)) {
      close(time);
      track = next;
      name = what;
    }
  }

  private void close(long time) {
    if (time > since) {
      List<TraceEvents.Instant> later = new ArrayList<>();
      instants.stream().filter(instant -> instant.time() > time).forEach(later::add);
      instants.removeAll(later);
      events.add(new TraceEvents.Piece(track, name, since, time, instants, more));
      instants = later;
      more = 0;
      since = time;
    }
  }
}
