package org.vzlab.svm.machine;

import org.vzlab.svm.driver.Outside;

/** Completes what a context has of an event that happens. */
final class Completion {
  /** Length of CALLRTS. */
  private static final int CALL_LENGTH = 2;

  private final Core core;
  private final Heap heap;
  private final Outside outside;

  Completion(Core core, Outside outside) {
    this.core = core;
    heap = core.heap;
    this.outside = outside;
  }

  /** Takes the oldest from a queue: it goes back to its CALLRTS until its part is completed. */
  Context take(Waiters waiters) {
    Context context = core.contexts[waiters.context(0)];
    waiters.take();
    context.pc -= CALL_LENGTH;
    return context;
  }

  /** Completes the part of a context that is at its CALLRTS. */
  void complete(Context context, int alternative, long value) {
    core.completing = context;
    core.work = Value.pointer(alternative);
    context.e = value;
    int to = context.pc + CALL_LENGTH;
    long wrap = heap.snd(heap.pair(heap.fst(alternative)));
    if (wrap != Value.NULL) {
      long behind = Value.plain(to);
      to = core.apply(context, wrap, value);
      context.push(behind);
    }
    context.pc = to;
    core.work = Value.UNIT;
    endDeadline(context);
    core.completing = null;
  }

  private void endDeadline(Context context) {
    if (context.deadline != Context.NO_DEADLINE) {
      if (Long.compareUnsigned(outside.clock(), context.deadline) > 0) {
        core.missed++;
      }
      context.deadline = Context.NO_DEADLINE;
    }
  }
}
