package org.vzlab.kit.image;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/** Reads Intel HEX ("Hexadecimal Object File Format Specification", Intel 1988). */
final class HexReader {
  private static final int DATA = 0;
  private static final int END = 1;
  private static final int SEGMENT_BASE = 2;
  private static final int SEGMENT_START = 3;
  private static final int LINEAR_BASE = 4;
  private static final int LINEAR_START = 5;

  /** Bytes of a record besides its data: length, two of address, type and checksum. */
  private static final int FRAME = 5;

  private final String file;
  private final RecordData data = new RecordData();
  private OptionalInt entry = OptionalInt.empty();
  private int base;
  private boolean segmented;
  private boolean ended;

  HexReader(String file) {
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
          file + ":" + number + ": the file ends here, expected an end record (:00000001FF)");
    }
    List<Segment> segments = data.segments();
    if (segments.isEmpty()) {
      throw new ImageException(file + ": found no data records, expected at least one");
    }
    return new Image(file, entry, segments, List.of());
  }

  private void record(RecordLine line) throws ImageException {
    if (ended) {
      throw line.error("found a line after the end record, expected the end of the file");
    }
    if (line.text().charAt(0) != ':') {
      throw line.error("found '" + line.text().charAt(0) + "', expected ':'");
    }
    byte[] bytes = line.bytes(1);
    if (bytes.length < FRAME) {
      throw line.error("found " + bytes.length + " bytes, expected at least " + FRAME);
    }
    int length = bytes[0] & 0xFF;
    if (bytes.length != length + FRAME) {
      throw line.error(
          "found %d data bytes, expected %d as the record's length says"
              .formatted(bytes.length - FRAME, length));
    }
    int wrong = RecordLine.sum(bytes) & 0xFF;
    if (wrong != 0) {
      int found = bytes[bytes.length - 1] & 0xFF;
      throw line.error(
          String.format("found checksum %02X, expected %02X", found, (found - wrong) & 0xFF));
    }
    int offset = RecordLine.number(bytes, 1, 2);
    switch (bytes[3]) {
      case DATA -> data(line, offset, bytes, length);
      case END -> {
        expect(line, "end", length, 0);
        ended = true;
      }
      case SEGMENT_BASE -> {
        expect(line, "extended segment address", length, 2);
        base = RecordLine.number(bytes, 4, 2) << 4;
        segmented = true;
      }
      case SEGMENT_START -> {
        expect(line, "start segment address", length, 4);
        entry =
            OptionalInt.of((RecordLine.number(bytes, 4, 2) << 4) + RecordLine.number(bytes, 6, 2));
      }
      case LINEAR_BASE -> {
        expect(line, "extended linear address", length, 2);
        base = RecordLine.number(bytes, 4, 2) << 16;
        segmented = false;
      }
      case LINEAR_START -> {
        expect(line, "start linear address", length, 4);
        entry = OptionalInt.of(RecordLine.number(bytes, 4, 4));
      }
      default ->
          throw line.error(String.format("found record type %02X, expected 00 to 05", bytes[3]));
    }
  }

  /** In a segment the offset wraps at 64 KB; a linear address goes on. */
  private void data(RecordLine line, int offset, byte[] bytes, int length) throws ImageException {
    int first = segmented ? Math.min(length, 0x10000 - offset) : length;
    data.add(line, base + offset, part(bytes, 4, first));
    data.add(line, base, part(bytes, 4 + first, length - first));
  }

  private static byte[] part(byte[] bytes, int from, int length) {
    byte[] part = new byte[length];
    System.arraycopy(bytes, from, part, 0, length);
    return part;
  }

  private static void expect(RecordLine line, String type, int length, int expected)
      throws ImageException {
    if (length != expected) {
      throw line.error(
          "found %d data bytes in the %s record, expected %d".formatted(length, type, expected));
    }
  }
}
