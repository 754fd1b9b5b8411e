package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A trace as a viewer of the trace event format reads it, held against what that format ("Trace
 * Event Format", the object form) and this project say of it.
 */
final class TraceFile {
  private static final Set<String> FORMAT = Set.of("displayTimeUnit", "traceEvents");
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "X", Set.of("ph", "pid", "tid", "ts", "name", "dur"),
          "i", Set.of("ph", "pid", "tid", "ts", "name", "s"),
          "M", Set.of("ph", "pid", "tid", "ts", "name", "args"));

  /** An event, its times in SYSCLK cycles. */
  record Event(String phase, int track, String name, long time, long cycles, Map<?, ?> args) {
    long end() {
      return time + cycles;
    }
  }

  final List<Event> events = new ArrayList<>();
  final Map<Integer, String> names = new TreeMap<>();

  /** Checks all that holds for any trace. */
  TraceFile(List<String> lines) {
    Map<?, ?> file = (Map<?, ?>) JsonReader.read(String.join("\n", lines));
    assertThat(file.keySet()).isEqualTo(FORMAT);
    assertThat(file.get("displayTimeUnit")).isEqualTo("ns");
    for (Object event : (List<?>) file.get("traceEvents")) {
      events.add(event((Map<?, ?>) event));
    }
    Map<Integer, Long> latest = new HashMap<>();
    Map<Integer, Long> free = new HashMap<>();
    for (Event event : events) {
      assertThat(names).as("%s has a name by then", event).containsKey(event.track);
      if (event.phase.equals("M")) {
        continue;
      }
      assertThat(event.time).as("%s in order", event).isGreaterThanOrEqualTo(latest(latest, event));
      latest.put(event.track, event.time);
      if (event.phase.equals("X")) {
        assertThat(event.time).as("%s alone", event).isGreaterThanOrEqualTo(latest(free, event));
        free.put(event.track, event.end());
      }
    }
  }

  private static long latest(Map<Integer, Long> times, Event event) {
    return times.getOrDefault(event.track, 0L);
  }

  private Event event(Map<?, ?> json) {
    String phase = (String) json.get("ph");
    assertThat(KEYS).as("%s", json).containsKey(phase);
    KEYS.get(phase).forEach(key -> assertThat(json.containsKey(key)).as("%s", json).isTrue());
    assertThat(json.get("pid")).isEqualTo(BigDecimal.ONE);
    int track = ((BigDecimal) json.get("tid")).intValueExact();
    String name = (String) json.get("name");
    assertThat(name).isNotEmpty();
    Map<?, ?> args = json.containsKey("args") ? (Map<?, ?>) json.get("args") : Map.of();
    if (name.equals("thread_name")) {
      names.put(track, (String) args.get("name"));
    } else if (name.equals("process_name")) {
      names.putIfAbsent(track, (String) args.get("name"));
    }
    long cycles = json.containsKey("dur") ? cycles(json.get("dur")) : 0;
    assertThat(cycles).isGreaterThanOrEqualTo(0);
    return new Event(phase, track, name, cycles(json.get("ts")), cycles, args);
  }

  /** 200 cycles are a microsecond. */
  private static long cycles(Object microseconds) {
    return ((BigDecimal) microseconds).multiply(BigDecimal.valueOf(200)).longValueExact();
  }

  /** All that the pieces of a track come to, in SYSCLK cycles. */
  long total(int track) {
    return pieces(track).stream().mapToLong(Event::cycles).sum();
  }

  /** Pieces of a track. */
  List<Event> pieces(int track) {
    return events.stream().filter(e -> e.phase.equals("X") && e.track == track).toList();
  }

  /** Names of the instants of a track. */
  List<String> instants(int track) {
    return events.stream()
        .filter(e -> e.phase.equals("i") && e.track == track)
        .map(Event::name)
        .toList();
  }
}
