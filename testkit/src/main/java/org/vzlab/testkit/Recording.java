package org.vzlab.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Violation;
import org.vzlab.isolation.monitor.OwnershipMonitor;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.hart.ExceptionTaken;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.VpListener;

/**
 * What a board has said and shown since power-on. It can go back to a moment of its past, as the
 * board can.
 */
final class Recording implements VpListener {
  /** Exits of each guest that are kept. */
  static final int EXITS = 16;

  private static final int UARTS = 6;

  /** How much there was of everything, and what is kept in part only. */
  private record Mark(
      Map<Integer, Integer> lines,
      Map<Integer, Integer> consoles,
      int leds,
      int reports,
      Map<Integer, List<ExitTaken>> exits,
      Map<Integer, Integer> restarts) {}

  private final Bench bench;
  private final Map<Integer, Log> lines = new TreeMap<>();
  private final Map<Integer, Log> consoles = new TreeMap<>();
  private final List<LedChange> leds = new ArrayList<>();
  private final List<String> reports = new ArrayList<>();
  private final Map<Integer, Deque<ExitTaken>> exits = new TreeMap<>();
  private final Map<Integer, Integer> restarts = new TreeMap<>();
  private final Footprint footprint;
  private final Latencies latencies;
  private final Optional<OwnershipMonitor> monitor;
  private List<Violation> violationsBefore = List.of();
  private Mark mark;

  /** Listens to a board that has not run yet. */
  Recording(Bench bench) {
    this.bench = bench;
    for (int uart = 1; uart <= UARTS; uart++) {
      Log log = line(uart);
      bench.onSerial(uart, character -> log.add(character, bench.now()));
    }
    bench.onLed((name, on, time) -> leds.add(new LedChange(name, on, time)));
    bench.onReport(reports::add);
    bench.hart().traps.trace().listen(this::taken);
    footprint = new Footprint(bench);
    latencies = new Latencies(bench);
    monitor = bench.hypervisor().map(hypervisor -> OwnershipMonitor.watch(bench));
    bench.listen(this);
  }

  /** What a UART has sent. */
  Log line(int uart) {
    return lines.computeIfAbsent(uart, number -> new Log());
  }

  /** What a guest has sent to its console. */
  Log console(int guest) {
    return consoles.computeIfAbsent(guest, id -> new Log());
  }

  /** All changes of LEDs. */
  List<LedChange> leds() {
    return leds;
  }

  /** Messages for the user. */
  List<String> reports() {
    return reports;
  }

  /** The last exits of a guest. */
  List<ExitTaken> exits(int guest) {
    return List.copyOf(exits.getOrDefault(guest, new ArrayDeque<>()));
  }

  /** How often a guest was restarted. */
  int restarts(int guest) {
    return restarts.getOrDefault(guest, 0);
  }

  /** What guests have accessed. */
  Footprint footprint() {
    return footprint;
  }

  /** How long guests' interrupts take. */
  Latencies latencies() {
    return latencies;
  }

  /** What isolation forbids and has happened, the first hundred of it. */
  List<Violation> violations() {
    List<Violation> all = new ArrayList<>(violationsBefore);
    monitor.ifPresent(watching -> all.addAll(watching.violations()));
    return all;
  }

  /** Whether somebody watches for violations: the modelled hypervisor is on the board. */
  boolean isWatched() {
    return monitor.isPresent();
  }

  /** Remembers this moment. */
  void mark() {
    violationsBefore = violations();
    monitor.ifPresent(OwnershipMonitor::clear);
    footprint.mark();
    latencies.mark();
    mark =
        new Mark(
            lengths(lines),
            lengths(consoles),
            leds.size(),
            reports.size(),
            all(),
            Map.copyOf(restarts));
  }

  /** Goes back to the moment that was remembered. */
  void rewind() {
    monitor.ifPresent(OwnershipMonitor::clear);
    footprint.rewind();
    latencies.rewind();
    cut(lines, mark.lines);
    cut(consoles, mark.consoles);
    leds.subList(mark.leds, leds.size()).clear();
    reports.subList(mark.reports, reports.size()).clear();
    exits.clear();
    mark.exits.forEach((guest, last) -> exits.put(guest, new ArrayDeque<>(last)));
    restarts.clear();
    restarts.putAll(mark.restarts);
  }

  private Map<Integer, List<ExitTaken>> all() {
    Map<Integer, List<ExitTaken>> all = new HashMap<>();
    exits.forEach((guest, last) -> all.put(guest, List.copyOf(last)));
    return all;
  }

  private static Map<Integer, Integer> lengths(Map<Integer, Log> logs) {
    Map<Integer, Integer> lengths = new HashMap<>();
    logs.forEach((number, log) -> lengths.put(number, log.length()));
    return lengths;
  }

  private static void cut(Map<Integer, Log> logs, Map<Integer, Integer> lengths) {
    logs.forEach((number, log) -> log.cut(lengths.getOrDefault(number, 0)));
  }

  private void taken(ExceptionTaken exception) {
    int guest = exception.owner();
    if (guest == 0 || exception.inGuest()) {
      return;
    }
    Deque<ExitTaken> last = exits.computeIfAbsent(guest, id -> new ArrayDeque<>(EXITS));
    if (last.size() == EXITS) {
      last.removeFirst();
    }
    last.addLast(
        new ExitTaken(
            exception.time(),
            reason(exception),
            exception.epc(),
            exception.badVAddr(),
            exception.badInstr()));
  }

  private static String reason(ExceptionTaken exception) {
    if (exception.code() == ExcCode.GE) {
      for (GuestExit exit : GuestExit.values()) {
        if (exit.code() == exception.gexcCode()) {
          return exit.name();
        }
      }
    }
    return exception.code().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void printed(int task, int character) {
    console(task).add(character, bench.now());
  }

  @Override
  public void accessed(int task, Window window, int address, int size, boolean store) {
    footprint.accessed(task, window, address, size, store);
  }

  @Override
  public void raised(int guest, int irq) {
    latencies.raised(guest, irq);
  }

  @Override
  public void presented(int guest, int irq) {
    latencies.presented(guest, irq);
  }

  @Override
  public void guestRestarted(GuestView guest) {
    restarts.merge(guest.id(), 1, Integer::sum);
  }
}
