package org.vzlab.kit.image;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/** Reads Motorola S-records (M68000 Family Programmer's Reference Manual, appendix C). */
final class SrecReader {
  private final String file;
  private final RecordData data = new RecordData();
  private OptionalInt entry = OptionalInt.empty();
  private int records;
  private boolean ended;

  SrecReader(String file) {
    this.file = file;
  }

  Image read(String text) throws ImageException {
    int number = 0;
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      RecordLine line = new RecordLine(file, ++number, lines.next().strip());
      if (!line.text().isEmpty()) {
        record(line);
      }
    }
    if (!ended) {
      throw new ImageException(
          file + ":" + number + ": the file ends here, expected a start record (S7, S8 or S9)");
    }
    List<Segment> segments = data.segments();
    if (segments.isEmpty()) {
      throw new ImageException(file + ": found no data records, expected at least one");
    }
    return new Image(file, entry, segments, List.of());
  }

  private void record(RecordLine line) throws ImageException {
    if (ended) {
      throw line.error("found a line after the start record, expected the end of the file");
    }
    String text = line.text();
    if (text.length() < 2 || text.charAt(0) != 'S' || !Character.isDigit(text.charAt(1))) {
      throw line.error(
          "found '" + text.substring(0, Math.min(2, text.length())) + "', expected S0 to S9");
    }
    int type = text.charAt(1) - '0';
    int width =
        switch (type) {
          case 0, 1, 5, 9 -> 2;
          case 2, 6, 8 -> 3;
          case 3, 7 -> 4;
          default -> throw line.error("found S4, a reserved record; expected another type");
        };
    byte[] bytes = line.bytes(2);
    check(line, bytes, width);
    int address = RecordLine.number(bytes, 1, width);
    int length = bytes.length - 2 - width;
    switch (type) {
      case 1, 2, 3 -> {
        data.add(line, address, Arrays.copyOfRange(bytes, 1 + width, bytes.length - 1));
        records++;
      }
      case 5, 6 -> count(line, address, width);
      case 7, 8, 9 -> start(line, address, length);
      default -> {
        // S0 is a comment.
      }
    }
  }

  private static void check(RecordLine line, byte[] bytes, int width) throws ImageException {
    if (bytes.length < width + 2) {
      throw line.error(
          "found " + bytes.length + " bytes, expected at least " + (width + 2) + " in this record");
    }
    if (bytes.length - 1 != (bytes[0] & 0xFF)) {
      throw line.error(
          "found %d bytes after the count, expected %d as the count says"
              .formatted(bytes.length - 1, bytes[0] & 0xFF));
    }
    int found = bytes[bytes.length - 1] & 0xFF;
    int expected = ~(RecordLine.sum(bytes) - found) & 0xFF;
    if (found != expected) {
      throw line.error(String.format("found checksum %02X, expected %02X", found, expected));
    }
  }

  private void count(RecordLine line, int count, int width) throws ImageException {
    int expected = records & ((1 << (8 * width)) - 1);
    if (count != expected) {
      throw line.error(
          "found a count of %d data records, expected %d: lines are missing"
              .formatted(count, expected));
    }
  }

  /** Tools write a start address of 0 when they know none. */
  private void start(RecordLine line, int address, int length) throws ImageException {
    if (length != 0) {
      throw line.error("found %d data bytes in the start record, expected 0".formatted(length));
    }
    entry = address == 0 ? OptionalInt.empty() : OptionalInt.of(address);
    ended = true;
  }
}
