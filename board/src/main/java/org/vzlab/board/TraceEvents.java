package org.vzlab.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Writes events in the trace event format that Chrome's viewer and Perfetto read ("Trace Event
 * Format", the object form), a line an event, each as soon as it is known. What is shorter than
 * {@link #GRAIN} is put together where there has been much of it for some time, so that a guest
 * that leaves all the time does not make the file large: sums stay exact, and one track's events
 * never overlap.
 */
final class TraceEvents {
  /**
   * What happens to somebody, by {@code Hart.owner}, at an instant while a piece of time is
   * somebody's.
   */
  record Instant(int track, String name, long time) {}

  /**
   * A piece of time that is somebody's.
   *
   * @param instants in it, in the order of their times
   * @param more how many others there were
   */
  record Piece(int track, String name, long start, long end, List<Instant> instants, int more) {
    long cycles() {
      return end - start;
    }

    int events() {
      return 1 + instants.size();
    }

    /** Whether the next piece is more of the same; not without end, so that it gets written. */
    boolean isContinuedBy(Piece next) {
      return next.track == track && next.name.equals(name) && cycles() < GRAIN;
    }

    Piece and(Piece next) {
      List<Instant> both = new ArrayList<>(instants);
      both.addAll(next.instants);
      return new Piece(track, name, start, next.end, both, more + next.more);
    }
  }

  /** What several pieces of one track come to. */
  private static final class Sum {
    private final Set<String> names = new TreeSet<>();
    private final Map<String, Integer> instants = new LinkedHashMap<>();
    private long cycles;
    private int pieces;
  }

  static final int ROOT = 0;

  /** 100 us, in SYSCLK cycles. */
  static final long GRAIN = 20_000;

  /** So few pieces are not worth being ended by the next guest or thread. */
  private static final int FEW = 6;

  /** One event more may be written each time that so many cycles have passed: 25,000 a second. */
  private static final long CYCLES_PER_EVENT = 8_000;

  /** So many events may be written at once after a quiet time. */
  private static final long BURST = 5_000;

  private static final int CYCLES_PER_MICROSECOND = 200;
  private static final int THOUSANDTHS_PER_CYCLE = 5;

  private final Consumer<String> lines;
  private final IntFunction<String> titles;
  private final Set<Integer> named = new TreeSet<>();
  private final List<Piece> group = new ArrayList<>();
  private boolean first = true;

  /** Cycles that no event has been written for. */
  private long credit = BURST * CYCLES_PER_EVENT;

  /**
   * The first lines.
   *
   * @param titles of tracks
   */
  TraceEvents(Consumer<String> lines, IntFunction<String> titles) {
    this.lines = lines;
    this.titles = titles;
    lines.accept("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
    metadata("process_name", ROOT, "\"name\":\"vzlab\"");
    name(ROOT);
  }

  /** The next piece: it begins where the one before has ended. */
  void add(Piece piece) {
    if (group.isEmpty()) {
      group.add(piece);
      return;
    }
    Piece last = group.get(group.size() - 1);
    if (last.isContinuedBy(piece)) {
      group.set(group.size() - 1, last.and(piece));
      return;
    }
    if (endsGroup(piece)) {
      flush();
    }
    group.add(piece);
  }

  /** A track has a name before its first event. */
  private void name(int track) {
    if (named.add(track)) {
      metadata("thread_name", track, "\"name\":" + text(titles.apply(track)));
      metadata("thread_sort_index", track, "\"sort_index\":" + Board.id(track));
    }
  }

  /** The last lines; some tracks have a name even if nothing has happened in them. */
  void end(List<Integer> tracks) {
    flush();
    tracks.forEach(this::name);
    lines.accept("]}");
  }

  private boolean endsGroup(Piece next) {
    return next.cycles() >= GRAIN
        || next.start() - group.get(0).start() >= GRAIN
        || (group.size() > FEW && next.track() != ROOT && next.track() != lastTask());
  }

  private int lastTask() {
    for (int i = group.size() - 1; i >= 0; i--) {
      if (group.get(i).track() != ROOT) {
        return group.get(i).track();
      }
    }
    return ROOT;
  }

  private void flush() {
    if (group.isEmpty()) {
      return;
    }
    long passed = group.get(group.size() - 1).end() - group.get(0).start();
    credit = Math.min(credit + passed, BURST * CYCLES_PER_EVENT);
    long price = CYCLES_PER_EVENT * group.stream().mapToInt(Piece::events).sum();
    if (price <= credit) {
      credit -= price;
      group.forEach(this::write);
    } else {
      writeSums();
    }
    group.clear();
  }

  private void write(Piece piece) {
    String args = piece.more() == 0 ? "" : ",\"args\":{\"more\":" + piece.more() + "}";
    complete(piece.track(), piece.name(), piece.start(), piece.cycles(), args);
    for (Instant instant : piece.instants()) {
      name(instant.track());
      event("i", instant.track(), instant.time(), instant.name(), ",\"s\":\"t\"");
    }
  }

  /** One track behind the other: who was when is lost within the group, how long is not. */
  private void writeSums() {
    Map<Integer, Sum> sums = new LinkedHashMap<>();
    for (Piece piece : group) {
      Sum sum = sums.computeIfAbsent(piece.track(), track -> new Sum());
      sum.names.add(piece.name());
      sum.cycles += piece.cycles();
      sum.pieces++;
      for (Instant instant : piece.instants()) {
        sums.computeIfAbsent(instant.track(), track -> new Sum())
            .instants
            .merge(instant.name(), 1, Integer::sum);
      }
    }
    long start = group.get(0).start();
    for (Map.Entry<Integer, Sum> entry : sums.entrySet()) {
      Sum sum = entry.getValue();
      if (sum.pieces == 0) {
        name(entry.getKey());
        event("i", entry.getKey(), start, "several", ",\"s\":\"t\"" + args(sum));
        continue;
      }
      String name = sum.names.size() == 1 ? sum.names.iterator().next() : "several";
      complete(entry.getKey(), name, start, sum.cycles, args(sum));
      start += sum.cycles;
    }
  }

  private static String args(Sum sum) {
    StringBuilder args = new StringBuilder(",\"args\":{\"pieces\":" + sum.pieces);
    sum.instants.forEach((name, n) -> args.append(',').append(text(name)).append(':').append(n));
    return args.append('}').toString();
  }

  private void complete(int track, String name, long start, long cycles, String more) {
    name(track);
    event("X", track, start, name, ",\"dur\":" + microseconds(cycles) + more);
  }

  private void metadata(String what, int track, String args) {
    event("M", track, 0, what, ",\"args\":{" + args + "}");
  }

  private void event(String phase, int track, long time, String name, String more) {
    String comma = first ? "" : ",";
    first = false;
    lines.accept(
        comma
            + "{\"ph\":\""
            + phase
            + "\",\"pid\":1,\"tid\":"
            + Board.id(track)
            + ",\"ts\":"
            + microseconds(time)
            + ",\"name\":"
            + text(name)
            + more
            + "}");
  }

  /** Microseconds with three decimals, which a cycle of 5 ns needs. */
  private static String microseconds(long cycles) {
    long thousandths = cycles % CYCLES_PER_MICROSECOND * THOUSANDTHS_PER_CYCLE;
    String digits = Long.toString(1000 + thousandths);
    return cycles / CYCLES_PER_MICROSECOND + "." + digits.substring(1);
  }

  /** A JSON string (RFC 8259). */
  private static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
