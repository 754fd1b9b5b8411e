package org.vzlab.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.board.Summary;

/** The summary of a run as JSON; the keys are the command line's promise. */
final class SummaryJson {
  private SummaryJson() {}

  /**
   * @param end why the run ended
   * @param hostNanos the host's time in nanoseconds that the run took
   */
  static String of(Summary summary, Ending end, long hostNanos) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("boardTimeNs", summary.boardTimeNs());
    json.put("cycles", summary.cycles());
    json.put("instructions", summary.instructions());
    json.put("hostSeconds", BigDecimal.valueOf(hostNanos, 9).setScale(6, RoundingMode.HALF_UP));
    json.put("mips", mips(summary.instructions(), hostNanos));
    json.put("end", Choice.word(end));
    Map<String, Object> leds = new LinkedHashMap<>();
    summary.leds().forEach((name, led) -> leds.put(name, led(led)));
    json.put("leds", leds);
    json.put("timing", Choice.word(summary.timing()));
    json.put("root", usage(summary.root()));
    json.put("guests", summary.guests().stream().map(SummaryJson::guest).toList());
    json.put("threads", summary.threads().stream().map(SummaryJson::guest).toList());
    json.put("tasks", summary.tasks().stream().map(task -> task(task, summary)).toList());
    json.put("work", summary.work().stream().map(SummaryJson::work).toList());
    json.put("interrupts", summary.interrupts());
    json.put("unmodelled", summary.unmodelled().stream().map(SummaryJson::touch).toList());
    return Json.of(json);
  }

  private static BigDecimal mips(long instructions, long hostNanos) {
    return BigDecimal.valueOf(instructions)
        .multiply(BigDecimal.valueOf(1000))
        .divide(BigDecimal.valueOf(Math.max(1, hostNanos)), 1, RoundingMode.HALF_UP);
  }

  private static Map<String, Object> led(Summary.Led led) {
    return ordered(List.of("toggles", "on"), led.toggles(), led.on());
  }

  private static Map<String, Object> guest(Summary.Guest guest) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", guest.id());
    object.putAll(usage(guest.usage()));
    object.put("exits", guest.exits());
    object.put("state", guest.state());
    return object;
  }

  private static Map<String, Object> task(Summary.Task task, Summary summary) {
    Map<String, Object> object =
        ordered(
            List.of("id", "thread", "cycles", "work", "share", "switches", "overruns"),
            task.id(),
            task.thread(),
            task.cycles(),
            task.work(),
            share(task, summary),
            task.switches(),
            task.overruns());
    task.worstLatency().ifPresent(cycles -> object.put("worstLatency", cycles));
    return object;
  }

  /** The part of the board's time that went to a task and into work for it, 0 to 1. */
  private static BigDecimal share(Summary.Task task, Summary summary) {
    return BigDecimal.valueOf(task.cycles() + task.work())
        .divide(BigDecimal.valueOf(Math.max(1, summary.cycles())), 6, RoundingMode.HALF_UP);
  }

  private static Map<String, Object> work(Summary.Work work) {
    Map<String, Object> by = new LinkedHashMap<>();
    work.charges().forEach((guest, charge) -> by.put(String.valueOf(guest), charge(charge)));
    return ordered(List.of("name", "why", "charges"), work.name(), work.why(), by);
  }

  private static Map<String, Object> charge(Summary.Charge charge) {
    return ordered(List.of("times", "cycles"), charge.times(), charge.cycles());
  }

  private static Map<String, Object> usage(Summary.Usage usage) {
    Map<String, Object> caches = new LinkedHashMap<>();
    usage.caches().forEach((name, lookUps) -> caches.put(name, lookUps(lookUps)));
    return ordered(
        List.of("instructions", "cycles", "stalls", "caches"),
        usage.instructions(),
        usage.cycles(),
        usage.stalls(),
        caches);
  }

  private static Map<String, Object> lookUps(Summary.LookUps lookUps) {
    Map<String, Object> object =
        ordered(List.of("accesses", "misses"), lookUps.accesses(), lookUps.misses());
    lookUps
        .hitRate()
        .ifPresent(
            rate ->
                object.put("hitRate", BigDecimal.valueOf(rate).setScale(6, RoundingMode.HALF_UP)));
    return object;
  }

  private static Map<String, Object> touch(Summary.Touch touch) {
    return ordered(
        List.of("register", "pc", "guest", "count"),
        touch.register(),
        String.format("0x%08X", touch.pc()),
        touch.guest(),
        touch.count());
  }

  private static Map<String, Object> ordered(List<String> keys, Object... values) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      object.put(keys.get(i), values[i]);
    }
    return object;
  }
}
