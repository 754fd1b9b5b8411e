package org.vzlab.svm.machine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.vzlab.svm.format.Program;

/**
 * The instructions 00 to 36 once more, written from docs/sense-vm.md alone and in the most simple
 * way: values are objects, collection is by recursion, nothing is decoded beforehand. It shares no
 * code with the machine.
 */
final class NaiveModel {
  /** A pair; a value is an {@link Integer} or one of these. */
  static final class Pair {
    Object fst = 0;
    Object snd = 0;
  }

  /** How it ends at CALLRTS and APPF, which it does not know. */
  static final String BEYOND = "beyond";

  /** What an instruction does; it says where to go on. */
  private interface Effect {
    int from(int pc);
  }

  /** The end of the program, by a name. */
  private static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1;

    Over(String how) {
      super(how);
    }
  }

  private final Map<Integer, Effect> effects = new HashMap<>();
  private final byte[] image;
  private final int begin;
  private final int[] integers;

  /** The pairs by their numbers; null if never taken. */
  final Pair[] cells;

  private final Set<Pair> marked = new HashSet<>();
  private final Object[] stack;
  Object e = 0;
  int sp;
  int pc;
  int steps;
  int allocations;
  int collections;
  private int sweep;
  String end = "limit";

  NaiveModel(Program program, int heapCells, int stackEntries) {
    image = program.image();
    begin = program.codeStart();
    integers = program.integers();
    cells = new Pair[heapCells];
    stack = new Object[stackEntries];
    Arrays.fill(stack, 0);
    pc = begin;
    values();
    pairs();
    jumps();
    arithmetic();
  }

  /** Runs to the end, but at most so many steps. */
  void run(int limit) {
    try {
      while (steps < limit) {
        steps++;
        byteAt(pc);
        Effect effect = effects.get(byteAt(pc));
        if (effect == null) {
          throw new Over(byteAt(pc) > 0x38 ? "badop" : BEYOND);
        }
        pc = effect.from(pc);
      }
    } catch (Over over) {
      end = over.getMessage();
    }
  }

  Object stackEntry(int i) {
    return stack[i];
  }

  private void plain(int opcode, Runnable what) {
    effects.put(
        opcode,
        at -> {
          what.run();
          return at + 1;
        });
  }

  private void values() {
    plain(0x04, () -> push(e));
    plain(
        0x05,
        () -> {
          Object top = pop();
          push(e);
          e = top;
        });
    effects.put(
        0x06,
        at -> {
          int index = two(at + 1);
          if (index >= integers.length) {
            throw new Over("bad-constant");
          }
          e = integers[index];
          return at + 3;
        });
    effects.put(
        0x07,
        at -> {
          e = byteAt(at + 1);
          return at + 2;
        });
    plain(0x08, () -> e = 0);
    plain(0x0C, () -> {});
    plain(
        0x31,
        () -> {
          push(e);
          e = 0;
        });
    plain(0x32, () -> e = pop());
  }

  private void pairs() {
    plain(0x00, () -> e = pair(e).fst);
    plain(0x01, () -> e = pair(e).snd);
    effects.put(
        0x02,
        at -> {
          descend(byteAt(at + 1));
          e = pair(e).snd;
          return at + 2;
        });
    effects.put(
        0x03,
        at -> {
          descend(byteAt(at + 1));
          return at + 2;
        });
    plain(
        0x09,
        () -> {
          Object a = pop();
          e = alloc(a, e);
        });
    plain(
        0x33,
        () -> {
          Object a = pop();
          e = alloc(e, a);
        });
    effects.put(
        0x0A,
        at -> {
          e = alloc(e, two(at + 1));
          return at + 3;
        });
    effects.put(
        0x0B,
        at -> {
          e = alloc(two(at + 1), e);
          return at + 3;
        });
    effects.put(
        0x34,
        at -> {
          e = alloc(two(at + 1), -1);
          return at + 3;
        });
  }

  private void descend(int count) {
    if (count > 0) {
      e = pair(e).fst;
      descend(count - 1);
    }
  }

  private void jumps() {
    effects.put(
        0x0D,
        at -> {
          throw new Over("stop");
        });
    effects.put(
        0x0E,
        at -> {
          Pair function = pair(e);
          Object a = pop();
          Object to = function.snd;
          if (to.equals(-1)) {
            e = a;
            to = function.fst;
          } else {
            e = alloc(function.fst, a);
          }
          push(at + 1);
          return word(to);
        });
    effects.put(0x0F, at -> word(pop()));
    effects.put(
        0x10,
        at -> {
          int to = two(at + 1);
          push(at + 3);
          return to;
        });
    effects.put(0x11, at -> two(at + 1));
    effects.put(
        0x12,
        at -> {
          int to = two(at + 1);
          boolean odd = word(e) % 2 != 0;
          e = pop();
          return odd ? at + 3 : to;
        });
    effects.put(
        0x35,
        at -> {
          int to = two(at + 1);
          return word(e) % 2 != 0 ? at + 3 : to;
        });
    effects.put(
        0x13,
        at -> {
          byteAt(at + 1 + 4 * byteAt(at + 1));
          Object v = pop();
          Pair chosen = pair(e);
          int to = find(word(chosen.fst), at);
          e = alloc(v, chosen.snd);
          return to;
        });
    effects.put(
        0x36,
        at -> {
          byteAt(at + 1 + 4 * byteAt(at + 1));
          Pair chosen = pair(e);
          int to = find(word(chosen.fst), at);
          e = chosen.snd;
          return to;
        });
  }

  private int find(int tag, int at) {
    int n = byteAt(at + 1);
    for (int i = at + 2; i < at + 2 + 4 * n; i += 4) {
      if (two(i) == tag || two(i) == 65535) {
        return two(i + 2);
      }
    }
    throw new Over("no-match");
  }

  private interface Binary {
    Object of(int a, int b);
  }

  private interface FloatBinary {
    Object of(float a, float b);
  }

  private void binary(Binary operation, int... opcodes) {
    for (int opcode : opcodes) {
      plain(
          opcode,
          () -> {
            int a = word(pop());
            Object result = operation.of(a, word(e));
            e = result instanceof Boolean truth ? (truth ? 1 : 0) : result;
          });
    }
  }

  private void floats(int opcode, FloatBinary operation) {
    binary(
        (a, b) -> {
          Object result = operation.of(Float.intBitsToFloat(a), Float.intBitsToFloat(b));
          return result instanceof Float f ? (Object) Float.floatToIntBits(f) : result;
        },
        opcode);
  }

  private void arithmetic() {
    plain(0x14, () -> e = word(e) < 0 ? -word(e) : word(e));
    plain(0x15, () -> e = 0 - word(e));
    plain(0x16, () -> e = word(e) % 2 == 0 ? word(e) + 1 : word(e) - 1);
    plain(0x17, () -> e = word(e) - 1);
    binary((a, b) -> (int) ((long) a + b), 0x18, 0x23);
    binary((a, b) -> (int) ((long) a * b), 0x19, 0x24);
    binary((a, b) -> (int) ((long) a - b), 0x1A, 0x25);
    floats(0x1B, (a, b) -> (float) ((double) a + b));
    floats(0x1C, (a, b) -> (float) ((double) a * b));
    floats(0x1D, (a, b) -> (float) ((double) a - b));
    binary((a, b) -> a > b, 0x1E);
    binary((a, b) -> a < b, 0x1F);
    binary((a, b) -> a == b, 0x20, 0x28, 0x30);
    binary((a, b) -> a >= b, 0x21);
    binary((a, b) -> a <= b, 0x22);
    binary((a, b) -> unsigned(a) > unsigned(b), 0x26);
    binary((a, b) -> unsigned(a) < unsigned(b), 0x27);
    binary((a, b) -> unsigned(a) >= unsigned(b), 0x29);
    binary((a, b) -> unsigned(a) <= unsigned(b), 0x2A);
    floats(0x2B, (a, b) -> a > b);
    floats(0x2C, (a, b) -> a < b);
    floats(0x2D, (a, b) -> a == b);
    floats(0x2E, (a, b) -> a >= b);
    floats(0x2F, (a, b) -> a <= b);
  }

  private static long unsigned(int word) {
    return word & 0xFFFFFFFFL;
  }

  private int byteAt(int at) {
    if (at < begin || at >= image.length) {
      throw new Over("bad-pc");
    }
    return image[at] & 0xFF;
  }

  private int two(int at) {
    return byteAt(at + 1) + 256 * byteAt(at);
  }

  private Pair pair(Object value) {
    if (value instanceof Pair pair) {
      return pair;
    }
    throw new Over("bad-pointer");
  }

  /** Whether a pair is still what it was. */
  boolean isHeld(Object pair) {
    return Arrays.asList(cells).contains(pair);
  }

  /** The word of a value; of a pointer the number of its pair. */
  int word(Object value) {
    if (value instanceof Integer word) {
      return word;
    }
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] == value) {
        return i;
      }
    }
    throw new IllegalStateException("a pair that is in use was taken away");
  }

  private void push(Object value) {
    if (sp == stack.length) {
      throw new Over("stack-overflow");
    }
    stack[sp++] = value;
  }

  private Object pop() {
    if (sp == 0) {
      throw new Over("stack-underflow");
    }
    return stack[--sp];
  }

  private Pair alloc(Object fst, Object snd) {
    int cell = free();
    if (cell < 0) {
      collections++;
      reach(e);
      for (Object entry : stack) {
        reach(entry);
      }
      sweep = 0;
      cell = free();
    }
    if (cell < 0) {
      throw new Over("heap-exhausted");
    }
    allocations++;
    cells[cell] = new Pair();
    cells[cell].fst = fst;
    cells[cell].snd = snd;
    return cells[cell];
  }

  private int free() {
    if (sweep == cells.length) {
      return -1;
    }
    int cell = sweep++;
    return marked.remove(cells[cell]) ? free() : cell;
  }

  private void reach(Object value) {
    if (value instanceof Pair pair && marked.add(pair)) {
      reach(pair.fst);
      reach(pair.snd);
    }
  }
}
