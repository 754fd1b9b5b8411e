package org.vzlab.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** What the kernels of firmware/timing/kernels compute, in the words of another language. */
final class TimingKernels {
  private int seed;
  private int hash;

  private TimingKernels(int seed) {
    this.seed = seed;
  }

  private int random() {
    seed = seed * 1664525 + 1013904223;
    return seed >>> 16;
  }

  private void hash(int next) {
    hash = hash * 31 + next;
  }

  /** The checksum of mix.c. */
  static int mix() {
    return new TimingKernels(2026).mixed();
  }

  private int mixed() {
    ByteBuffer words = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    for (int round = 0; round < 4; round++) {
      List<Integer> list = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        list.add(random() & 0x3FF);
      }
      list.sort(Collections.reverseOrder());
      list.forEach(words::putInt);
      for (int i = 0; i < 16; i++) {
        int value = random() & 0x3FF;
        words.putInt((int) list.stream().filter(other -> other > value).count());
      }
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        text.append("abcxyz01289.  +".charAt(random() % 15));
      }
      for (int count : states(text.toString())) {
        words.putInt(count);
      }
    }
    CRC32 crc = new CRC32();
    crc.update(words.flip());
    return (int) crc.getValue();
  }

  /** How many characters end a blank, a word, an integer, a fraction and something else. */
  private static int[] states(String text) {
    int[] counts = new int[5];
    for (int end = 1; end <= text.length(); end++) {
      String token = text.substring(text.lastIndexOf(' ', end - 1) + 1, end);
      List<String> kinds = List.of("", "[a-z][a-z0-9]*", "[0-9]+", "[0-9]+\\.[0-9]*");
      int state = 0;
      while (state < kinds.size() && !token.matches(kinds.get(state))) {
        state++;
      }
      counts[state]++;
    }
    return counts;
  }

  /** The checksum of matrix.c. */
  static int matrix() {
    return new TimingKernels(0).matrices();
  }

  private int matrices() {
    final int size = 12;
    int[] integers = new int[size * size];
    float[] floats = new float[size * size];
    double[] doubles = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          int dividend = i * 7 + k * 3 - 40;
          int factor = (k - 2 * j) * (k + 3);
          integers[i * size + j] += dividend / (k + 1) * factor;
          floats[i * size + j] += (float) dividend / (k + 1) * factor;
          doubles[i * size + j] += (double) dividend / (k + 1) * factor;
        }
      }
    }
    Arrays.stream(integers).forEach(c -> hash(c * 4));
    for (float c : floats) {
      hash((int) (c * 4));
    }
    Arrays.stream(doubles).forEach(c -> hash((int) (c * 4)));
    return hash;
  }

  /** The checksum of strings.c. */
  static int strings() {
    return new TimingKernels(7).lines();
  }

  private int lines() {
    List<String> lines = new ArrayList<>();
    List<Integer> sums = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int item = random() % 1000;
      int code = random();
      int value = random();
      lines.add(String.format("item %d: 0x%04x = %d", item, code, value));
      sums.add(item + value);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      line.toUpperCase(Locale.ROOT).chars().forEach(this::hash);
      hash((int) lines.stream().filter(other -> other.compareTo(line) < 0).count());
      hash(sums.get(i));
    }
    return hash;
  }
}
