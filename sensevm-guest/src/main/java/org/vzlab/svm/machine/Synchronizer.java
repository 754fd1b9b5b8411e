package org.vzlab.svm.machine;

import org.vzlab.svm.driver.Outside;

/** {@code CALLRTS 4}: an event happens, or the context waits for it. */
final class Synchronizer {
  private final Core core;
  private final Heap heap;
  private final Events events;
  private final Schedule schedule;
  private final Completion completion;
  private final Dispatcher dispatcher;
  private final ArrayMemory arrays;
  private final Outside outside;

  Synchronizer(
      Core core,
      Events events,
      Schedule schedule,
      Completion completion,
      Dispatcher dispatcher,
      ArrayMemory arrays,
      Outside outside) {
    this.core = core;
    heap = core.heap;
    this.events = events;
    this.schedule = schedule;
    this.completion = completion;
    this.dispatcher = dispatcher;
    this.arrays = arrays;
    this.outside = outside;
  }

  void sync(Context c) {
    long event = c.e;
    do {
      if (happens(c, events.alternative(event))) {
        return;
      }
      event = events.next(event);
    } while (event != Value.NULL);
    await(c);
  }

  private void await(Context c) {
    int dirtyCell = Value.word(core.alloc(Value.UNIT, Value.UNIT));
    for (long event = c.e; event != Value.NULL; event = events.next(event)) {
      int alternative = events.alternative(event);
      ownSide(alternative).add(c.number, alternative, dirtyCell);
    }
    c.pc += 2;
    c.state = ContextState.WAITING;
    dispatcher.dispatch();
  }

  private Waiters ownSide(int alternative) {
    int channel = events.channel(alternative);
    return events.receives(alternative)
        ? core.channels.receivers(channel)
        : core.channels.senders(channel);
  }

  private boolean happens(Context c, int alternative) {
    int channel = events.channel(alternative);
    int device = core.channels.device(channel);
    if (events.receives(alternative)) {
      return device == Channels.NONE
          ? receiveFromContext(c, alternative, core.channels.senders(channel))
          : receiveFromDevice(c, alternative, device);
    }
    return device == Channels.NONE
        ? sendToContext(c, alternative, core.channels.receivers(channel))
        : sendToDevice(c, alternative, device);
  }

  private boolean receiveFromDevice(Context c, int alternative, int device) {
    if (!outside.gives(device)) {
      throw Fault.of(Trap.BAD_DEVICE);
    }
    if (!outside.canReceive(device)) {
      return false;
    }
    completion.complete(c, alternative, Value.plain(outside.receive(device, arrays)));
    c.logicalTime = outside.clock();
    return true;
  }

  private boolean sendToDevice(Context c, int alternative, int device) {
    if (!outside.takes(device)) {
      throw Fault.of(Trap.BAD_DEVICE);
    }
    if (!outside.canSend(device)) {
      return false;
    }
    outside.send(device, heap.sndWord(alternative));
    completion.complete(c, alternative, Value.UNIT);
    return true;
  }

  private boolean receiveFromContext(Context c, int alternative, Waiters senders) {
    if (!senders.any()) {
      return false;
    }
    int offer = senders.alternative(0);
    long message = heap.snd(offer);
    Context sender = completion.take(senders);
    completion.complete(sender, offer, Value.UNIT);
    schedule.makeReady(sender);
    completion.complete(c, alternative, message);
    follow(c, sender);
    return true;
  }

  private boolean sendToContext(Context c, int alternative, Waiters receivers) {
    if (!receivers.any()) {
      return false;
    }
    int request = receivers.alternative(0);
    long message = heap.snd(alternative);
    Context receiver = completion.take(receivers);
    completion.complete(c, alternative, Value.UNIT);
    schedule.makeReady(c);
    completion.complete(receiver, request, message);
    follow(receiver, c);
    dispatcher.run(receiver);
    return true;
  }

  private static void follow(Context receiver, Context sender) {
    if (Long.compareUnsigned(sender.logicalTime, receiver.logicalTime) > 0) {
      receiver.logicalTime = sender.logicalTime;
    }
  }
}
