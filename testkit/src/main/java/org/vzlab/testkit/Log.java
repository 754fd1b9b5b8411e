package org.vzlab.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Characters with their board times, in their order. */
final class Log {
  private byte[] bytes = new byte[256];
  private long[] times = new long[256];
  private int length;

  /** One more. */
  void add(int character, long time) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
      times = Arrays.copyOf(times, 2 * length);
    }
    bytes[length] = (byte) character;
    times[length++] = time;
  }

  int length() {
    return length;
  }

  /** Forgets what came behind so many. */
  void cut(int shorter) {
    length = shorter;
  }

  /** When one of them came, in SYSCLK cycles. */
  long time(int index) {
    return times[index];
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** All from one on, each byte a character. */
  String text(int from) {
    return new String(bytes, from, length - from, StandardCharsets.ISO_8859_1);
  }
}
