package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.svm.machine.Trap;

/** What native functions read and write, as docs/sense-vm.md has it. */
final class Memory {
  private static final int ARRAYS = 16;
  private static final int WORDS = 16;

  private final List<byte[]> arrays = new ArrayList<>();
  private final int[] guarded = new int[WORDS];
  private final int[] voted = new int[WORDS];
  private int left;
  private int checkpoint = -1;

  Memory(int arrayBytes) {
    this.left = arrayBytes;
  }

  int create(int length) {
    if (arrays.size() == ARRAYS || length < 0 || length > left) {
      throw new Trapped(Trap.ARRAYS_EXHAUSTED);
    }
    left -= length;
    arrays.add(new byte[length]);
    return arrays.size() - 1;
  }

  int length(int handle) {
    return array(handle).length;
  }

  int get(int handle, int index) {
    return inRange(handle, index)[index] & 0xFF;
  }

  int set(int handle, int index, int value) {
    inRange(handle, index)[index] = (byte) value;
    return 0;
  }

  int guard(int number, int word) {
    guarded[word(number)] = word;
    return 0;
  }

  int guarded(int number) {
    return guarded[word(number)];
  }

  int vote(int number, int word) {
    voted[word(number)] = word;
    return 0;
  }

  int voted(int number) {
    return voted[word(number)];
  }

  int checkpoint(int number) {
    if (number != 0 && (number != checkpoint + 1 || checkpoint < 0)) {
      throw new Trapped(Trap.BAD_SEQUENCE);
    }
    checkpoint = number;
    return 0;
  }

  /** Filling an array from a device that does not stream. */
  int fill(int handle) {
    array(handle);
    throw new Trapped(Trap.BAD_DEVICE);
  }

  private byte[] array(int handle) {
    if (handle < 0 || handle >= arrays.size()) {
      throw new Trapped(Trap.BAD_ARRAY);
    }
    return arrays.get(handle);
  }

  private byte[] inRange(int handle, int index) {
    byte[] array = array(handle);
    if (index < 0 || index >= array.length) {
      throw new Trapped(Trap.BAD_ARRAY);
    }
    return array;
  }

  private static int word(int number) {
    if (number < 0 || number >= WORDS) {
      throw new Trapped(Trap.BAD_ARRAY);
    }
    return number;
  }

  /** The program ends with a trap. */
  static final class Trapped extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Trap trap;

    Trapped(Trap trap) {
      super(trap.title(), null, false, false);
      this.trap = trap;
    }

    Trap trap() {
      return trap;
    }
  }
}
