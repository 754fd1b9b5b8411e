package org.vzlab.svm.machine;

import org.vzlab.svm.driver.Outside;

/** Finds the context to run next; docs/sense-vm.md, "Dispatch". */
final class Dispatcher {
  private final Core core;
  private final Schedule schedule;
  private final Completion completion;
  private final ArrayMemory arrays;
  private final Outside outside;

  Dispatcher(
      Core core, Schedule schedule, Completion completion, ArrayMemory arrays, Outside outside) {
    this.core = core;
    this.schedule = schedule;
    this.completion = completion;
    this.arrays = arrays;
    this.outside = outside;
  }

  /** The running context has stopped or given way: another runs, or the program is over. */
  void dispatch() {
    core.running = null;
    boolean news = true;
    while (news) {
      if (schedule.anySleeps()) {
        schedule.wakeAllDue(outside.clock());
      }
      boolean waiting = serveDevices();
      if (schedule.anyReady()) {
        run(schedule.takeReady());
        return;
      }
      news = (waiting || schedule.anySleeps()) && idle();
    }
    core.end = allUnused() ? End.STOP : End.BLOCKED;
  }

  void run(Context context) {
    context.state = ContextState.RUNNING;
    core.running = context;
  }

  private boolean idle() {
    return outside.idle(schedule.anySleeps() ? schedule.firstWake() : Outside.NEVER);
  }

  private boolean allUnused() {
    for (Context context : core.contexts) {
      if (context.state != ContextState.UNUSED) {
        return false;
      }
    }
    return true;
  }

  /** Whether anybody waits at a device still. */
  private boolean serveDevices() {
    boolean waiting = false;
    for (int channel : core.channels.bound()) {
      int device = core.channels.device(channel);
      waiting |= serveReceivers(core.channels.receivers(channel), device);
      waiting |= serveSenders(core.channels.senders(channel), device);
    }
    return waiting;
  }

  private boolean serveReceivers(Waiters receivers, int device) {
    while (receivers.any()) {
      if (!outside.gives(device) || !outside.canReceive(device)) {
        return true;
      }
      int alternative = receivers.alternative(0);
      Context receiver = completion.take(receivers);
      long word = Value.plain(outside.receive(device, arrays));
      completion.complete(receiver, alternative, word);
      receiver.logicalTime = outside.clock();
      schedule.makeReady(receiver);
    }
    return false;
  }

  private boolean serveSenders(Waiters senders, int device) {
    while (senders.any()) {
      if (!outside.takes(device) || !outside.canSend(device)) {
        return true;
      }
      int alternative = senders.alternative(0);
      Context sender = completion.take(senders);
      outside.send(device, core.heap.sndWord(alternative));
      completion.complete(sender, alternative, Value.UNIT);
      schedule.makeReady(sender);
    }
    return false;
  }
}
