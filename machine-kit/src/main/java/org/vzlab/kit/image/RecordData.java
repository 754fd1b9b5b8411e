package org.vzlab.kit.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The bytes of a file of records, gathered in the file's order and merged into segments. */
final class RecordData {
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  private record Chunk(RecordLine line, int address, byte[] data) {
    long start() {
      return Image.physical(address) & 0xFFFFFFFFL;
    }

    long end() {
      return start() + data.length;
    }
  }

  private final List<Chunk> chunks = new ArrayList<>();

  /** Adds bytes that a line puts at an address. */
  void add(RecordLine line, int address, byte[] data) throws ImageException {
    if ((address & 0xFFFFFFFFL) + data.length > 1L << 32) {
      throw line.error(
          String.format("%d bytes from 0x%08X do not fit below 4 GB", data.length, address));
    }
    if (data.length > 0) {
      chunks.add(new Chunk(line, address, data));
    }
  }

  /**
   * All bytes, in ascending order of physical address, neighbours joined.
   *
   * @throws ImageException if two lines give the same address different bytes
   */
  List<Segment> segments() throws ImageException {
    List<Chunk> sorted = new ArrayList<>(chunks);
    sorted.sort(Comparator.comparingLong(Chunk::start));
    List<Segment> segments = new ArrayList<>();
    int first = 0;
    long end = 0;
    for (int i = 0; i < sorted.size(); i++) {
      if (i > first && sorted.get(i).start() > end) {
        segments.add(joined(sorted.subList(first, i), end));
        first = i;
      }
      end = i == first ? sorted.get(i).end() : Math.max(end, sorted.get(i).end());
    }
    if (!sorted.isEmpty()) {
      segments.add(joined(sorted.subList(first, sorted.size()), end));
    }
    return segments;
  }

  private static Segment joined(List<Chunk> run, long end) throws ImageException {
    long start = run.get(0).start();
    byte[] bytes = new byte[(int) (end - start)];
    long filled = start;
    for (Chunk chunk : run) {
      int to = (int) (chunk.start() - start);
      int known = (int) Math.max(0, Math.min(filled, chunk.end()) - chunk.start());
      int difference = Arrays.mismatch(bytes, to, to + known, chunk.data, 0, known);
      if (difference >= 0) {
        throw contradiction(run, chunk, chunk.start() + difference);
      }
      System.arraycopy(chunk.data, 0, bytes, to, chunk.data.length);
      filled = Math.max(filled, chunk.end());
    }
    return new Segment(run.get(0).address, bytes, bytes.length, true, false, true);
  }

  private static ImageException contradiction(List<Chunk> run, Chunk chunk, long address) {
    Chunk other =
        run.stream()
            .filter(c -> c.start() <= address && address < c.end())
            .findFirst()
            .orElseThrow();
    boolean inOrder = other.line.number() < chunk.line.number();
    Chunk earlier = inOrder ? other : chunk;
    Chunk later = inOrder ? chunk : other;
    return later.line.error(
        String.format(
            "found 0x%02X for physical address 0x%08X, which line %d fills with 0x%02X;"
                + " expected each address once",
            later.data[(int) (address - later.start())],
            address,
            earlier.line.number(),
            earlier.data[(int) (address - earlier.start())]));
  }
}
