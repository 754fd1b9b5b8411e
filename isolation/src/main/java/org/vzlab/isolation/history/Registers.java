package org.vzlab.isolation.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The general registers of a guest or thread, with HI and LO, at one moment. */
public final class Registers {
  /** 32 general registers, HI and LO. */
  static final int COUNT = 34;

  private static final int HI = 32;
  private static final int LO = 33;

  private static final String[] NAMES = {
    "zero", "at", "v0", "v1", "a0", "a1", "a2", "a3", "t0", "t1", "t2", "t3", "t4", "t5", "t6",
        "t7",
    "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "t8", "t9", "k0", "k1", "gp", "sp", "fp", "ra",
    "hi", "lo"
  };

  private final int[] values;

  /** 32 general registers, HI and LO. */
  Registers(int[] from) {
    values = from.clone();
  }

  /**
   * A general register.
   *
   * @param number 0 to 31
   */
  public int get(int number) {
    return values[number];
  }

  /** The HI register. */
  public int hi() {
    return values[HI];
  }

  /** The LO register. */
  public int lo() {
    return values[LO];
  }

  /** The registers that another has with other values, a text for each with both of them. */
  public List<String> differences(Registers other) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      if (values[i] != other.values[i]) {
        texts.add(String.format(Locale.ROOT, "%s %08x/%08x", NAMES[i], values[i], other.values[i]));
      }
    }
    return List.copyOf(texts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Registers registers && Arrays.equals(values, registers.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
