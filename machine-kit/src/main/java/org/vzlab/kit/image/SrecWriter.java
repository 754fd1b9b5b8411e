package org.vzlab.kit.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes Motorola S-records with 32-bit addresses (M68000 Family Programmer's Reference Manual,
 * appendix C): a header (S0), the data (S3) in ascending order of address, the start (S7). The same
 * image gives the same text.
 */
public final class SrecWriter {
  /** Data bytes of a full S3 record. */
  private static final int LINE = 32;

  /** Bytes that S0 has room for: the count is a byte, and counts address and checksum too. */
  private static final int HEADER_MOST = 255 - 3;

  private final StringBuilder text = new StringBuilder();

  private SrecWriter() {}

  /**
   * The text of a file, every line ended by a line feed. What a segment only reserves is left out,
   * for the format cannot say it.
   *
   * @param header what S0 holds, in ASCII
   * @throws IllegalArgumentException if the header is too long, or bytes of the image lie beyond 4
   *     GB or on each other
   */
  public static String write(Image image, String header) {
    byte[] title = header.getBytes(StandardCharsets.US_ASCII);
    if (title.length > HEADER_MOST) {
      throw new IllegalArgumentException(
          "%d bytes of header; there is room for %d".formatted(title.length, HEADER_MOST));
    }
    SrecWriter writer = new SrecWriter();
    writer.record('0', 2, 0, title, 0, title.length);
    List<Segment> segments = new ArrayList<>(image.segments());
    segments.sort(Comparator.comparingLong(SrecWriter::start));
    long end = 0;
    for (Segment segment : segments) {
      byte[] data = segment.data();
      if (data.length == 0) {
        continue;
      }
      long start = start(segment);
      if (start < end || start + data.length > 1L << 32) {
        throw new IllegalArgumentException(
            "%d bytes at 0x%08X lie on others or beyond 4 GB".formatted(data.length, start));
      }
      end = start + data.length;
      writer.data(segment.address(), data);
    }
    writer.record('7', 4, image.entry().orElse(0), new byte[0], 0, 0);
    return writer.text.toString();
  }

  private static long start(Segment segment) {
    return Integer.toUnsignedLong(segment.address());
  }

  /** A record ends where addresses are a multiple of its length, so that files compare well. */
  private void data(int address, byte[] data) {
    int from = 0;
    while (from < data.length) {
      int length = Math.min(LINE - ((address + from) & (LINE - 1)), data.length - from);
      record('3', 4, address + from, data, from, length);
      from += length;
    }
  }

  private void record(char type, int width, int address, byte[] data, int from, int length) {
    text.append('S').append(type);
    int sum = put(width + length + 1);
    for (int i = width - 1; i >= 0; i--) {
      sum += put(address >>> (8 * i));
    }
    for (int i = from; i < from + length; i++) {
      sum += put(data[i]);
    }
    put(~sum);
    text.append('\n');
  }

  private int put(int value) {
    int low = value & 0xFF;
    text.append(digit(low >>> 4)).append(digit(low & 0xF));
    return low;
  }

  private static char digit(int value) {
    return "0123456789ABCDEF".charAt(value);
  }
}
