package org.vzlab.svm.machine;

/** What the parts of the machine share: contexts, heap, channels, and how it ended. */
final class Core {
  final Heap heap;
  final Context[] contexts;
  final Channels channels;

  /** The context that runs; null while the next is looked for and when the program is over. */
  Context running;

  /**
   * The context whose part of an event is being completed, to which a trap belongs then; else null.
   */
  Context completing;

  /** A root for a pair that an instruction is still building with. */
  long work;

  /** How many deadlines were missed. */
  int missed;

  /** How the program ended; null while it runs. */
  End end;

  Core(Resources resources) {
    heap = new Heap(resources.heapCells());
    contexts = new Context[resources.contexts()];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = new Context(i, resources.stackEntries());
    }
    channels = new Channels(resources.channels(), heap);
  }

  /** A pointer to a new pair. */
  long alloc(long fst, long snd) {
    int pair = heap.take(fst, snd);
    return Value.pointer(pair < 0 ? takeAfterCollection(fst, snd) : pair);
  }

  private int takeAfterCollection(long fst, long snd) {
    heap.beginCollection();
    for (Context context : contexts) {
      if (context.state != ContextState.UNUSED) {
        heap.mark(context.e);
        for (long entry : context.stack) {
          heap.mark(entry);
        }
      }
    }
    channels.markDirtyCells();
    heap.mark(work);
    int pair = heap.take(fst, snd);
    if (pair < 0) {
      throw Fault.of(Trap.HEAP_EXHAUSTED);
    }
    return pair;
  }

  /**
   * Gives a function its argument: what APP does to E.
   *
   * @return where the function's code is
   */
  int apply(Context context, long function, long argument) {
    int pair = heap.pair(function);
    long captured = heap.fst(pair);
    long label = heap.snd(pair);
    if (label == Value.NULL) {
      context.e = argument;
      return Value.word(captured);
    }
    context.e = alloc(captured, argument);
    return Value.word(label);
  }
}
