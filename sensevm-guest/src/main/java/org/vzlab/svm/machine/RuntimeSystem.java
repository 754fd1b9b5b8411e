package org.vzlab.svm.machine;

import org.vzlab.svm.driver.Outside;
import org.vzlab.svm.format.Program;

/**
 * What CALLRTS calls, and STOP. Each sets the PC as the last thing it does before another context
 * runs.
 *
 * <p>docs/sense-vm.md, "The run-time system".
 */
final class RuntimeSystem {
  private static final int CALL_LENGTH = 2;

  private final Core core;
  private final Events events;
  private final Schedule schedule;
  private final Dispatcher dispatcher;
  private final Synchronizer synchronizer;
  private final Outside outside;
  private final int lastByte;

  RuntimeSystem(
      Core core, Schedule schedule, ArrayMemory arrays, Outside outside, Program program) {
    this.core = core;
    this.schedule = schedule;
    this.outside = outside;
    events = new Events(core);
    Completion completion = new Completion(core, outside);
    dispatcher = new Dispatcher(core, schedule, completion, arrays, outside);
    synchronizer =
        new Synchronizer(core, events, schedule, completion, dispatcher, arrays, outside);
    lastByte = program.codeEnd() - 1;
  }

  void call(Context c, int function) {
    switch (function) {
      case 0 -> spawn(c);
      case 1 -> channel(c);
      case 2 -> events.send(c);
      case 3 -> events.receive(c);
      case 4 -> {
        synchronizer.sync(c);
        return;
      }
      case 5 -> events.choose(c);
      case 6 -> bind(c);
      case 7 -> events.wrap(c);
      case 8 -> {
        time(c);
        return;
      }
      default -> throw Fault.of(Trap.BAD_CALL);
    }
    c.pc += CALL_LENGTH;
  }

  void stop(Context c) {
    c.state = ContextState.UNUSED;
    dispatcher.dispatch();
  }

  private void spawn(Context parent) {
    core.heap.pair(parent.e);
    Context child = unused();
    child.clearStack();
    child.pc = core.apply(child, parent.e, Value.UNIT);
    child.push(Value.plain(lastByte));
    child.logicalTime = parent.logicalTime;
    child.deadline = Context.NO_DEADLINE;
    schedule.makeReady(child);
    parent.setWord(child.number);
  }

  private Context unused() {
    for (Context context : core.contexts) {
      if (context.state == ContextState.UNUSED) {
        return context;
      }
    }
    throw Fault.of(Trap.CONTEXTS_EXHAUSTED);
  }

  private void channel(Context c) {
    c.setWord(core.channels.make());
  }

  private void bind(Context c) {
    int channel = core.channels.check(c.popWord());
    int device = c.word();
    if (!outside.gives(device) && !outside.takes(device)) {
      throw Fault.of(Trap.BAD_DEVICE);
    }
    core.channels.bind(channel, device);
  }

  private void time(Context c) {
    long window = Value.plain(c.popWord());
    long event = c.pop();
    long baseline = Value.plain(c.word());
    c.e = event;
    long wake = c.logicalTime + baseline;
    c.logicalTime = wake;
    c.deadline = window == 0 ? Context.NO_DEADLINE : wake + window;
    c.pc += CALL_LENGTH;
    if (baseline == 0 || Long.compareUnsigned(wake, outside.clock()) <= 0) {
      schedule.makeReady(c);
    } else {
      schedule.sleep(c, wake);
    }
    dispatcher.dispatch();
  }
}
