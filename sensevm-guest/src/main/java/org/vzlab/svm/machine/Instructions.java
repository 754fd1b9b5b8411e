package org.vzlab.svm.machine;

import org.vzlab.svm.format.Program;

/**
 * What the instructions do that are more than arithmetic, one method each. Those that jump say
 * where to; the context's PC is at the instruction throughout.
 *
 * <p>docs/sense-vm.md, "Instructions".
 */
final class Instructions {
  private static final int ANY_TAG = 0xFFFF;

  private final Core core;
  private final Heap heap;
  private final byte[] image;
  private final int[] integers;

  Instructions(Core core, Program program) {
    this.core = core;
    heap = core.heap;
    image = program.image();
    integers = program.integers();
  }

  void fst(Context c) {
    c.e = heap.fst(heap.pair(c.e));
  }

  void snd(Context c) {
    c.e = heap.snd(heap.pair(c.e));
  }

  void acc(Context c, int count) {
    rest(c, count);
    snd(c);
  }

  void rest(Context c, int count) {
    for (int i = 0; i < count; i++) {
      fst(c);
    }
  }

  static void push(Context c) {
    c.push(c.e);
  }

  static void swap(Context c) {
    long top = c.pop();
    c.push(c.e);
    c.e = top;
  }

  void loadi(Context c, int index) {
    if (index >= integers.length) {
      throw Fault.of(Trap.BAD_CONSTANT);
    }
    c.setWord(integers[index]);
  }

  static void loadb(Context c, int word) {
    c.setWord(word);
  }

  static void clear(Context c) {
    c.e = Value.UNIT;
  }

  void cons(Context c) {
    long a = c.pop();
    c.e = core.alloc(a, c.e);
  }

  void cur(Context c, int label) {
    c.e = core.alloc(c.e, label);
  }

  void pack(Context c, int tag) {
    c.e = core.alloc(tag, c.e);
  }

  int app(Context c) {
    long function = c.e;
    heap.pair(function);
    long argument = c.pop();
    int to = core.apply(c, function, argument);
    c.push(Value.plain(c.pc + 1));
    return to;
  }

  static int ret(Context c) {
    return c.popWord();
  }

  static int call(Context c, int label) {
    c.push(Value.plain(c.pc + 3));
    return label;
  }

  static int gotofalse(Context c, int label) {
    long condition = c.e;
    c.e = c.pop();
    return (condition & 1) == 0 ? label : c.pc + 3;
  }

  static int gotoifalse(Context c, int label) {
    return (c.e & 1) == 0 ? label : c.pc + 3;
  }

  int switchTag(Context c, int cases) {
    long v = c.pop();
    int pair = heap.pair(c.e);
    int label = find(Value.word(heap.fst(pair)), c.pc, cases);
    c.e = core.alloc(v, heap.snd(pair));
    return label;
  }

  int switchi(Context c, int cases) {
    int pair = heap.pair(c.e);
    int label = find(Value.word(heap.fst(pair)), c.pc, cases);
    c.e = heap.snd(pair);
    return label;
  }

  private int find(int tag, int pc, int cases) {
    for (int i = 0; i < cases; i++) {
      int at = pc + 2 + 4 * i;
      int of = Decoder.half(image, at);
      if (of == tag || of == ANY_TAG) {
        return Decoder.half(image, at + 2);
      }
    }
    throw Fault.of(Trap.NO_MATCH);
  }

  static void move(Context c) {
    c.push(c.e);
    c.e = Value.UNIT;
  }

  static void pop(Context c) {
    c.e = c.pop();
  }

  void snoc(Context c) {
    long a = c.pop();
    c.e = core.alloc(c.e, a);
  }

  void comb(Context c, int label) {
    c.e = core.alloc(label, Value.NULL);
  }
}
