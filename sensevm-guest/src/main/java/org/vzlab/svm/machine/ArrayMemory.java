package org.vzlab.svm.machine;

import org.vzlab.svm.driver.Outside;

/** The arrays of bytes: one behind the other, never given back. */
public final class ArrayMemory implements Outside.Arrays {
  /** How many arrays there can be. */
  public static final int CAPACITY = 16;

  private final byte[] bytes;
  private final int[] begins = new int[CAPACITY];
  private final int[] lengths = new int[CAPACITY];
  private int made;
  private int used;

  ArrayMemory(int size) {
    bytes = new byte[size];
  }

  /** How many arrays were made. */
  public int made() {
    return made;
  }

  /** Where an array begins in array memory. */
  public int begin(int array) {
    return begins[array];
  }

  /** How many bytes an array has. */
  public int length(int array) {
    return lengths[array];
  }

  /** How many bytes array memory has. */
  public int size() {
    return bytes.length;
  }

  /** A byte of array memory, 0 to 255, by its place there. */
  public int octet(int place) {
    return bytes[place] & 0xFF;
  }

  @Override
  public void put(int array, int index, int value) {
    if (index < lengths[array]) {
      bytes[begins[array] + index] = (byte) value;
    }
  }

  int make(int length) {
    if (made == CAPACITY || Integer.compareUnsigned(length, bytes.length - used) > 0) {
      throw Fault.of(Trap.ARRAYS_EXHAUSTED);
    }
    begins[made] = used;
    lengths[made] = length;
    used += length;
    return made++;
  }

  /** An array that was made. */
  int check(int array) {
    if (Integer.compareUnsigned(array, made) >= 0) {
      throw Fault.of(Trap.BAD_ARRAY);
    }
    return array;
  }

  int get(int array, int index) {
    return bytes[place(array, index)] & 0xFF;
  }

  void set(int array, int index, int value) {
    bytes[place(array, index)] = (byte) value;
  }

  private int place(int array, int index) {
    if (Integer.compareUnsigned(index, lengths[check(array)]) >= 0) {
      throw Fault.of(Trap.BAD_ARRAY);
    }
    return begins[array] + index;
  }
}
