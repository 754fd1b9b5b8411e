package org.vzlab.svm.machine;

import java.util.List;
import org.vzlab.svm.driver.Outside;
import org.vzlab.svm.format.NativeEntry;

/** APPF and the native functions; docs/sense-vm.md, "Native functions". */
final class Natives {
  /** The checkpoint before the first one. */
  static final int NO_CHECKPOINT = -1;

  /** How many arguments each function has. */
  private static final int[] ARGUMENTS = {1, 1, 2, 3, 1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 2, 1, 1, 1, 2};

  private static final int UNIT = 0;

  private final Core core;
  private final List<NativeEntry> pool;
  private final ArrayMemory arrays;
  private final Outside outside;
  private final SafeWords safe = new SafeWords();
  private int checkpoint = NO_CHECKPOINT;

  Natives(Core core, List<NativeEntry> pool, ArrayMemory arrays, Outside outside) {
    this.core = core;
    this.pool = pool;
    this.arrays = arrays;
    this.outside = outside;
  }

  int checkpoint() {
    return checkpoint;
  }

  SafeWords safe() {
    return safe;
  }

  void call(Context c, int index) {
    if (index >= pool.size()) {
      throw Fault.of(Trap.BAD_CALL);
    }
    NativeEntry entry = pool.get(index);
    int function = entry.function();
    if (function >= ARGUMENTS.length || entry.arguments() != ARGUMENTS[function]) {
      throw Fault.of(Trap.BAD_CALL);
    }
    int first = c.word();
    int second = ARGUMENTS[function] > 1 ? c.popWord() : UNIT;
    int third = ARGUMENTS[function] > 2 ? c.popWord() : UNIT;
    c.setWord(result(function, first, second, third));
  }

  private int result(int function, int a, int b, int c) {
    return switch (function) {
      case 0 -> arrays.make(a);
      case 1 -> arrays.length(arrays.check(a));
      case 2 -> arrays.get(a, b);
      case 3 -> arraySet(a, b, c);
      case 4 -> (int) outside.clock();
      case 5 -> a / divisor(b);
      case 6 -> a % divisor(b);
      case 7 -> a & b;
      case 8 -> a | b;
      case 9 -> a ^ b;
      case 10 -> a << b;
      case 11 -> a >>> b;
      case 12 -> guard(a, b);
      case 13 -> safe.guarded(a);
      case 14 -> vote(a, b);
      case 15 -> safe.voted(a);
      case 16 -> pass(a);
      case 17 -> core.missed;
      default -> fill(a, b);
    };
  }

  private int arraySet(int array, int index, int value) {
    arrays.set(array, index, value);
    return UNIT;
  }

  private static int divisor(int b) {
    if (b == 0) {
      throw Fault.of(Trap.DIVISION_BY_ZERO);
    }
    return b;
  }

  private int guard(int n, int word) {
    safe.guard(n, word);
    return UNIT;
  }

  private int vote(int n, int word) {
    safe.vote(n, word);
    return UNIT;
  }

  private int pass(int n) {
    if (n != 0 && n != checkpoint + 1) {
      throw Fault.of(Trap.BAD_SEQUENCE);
    }
    checkpoint = n;
    if (n == 0) {
      outside.watchdog();
    }
    return UNIT;
  }

  private int fill(int device, int array) {
    if (!outside.streams(device)) {
      throw Fault.of(Trap.BAD_DEVICE);
    }
    outside.fill(device, arrays.check(array));
    return UNIT;
  }
}
