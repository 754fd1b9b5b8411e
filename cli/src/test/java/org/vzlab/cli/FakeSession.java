package org.vzlab.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.vzlab.board.End;
import org.vzlab.board.Session;
import org.vzlab.board.Summary;
import org.vzlab.board.TimingModel;
import org.vzlab.board.TraceKind;
import org.vzlab.board.UserError;

/**
 * A board that does what its script says at the times its script says, and echoes what is typed.
 */
final class FakeSession implements Session {
  private record Step(long cycles, int order, Runnable action) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      int byTime = Long.compare(cycles, other.cycles);
      return byTime != 0 ? byTime : Integer.compare(order, other.order);
    }
  }

  final List<String> log = new ArrayList<>();
  private final PriorityQueue<Step> script = new PriorityQueue<>();
  private final Map<Integer, List<IntConsumer>> serial = new TreeMap<>();
  private final Map<TraceKind, Consumer<String>> traces = new TreeMap<>();
  private LedListener ledListener = (name, on, cycles) -> {};
  private Consumer<String> reports = line -> {};
  private long now;
  private int order;

  /** How many characters a line takes between two slices. */
  int room = 4096;

  private End end = End.RUNNING;
  private boolean failed;

  /** The time so many milliseconds after power-on. */
  static long ms(long milliseconds) {
    return milliseconds * (CYCLES_PER_SECOND / 1000);
  }

  private FakeSession at(long milliseconds, Runnable action) {
    return atCycles(ms(milliseconds), action);
  }

  private FakeSession atCycles(long cycles, Runnable action) {
    script.add(new Step(cycles, order++, action));
    return this;
  }

  FakeSession prints(long milliseconds, int uart, String text) {
    return at(milliseconds, () -> send(uart, text.getBytes(StandardCharsets.UTF_8)));
  }

  FakeSession led(long milliseconds, String name, boolean on) {
    return at(milliseconds, () -> ledListener.changed(name, on, now));
  }

  FakeSession reports(long milliseconds, String line) {
    return at(milliseconds, () -> reports.accept(line));
  }

  FakeSession traces(long milliseconds, TraceKind kind, String line) {
    return at(milliseconds, () -> traces.getOrDefault(kind, text -> {}).accept(line));
  }

  FakeSession guestFails(long milliseconds) {
    return at(milliseconds, () -> failed = true);
  }

  FakeSession touchesUnmodelled(long milliseconds) {
    return at(milliseconds, () -> end = End.UNMODELLED);
  }

  FakeSession breaks(long milliseconds) {
    return at(
        milliseconds,
        () -> {
          throw new IllegalStateException("the model is wrong");
        });
  }

  FakeSession does(long milliseconds, Runnable action) {
    return at(milliseconds, action);
  }

  private void send(int uart, byte[] bytes) {
    for (byte b : bytes) {
      serial.getOrDefault(uart, List.of()).forEach(listener -> listener.accept(b & 0xFF));
    }
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void run(long untilCycles) {
    while (!script.isEmpty() && script.peek().cycles() <= untilCycles && end == End.RUNNING) {
      Step step = script.remove();
      now = Math.max(now, step.cycles());
      step.action().run();
    }
    if (end == End.RUNNING) {
      now = Math.max(now, untilCycles);
    }
  }

  @Override
  public End end() {
    return end;
  }

  @Override
  public boolean failed() {
    return failed;
  }

  @Override
  public void onSerial(int uart, IntConsumer listener) {
    serial.computeIfAbsent(uart, u -> new ArrayList<>()).add(listener);
  }

  @Override
  public int consoleUart() {
    return 4;
  }

  @Override
  public void type(long cycles, int uart, byte[] bytes) {
    log.add(cycles / ms(1) + " ms, UART" + uart + ": " + new String(bytes, StandardCharsets.UTF_8));
    atCycles(Math.max(cycles, now), () -> send(uart, bytes));
  }

  @Override
  public void press(String button, long fromCycles, long toCycles) throws UserError {
    if (!button.equalsIgnoreCase("BTN1")) {
      throw new UserError("found button '" + button + "', expected BTN1");
    }
    log.add(fromCycles / ms(1) + " to " + toCycles / ms(1) + " ms: " + button);
  }

  @Override
  public int room(int uart) {
    return room;
  }

  @Override
  public void onLed(LedListener listener) {
    ledListener = listener;
  }

  @Override
  public void onReport(Consumer<String> listener) {
    reports = listener;
  }

  @Override
  public Runnable trace(TraceKind kind, Consumer<String> lines) {
    traces.put(kind, lines);
    return kind == TraceKind.SCHEDULE ? () -> lines.accept("]}") : () -> {};
  }

  private static Summary.Usage usage(long instructions, long cycles, long misses) {
    Map<String, Long> stalls = new LinkedHashMap<>();
    stalls.put("load-use", misses);
    stalls.put("idle", cycles - instructions - misses);
    return new Summary.Usage(
        instructions, cycles, stalls, Map.of("i-cache", new Summary.LookUps(instructions, misses)));
  }

  @Override
  public void symbols(int id, String file) {
    log.add("symbols of " + id + ": " + file);
  }

  @Override
  public Supplier<List<String>> profile(long periodCycles) {
    return () -> List.of("root;[idle] " + now / periodCycles, "root;main 1");
  }

  @Override
  public Summary summary() {
    return new Summary(
        now * 5,
        now,
        1_000_000,
        TimingModel.APPROXIMATE,
        Map.of("LD1", new Summary.Led(3, true)),
        usage(0, 199_230, 0),
        List.of(new Summary.Guest(1, usage(600, 700, 30), Map.of("GPSI", 4L), "running")),
        List.of(new Summary.Guest(8, usage(60, 70, 10), Map.of("SYSCALL", 5L), "waiting")),
        List.of(
            new Summary.Task(1, false, 700, 216, 2, 0, OptionalLong.of(1234)),
            new Summary.Task(8, true, 70, 270, 5, 1, OptionalLong.empty())),
        List.of(
            new Summary.Work(
                "exit",
                "what is saved",
                new TreeMap<>(
                    Map.of(1, new Summary.Charge(4, 216), 8, new Summary.Charge(5, 270))))),
        Map.of(171, 2L),
        List.of(new Summary.Touch("U4MODE.\"WAKE\"", 0x9D001000, 0, 1)));
  }

  @Override
  public String dump() {
    return "pc 0x9D001234";
  }
}
