package org.vzlab.svm.machine;

/**
 * Events: lists of alternatives. An alternative is a pair of its base and its message, a base a
 * pair of what it does (its type and its channel) and its wrap.
 *
 * <p>docs/sense-vm.md, "Events".
 */
final class Events {
  private static final int RECEIVE = 0x100;
  private static final int CHANNEL = 0xFF;

  private final Core core;
  private final Heap heap;
  private final Channels channels;

  Events(Core core) {
    this.core = core;
    heap = core.heap;
    channels = core.channels;
  }

  /** {@code CALLRTS 2}. */
  void send(Context c) {
    int channel = channels.check(c.popWord());
    create(c, Value.plain(channel), c.e);
  }

  /** {@code CALLRTS 3}. */
  void receive(Context c) {
    int channel = channels.check(c.word());
    create(c, Value.plain(RECEIVE | channel), Value.NULL);
  }

  private void create(Context c, long action, long message) {
    core.work = core.alloc(action, Value.NULL);
    core.work = core.alloc(core.work, message);
    c.e = core.alloc(core.work, Value.NULL);
    core.work = Value.UNIT;
  }

  /** {@code CALLRTS 5}. */
  void choose(Context c) {
    long first = c.pop();
    heap.pair(c.e);
    core.work = core.alloc(Value.pointer(alternative(first)), Value.NULL);
    int last = Value.word(core.work);
    for (long rest = next(first); rest != Value.NULL; rest = next(rest)) {
      long copy = core.alloc(Value.pointer(alternative(rest)), Value.NULL);
      heap.setSnd(last, copy);
      last = Value.word(copy);
    }
    heap.setSnd(last, c.e);
    c.e = core.work;
    core.work = Value.UNIT;
  }

  /** {@code CALLRTS 7}. */
  void wrap(Context c) {
    long event = c.pop();
    heap.pair(c.e);
    int alternative = alternative(event);
    long action = heap.fst(heap.pair(heap.fst(alternative)));
    core.work = core.alloc(action, c.e);
    core.work = core.alloc(core.work, heap.snd(alternative));
    c.e = core.alloc(core.work, next(event));
    core.work = Value.UNIT;
  }

  /** The first alternative of an event, which is checked. */
  int alternative(long event) {
    int alternative = heap.pair(heap.fst(heap.pair(event)));
    int base = heap.pair(heap.fst(alternative));
    int action = heap.fstWord(base);
    channels.check(action & ~RECEIVE);
    return alternative;
  }

  /** The other alternatives of an event, or NULL. */
  long next(long event) {
    return heap.snd(heap.pair(event));
  }

  /** Whether an alternative receives; else it sends. */
  boolean receives(int alternative) {
    return (action(alternative) & RECEIVE) != 0;
  }

  int channel(int alternative) {
    return action(alternative) & CHANNEL;
  }

  private int action(int alternative) {
    return heap.fstWord(heap.pair(heap.fst(alternative)));
  }
}
