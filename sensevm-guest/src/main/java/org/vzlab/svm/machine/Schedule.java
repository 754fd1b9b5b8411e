package org.vzlab.svm.machine;

/** The contexts that are ready, and those that sleep. */
final class Schedule {
  private final Context[] contexts;
  private final TimeOrder ready;
  private final TimeOrder sleeping;

  Schedule(Context[] contexts) {
    this.contexts = contexts;
    ready = new TimeOrder(contexts.length);
    sleeping = new TimeOrder(contexts.length);
  }

  TimeOrder ready() {
    return ready;
  }

  TimeOrder sleeping() {
    return sleeping;
  }

  void makeReady(Context context) {
    context.state = ContextState.READY;
    ready.insert(context.number, context.deadline);
  }

  void sleep(Context context, long wake) {
    context.state = ContextState.SLEEPING;
    context.wakeTime = wake;
    sleeping.insert(context.number, wake);
  }

  boolean anySleeps() {
    return sleeping.size() > 0;
  }

  /** When the first that sleeps wakes. */
  long firstWake() {
    return sleeping.firstTime();
  }

  void wakeAllDue(long now) {
    while (anySleeps() && Long.compareUnsigned(firstWake(), now) <= 0) {
      makeReady(contexts[sleeping.takeFirst()]);
    }
  }

  boolean anyReady() {
    return ready.size() > 0;
  }

  Context takeReady() {
    return contexts[ready.takeFirst()];
  }
}
