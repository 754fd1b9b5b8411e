package org.vzlab.vp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.vzlab.kit.timing.TimingTable;

/**
 * A board as tinyVP's configurator knows it: {@code key = value} lines.
 *
 * @param file the file as messages name it
 * @param hardware which of {@link #HARDWARE} it is
 * @param rom physical addresses of flash for guests
 * @param ram physical addresses of RAM for guests
 * @param power base values of PMD1 to PMD7, 1 is off; empty if the board does not give them
 * @param timing the constants of the timing model, with what the file gives
 * @param values every key with its text, those that only a hypervisor's build uses included
 */
public record BoardFile(
    String file,
    String hardware,
    Span rom,
    Span ram,
    List<Integer> power,
    TimingTable timing,
    Map<String, String> values) {
  /** The boards that are modelled, as the key HARDWARE names them; the first is the default. */
  public static final List<String> HARDWARE = List.of("wifire", "dm320007", "emz64");

  /** The board files that come with vzlab, by name; in the order of {@link #HARDWARE}. */
  public static final List<String> STANDARD =
      List.of("DigilentChipKitWiFire", "Microchip-DM320007+MEBII", "OlimexPic32EMZ64");

  private static final String REQUIRED = "a board file with rom, ram and PLATFORM";

  /**
   * A range of physical addresses.
   *
   * @param position where it is given
   * @param start first address
   * @param end first address behind it
   */
  public record Span(SourcePosition position, int start, int end) {}

  /** Keys that hold one number. */
  private static final List<String> NUMBERS =
      List.of(
          "eret_page", "vzcode", "vzentry", "vzdata", "vzstacksize", "vzstacktop", "DEVCFGADDR");

  /** All keys but those of the timing model; some are for a hypervisor's build alone. */
  static final List<String> KEYS =
      Stream.concat(
              NUMBERS.stream(),
              Stream.of(
                  "PLATFORM",
                  "HARDWARE",
                  "rom",
                  "ram",
                  "pmd-registers-base",
                  "BOOT",
                  "DEVCFG",
                  "BOARDINIT"))
          .toList();

  /** What tinyVP calls the family of every board. */
  private static final String PLATFORM = "pic32mz2048efg100";

  /**
   * A board file that comes with vzlab.
   *
   * @param name its name without the ending, for example DigilentChipKitWiFire
   */
  public static BoardFile named(String name) throws ConfigException {
    String resource = "boards/" + name + ".config";
    String text = TextFile.resource(resource);
    if (text == null) {
      throw new ConfigException(
          new SourcePosition(resource, 0),
          "no board \"" + name + "\"",
          "a board that comes with vzlab",
          "use " + String.join(", ", STANDARD) + ", or give a board file");
    }
    return parse(Path.of(resource), text);
  }

  /** Reads a board file. */
  public static BoardFile read(Path file) throws ConfigException {
    return parse(file, TextFile.read(file, REQUIRED));
  }

  /**
   * Parses the text of a board file.
   *
   * @param file what messages call it
   */
  public static BoardFile parse(Path file, String text) throws ConfigException {
    Lines lines = new Lines(file, text, new Findings());
    String hardware = HARDWARE.get(0);
    Span rom = null;
    Span ram = null;
    List<Integer> power = List.of();
    TimingKeys timing = new TimingKeys();
    Map<String, String> values = new LinkedHashMap<>();
    while (lines.hasNext()) {
      Lines.Line line = lines.next();
      if (!line.assigns()) {
        // tinyVP's build includes the file as a part of its makefile, and its configurator skips
        // what is no assignment.
        continue;
      }
      Value value = line.value();
      values.put(value.key(), value.text());
      switch (value.key()) {
        case "HARDWARE" -> hardware = hardware(value);
        case "rom" -> rom = span(value);
        case "ram" -> ram = span(value);
        case "pmd-registers-base" -> power = power(value);
        case "PLATFORM" -> platform(value);
        default -> check(value, timing);
      }
    }
    if (rom == null) {
      throw missing(file, "rom window", "rom = START END");
    }
    if (ram == null) {
      throw missing(file, "ram window", "ram = START END");
    }
    if (!values.containsKey("PLATFORM")) {
      throw missing(file, "PLATFORM", "PLATFORM = " + PLATFORM);
    }
    return new BoardFile(
        file.toString(),
        hardware,
        rom,
        ram,
        power,
        timing.table(),
        Collections.unmodifiableMap(values));
  }

  private static ConfigException missing(Path file, String what, String line) {
    return new ConfigException(
        new SourcePosition(file.toString(), 0), "no " + what, REQUIRED, "add \"" + line + "\"");
  }

  private static void platform(Value value) throws ConfigException {
    if (!value.text().equals(PLATFORM)) {
      throw value.error(
          "PLATFORM = " + value.text(), PLATFORM, "no other part is modelled; write that one");
    }
  }

  private static String hardware(Value value) throws ConfigException {
    if (!HARDWARE.contains(value.text())) {
      throw value.error(
          "HARDWARE = " + value.text(),
          "a board that is modelled",
          "use one of " + String.join(", ", HARDWARE));
    }
    return value.text();
  }

  private static Span span(Value value) throws ConfigException {
    List<Integer> ends = value.numbers("start and end");
    if (ends.size() != 2 || Integer.compareUnsigned(ends.get(0), ends.get(1)) >= 0) {
      throw value.error(
          "\"" + value.text() + "\"",
          "start and end, the end behind the start",
          "for example rom = 0x1d010000 0x1d200000");
    }
    return new Span(value.position(), ends.get(0), ends.get(1));
  }

  private static List<Integer> power(Value value) throws ConfigException {
    List<Integer> words = new ArrayList<>(value.numbers("values of PMD1 to PMD7"));
    if (words.size() > 7) {
      throw value.error(
          words.size() + " values",
          "at most seven, PMD1 to PMD7",
          "write one for each register, without those behind the last that is to be written");
    }
    return List.copyOf(words);
  }

  private static void check(Value value, TimingKeys timing) throws ConfigException {
    if (NUMBERS.contains(value.key())) {
      value.number();
    } else {
      timing.take(value);
    }
  }

  /** Keys of the file that nothing here uses: allowed, but perhaps misspelt. */
  public List<String> unusedKeys() {
    return values.keySet().stream()
        .filter(key -> !KEYS.contains(key) && !TimingKeys.isOne(key))
        .toList();
  }

  /** The number of a key, if the file has it. */
  public OptionalInt number(String key) {
    String text = values.get(key);
    return text == null ? OptionalInt.empty() : OptionalInt.of(Value.parse(text));
  }
}
